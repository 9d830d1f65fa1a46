"""What a drop said, as a facts file, and back again."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from engine.core.facts.facts import Absence, Drop, Fact, Figure, Origin, Reported, Trait
from engine.core.facts.reading_messages import as_told_before
from engine.core.record.commit import Json
from engine.core.values.message import Message, message_as_json, message_from_json
from engine.core.values.period import Period
from engine.ledger.canonical import as_list, as_mapping, as_number, as_text, canonical, parsed

FORM = 2
FORMS = (1, FORM)  # of the first, the notes are sentences
# What each row of `facts` holds, in order; written into the file, so that it explains itself.
_ORIGIN = ["place", "row", "column", "text"]
COLUMNS: dict[str, Json] = {
    "place": ["drop", "file", "sheet"],
    "figure": ["employee", "field", "first", "last", "value", *_ORIGIN],
    "trait": ["employee", "field", "value", "starting", *_ORIGIN],
    "absence": ["employee", "field", "kind", "first", "until", *_ORIGIN],
    "reported": [
        *("employee", "plan", "action", "role", "by", "on", "item", "outcome", "note"),
        *("answers", "visit", "occurrence", *_ORIGIN),
    ],
}
Place = tuple[str, str, str]


def facts_content(drop: Drop) -> bytes:
    """The file's content; the same drop gives the same bytes."""
    places: dict[Place, int] = {}
    rows = [_row(fact, places) for fact in drop.facts]
    content: dict[str, Json] = {
        "v": FORM,
        "sha256": drop.sha256,
        "name": drop.name,
        "source": drop.source,
        "reader": drop.reader,
        "rows": drop.rows,
        "dropped_lines": drop.dropped_lines,
        "unread_columns": drop.unread_columns,
        "notes": [message_as_json(note) for note in drop.notes],
        "columns": COLUMNS,
        "places": list(places),
        "facts": rows,
    }
    return canonical(content) + b"\n"


def read(content: bytes) -> Drop:
    """The drop as it was written. ValueError when this is no facts file of a known form."""
    found = as_mapping(parsed(content))
    if found["v"] not in FORMS:
        raise ValueError(f"a facts file of form {found['v']}; this engine reads form {FORM}")
    places = [_place(each) for each in as_list(found["places"])]
    return Drop(
        as_text(found["sha256"]),
        as_text(found["name"]),
        as_text(found["source"]),
        as_text(found["reader"]),
        tuple(_fact(as_list(row), places) for row in as_list(found["facts"])),
        as_number(found["rows"]),
        _texts(found, "dropped_lines"),
        _texts(found, "unread_columns"),
        tuple(map(_note, as_list(found["notes"]))),
    )


def _row(fact: Fact, places: dict[Place, int]) -> list[Json]:
    origin = _origin(fact.origin, places)
    match fact:
        case Figure():
            period = [fact.period.first.isoformat(), fact.period.last.isoformat()]
            return ["figure", fact.employee, fact.field, *period, str(fact.value), *origin]
        case Trait():
            starting = fact.starting.isoformat()
            return ["trait", fact.employee, fact.field, fact.value, starting, *origin]
        case Absence():
            until = fact.until.isoformat() if fact.until else None
            ends = [fact.first.isoformat(), until]
            return ["absence", fact.employee, fact.field, fact.kind, *ends, *origin]
        case Reported():
            who = [fact.employee, fact.plan, fact.action, fact.role, fact.by]
            what = [fact.on.isoformat(), fact.item, fact.outcome, fact.note]
            which = [fact.visit, fact.occurrence]
            return ["reported", *who, *what, fact.answers, *which, *origin]


def _origin(origin: Origin | None, places: dict[Place, int]) -> list[Json]:
    if origin is None:
        return [None, 0, "", ""]
    place = (origin.drop, origin.file, origin.sheet)
    at = places.setdefault(place, len(places))
    return [at, origin.row, origin.column, origin.text]


def _fact(row: Sequence[Json], places: Sequence[Place]) -> Fact:
    kind, values = row[0], row[1:-4]
    origin = _origin_from(row[-4:], places)
    if kind == "reported":
        return _reported(values, origin)
    if origin is None:
        raise ValueError("a figure, trait or absence without its place")
    if kind == "figure":
        employee, field, first, last, value = map(as_text, values)
        period = Period(date.fromisoformat(first), date.fromisoformat(last))
        return Figure(employee, field, period, Decimal(value), origin)
    if kind == "trait":
        employee, field, value, starting = map(as_text, values)
        return Trait(employee, field, value, date.fromisoformat(starting), origin)
    if kind == "absence":
        employee, field, what, first = map(as_text, values[:4])
        until = date.fromisoformat(as_text(values[4])) if values[4] is not None else None
        return Absence(employee, field, what, date.fromisoformat(first), until, origin)
    raise ValueError(f"a fact of kind {kind}, which this engine does not know")


def _reported(values: Sequence[Json], origin: Origin | None) -> Reported:
    employee, plan, action, role, by, on, item, outcome, note = map(as_text, values[:9])
    pairs = (tuple(map(as_text, as_list(pair))) for pair in as_list(values[9]))
    answers = tuple((question, answer) for question, answer in pairs)
    visit, occurrence = map(as_number, values[10:])
    return Reported(
        employee, plan, action, role, by, date.fromisoformat(on), item, outcome, note, answers,
        origin, visit, occurrence,
    )  # fmt: skip


def _origin_from(values: Sequence[Json], places: Sequence[Place]) -> Origin | None:
    at, row, column, text = values
    if at is None:
        return None
    drop, file, sheet = places[as_number(at)]
    return Origin(drop, file, sheet, as_number(row), as_text(column), as_text(text))


def _place(found: Json) -> Place:
    drop, file, sheet = map(as_text, as_list(found))
    return drop, file, sheet


def _note(value: Json) -> Message:
    return as_told_before(value) if isinstance(value, str) else message_from_json(value)


def _texts(found: Mapping[str, Json], name: str) -> tuple[str, ...]:
    return tuple(map(as_text, as_list(found[name])))
