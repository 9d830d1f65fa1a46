"""THE STORY ON ONE PAGE: what a look at the shared folder leads to, and what a person's act does.

Read it from the top: each function calls only what stands below it, or in a lower room. What one input
causes is gathered into one commit (`Transaction`). Nothing is written until `record` puts it into the
ledger; what lies in the shared folder follows from the ledger afterwards.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import TypeVar

from engine.clock import Now
from engine.core.decide.acts import Act
from engine.core.decide.advance import Step
from engine.core.decide.inputs import after_facts, after_reading
from engine.core.facts.facts import Drop, Reported, Trait
from engine.core.plan.in_force import PlanContext
from engine.core.plan.replay import Plan
from engine.core.read_back.in_progress import OutcomeInProgress
from engine.core.read_back.outcome import read_back
from engine.core.record.events import Attached, ReadBack
from engine.core.values.errors import NotAllowedError, WrongUseError
from engine.core.values.period import Period
from engine.folder.found import Arriving, Look
from engine.folder.publish import Published
from engine.intake.values.mistake import Mistake
from engine.ledger import index, store
from engine.views.pages import plan_lines
from engine.workspace.apply.acts import carry_out, plan_meant, report
from engine.workspace.apply.proposals import Looking, look_at
from engine.workspace.apply.receipts import news, receipt, say_undecided
from engine.workspace.apply.timers import pass_days
from engine.workspace.inbox.arrivals import Arrivals, RefusedFile, arrived, refuse_drop
from engine.workspace.inbox.cross_check import DroppedFile
from engine.workspace.inbox.history import receipt_of, world_now
from engine.workspace.inbox.returned import Came, came_back, copy_of
from engine.workspace.inbox.review_notes import left_out, tell_beside, with_notes
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
from engine.workspace.session.known_facts import Knowledge, by_employee
from engine.workspace.session.transaction import (
    Steps,
    Transaction,
    TransactionOf,
    commit_of,
    dues_of,
    move,
)
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
    arrivals = swept.arrivals = arrived(workspace, now, seen.files, own_forms(workspace))
    for file, drop in arrivals.drops:
        take_or_refuse(workspace, now, file, drop, swept)
    for came in came_back(workspace, seen.documents, arrivals):
        swept.read.append((came.name, read_document(workspace, now, came, arrivals)))
    for scan in scanned(workspace, seen.scans, arrivals):
        swept.attached.append((scan.name, record(workspace, now, attach(workspace, now, scan))))
    for refused in arrivals.refused:
        if refused.new:
            record(workspace, now, refuse(workspace, refused))
    swept.published = publish_documents(workspace, now.day, arrivals.untouched)
    tell(workspace, now, seen, mode, swept)
    return swept


@dataclass(frozen=True, slots=True)
class Performed:
    """What a person's act did, and what time had brought before it."""

    before: TransactionOf[TimePassed]
    act: TransactionOf[ActDone]


def perform(
    workspace: Workspace, now: Now, target: str, what: Act, user: str, *, dry_run: bool = False
) -> Performed:
    """One person's act from end to end: time first, then the act, then what should lie there."""
    passing = pass_time(workspace, now, absence(last_look(workspace), now))
    # First only in thought: words that mean nothing here must not let time pass.
    done = act(workspace, now, target, what, user, passing)
    if dry_run:
        return Performed(passing, done)
    record(workspace, now, passing)
    done = record(workspace, now, act(workspace, now, target, what, user))
    publish_documents(workspace, now.day, plans={*passing.plans, *done.plans})
    show_pages(workspace, now.day, last_look(workspace), plan_lines(workspace, now.day))
    return Performed(passing, done)


# -- what each input causes -----------------------------------------------------------------------


def pass_time(
    workspace: Workspace, now: Now, away: Period | None = None
) -> TransactionOf[TimePassed]:
    """What time alone has done up to today: clocks, reminders, reviews, deadlines, new looks."""
    transaction = TransactionOf(TimePassed(away), workspace.writer())
    knowledge = workspace.knowledge()
    looking = Looking(workspace, transaction, knowledge, now.day, today=None)
    pass_days(looking, now.day, away)
    say_undecided(transaction, looking)
    return transaction


def take_or_refuse(
    workspace: Workspace, now: Now, file: DroppedFile, drop: Drop, swept: Swept
) -> None:
    """A report of what its author may not say, or of no plan there is, is refused like any bad file."""
    try:
        transaction = take(workspace, now, drop)
    except (NotAllowedError, WrongUseError) as problem:
        mistake = Mistake(
            "F392", "what its author may say", said=str(problem), do="correct it, or ask HR"
        )
        refuse_drop(workspace, swept.arrivals, file, mistake)
        return
    transaction.blobs[file.sha256] = file.content  # the file itself is kept: it is the evidence
    transaction.cause = replace(transaction.cause, blob=file.sha256)
    keep_facts(workspace, transaction, drop)
    swept.taken.append((file.found.path, record(workspace, now, transaction)))


def take(workspace: Workspace, now: Now, drop: Drop) -> TransactionOf[DropTaken]:
    """What a dropped file's facts do: to running plans first, then to everybody it speaks of."""
    roster = any(isinstance(fact, Trait) for fact in drop.facts)
    cause = DropTaken(drop.sha256, drop.name, roster)
    transaction = TransactionOf(cause, workspace.writer())
    knowledge = Knowledge(workspace.book.index, by_employee(drop))
    knowledge.prepare(knowledge.coming)
    looking = Looking(workspace, transaction, knowledge, now.day, today=now.day)
    steps = partial(after_facts, today=now.day)
    for employee, since in news(knowledge, now.day):
        for plan in knowledge.plans_of(employee):
            move_plan(workspace, transaction, knowledge, plan, steps)
        look_at(looking, employee, since)
    for plan in others_held(workspace, knowledge):
        move_plan(workspace, transaction, knowledge, plan, steps)
    for fact in drop.facts:
        if isinstance(fact, Reported):
            report(workspace, transaction, knowledge, fact, now.day)
    say_undecided(transaction, looking)
    transaction.cause = replace(cause, receipt=receipt(now, drop, looking))
    return transaction


