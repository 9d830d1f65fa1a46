"""What people read in the shared folder: notes and receipts beside files, and the status pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from engine.clock import Now
from engine.folder.found import Places
from engine.folder.remarks import Remark, Texts, keep_pages, keep_remarks
from engine.folder.status_page import Count, PlanRow, StatusView, TeamRow, ToFix, status_page
from engine.workspace.arrivals import Arrivals
from engine.workspace.desk import Desk

STATES = ("proposed", "open", "held", "closed")


@dataclass(frozen=True, slots=True)
class Line:
    """A plan as the pages show it."""

    team: str
    state: str
    row: PlanRow


def tell(
    desk: Desk,
    now: Now,
    arrivals: Arrivals,
    lines: Sequence[Line],
    mode: str,
    receipts: Mapping[str, str],
) -> Texts:
    """Bring notes, receipts and pages up to date; safe to repeat."""
    remarks = [Remark(r.file.found.path, r.note) for r in arrivals.refused]
    remarks += [Remark(t.path, t.reason) for t in arrivals.trouble]
    remarks += [Remark(path, text, accepted=True) for path, text in receipts.items()]
    places = Places(desk.config.teams)
    texts = keep_remarks(desk.plans, desk.config.id, places, remarks)
    pages = keep_pages(desk.plans, desk.config.id, pages_of(desk, now, arrivals, lines, mode))
    return Texts(
        texts.written + pages.written, texts.removed + pages.removed, texts.held + pages.held
    )


def pages_of(
    desk: Desk, now: Now, arrivals: Arrivals, lines: Sequence[Line], mode: str
) -> dict[str, str]:
    """Folder -> its STATUS.html. The top one counts and names nobody; a team's has its plans."""
    look = f"{now.instant:%Y-%m-%d %H:%M} UTC"
    teams = tuple(TeamRow(team, _counts(lines, team)) for team in desk.config.teams)
    pages: dict[str, str] = {}
    for team in ("", *desk.config.teams):
        own = tuple(line.row for line in lines if team and line.team == team)
        pages[team] = status_page(
            StatusView(
                company=desk.config.company, team=team, day=now.day.isoformat(), last_look=look,
                mode=mode, counts=_counts(lines, team), to_fix=_to_fix(arrivals, team),
                plans=own, teams=() if team else teams,
            )
        )  # fmt: skip
    return pages


def _counts(lines: Sequence[Line], team: str) -> tuple[Count, ...]:
    mine = [line.state for line in lines if not team or line.team == team]
    return tuple(Count(state, mine.count(state)) for state in STATES)


def _to_fix(arrivals: Arrivals, team: str) -> tuple[ToFix, ...]:
    found = [
        ToFix(
            r.file.name,
            r.problem,
            f"{r.file.name} - PLEASE FIX.txt",
        )
        for r in arrivals.refused
        if r.file.found.team == team
    ]
    return tuple(found)


def due_words(due: str, today: date) -> tuple[str, bool]:
    """`in 3 days`, and whether it is late."""
    if not due:
        return "", False
    days = (date.fromisoformat(due) - today).days
    if days == 0:
        return "today", False
    count = f"{abs(days)} day{'' if abs(days) == 1 else 's'}"
    return (f"in {count}", False) if days > 0 else (f"{count} late", True)
