"""What a file would do if it were dropped now: the same reading and deciding as `run`, recorded nowhere."""

from dataclasses import dataclass
from pathlib import Path

from engine import workflow
from engine.clock import Now
from engine.core.errors import NotAllowedError
from engine.core.facts import Drop
from engine.core.record import Json
from engine.core.sentences import said_in_words
from engine.intake.mistake import Refusal
from engine.intake.note import note_text
from engine.intake.preview import Preview, preview
from engine.ledger import index
from engine.workspace.desk import Desk, looking_on


@dataclass(frozen=True, slots=True)
class Foretold:
    accepted: bool
    text: str
    json: dict[str, Json]


def previewed(root: Path, now: Now, name: str, content: bytes) -> Foretold:
    """Reads the workspace without a lock; nothing is written anywhere."""
    with looking_on(root, now.day) as desk:
        known = set(index.employees(desk.book.index))
        told = preview(name, content, desk.sources, today=now.day, known_employees=known)
        if isinstance(told.outcome, Drop):
            return _accepted(desk, now, told, told.outcome)
    note = (
        note_text(told.outcome)
        if isinstance(told.outcome, Refusal)
        else "nothing is filled in yet\n"
    )
    lines = [*_verdicts(told), "", note.rstrip()]
    return Foretold(False, "\n".join(lines), {**_json(told), "accepted": False, "note": note})


def _accepted(desk: Desk, now: Now, told: Preview, drop: Drop) -> Foretold:
    try:
        making = workflow.take(desk, now, drop)
    except NotAllowedError as problem:
        text = "\n".join([*_verdicts(told), "", f"would be refused: {problem}"])
        return Foretold(False, text, {**_json(told), "accepted": False, "note": str(problem)})
    follows = [f"{plan}  {said_in_words(event)}" for plan, event in making.events]
    lines = [
        *_verdicts(told),
        *_reading(told),
        *[f"  row {s.row}, {s.column}: {s.raw} → {s.read}" for s in told.shown],
        f"{drop.rows} rows; left out as footer: {len(drop.dropped_lines)}; "
        f"columns not read: {', '.join(drop.unread_columns) or 'none'}",
        "what would follow:",
        *([f"  {line}" for line in follows] or ["  nothing"]),
        str(making.said["receipt"]),
    ]
    return Foretold(
        True,
        "\n".join(lines),
        {**_json(told), "accepted": True, "rows": drop.rows, "follows": list(follows)},
    )


def _verdicts(told: Preview) -> list[str]:
    return [
        f"{'fits' if v.fits else 'does not fit'} {v.source}: {v.why}" for v in told.verdicts
    ]


def _reading(told: Preview) -> list[str]:
    parts = [f"encoding {told.encoding}"] if told.encoding else []
    parts += [f"separator {told.separator!r}"] if told.separator else []
    parts += [f"sheet {told.sheet}"] if told.sheet else []
    parts += [f"numbers as in {told.locale}"] if told.locale else []
    return [f"read with {', '.join(parts)}"] if parts else []


def _json(told: Preview) -> dict[str, Json]:
    return {
        "sources": [{"source": v.source, "fits": v.fits, "why": v.why} for v in told.verdicts],
        "encoding": told.encoding,
        "separator": told.separator,
        "sheet": told.sheet,
        "locale": told.locale,
        "shown": [
            {"row": s.row, "column": s.column, "typed": s.raw, "read": s.read}
            for s in told.shown
        ],
    }