def others_held(workspace: Workspace, knowledge: Knowledge) -> list[Plan]:
    """Running plans of others in which somebody holds a role of whom the drop tells something new."""
    told = {who for who, (_, traits, _) in knowledge.coming.items() if traits}
    return [
        plan
        for plan in workspace.standing().values()
        if plan.state in ("open", "held")
        and plan.employee not in knowledge.coming
        and told & set(plan.holders.values())
    ]


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
    transaction = TransactionOf(ActDone(target, user, what), workspace.writer())
    if before:
        transaction.plans.update(before.plans)
        transaction.writer.blobs.update(before.writer.blobs)
        transaction.writer.drafts.update(before.writer.drafts)
    carry_out(workspace, transaction, workspace.knowledge(), what, target, now.day)
    return transaction


def read_document(
    workspace: Workspace, now: Now, came: Came, arrivals: Arrivals
) -> TransactionOf[DocumentReturned]:
    transaction = record(workspace, now, take_back(workspace, now, came))
    tell_beside(arrivals, came.path, transaction.cause.note, transaction.cause.codes)
    return transaction


def take_back(workspace: Workspace, now: Now, came: Came) -> TransactionOf[DocumentReturned]:
    """What a returned document leads to. The file itself is kept, whatever becomes of it."""
    cause = DocumentReturned(
        came.sha256, came.plan, came.number, came.version, came.draft, came.role, came.name, came.owner
    )  # fmt: skip
    transaction = TransactionOf(cause, workspace.writer())
    transaction.blobs[came.sha256] = came.content
    copy = copy_of(workspace, came)
    outcomes: list[OutcomeInProgress] = []

    def steps(m: PlanContext) -> Iterable[Step]:
        outcomes.append(read_back(m, came.number, copy, now.day))
        return after_reading(m, tuple(outcomes[-1].events), now.day)

    move_plan_meant(workspace, transaction, came.plan, steps)
    notes = [note for outcome in outcomes for note in outcome.notes]
    late = any(too_late(outcome) for outcome in outcomes)
    transaction.cause = with_notes(replace(cause, late=late), [*notes, *left_out(transaction)])
    return transaction


def too_late(outcome: OutcomeInProgress) -> bool:
    read = [event for event in outcome.events if isinstance(event, ReadBack)]
    return any(event.state in ("late", "over") for event in read)


def attach(workspace: Workspace, now: Now, scan: Scan) -> TransactionOf[ScanAttached]:
    """A signed copy that was scanned: kept, and named in the plan's record. It decides nothing."""
    cause = ScanAttached(scan.sha256, scan.plan, scan.number, scan.kind, scan.name, scan.owner)
    transaction = TransactionOf(cause, workspace.writer())
    transaction.blobs[scan.sha256] = scan.content
    note = f"{scan.name}, put there by {scan.owner or 'somebody'}"
    event = Attached(now.day, scan.number, scan.sha256, scan.kind, note)
    steps = partial(after_reading, events=(event,), today=now.day)
    move_plan_meant(workspace, transaction, scan.plan, steps)
    return transaction


def refuse(workspace: Workspace, refused: RefusedFile) -> TransactionOf[FileRefused]:
    """A file of which nothing is taken: the record keeps that, and the note beside it."""
    file, world = refused.file, world_now(workspace, refused.world)
    cause = FileRefused(
        file.sha256, world, file.name, refused.note, refused.problem, refused.keep
    )
    transaction = TransactionOf(cause, workspace.writer())
    if refused.keep:
        transaction.blobs[file.sha256] = file.content
    return transaction


def move_plan_meant(
    workspace: Workspace, transaction: Transaction, target: str, steps: Steps
) -> None:
    knowledge = workspace.knowledge()
    plan = plan_meant(workspace, transaction, knowledge, target)
    move_plan(workspace, transaction, knowledge, plan, steps)


def move_plan(
    workspace: Workspace, transaction: Transaction, knowledge: Knowledge, plan: Plan, steps: Steps
) -> None:  # fmt: skip
    """Let `steps` happen to a plan, by the policy it runs under and all that is known."""
    pinned = workspace.pinned(plan.pin)
    known = knowledge.known(plan.employee, pinned.workdays, besides=plan.id)
    move(transaction, plan, pinned, known, steps)


# -- the record, and what follows from it ---------------------------------------------------------


def record(workspace: Workspace, now: Now, transaction: T) -> T:
    """Make it so: durable when this returns. Where nothing happened, nothing is recorded."""
    if transaction.empty:
        index.set_due(workspace.book.index, dues_of(transaction))
    else:
        recorded(workspace, transaction, commit_of(transaction, now))
    return transaction


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
    told = {path: transaction.cause.receipt for path, transaction in swept.taken}
    before = [taken.file for taken in swept.arrivals.taken]
    for file in (*before, *swept.arrivals.twins):
        # As of now: what was taken in this look may have corrected them.
        told[file.found.path] = receipt_of(workspace, file.sha256) or ""
    return told
