"""THE STORY ON ONE PAGE: take a drop or an act, decide, commit, issue.

Each function gathers all that one input causes into one commit (`Making`). Nothing is written until
`record` puts it into the ledger; what lies in the shared folder follows from the ledger afterwards.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial

from engine.clock import Now
from engine.core.decide.acts import Act
from engine.core.decide.advance import Step
from engine.core.decide.inputs import after_facts, after_reading
from engine.core.facts.facts import Drop, Reported, Trait
from engine.core.plan.in_force import Matter
from engine.core.plan.replay import Plan
from engine.core.read_back.in_progress import Note
from engine.core.read_back.outcome import read_back
from engine.core.record.commit import Json
from engine.core.record.events import Attached, ReadBack
from engine.core.values.errors import NotAllowedError, WrongUseError
from engine.core.values.period import Period
from engine.folder.found import Look
from engine.folder.publish import Published, publish
from engine.intake.values.mistake import Mistake
from engine.ledger import index, store
from engine.workspace.apply.acts import carry_out, keep_act, plan_meant, report
from engine.workspace.apply.proposals import Looking, look_at
from engine.workspace.apply.receipts import news, receipt, say_undecided
from engine.workspace.apply.timers import pass_days
from engine.workspace.inbox.arrivals import Arrivals, Refused, arrived, refuse_drop
from engine.workspace.inbox.cross_check import Bytes
from engine.workspace.inbox.history import world_now
from engine.workspace.inbox.returned import Came, came_back, copy_of
from engine.workspace.inbox.review_notes import keep_notes, left_out, tell_beside
from engine.workspace.inbox.scans import Scan, scanned
from engine.workspace.outbox.forms import NONE, keep_forms, own_forms
from engine.workspace.outbox.layout import wanted
from engine.workspace.outbox.published_state import keep_ours
from engine.workspace.outbox.redlines import changes_wanted
from engine.workspace.session.known_facts import Knowledge, by_employee
from engine.workspace.session.transaction import Making, Steps, commit_of, dues_of, move
from engine.workspace.session.versions import versions
from engine.workspace.session.workspace import Desk, recorded


def pass_time(desk: Desk, now: Now, away: Period | None = None) -> Making:
    """What time alone has done up to today: clocks, reminders, reviews, deadlines, new looks."""
    making = Making("tick", desk.writer())
    knowledge = desk.knowledge()
    looking = Looking(desk, making, knowledge, now.day, today=None)
    pass_days(looking, now.day, away)
    say_undecided(making, looking)
    if away and making.entries:
        making.body["away"] = [away.first.isoformat(), away.last.isoformat()]
    return making


def take(desk: Desk, now: Now, drop: Drop) -> Making:
    """What a dropped file's facts do: to running plans first, then to everybody it speaks of."""
    making = Making("drop", desk.writer(), {"drop": drop.sha256}, {"name": drop.name})
    knowledge = Knowledge(desk.book.index, by_employee(drop))
    knowledge.prepare(knowledge.coming)
    looking = Looking(desk, making, knowledge, now.day, today=now.day)
    for employee, since in news(knowledge, now.day):
        for plan in knowledge.plans_of(employee):
            pinned = desk.pinned(plan.pin)
            known = knowledge.known(employee, pinned.workdays, besides=plan.id)
            move(making, plan, pinned, known, partial(after_facts, today=now.day))
        look_at(looking, employee, since)
    for plan in _others_held(desk, knowledge):
        pinned = desk.pinned(plan.pin)
        known = knowledge.known(plan.employee, pinned.workdays, besides=plan.id)
        move(making, plan, pinned, known, partial(after_facts, today=now.day))
    for fact in drop.facts:
        if isinstance(fact, Reported):
            report(desk, making, knowledge, fact, now.day)
    if any(isinstance(fact, Trait) for fact in drop.facts):
        making.body["roster"] = True
    say_undecided(making, looking)
    making.said["receipt"] = receipt(now, drop, looking)
    return making


def _others_held(desk: Desk, knowledge: Knowledge) -> list[Plan]:
    """Running plans of others in which somebody holds a role of whom the drop tells something new."""
    told = {who for who, (_, traits, _) in knowledge.coming.items() if traits}
    return [
        plan
        for plan in desk.standing().values()
        if plan.state in ("open", "held")
        and plan.employee not in knowledge.coming
        and told & set(plan.holders.values())
    ]


def act(
    desk: Desk, now: Now, target: str, what: Act, user: str, before: Making | None = None
) -> Making:
    """What one person's act does to a plan. NotAllowedError says who may, and nothing happens.

    `before`: what time has brought and is not recorded, where nothing is to be recorded at all.
    """
    making = Making("act", desk.writer(), {"target": target}, {"user": user})
    keep_act(making, what)
    if before:
        making.plans.update(before.plans)
        making.writer.blobs.update(before.writer.blobs)
        making.writer.drafts.update(before.writer.drafts)
    carry_out(desk, making, desk.knowledge(), what, target, now.day)
    return making


def take_back(desk: Desk, now: Now, came: Came) -> Making:
    """What a returned document leads to. The file itself is kept, whatever becomes of it."""
    body: dict[str, Json] = {
        "returned": came.sha256, "blob": came.sha256, "plan": came.plan, "number": came.number,
        "version": came.version,
        **({"draft": True} if came.draft else {}), **({"role": came.role} if came.role else {}),
    }  # fmt: skip
    making = Making("returned", desk.writer(), body, {"name": came.name, "owner": came.owner})
    making.blobs[came.sha256] = came.content
    copy = copy_of(desk, came)
    notes: list[Note] = []

    def steps(m: Matter) -> Iterable[Step]:
        reading = read_back(m, came.number, copy, now.day)
        notes.extend(reading.notes)
        if any(
            isinstance(event, ReadBack) and event.state in ("late", "over")
            for event in reading.events
        ):
            making.body["late"] = True
        return after_reading(m, tuple(reading.events), now.day)

    _moved(desk, making, came.plan, steps)
    keep_notes(making, [*notes, *left_out(making)])
    return making


