"""THE STORY ON ONE PAGE: take a drop or an act, decide, commit, issue.

Each function gathers all that one input causes into one commit (`Transaction`). Nothing is written until
`record` puts it into the ledger; what lies in the shared folder follows from the ledger afterwards.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from engine.clock import Now
from engine.core.decide.acts import Act
from engine.core.facts.facts import Drop, Reported, Trait
from engine.core.life.acting import carry_out, follow, report
from engine.core.life.days import pass_days
from engine.core.life.news import by_employee, take_facts
from engine.core.plan.in_force import PlanContext
from engine.core.read_back.in_progress import Note
from engine.core.read_back.outcome import read_back
from engine.core.record.commit import Json
from engine.core.record.events import Attached, Event, ReadBack
from engine.core.values.errors import NotAllowedError, WrongUseError
from engine.core.values.period import Period
from engine.folder.found import Look
from engine.folder.publish import Published, publish
from engine.intake.values.mistake import Mistake
from engine.ledger import index, store
from engine.workspace.apply.acts import keep_act, objecting, require_approved
from engine.workspace.apply.receipts import receipt, say_undecided
from engine.workspace.inbox.arrivals import Arrivals, RefusedFile, arrived, refuse_drop
from engine.workspace.inbox.cross_check import DroppedFile
from engine.workspace.inbox.history import world_now
from engine.workspace.inbox.returned import Came, came_back, copy_of
from engine.workspace.inbox.review_notes import keep_notes, left_out, tell_beside
from engine.workspace.inbox.scans import Scan, scanned
from engine.workspace.outbox.forms import NONE, keep_forms, own_forms
from engine.workspace.outbox.layout import wanted
from engine.workspace.outbox.published_state import keep_ours
from engine.workspace.outbox.redlines import changes_wanted
from engine.workspace.session.ledger_record import transaction_of
from engine.workspace.session.transaction import Transaction, commit_of, dues_of
from engine.workspace.session.versions import versions
from engine.workspace.session.workspace import Workspace, recorded


def pass_time(workspace: Workspace, now: Now, away: Period | None = None) -> Transaction:
    """What time alone has done up to today: clocks, reminders, reviews, deadlines, new looks."""
    transaction = transaction_of(workspace, "tick")
    pass_days(transaction.gathered, now.day, away)
    say_undecided(transaction, workspace.book.index)
    if away and transaction.events:
        transaction.body["away"] = [away.first.isoformat(), away.last.isoformat()]
    return transaction


def take(workspace: Workspace, now: Now, drop: Drop) -> Transaction:
    """What a dropped file's facts do: to running plans first, then to everybody it speaks of."""
    body: dict[str, Json] = {"drop": drop.sha256}
    coming = by_employee(drop.facts)
    transaction = transaction_of(workspace, "drop", body, {"name": drop.name}, coming)
    take_facts(transaction.gathered, coming, now.day)
    for fact in drop.facts:
        if isinstance(fact, Reported):
            report(transaction.gathered, fact, now.day, objecting(workspace))
    require_approved(transaction)
    if any(isinstance(fact, Trait) for fact in drop.facts):
        transaction.body["roster"] = True
    say_undecided(transaction, workspace.book.index)
    transaction.said["receipt"] = receipt(now, drop, transaction.gathered)
    return transaction


def act(
    workspace: Workspace,
    now: Now,
    target: str,
    what: Act,
    user: str,
    before: Transaction | None = None,
) -> Transaction:
    """What one person's act does to a plan. NotAllowedError says who may, and nothing happens.

    `before`: what time has brought and is not recorded, where nothing is to be recorded at all.
    """
    transaction = transaction_of(workspace, "act", {"target": target}, {"user": user})
    keep_act(transaction, what)
    if before:
        transaction.gathered.goes_on_from(before.gathered)
        transaction.writer.blobs.update(before.writer.blobs)
        transaction.writer.drafts.update(before.writer.drafts)
    carry_out(transaction.gathered, what, target, now.day, objecting(workspace))
    require_approved(transaction)
    return transaction


def take_back(workspace: Workspace, now: Now, came: Came) -> Transaction:
    """What a returned document leads to. The file itself is kept, whatever becomes of it."""
    body: dict[str, Json] = {
        "returned": came.sha256, "blob": came.sha256, "plan": came.plan, "number": came.number,
        "version": came.version,
        **({"draft": True} if came.draft else {}), **({"role": came.role} if came.role else {}),
    }  # fmt: skip
    transaction = transaction_of(
        workspace, "returned", body, {"name": came.name, "owner": came.owner}
    )
    transaction.blobs[came.sha256] = came.content
    copy = copy_of(workspace, came)
    notes: list[Note] = []

    def told(m: PlanContext) -> Iterable[Event]:
        reading = read_back(m, came.number, copy, now.day)
        notes.extend(reading.notes)
        if any(
            isinstance(event, ReadBack) and event.state in ("late", "over")
            for event in reading.events
        ):
            transaction.body["late"] = True
        return reading.events

    follow(transaction.gathered, came.plan, told, now.day)
    keep_notes(transaction, [*notes, *left_out(transaction)])
    return transaction


