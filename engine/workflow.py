"""THE STORY ON ONE PAGE: what a look at the shared folder leads to, and what a person's act does.

Read it from the top: each function calls only what stands below it, or in a lower room. What one input
causes is gathered into one commit (`Transaction`). Nothing is written until `record` puts it into the
ledger; what lies in the shared folder follows from the ledger afterwards.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from engine.clock import Now
from engine.core.decide.acts import Act
from engine.core.facts.facts import Drop, Reported, Trait
from engine.core.life.acting import carry_out, follow, report
from engine.core.life.days import pass_days
from engine.core.life.news import by_employee, take_facts
from engine.core.plan.in_force import PlanContext
from engine.core.read_back.in_progress import OutcomeInProgress
from engine.core.read_back.outcome import read_back
from engine.core.record.events import Attached, Event, ReadBack
from engine.core.values.errors import EngineError, NotAllowedError, WrongUseError
from engine.core.values.period import Period
from engine.folder.found import Arriving, Look
from engine.folder.publish import Published
from engine.intake.values.mistake import Mistake, refused
from engine.intake.values.own_failure import failed_over
from engine.ledger import index, store
from engine.views.pages import plan_lines
from engine.words.say import refusal_words
from engine.workspace.apply.acts import objecting, require_approved, saying_what_is_closed
from engine.workspace.apply.receipts import receipt, say_undecided
from engine.workspace.inbox.arrivals import Arrivals, RefusedFile, arrived, refuse_drop
from engine.workspace.inbox.causes_told import receipt_in_words, returned_note
from engine.workspace.inbox.cross_check import DroppedFile
from engine.workspace.inbox.history import receipt_of, world_now
from engine.workspace.inbox.returned import Came, came_back, copy_of, not_taken_back
from engine.workspace.inbox.review_notes import left_out, tell_beside
from engine.workspace.inbox.scans import Scan, scanned
from engine.workspace.outbox.forms import NONE, keep_forms, own_forms
from engine.workspace.outbox.last_look import LastLook, absence, last_look, remember
from engine.workspace.outbox.publishing import keep_documents
from engine.workspace.outbox.status_pages import files_to_fix, keep_texts, show_pages
from engine.workspace.session.causes import (
    ActDone,
    DocumentReturned,
    DropTaken,
    FileRefused,
    ScanAttached,
    TimePassed,
)
from engine.workspace.session.ledger_record import transaction_of
from engine.workspace.session.transaction import (
    Transaction,
    TransactionOf,
    commit_of,
    dues_of,
)
from engine.workspace.session.usable import remember_checked
from engine.workspace.session.workspace import Workspace, recorded

T = TypeVar("T", bound=Transaction)


@dataclass(slots=True)
class Swept:
    """What one sweep did."""

    moved: TransactionOf[TimePassed]
    arrivals: Arrivals = field(default_factory=Arrivals)
    taken: list[tuple[str, TransactionOf[DropTaken]]] = field(default_factory=list)  # by path
    read: list[tuple[str, TransactionOf[DocumentReturned]]] = field(default_factory=list)
    attached: list[tuple[str, TransactionOf[ScanAttached]]] = field(default_factory=list)
    published: Published = NONE
    left: tuple[Arriving, ...] = ()  # alone, this time


def sweep(workspace: Workspace, now: Now, seen: Look, mode: str, away: Period | None) -> Swept:
    """Everything a look leads to: time first, then files and documents, then what should lie there."""
    swept = Swept(record(workspace, now, pass_time(workspace, now, away)))
    looked_anew(workspace)
    arrivals = swept.arrivals = arrived(workspace, now, seen.files, own_forms(workspace))
    for file, drop in arrivals.drops:
        take_or_refuse(workspace, now, file, drop, swept)
    for came in came_back(workspace, seen.documents, arrivals):
        read = read_document(workspace, now, came, arrivals)
        swept.read += [(came.name, read)] if read else []
    for scan in scanned(workspace, seen.scans, arrivals):
        swept.attached.append((scan.name, record(workspace, now, attach(workspace, now, scan))))
    for each in arrivals.refused:
        if each.new:
            record(workspace, now, refuse(workspace, each))
    swept.published = publish_documents(workspace, now.day, arrivals.untouched)
    tell(workspace, now, seen, mode, swept)
    return swept


@dataclass(frozen=True, slots=True)
class Performed:
    """What a person's act did, and what time had brought before it."""

    before: TransactionOf[TimePassed]
    act: TransactionOf[ActDone]


