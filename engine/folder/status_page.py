"""The page that tells everybody in the shared folder how things stand: static, no script."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from engine.folder.status_style import STYLE

PAGE_HEADER = "<!DOCTYPE html><!-- written by Planward, which overwrites it -->"
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
ALL_TAKEN = "Nothing to fix: all files were taken."
TOP_TAKEN = "Nothing to fix in this folder itself. A team’s files are told of in its own."
_COLUMNS = ("Employee and plan", "Track and stage", "State", "Due", "Next step", "Document")


@dataclass(frozen=True, slots=True)
class Count:
    """So many plans in one state, or so many of whatever `what` says."""

    what: str
    number: int


@dataclass(frozen=True, slots=True)
class ToFix:
    """A file that could not be taken, and in words what its owner can do."""

    file: str
    problem: str
    note: str = ""  # path of the note beside it, relative to the page


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One plan as its manager needs it. All text is ready to print; "" where it does not apply."""

    employee: str  # id, never a name
    plan: str
    track: str
    stage: str
    state: str  # proposed, open, paused, held, closed
    due: str  # the day, dressed
    due_words: str  # "in 3 days", "2 days late"
    late: bool
    next_step: str
    who: str
    document: str  # title of the document that the next step is about, else of the newest
    link: str  # its path, relative to the page
    document_state: str = ""  # "v2 in review, held back by open comments"; no words of people
    notes: tuple[str, ...] = ()  # what whoever decides should know


@dataclass(frozen=True, slots=True)
class TeamRow:
    """One team's figures on the page for all."""

    team: str
    counts: tuple[Count, ...]  # the same `what` in the same order for every team


@dataclass(frozen=True, slots=True)
class StatusView:
    """What a page says. The page for all has `teams`, where there are any; every other one has `plans`."""

    company: str
    team: str  # "" for the page at the top, which names no employee where there are teams
    day: str  # the day it speaks of, dressed
    last_look: str  # "12 May 2026, 10:42"
    mode: str  # how the folder is watched, in words
    counts: tuple[Count, ...]
    to_fix: tuple[ToFix, ...] = ()
    arriving: tuple[str, ...] = ()  # files that are not taken yet, with the reason
    notice: str = ""  # something everybody should know: the folder is away, the engine waits
    plans: tuple[PlanRow, ...] = ()
    teams: tuple[TeamRow, ...] = ()


def status_page(view: StatusView) -> str:
    """The whole HTML document. The same view gives the same text; all of it is escaped."""
    title = f"{_scope(view)}: how things stand"
    body = "\n".join([*_top(view), *_files(view), *_list(view), *_foot()])
    return f"""{PAGE_HEADER}
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{escape(title)}</title>
<style>{STYLE}</style>
</head>
<body>
<div class="page">
{body}
</div>
</body>
</html>
"""


def _scope(view: StatusView) -> str:
    if view.team:
        return f"Team {view.team}"
    return "All teams" if view.teams else "All plans"


def _top(view: StatusView) -> Iterable[str]:
    yield "<header>"
    yield f'<div><p class="of">{escape(view.company)}</p>'
    yield f"<h1>{escape(_scope(view))}</h1></div>"
    yield f'<p class="look">Last look <strong>{escape(view.last_look)}</strong><br>'
    yield f"{escape(view.mode)}</p>"
    yield "</header>\n<main>"
    if view.notice:
        yield f'<p class="notice" role="status">{escape(view.notice)}</p>'
    yield '<ul class="counts" aria-label="Plans by state">'
    yield from (_count(count) for count in view.counts)
    yield "</ul>"


def _count(count: Count) -> str:
    empty = "" if count.number else ' class="none"'
    return f"<li{empty}><b>{count.number}</b> <span>{escape(count.what)}</span></li>"


def _files(view: StatusView) -> Iterable[str]:
    if view.to_fix:
        yield "<h2>Files to fix</h2>"
        yield '<ul class="fix">'
        yield from (_to_fix(one) for one in view.to_fix)
        yield "</ul>"
    if view.arriving:
        yield "<h2>Files not taken yet</h2>"
        yield "<ul>"
        yield from (f"<li>{escape(line)}</li>" for line in view.arriving)
        yield "</ul>"
    if not view.to_fix and not view.arriving:
        yield f'<h2>Files</h2>\n<p class="empty">{TOP_TAKEN if view.teams else ALL_TAKEN}</p>'


