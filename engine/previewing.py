"""What a file would do if it were dropped now: the same reading and deciding as `run`, recorded nowhere."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from engine import workflow
from engine.clock import Now
from engine.core.facts.facts import Drop
from engine.core.letter.sentences import message_of
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
from engine.results import (
    CellShown,
    DocumentShown,
    EntryTold,
    PreviewResult,
    SourceVerdict,
    TableShown,
)
from engine.words.say import refusal_words, words
from engine.workspace.inbox.arrivals import Arrivals, sort_arrivals
from engine.workspace.inbox.causes_told import receipt_in_words, returned_note
from engine.workspace.inbox.cross_check import DroppedFile
from engine.workspace.inbox.returned import read_alone
from engine.workspace.inbox.review_notes import NOT_TAKEN
from engine.workspace.outbox.forms import own_forms
from engine.workspace.outbox.last_look import absence, last_look
from engine.workspace.outbox.layout import places
from engine.workspace.session.causes import TimePassed
from engine.workspace.session.transaction import Transaction, TransactionOf, commit_of, dues_of
from engine.workspace.session.workspace import Workspace, looking_on

UNTOUCHED = "nothing is filled in yet"


def previewed(root: Path, now: Now, path: Path) -> PreviewResult:
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
        people = index.names_on_rosters(workspace.book.index)
        with child() as reader:
            told = reading_preview(
                file.name, file.content, workspace.sources,
                today=now.day, known_employees=known, known_names=people, reader=reader,
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
    workspace: Workspace,
    now: Now,
    file: DroppedFile,
    told: Preview,
    passed: TransactionOf[TimePassed],
) -> PreviewResult:
    arrivals, language = Arrivals(), workspace.config.language
    refused = PreviewResult(file.name, accepted=False, table=_table(told))
    if file.sha256 in own_forms(workspace):
        return replace(refused, note=UNTOUCHED)
    sort_arrivals(workspace, now, arrivals, [file])
    if arrivals.taken:
        already = f"was taken before, so nothing would follow: {arrivals.taken[0].receipt}"
        return replace(refused, accepted=True, already=already)
    for _, drop in arrivals.drops:
        try:
            transaction = workflow.take(workspace, now, drop)
        except (NotAllowedError, WrongUseError) as problem:
            return replace(
                refused, note=f"would be refused: {refusal_words(problem, language)}"
            )
        return PreviewResult(
            file.name, accepted=True, table=_table(told, drop), by_time=entries_told(passed, language),
            follows=entries_told(transaction, language),
            receipt=receipt_in_words(transaction.cause, language),
        )  # fmt: skip
    note = arrivals.refused[0].note if arrivals.refused else UNTOUCHED
    return replace(refused, note=note)


def _read_back(
    workspace: Workspace, now: Now, file: DroppedFile, passed: TransactionOf[TimePassed]
) -> PreviewResult:
    """A document that somebody filled in or changed: what a look would make of it."""
    read = read_alone(workspace, file)
    if isinstance(read, str):
        return PreviewResult(file.name, accepted=True, already=read)
    if isinstance(read, Refusal):
        note = note_text(read, NOT_TAKEN)
        return PreviewResult(file.name, accepted=False, note=note)
    transaction, language = workflow.take_back(workspace, now, read), workspace.config.language
    return PreviewResult(
        file.name, accepted=True, document=DocumentShown(read.plan, read.number, read.version),
        by_time=entries_told(passed, language), follows=entries_told(transaction, language),
        note=returned_note(transaction.cause, language),
    )  # fmt: skip


def entries_told(transaction: Transaction, language: str) -> tuple[EntryTold, ...]:
    return tuple(
        EntryTold(plan, event.on, words(message_of(event), language))
        for plan, event in transaction.events
    )


def _table(told: Preview, drop: Drop | None = None) -> TableShown:
    return TableShown(
        sources=tuple(SourceVerdict(v.source, v.fits, v.why) for v in told.verdicts),
        encoding=told.encoding, separator=told.separator, sheet=told.sheet, locale=told.locale,
        shown=tuple(CellShown(each.row, each.column, each.raw, each.read) for each in told.shown),
        rows=drop.rows if drop else 0, footer=len(drop.dropped_lines) if drop else 0,
        unread=tuple(drop.unread_columns) if drop else (),
    )  # fmt: skip
