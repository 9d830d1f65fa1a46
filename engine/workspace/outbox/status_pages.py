"""What people read in the shared folder: notes and receipts beside files, and the status pages."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from engine.folder import names
from engine.folder.found import Arriving
from engine.folder.sidecars import Sidecar, SidecarRound, keep_pages, keep_remarks
from engine.folder.status_page import Count, PlanRow, StatusView, TeamRow, ToFix, status_page
from engine.words.say import words
from engine.workspace.inbox.arrivals import Arrivals
from engine.workspace.outbox.last_look import FileToFix, LastLook
from engine.workspace.outbox.layout import places
from engine.workspace.session.workspace import Workspace

STATES = ("proposed", "open", "held", "closed")


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A plan as the pages show it."""

    team: str
    state: str
    row: PlanRow


def keep_texts(
    workspace: Workspace, day: date, arrivals: Arrivals, receipts: Mapping[str, str],
    left: Iterable[Arriving] = (),
) -> SidecarRound:  # fmt: skip
    """Bring notes and receipts up to date; safe to repeat. `left` was left alone this time."""
    remarks = [Sidecar(r.file.found.path, r.note) for r in arrivals.refused]
    remarks += [Sidecar(n.path, n.note) for n in arrivals.noted]
    remarks += [Sidecar(t.path, _sentence(t.shown, t.reason)) for t in arrivals.trouble]
    remarks += [Sidecar(path, text, accepted=True) for path, text in receipts.items()]
    around, waiting = places(workspace, day), [each.path for each in left]
    return keep_remarks(workspace.plans, workspace.config.id, around, remarks, waiting)


def _sentence(path: str, reason: str) -> str:
    return f"{PurePosixPath(path).name} was not taken: it {reason}."


def files_to_fix(arrivals: Arrivals) -> tuple[FileToFix, ...]:
    """Every file beside which a note lies, with its problem in a line."""
    found = [FileToFix(each.file.found.path, each.problem) for each in arrivals.refused]
    found += [FileToFix(each.path, each.problem) for each in arrivals.noted]
    return (*found, *(FileToFix(each.path, each.reason) for each in arrivals.trouble))


def show_pages(
    workspace: Workspace, day: date, look: LastLook, lines: Sequence[PlanLine]
) -> SidecarRound:
    """Make every STATUS.html say how plans stand on `day`, and files as that look found them."""
    pages = pages_of(workspace, day, look, lines)
    return keep_pages(workspace.plans, workspace.config.id, pages)


def pages_of(
    workspace: Workspace, day: date, look: LastLook, lines: Sequence[PlanLine]
) -> dict[str, str]:
    """Folder -> its STATUS.html. A team's has its plans; the top one counts and names nobody.

    Where there are no teams, all plans lie at the top, and so does their page.
    """
    at = f"{look.at:%Y-%m-%d %H:%M} UTC" if look.at else "not known"
    teams = tuple(_row(workspace, look, lines, team) for team in workspace.config.teams)
    notice, pages = _notice(workspace), dict[str, str]()
    for team in ("", *workspace.config.teams):
        own = tuple(line.row for line in lines if not teams or (team and line.team == team))
        pages[team] = status_page(
            StatusView(
                company=workspace.config.company, team=team, day=day.isoformat(), last_look=at,
                mode=look.mode, counts=_counts(lines, team), to_fix=_to_fix(workspace, look, team),
                plans=own, teams=() if team else teams, notice=notice,
                arriving=_arriving(workspace, look, team),
            )
        )  # fmt: skip
    return pages


def _notice(workspace: Workspace) -> str:
    """What everybody should know: which files in git are faulty, so that nothing opens."""
    language = workspace.config.language
    return " ".join(f"{words(each.says, language)}." for each in workspace.nothing_opens)


def _row(workspace: Workspace, look: LastLook, lines: Sequence[PlanLine], team: str) -> TeamRow:
    to_fix = Count("files to fix", len(_to_fix(workspace, look, team)))
    return TeamRow(team, (*_counts(lines, team), to_fix))


def _counts(lines: Sequence[PlanLine], team: str) -> tuple[Count, ...]:
    mine = [line.state for line in lines if not team or line.team == team]
    return tuple(Count(state, mine.count(state)) for state in STATES)


def _to_fix(workspace: Workspace, look: LastLook, team: str) -> tuple[ToFix, ...]:
    return tuple(
        ToFix(_inside(team, each.shown), each.problem, _inside(team, each.note))
        for each in look.to_fix
        if _team_of(workspace, each.path) == team
    )


def _arriving(workspace: Workspace, look: LastLook, team: str) -> tuple[str, ...]:
    return tuple(
        f"{_inside(team, names.printable(each.path))} {each.why}"
        for each in look.left
        if _team_of(workspace, each.path) == team
    )


def _team_of(workspace: Workspace, path: str) -> str:
    first, slash, _ = path.partition("/")
    return first if slash and first in workspace.config.teams else ""


def _inside(team: str, path: str) -> str:
    return path.removeprefix(f"{team}/") if team else path


def due_words(due: str, today: date) -> tuple[str, bool]:
    """`in 3 days`, and whether it is late."""
    if not due:
        return "", False
    days = (date.fromisoformat(due) - today).days
    if days == 0:
        return "today", False
    count = f"{abs(days)} day{'' if abs(days) == 1 else 's'}"
    return (f"in {count}", False) if days > 0 else (f"{count} late", True)