def _to_fix(one: ToFix) -> str:
    note = f" {_link(one.note, 'Read the note')}" if one.note else ""
    return f"<li><strong>{escape(one.file)}</strong> {escape(one.problem)}{note}</li>"


def _list(view: StatusView) -> Iterable[str]:
    if not view.teams:
        yield f"<h2>Plans on {escape(view.day)}</h2>"
        if view.plans:
            yield from _table(_COLUMNS, [_plan(row) for row in view.plans])
        else:
            where = f" in team {escape(view.team)}" if view.team else ""
            yield f'<p class="empty">No plans{where}.</p>'
    else:
        yield f"<h2>Teams on {escape(view.day)}</h2>"
        columns = ("Team", *(count.what for count in view.teams[0].counts))
        yield from _table(columns, [_team(row) for row in view.teams])
        yield '<p class="empty">Each team finds its plans in its own folder.</p>'


def _table(columns: Sequence[str], rows: Iterable[str]) -> Iterable[str]:
    """Roles are said, because a phone's layout takes the table out of its elements."""
    yield '<table role="table">\n<thead role="rowgroup"><tr role="row">'
    yield from (f'<th scope="col" role="columnheader">{escape(name)}</th>' for name in columns)
    yield '</tr></thead>\n<tbody role="rowgroup">'
    yield from rows
    yield "</tbody>\n</table>"


def _plan(row: PlanRow) -> str:
    cells = (
        _head(row.employee, row.plan),
        _cell(_COLUMNS[1], escape(row.track), row.stage),
        _cell(_COLUMNS[2], _state(row.state)),
        _cell(_COLUMNS[3], escape(row.due), row.due_words, "due late" if row.late else "due"),
        _cell(
            _COLUMNS[4], escape(row.next_step), ". ".join(filter(None, (row.who, *row.notes)))
        ),
        _cell(_COLUMNS[5], _link(row.link, row.document), row.document_state),
    )
    return f'<tr role="row">{"".join(cells)}</tr>'


def _team(row: TeamRow) -> str:
    link = _link(f"{row.team}/STATUS.html", row.team)
    cells = (_cell(count.what, str(count.number), "", "count") for count in row.counts)
    return f'<tr role="row"><th scope="row" role="rowheader">{link}</th>{"".join(cells)}</tr>'


def _head(text: str, small: str) -> str:
    under = f"<small>{escape(small)}</small>" if small else ""
    return f'<th scope="row" role="rowheader">{escape(text)}{under}</th>'


def _cell(label: str, html: str, small: str = "", kind: str = "") -> str:
    kinds = " ".join(filter(None, (kind, "" if html or small else "none")))
    named = f' class="{kinds}"' if kinds else ""
    under = f"<small>{escape(small)}</small>" if small else ""
    label = escape(label)
    return f'<td role="cell" data-label="{label}"{named}><span>{html}{under}</span></td>'


def _state(state: str) -> str:
    known = state if state in {"proposed", "open", "held"} else ""
    return f'<span class="{f"state {known}".strip()}">{escape(state)}</span>'


def _link(path: str, text: str) -> str:
    """A link to a file below the page; plain text where there is none. No scheme gets through."""
    if not path:
        return escape(text)
    return f'<a href="./{escape(quote(path.lstrip("/")))}">{escape(text)}</a>'


def _foot() -> Iterable[str]:
    yield "</main>\n<footer>"
    yield "<p>Drop exports (.xlsx, .csv) and reports (.yaml) into this folder. Review letters in Word,"
    yield "where they lie, and save. A file that cannot be taken, or a letter in which something is left"
    yield "to do, gets a note beside it, ending in “PLEASE FIX”.</p>"
    yield "<p>This page is written anew at every look. If the time of the last look is old, tell"
    yield "whoever runs Planward.</p>"
    yield "</footer>"