def perform(
    workspace: Workspace, now: Now, target: str, what: Act, user: str, *,
    letter: bytes = b"", dry_run: bool = False,
) -> Performed:  # fmt: skip
    """One person's act from end to end: time first, then the act, then what should lie there.

    `letter`: the bytes of the file that goes with it.
    """
    passing = pass_time(workspace, now, absence(last_look(workspace), now))
    # First only in thought: words that mean nothing here must not let time pass.
    done = act(workspace, now, target, what, user, passing)
    if dry_run:
        return Performed(passing, done)
    record(workspace, now, passing)
    looked_anew(workspace)
    done = act(workspace, now, target, what, user)
    done.blobs.update({what.letter: letter} if letter else {})
    record(workspace, now, done)
    publish_documents(workspace, now.day, plans={*passing.plans, *done.plans})
    show_pages(workspace, now.day, last_look(workspace), plan_lines(workspace, now.day))
    return Performed(passing, done)


# -- what each input causes -----------------------------------------------------------------------


def pass_time(
    workspace: Workspace, now: Now, away: Period | None = None
) -> TransactionOf[TimePassed]:
    """What time alone has done up to today: clocks, reminders, reviews, deadlines, new looks."""
    transaction = transaction_of(workspace, TimePassed(away))
    pass_days(transaction.gathered, now.day, away)
    say_undecided(transaction, workspace.book.index)
    return transaction


def take_or_refuse(
    workspace: Workspace, now: Now, file: DroppedFile, drop: Drop, swept: Swept
) -> None:
    """A report of what its author may not say, or of no plan there is, is refused like any bad file.

    So is one of which we fail to say what follows: one file never stops another.
    """
    try:
        transaction = take(workspace, now, drop)
        # The file itself is kept: it is the evidence.
        transaction.blobs[file.sha256] = file.content
        transaction.cause = replace(transaction.cause, blob=file.sha256)
        keep_facts(workspace, transaction, drop)
    except (NotAllowedError, WrongUseError) as problem:
        said = refusal_words(problem, workspace.config.language)
        mistake = Mistake(
            "F392", "what its author may say", said=said, do="correct it, or ask HR"
        )
        refuse_drop(workspace, swept.arrivals, file, refused(file.name, mistake))
        return
    except EngineError:
        raise
    except Exception as failure:
        refuse_drop(workspace, swept.arrivals, file, failed_over(file.name, failure))
        return
    swept.taken.append((file.found.path, record(workspace, now, transaction)))


def take(workspace: Workspace, now: Now, drop: Drop) -> TransactionOf[DropTaken]:
    """What a dropped file's facts do: to running plans first, then to everybody it speaks of."""
    coming = by_employee(drop.facts)
    roster = any(isinstance(fact, Trait) for fact in drop.facts)
    cause = DropTaken(drop.sha256, drop.name, roster)
    transaction = transaction_of(workspace, cause, coming)
    take_facts(transaction.gathered, coming, now.day)
    for fact in drop.facts:
        if isinstance(fact, Reported):
            report(transaction.gathered, fact, now.day, objecting(workspace))
    require_approved(transaction)
    say_undecided(transaction, workspace.book.index)
    transaction.cause = replace(cause, receipt=receipt(now, drop, transaction.gathered))
    return transaction


def keep_facts(workspace: Workspace, transaction: TransactionOf[DropTaken], drop: Drop) -> None:
    """The drop's facts go to the disk before the commit that names them."""
    facts = store.put_facts(workspace.book.ledger, drop)
    transaction.cause = replace(transaction.cause, facts=facts)


def act(
    workspace: Workspace, now: Now, target: str, what: Act, user: str,
    before: TransactionOf[TimePassed] | None = None,
) -> TransactionOf[ActDone]:  # fmt: skip
    """What one person's act does to a plan. NotAllowedError says who may, and nothing happens.

    `before`: what time has brought and is not recorded, where nothing is to be recorded at all.
    """
    transaction = transaction_of(workspace, ActDone(target, user, what))
    if before:
        transaction.gathered.goes_on_from(before.gathered)
        transaction.writer.blobs.update(before.writer.blobs)
        transaction.writer.drafts.update(before.writer.drafts)
    with saying_what_is_closed(workspace, what):
        carry_out(transaction.gathered, what, target, now.day, objecting(workspace))
    require_approved(transaction)
    return transaction


def read_document(
    workspace: Workspace, now: Now, came: Came, arrivals: Arrivals
) -> TransactionOf[DocumentReturned] | None:
    try:
        transaction = take_back(workspace, now, came)
    except EngineError:
        raise
    except Exception as failure:
        not_taken_back(workspace, arrivals, came, failure)
        return None
    record(workspace, now, transaction)
    note = returned_note(transaction.cause, workspace.config.language)
    tell_beside(arrivals, came.path, note, transaction.cause.codes)
    return transaction


