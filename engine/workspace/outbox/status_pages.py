"""What people read in the shared folder: notes and receipts beside files, and the status pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from engine.clock import Now
from engine.folder import names
from engine.folder.found import Arriving
from engine.folder.sidecars import Sidecar, SidecarRound, keep_pages, keep_remarks, remark_path
from engine.folder.status_page import Count, PlanRow, StatusView, TeamRow, ToFix, status_page
from engine.workspace.inbox.arrivals import Arrivals
from engine.workspace.outbox.layout import places
from engine.workspace.session.workspace import Workspace

STATES = ("proposed", "open", "held", "closed")


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A plan as the pages show it."""

    team: str
    state: str
    row: PlanRow


def tell(
    workspace: Workspace,
    now: Now,
    arrivals: Arrivals,
    lines: Sequence[PlanLine],
    mode: str,
    receipts: Mapping[str, str],
    left: Sequence[Arriving] = (),
) -> SidecarRound:
    """Bring notes, receipts and pages up to date; safe to repeat. `left` was left alone this time."""
    remarks = [Sidecar(r.file.found.path, r.note) for r in arrivals.refused]
    remarks += [Sidecar(n.path, n.note) for n in arrivals.noted]
    remarks += [Sidecar(t.path, _sentence(t.shown, t.reason)) for t in arrivals.trouble]
    remarks += [Sidecar(path, text, accepted=True) for path, text in receipts.items()]
    around, waiting = places(workspace, now.day), [each.path for each in left]
    texts = keep_remarks(workspace.plans, workspace.config.id, around, remarks, waiting)
    made = pages_of(workspace, now, arrivals, lines, mode, left)
    pages = keep_pages(workspace.plans, workspace.config.id, made)
    return SidecarRound(
        texts.written + pages.written, texts.removed + pages.removed, texts.held + pages.held
    )


def _sentence(path: str, reason: str) -> str:
    return f"{PurePosixPath(path).name} was not taken: it {reason}."


def pages_of(
    workspace: Workspace,
    now: Now,
    arrivals: Arrivals,
    lines: Sequence[PlanLine],
    mode: str,
    left: Sequence[Arriving] = (),
) -> dict[str, str]:
    """Folder -> its STATUS.html. The top one counts and names nobody; a team's has its plans."""
    look = f"{now.instant:%Y-%m-%d %H:%M} UTC"
    teams = tuple(TeamRow(team, _counts(lines, team)) for team in workspace.config.teams)
    pages: dict[str, str] = {}
    for team in ("", *workspace.config.teams):
        own = tuple(line.row for line in lines if team and line.team == team)
        pages[team] = status_page(
            StatusView(
                company=workspace.config.company, team=team, day=now.day.isoformat(), last_look=look,
                mode=mode, counts=_counts(lines, team), to_fix=_to_fix(workspace, arrivals, team),
                plans=own, teams=() if team else teams, arriving=_arriving(workspace, left, team),
            )
        )  # fmt: skip
    return pages


def _counts(lines: Sequence[PlanLine], team: str) -> tuple[Count, ...]:
    mine = [line.state for line in lines if not team or line.team == team]
    return tuple(Count(state, mine.count(state)) for state in STATES)


def _to_fix(workspace: Workspace, arrivals: Arrivals, team: str) -> tuple[ToFix, ...]:
    found = [(r.file.found.path, r.file.found.shown, r.problem) for r in arrivals.refused]
    found += [(n.path, names.printable(n.path), n.problem) for n in arrivals.noted]
    found += [(t.path, t.shown, t.reason) for t in arrivals.trouble]
    return tuple(
        ToFix(_inside(team, name), said, _inside(team, remark_path(Sidecar(path, ""))))
        for path, name, said in found
        if _team_of(workspace, path) == team
    )


def _arriving(workspace: Workspace, left: Sequence[Arriving], team: str) -> tuple[str, ...]:
    return tuple(
        f"{_inside(team, names.printable(each.path))} {each.why}"
        for each in left
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
