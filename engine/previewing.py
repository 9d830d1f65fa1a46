"""What a file would do if it were dropped now: the same reading and deciding as `run`, recorded nowhere."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from engine import workflow
from engine.clock import Now
from engine.core.facts.facts import Drop
from engine.core.letter.sentences import said_in_words
from engine.core.record.commit import Json
from engine.core.values.errors import NotAllowedError, WrongUseError
from engine.core.values.period import Period
from engine.disk.child import child
from engine.folder import names
from engine.folder.found import DRAFT, FoundFile
from engine.folder.still import Stamp
from engine.intake.note import note_text
from engine.intake.preview import Preview, reading_preview
from engine.intake.values.mistake import Refusal
from engine.ledger import book, index
from engine.workspace.apply.receipts import count_of
from engine.workspace.inbox.arrivals import Arrivals, sort_arrivals
from engine.workspace.inbox.cross_check import DroppedFile
from engine.workspace.inbox.returned import read_alone
from engine.workspace.inbox.review_notes import NOT_TAKEN
from engine.workspace.outbox.forms import own_forms
from engine.workspace.outbox.last_look import absence, last_look
from engine.workspace.outbox.layout import places
from engine.workspace.session.causes import DropTaken, TimePassed
from engine.workspace.session.transaction import Transaction, TransactionOf, commit_of, dues_of
from engine.workspace.session.workspace import Workspace, looking_on


@dataclass(frozen=True, slots=True)
class Foretold:
    accepted: bool
    text: str
    json: dict[str, Json]


def previewed(root: Path, now: Now, path: Path) -> Foretold:
    """Reads the workspace without a lock; nothing is written anywhere.

    A file outside the shared folder is judged as if it were dropped at its top.
    """
    with (
        looking_on(root, now.day) as workspace,
        after_time(workspace, now, absence(last_look(workspace), now)) as passed,
    ):
        file = _as_found(workspace, now, path)
        if names.is_document(file.name):
            return _read_back(workspace, now, file, passed)
        known = set(index.employees(workspace.book.index))
        with child() as reader:
            told = reading_preview(
                file.name, file.content, workspace.sources,
                today=now.day, known_employees=known, reader=reader,
            )  # fmt: skip
        return _judged(workspace, now, file, told, passed)


@contextmanager
def after_time(
    workspace: Workspace, now: Now, away: Period | None
) -> Iterator[TransactionOf[TimePassed]]:
    """The workspace once time has passed up to now, as a look lets it pass before it takes files."""
    passing = workflow.pass_time(workspace, now, away)
    if passing.empty:
        yield passing
        return
    real = workspace.book
    workspace.book = book.imagined(real, commit_of(passing, now), dues_of(passing))
    workspace.foretold = passing.blobs
    try:
        yield passing
    finally:
        book.close(workspace.book)
        workspace.book, workspace.foretold = real, {}


def _as_found(workspace: Workspace, now: Now, path: Path) -> DroppedFile:
    """The file as a look would find it, by where it lies."""
    content = path.read_bytes()
    plans, whole = workspace.plans.resolve(), path.resolve()
    inside = whole.relative_to(plans) if whole.is_relative_to(plans) else Path(path.name)
    around, folder = places(workspace, now.day), inside.parent.as_posix()
    home = folder.removesuffix(f"/{DRAFT}")
    plan = home if home in around.plans else ""
    team = inside.parts[0] if inside.parts[0] in around.teams and len(inside.parts) > 1 else ""
    copied = names.copied_name(path.name)
    original = inside.with_name(copied).as_posix() if copied else ""
    role, stamp = around.sign_off.get(folder, ""), Stamp.of(path.stat())
    found = FoundFile(inside.as_posix(), team, plan, original, stamp, 0.0, role)
    return DroppedFile(found, content, hashlib.sha256(content).hexdigest())


def _judged(
    workspace: Workspace, now: Now, file: DroppedFile, told: Preview, passed: Transaction
) -> Foretold:
    arrivals = Arrivals()
    if file.sha256 in own_forms(workspace):
        return _not_taken(told, "nothing is filled in yet")
    sort_arrivals(workspace, now, arrivals, [file])
    if arrivals.taken:
        receipt = arrivals.taken[0].receipt
        return _taken(told, [], [f"was taken before, so nothing would follow: {receipt}"])
    for _, drop in arrivals.drops:
        try:
            transaction = workflow.take(workspace, now, drop)
        except (NotAllowedError, WrongUseError) as problem:
            return _not_taken(told, f"would be refused: {problem}")
        return _accepted(told, drop, transaction, passed)
    note = arrivals.refused[0].note if arrivals.refused else "nothing is filled in yet"
    return _not_taken(told, note)


def _read_back(
    workspace: Workspace, now: Now, file: DroppedFile, passed: Transaction
) -> Foretold:
    """A document that somebody filled in or changed: what a look would make of it."""
    read = read_alone(workspace, file)
    if isinstance(read, str):
        told: dict[str, Json] = {"accepted": True, "follows": [], "note": ""}
        return Foretold(True, f"{file.name}: {read}", told)
    if isinstance(read, Refusal):
        note = note_text(read, NOT_TAKEN)
        told = {"accepted": False, "follows": [], "note": note}
        return Foretold(False, note.rstrip(), told)
    transaction = workflow.take_back(workspace, now, read)
    follows, note = _told(transaction), transaction.cause.note
    lines = [
        f"version {read.version} of document {read.number:02} of {read.plan}",
        *_first(passed),
        "what would follow:",
        *[f"  {line}" for line in follows],
        *(["", note.rstrip()] if note else []),
    ]
    told = {
        "accepted": True, "plan": read.plan, "number": read.number, "version": read.version,
        "by_time": list(_told(passed)), "follows": list(follows), "note": note,
    }  # fmt: skip
    return Foretold(True, "\n".join(lines), told)


def _first(passed: Transaction) -> list[str]:
    before = _told(passed)
    return ["before it, by time alone:", *[f"  {line}" for line in before]] if before else []


def _not_taken(told: Preview, note: str) -> Foretold:
    lines = [*_verdicts(told), "", note.rstrip()]
    return Foretold(False, "\n".join(lines), {**_json(told), "accepted": False, "note": note})


def _accepted(
    told: Preview, drop: Drop, transaction: TransactionOf[DropTaken], passed: Transaction
) -> Foretold:
    follows = _told(transaction)
    lines = [
        *_reading(told),
        *[f"  row {s.row}, {s.column}: {s.raw} → {s.read}" for s in told.shown],
        f"{count_of(drop.rows, 'row')}; left out as footer: {len(drop.dropped_lines)}; "
        f"columns not read: {', '.join(drop.unread_columns) or 'none'}",
        *_first(passed),
        "what would follow:",
        *([f"  {line}" for line in follows] or ["  nothing"]),
        _would_be(transaction.cause.receipt),
    ]
    return _taken(told, follows, lines, rows=drop.rows, by_time=list(_told(passed)))


def _would_be(receipt: str) -> str:
    """A receipt's counts; nothing was taken."""
    return f"would be taken: {receipt.partition(': ')[2].partition(';')[0]}"


def _taken(told: Preview, follows: list[str], lines: list[str], **more: Json) -> Foretold:
    known: dict[str, Json] = {**_json(told), "accepted": True, **more, "follows": list(follows)}
    return Foretold(True, "\n".join([*_verdicts(told), *lines]), known)


def _told(transaction: Transaction) -> list[str]:
    return [f"{plan}  {said_in_words(event)}" for plan, event in transaction.events]


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