def take_back(workspace: Workspace, now: Now, came: Came) -> TransactionOf[DocumentReturned]:
    """What a returned document leads to. The file itself is kept, whatever becomes of it."""
    cause = DocumentReturned(
        came.sha256, came.plan, came.number, came.version, came.draft, came.role, came.name, came.owner
    )  # fmt: skip
    transaction = transaction_of(workspace, cause)
    transaction.blobs[came.sha256] = came.content
    copy = copy_of(workspace, came)
    outcomes: list[OutcomeInProgress] = []

    def told(m: PlanContext) -> Iterable[Event]:
        outcomes.append(read_back(m, came.number, copy, now.day))
        return outcomes[-1].events

    follow(transaction.gathered, came.plan, told, now.day)
    notes = [note for outcome in outcomes for note in outcome.notes]
    late = any(too_late(outcome) for outcome in outcomes)
    every = (*notes, *left_out(transaction))
    transaction.cause = replace(cause, late=late, notes=every)
    return transaction


def too_late(outcome: OutcomeInProgress) -> bool:
    read = [event for event in outcome.events if isinstance(event, ReadBack)]
    return any(event.state in ("late", "over") for event in read)


def attach(workspace: Workspace, now: Now, scan: Scan) -> TransactionOf[ScanAttached]:
    """A signed copy that was scanned: kept, and named in the plan's record. It decides nothing."""
    cause = ScanAttached(scan.sha256, scan.plan, scan.number, scan.kind, scan.name, scan.owner)
    transaction = transaction_of(workspace, cause)
    transaction.blobs[scan.sha256] = scan.content
    note = f"{scan.name}, put there by {scan.owner or 'somebody'}"
    event = Attached(now.day, scan.number, scan.sha256, scan.kind, note)
    follow(transaction.gathered, scan.plan, lambda _: (event,), now.day)
    return transaction


def refuse(workspace: Workspace, told: RefusedFile) -> TransactionOf[FileRefused]:
    """A file of which nothing is taken: the record keeps that, and the note beside it."""
    file, world = told.file, world_now(workspace, told.world)
    cause = FileRefused(file.sha256, world, file.name, told.note, told.problem, told.keep)
    transaction = transaction_of(workspace, cause)
    if told.keep:
        transaction.blobs[file.sha256] = file.content
    return transaction


# -- the record, and what follows from it ---------------------------------------------------------


def record(workspace: Workspace, now: Now, transaction: T) -> T:
    """Make it so: durable when this returns. Where nothing happened, nothing is recorded."""
    if transaction.empty:
        index.set_due(workspace.book.index, dues_of(transaction))
    else:
        recorded(workspace, transaction, commit_of(transaction, now))
    return transaction


def looked_anew(workspace: Workspace) -> None:
    """Every policy that may open plans has looked at what was told while it could not."""
    found, before = workspace.checked()
    if found != before:
        remember_checked(workspace.state, found)


def publish_documents(
    workspace: Workspace,
    day: date | None = None,
    untouched: Sequence[DroppedFile] = (),
    plans: Collection[str] | None = None,
) -> Published:
    """Make the shared folder hold every document the record knows of, and the forms due on `day`.

    Of `plans` only, where they are named; day None: on the last one in the record. `untouched` are
    forms that hold nothing anybody typed.
    """
    done = keep_documents(workspace, plans)
    latest = day or index.last_day(workspace.book.index)
    forms = keep_forms(workspace, latest, untouched, plans) if latest else NONE
    return replace(
        done,
        written=done.written + forms.written,
        conflicts=done.conflicts + forms.conflicts,
        delayed=done.delayed + forms.delayed,
    )


def tell(workspace: Workspace, now: Now, seen: Look, mode: str, swept: Swept) -> None:
    """Notes and receipts beside files, the status pages, and what the next look should know."""
    arrivals = swept.arrivals
    arrivals.trouble += seen.trouble
    swept.left = (*seen.arriving, *arrivals.moving)
    keep_texts(workspace, now.day, arrivals, receipts(workspace, swept), swept.left)
    look = LastLook(now.instant, now.day, seen.seen, files_to_fix(arrivals), swept.left, mode)
    show_pages(workspace, now.day, look, plan_lines(workspace, now.day))
    remember(workspace, look)


def receipts(workspace: Workspace, swept: Swept) -> dict[str, str]:
    """What lies in the folder and was taken, now or earlier, with its receipt."""
    language = workspace.config.language
    told = {path: receipt_in_words(each.cause, language) for path, each in swept.taken}
    before = [taken.file for taken in swept.arrivals.taken]
    for file in (*before, *swept.arrivals.twins):
        # As of now: what was taken in this look may have corrected them.
        told[file.found.path] = receipt_of(workspace, file.sha256) or ""
    return told