def attach(desk: Desk, now: Now, scan: Scan) -> Making:
    """A signed copy that was scanned: kept, and named in the plan's record. It decides nothing."""
    body: dict[str, Json] = {
        "attached": scan.sha256, "blob": scan.sha256, "plan": scan.plan, "number": scan.number,
        "kind": scan.kind,
    }  # fmt: skip
    making = Making("attached", desk.writer(), body, {"name": scan.name, "owner": scan.owner})
    making.blobs[scan.sha256] = scan.content
    note = f"{scan.name}, put there by {scan.owner or 'somebody'}"
    event = Attached(now.day, scan.number, scan.sha256, scan.kind, note)
    _moved(desk, making, scan.plan, partial(after_reading, events=(event,), today=now.day))
    return making


def _moved(desk: Desk, making: Making, plan_id: str, steps: Steps) -> None:
    knowledge = desk.knowledge()
    plan = plan_meant(desk, making, knowledge, plan_id)
    pinned = desk.pinned(plan.pin)
    known = knowledge.known(plan.employee, pinned.workdays, besides=plan.id)
    move(making, plan, pinned, known, steps)


def record(desk: Desk, now: Now, making: Making, drop: Drop | None = None) -> bool:
    """Make it so: durable when this returns. False when there was nothing to record."""
    if drop is not None:
        making.body["facts"] = store.put_facts(desk.book.ledger, drop)
    if making.empty:
        index.set_due(desk.book.index, dues_of(making))
        return False
    recorded(desk, making, commit_of(making, now))
    return True


def refuse(desk: Desk, refused: Refused) -> Making:
    """A file of which nothing is taken: the record keeps that, and the note beside it."""
    world = world_now(desk, refused.world)
    body: dict[str, Json] = {"refused": refused.file.sha256, "world": world}
    said: dict[str, Json] = {
        "name": refused.file.name,
        "note": refused.note,
        "problem": refused.problem,
    }
    making = Making("refused", desk.writer(), body, said)
    if refused.keep:
        making.body["blob"] = refused.file.sha256
        making.blobs[refused.file.sha256] = refused.file.content
    return making


@dataclass(slots=True)
class Swept:
    """What one sweep did, in the words of its log line; no personal data."""

    taken: list[tuple[str, Making]] = field(default_factory=list)
    read: list[tuple[str, Making]] = field(default_factory=list)  # documents and scans
    refused: list[Refused] = field(default_factory=list)
    arrivals: Arrivals = field(default_factory=Arrivals)
    moved: Making | None = None  # by time alone
    published: Published | None = None
    paused: str = ""


def sweep(desk: Desk, now: Now, seen: Look, away: Period | None = None) -> Swept:
    """Everything a look leads to: time first, then files and documents, then what should lie there."""
    swept = Swept()
    passing = pass_time(desk, now, away)
    swept.moved = passing
    record(desk, now, passing)
    swept.arrivals = arrived(desk, now, seen.files, own_forms(desk))
    for file, drop in swept.arrivals.drops:
        _take_or_refuse(desk, now, file, drop, swept)
    for came in came_back(desk, seen.papers, swept.arrivals):
        making = take_back(desk, now, came)
        _keep(desk, now, came.name, making, swept)
        tell_beside(
            swept.arrivals, came.path, making.said.get("note"), making.body.get("codes")
        )
    for scan in scanned(desk, seen.scans, swept.arrivals):
        _keep(desk, now, scan.name, attach(desk, now, scan), swept)
    for refused in swept.arrivals.refused:
        if refused.new:
            record(desk, now, refuse(desk, refused))
    swept.refused = swept.arrivals.refused
    return swept


def _keep(desk: Desk, now: Now, name: str, making: Making, swept: Swept) -> None:
    record(desk, now, making)
    swept.read.append((name, making))


def _take_or_refuse(desk: Desk, now: Now, file: Bytes, drop: Drop, swept: Swept) -> None:
    """A report of what its author may not say, or of no plan there is, is refused like any bad file."""
    try:
        making = take(desk, now, drop)
    except (NotAllowedError, WrongUseError) as problem:
        mistake = Mistake(
            "F392", "what its author may say", said=str(problem), do="correct it, or ask HR"
        )
        refuse_drop(desk, swept.arrivals, file, mistake)
        return
    making.body["blob"] = file.sha256  # the file itself is kept: it is the evidence
    making.blobs[file.sha256] = file.content
    record(desk, now, making, drop)
    swept.taken.append((file.found.path, making))


def publish_papers(
    desk: Desk, day: date | None = None, untouched: Sequence[Bytes] = ()
) -> Published:
    """Make the shared folder hold every document the record knows of, and the forms due on `day`.

    None: on the last day in the record. `untouched` are forms that hold nothing anybody typed.
    """
    first = not desk.memory.lying
    there = [*versions(desk)]
    papers = wanted(desk, there) | dict(changes_wanted(desk, there))
    done = publish(desk.plans, desk.config.id, papers, desk.memory.lying, audit=first)
    desk.memory.lying = done.lying
    keep_ours(desk, done.ours)
    latest = day or index.last_day(desk.book.index)
    forms = keep_forms(desk, latest, untouched) if latest else NONE
    return replace(
        done,
        written=done.written + forms.written,
        conflicts=done.conflicts + forms.conflicts,
        delayed=done.delayed + forms.delayed,
    )