def attach(workspace: Workspace, now: Now, scan: Scan) -> Transaction:
    """A signed copy that was scanned: kept, and named in the plan's record. It decides nothing."""
    body: dict[str, Json] = {
        "attached": scan.sha256, "blob": scan.sha256, "plan": scan.plan, "number": scan.number,
        "kind": scan.kind,
    }  # fmt: skip
    transaction = transaction_of(
        workspace, "attached", body, {"name": scan.name, "owner": scan.owner}
    )
    transaction.blobs[scan.sha256] = scan.content
    note = f"{scan.name}, put there by {scan.owner or 'somebody'}"
    event = Attached(now.day, scan.number, scan.sha256, scan.kind, note)
    follow(transaction.gathered, scan.plan, lambda _: (event,), now.day)
    return transaction


def record(
    workspace: Workspace, now: Now, transaction: Transaction, drop: Drop | None = None
) -> bool:
    """Make it so: durable when this returns. False when there was nothing to record."""
    if drop is not None:
        transaction.body["facts"] = store.put_facts(workspace.book.ledger, drop)
    if transaction.empty:
        index.set_due(workspace.book.index, dues_of(transaction))
        return False
    recorded(workspace, transaction, commit_of(transaction, now))
    return True


def refuse(workspace: Workspace, refused: RefusedFile) -> Transaction:
    """A file of which nothing is taken: the record keeps that, and the note beside it."""
    world = world_now(workspace, refused.world)
    body: dict[str, Json] = {"refused": refused.file.sha256, "world": world}
    said: dict[str, Json] = {
        "name": refused.file.name,
        "note": refused.note,
        "problem": refused.problem,
    }
    transaction = transaction_of(workspace, "refused", body, said)
    if refused.keep:
        transaction.body["blob"] = refused.file.sha256
        transaction.blobs[refused.file.sha256] = refused.file.content
    return transaction


@dataclass(slots=True)
class Swept:
    """What one sweep did, in the words of its log line; no personal data."""

    taken: list[tuple[str, Transaction]] = field(default_factory=list)
    read: list[tuple[str, Transaction]] = field(default_factory=list)  # documents and scans
    refused: list[RefusedFile] = field(default_factory=list)
    arrivals: Arrivals = field(default_factory=Arrivals)
    moved: Transaction | None = None  # by time alone
    published: Published | None = None
    paused: str = ""


def sweep(workspace: Workspace, now: Now, seen: Look, away: Period | None = None) -> Swept:
    """Everything a look leads to: time first, then files and documents, then what should lie there."""
    swept = Swept()
    passing = pass_time(workspace, now, away)
    swept.moved = passing
    record(workspace, now, passing)
    swept.arrivals = arrived(workspace, now, seen.files, own_forms(workspace))
    for file, drop in swept.arrivals.drops:
        _take_or_refuse(workspace, now, file, drop, swept)
    for came in came_back(workspace, seen.documents, swept.arrivals):
        transaction = take_back(workspace, now, came)
        _keep(workspace, now, came.name, transaction, swept)
        tell_beside(
            swept.arrivals,
            came.path,
            transaction.said.get("note"),
            transaction.body.get("codes"),
        )
    for scan in scanned(workspace, seen.scans, swept.arrivals):
        _keep(workspace, now, scan.name, attach(workspace, now, scan), swept)
    for refused in swept.arrivals.refused:
        if refused.new:
            record(workspace, now, refuse(workspace, refused))
    swept.refused = swept.arrivals.refused
    return swept


def _keep(
    workspace: Workspace, now: Now, name: str, transaction: Transaction, swept: Swept
) -> None:
    record(workspace, now, transaction)
    swept.read.append((name, transaction))


def _take_or_refuse(
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
    transaction.body["blob"] = file.sha256  # the file itself is kept: it is the evidence
    transaction.blobs[file.sha256] = file.content
    record(workspace, now, transaction, drop)
    swept.taken.append((file.found.path, transaction))


def publish_documents(
    workspace: Workspace, day: date | None = None, untouched: Sequence[DroppedFile] = ()
) -> Published:
    """Make the shared folder hold every document the record knows of, and the forms due on `day`.

    None: on the last day in the record. `untouched` are forms that hold nothing anybody typed.
    """
    first = not workspace.memory.lying
    there = [*versions(workspace)]
    documents = wanted(workspace, there) | dict(changes_wanted(workspace, there))
    done = publish(
        workspace.plans, workspace.config.id, documents, workspace.memory.lying, audit=first
    )
    workspace.memory.lying = done.lying
    keep_ours(workspace, done.ours)
    latest = day or index.last_day(workspace.book.index)
    forms = keep_forms(workspace, latest, untouched) if latest else NONE
    return replace(
        done,
        written=done.written + forms.written,
        conflicts=done.conflicts + forms.conflicts,
        delayed=done.delayed + forms.delayed,
    )
