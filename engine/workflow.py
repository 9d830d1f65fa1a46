"""THE STORY ON ONE PAGE: take a drop or an act, decide, commit, issue.

Each function gathers all that one input causes into one commit (`Making`). Nothing is written until
`record` puts it into the ledger; what lies in the shared folder follows from the ledger afterwards.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from functools import partial

from engine.clock import Now
from engine.core.acts import Act
from engine.core.case import current
from engine.core.decide import advanced
from engine.core.errors import NotAllowedError, WrongUseError
from engine.core.events import Issued
from engine.core.facts import Drop, Reported, Trait
from engine.core.inputs import after_act, after_facts
from engine.core.nearest import meant
from engine.core.opening import Found as Row
from engine.core.opening import begun_by, row_by_hand
from engine.core.period import Period
from engine.core.plan import Plan
from engine.core.record import Json
from engine.folder.found import Found
from engine.folder.publish import Published, publish
from engine.intake.mistake import Mistake
from engine.ledger import index, store
from engine.views import no_plan, undecided
from engine.workspace.arrivals import Arrivals, Refused, arrived, refuse_drop
from engine.workspace.desk import Desk, recorded
from engine.workspace.forms import NONE, keep_forms, own_forms
from engine.workspace.knowing import Knowledge, by_employee, every_plan, one_plan
from engine.workspace.making import Making, begin, commit_of, dues_of, move
from engine.workspace.pins import Pinned
from engine.workspace.proposing import Looking, look_at, next_number, team_of
from engine.workspace.remembered import world_of
from engine.workspace.shelf import content, versions, wanted
from engine.workspace.sorting import Bytes


def pass_time(desk: Desk, now: Now, away: Period | None = None) -> Making:
    """What time alone has done up to today: clocks, reminders, reviews, deadlines, new looks."""
    making = Making("tick", desk.config.company)
    knowledge = desk.knowledge()
    plans, _ = index.due(desk.book.index, now.day)
    for plan in every_plan(desk.book.index, plans):
        pinned = desk.pinned(plan.pin)
        known = knowledge.known(plan.employee, pinned.workdays, besides=plan.id)
        move(making, plan, pinned, known, partial(advanced, until=now.day, away=away))
    looking = Looking(desk, making, knowledge, now.day, today=None)
    people = index.people_due(desk.book.index, now.day)
    knowledge.prepare(people)
    for employee, due in people.items():
        look_at(looking, employee, due)
    _say(making, looking)
    if away and making.entries:
        making.body["away"] = [away.first.isoformat(), away.last.isoformat()]
    return making


def take(desk: Desk, now: Now, drop: Drop) -> Making:
    """What a dropped file's facts do: to running plans first, then to everybody it speaks of."""
    making = Making("drop", desk.config.company, {"drop": drop.sha256}, {"name": drop.name})
    knowledge = Knowledge(desk.book.index, by_employee(drop))
    knowledge.prepare(knowledge.coming)
    looking = Looking(desk, making, knowledge, now.day, today=now.day)
    for employee, since in _news(knowledge, now.day):
        for plan in knowledge.plans_of(employee):
            pinned = desk.pinned(plan.pin)
            known = knowledge.known(employee, pinned.workdays, besides=plan.id)
            move(making, plan, pinned, known, partial(after_facts, today=now.day))
        look_at(looking, employee, since)
    for fact in drop.facts:
        if isinstance(fact, Reported):
            _report(desk, making, knowledge, fact, now.day)
    if any(isinstance(fact, Trait) for fact in drop.facts):
        making.body["roster"] = True
    _say(making, looking)
    making.said["receipt"] = _receipt(now, drop, looking)
    return making


def _news(knowledge: Knowledge, today: date) -> Iterator[tuple[str, date]]:
    """Whom the drop tells something new about, with the first period to look at again."""
    for employee, (figures, traits, absences) in sorted(knowledge.coming.items()):
        before = knowledge.recorded(employee)
        old = {(f.field, f.period): f.value for fs in current(before[0]).values() for f in fs}
        new = [f for f in figures if old.get((f.field, f.period)) != f.value]
        told = {(t.field, t.starting): t.value for t in before[1]}
        other = [t for t in traits if told.get((t.field, t.starting)) != t.value]
        away = [(a.field, a.first, a.until) for a in before[2]]
        gone = [a for a in absences if (a.field, a.first, a.until) not in away]
        if new or other or gone:
            yield employee, min((f.period.last for f in new), default=today)


def _receipt(now: Now, drop: Drop, looking: Looking) -> str:
    return (
        f"taken {now.instant:%Y-%m-%d %H:%M} UTC: {_count(drop.rows, 'row')}, "
        f"{_count(looking.proposed, 'proposal')}, {looking.not_covered} not covered; "
        "you may delete this file"
    )


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _say(making: Making, looking: Looking) -> None:
    """What cannot be decided, and for whom, so that status can say so; no empty words."""
    before = undecided(looking.desk.book.index)
    news = {who: says for who, says in looking.undecided.items() if says != before.get(who, "")}
    if news:
        making.said["undecided"] = dict(sorted(news.items()))


# -- people act -----------------------------------------------------------------------------------


def act(
    desk: Desk, now: Now, target: str, what: Act, user: str, before: Making | None = None
) -> Making:
    """What one person's act does to a plan. NotAllowedError says who may, and nothing happens.

    `before`: what time has brought and is not recorded, where nothing is to be recorded at all.
    """
    making = Making("act", desk.config.company, {"target": target, "user": user}, {})
    _keep_act(making, what)
    making.plans.update(before.plans if before else {})
    _carry_out(desk, making, desk.knowledge(), what, target, now.day)
    return making


def _keep_act(making: Making, what: Act) -> None:
    """All of the act, so that it can be taken again: ids and codes in the line, remarks apart."""
    said = {"note", "answers"}
    for name in (each.name for each in fields(what)):
        value: Json = getattr(what, name)
        if name == "day":
            value = what.day.isoformat()
        elif name == "answers":
            value = [list(pair) for pair in what.answers]
        if value:
            (making.said if name in said else making.body)[name] = value


def _act_of(fact: Reported) -> Act:
    return Act(
        fact.action,
        fact.role,
        fact.by,
        fact.on,
        "",
        fact.item,
        fact.outcome,
        fact.note,
        fact.answers,
        fact.visit,
        fact.occurrence,
    )


def _carry_out(
    desk: Desk, making: Making, knowledge: Knowledge, what: Act, target: str, today: date
) -> None:
    if what.action == "open":
        return _open_by_hand(desk, making, knowledge, what, target, today)
    plan = _meant(desk, making, knowledge, target)
    pinned = desk.pinned(plan.pin)
    _known_role(pinned, what.role)
    known = knowledge.known(plan.employee, pinned.workdays, besides=plan.id)
    move(making, plan, pinned, known, partial(after_act, act=what, today=today))
    _keep_issued(desk, making, plan.id)
    return None


def _report(
    desk: Desk, making: Making, knowledge: Knowledge, fact: Reported, today: date
) -> None:
    """What a file says was done. It speaks of one person, so it cannot touch another's plan."""
    target = fact.plan or fact.employee
    if _meant(desk, making, knowledge, target).employee != fact.employee:
        raise NotAllowedError(f"{fact.plan} is not a plan of {fact.employee}")
    _carry_out(desk, making, knowledge, _act_of(fact), target, today)


def _known_role(pinned: Pinned, role: str) -> None:
    known = (*pinned.policy.roles, "employee")
    if role not in known:
        raise WrongUseError(f'there is no role "{role}"; {meant(role, known)}')


def _keep_issued(desk: Desk, making: Making, plan: str) -> None:
    """What is issued is kept for ever, byte for byte as it was approved."""
    issued = {
        (x.number, x.version) for p, x in making.events if p == plan and isinstance(x, Issued)
    }
    for version in versions(desk, [plan]) if issued else ():
        if (version.event.number, version.event.version) in issued:
            making.blobs[version.event.sha256] = content(desk, version)
            making.body["blob"] = version.event.sha256


def _meant(desk: Desk, making: Making, knowledge: Knowledge, target: str) -> Plan:
    """The plan of that number, or the one running plan of that employee."""
    plan = making.plans.get(target) or one_plan(desk.book.index, target)
    if plan:
        return plan
    running = [making.plans.get(p.id, p) for p in knowledge.plans_of(target)]
    running = [plan for plan in running if not plan.ended]
    if len(running) == 1:
        return running[0]
    if running:
        many = ", ".join(plan.id for plan in running)
        raise NotAllowedError(f"{target} has several running plans; name one: {many}")
    raise WrongUseError(no_plan(desk.book.index, target))


def _open_by_hand(
    desk: Desk, making: Making, knowledge: Knowledge, what: Act, employee: str, today: date
) -> None:
    """A person opens a plan on a row that allows it: proposed and confirmed in one."""
    if employee not in index.employees(desk.book.index):
        raise NotAllowedError(f"{employee} is on no roster")
    for pinned in desk.policies:
        known = knowledge.known(employee, pinned.workdays)
        row = row_by_hand(pinned.policy, employee, known, what.role, what.item, today)
        if row:
            return _opened(desk, making, knowledge, what, employee, today, (pinned, row))
    raise NotAllowedError(f'no policy lets the role "{what.role}" open "{what.item}" by hand')


def _opened(
    desk: Desk,
    making: Making,
    knowledge: Knowledge,
    what: Act,
    employee: str,
    today: date,
    found: tuple[Pinned, Row],
) -> None:
    pinned, row = found
    known = knowledge.known(employee, pinned.workdays)
    issue = dict(what.answers).get("issue", "")
    team = team_of(desk, known.people, employee, today)
    first = begun_by(pinned.policy, pinned.sha, employee, team, row, today, issue)
    about = first[0].issue
    if any(p.issue == about and not p.ended for p in knowledge.plans_of(employee)):
        raise NotAllowedError(f"{employee} has a running plan on {about} already")
    plan = begin(making, next_number(desk, making, today), pinned, known, first)
    confirm = replace(what, action="confirm", item="")
    move(making, plan, pinned, known, partial(after_act, act=confirm, today=today))


# -- the record -----------------------------------------------------------------------------------


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
    world = world_of(desk) if refused.world else ""
    body: dict[str, Json] = {"refused": refused.file.sha256, "world": world}
    said: dict[str, Json] = {
        "name": refused.file.name,
        "note": refused.note,
        "problem": refused.problem,
    }
    return Making("refused", desk.config.company, body, said)


# -- a look at the shared folder ------------------------------------------------------------------


@dataclass(slots=True)
class Swept:
    """What one sweep did, in the words of its log line; no personal data."""

    taken: list[tuple[str, Making]] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    arrivals: Arrivals = field(default_factory=Arrivals)
    moved: Making | None = None  # by time alone
    published: Published | None = None
    paused: str = ""


def sweep(desk: Desk, now: Now, files: Sequence[Found], away: Period | None = None) -> Swept:
    """Everything a look leads to: time first, then the files, then what should lie there."""
    swept = Swept()
    passing = pass_time(desk, now, away)
    swept.moved = passing
    record(desk, now, passing)
    swept.arrivals = arrived(desk, now, files, own_forms(desk))
    for file, drop in swept.arrivals.drops:
        _take_or_refuse(desk, now, file, drop, swept)
    for refused in swept.arrivals.refused:
        if refused.new:
            record(desk, now, refuse(desk, refused))
    swept.refused = swept.arrivals.refused
    return swept


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
    done = publish(desk.plans, desk.config.id, wanted(desk), desk.memory.lying, audit=first)
    desk.memory.lying = done.lying
    latest = day or index.last_day(desk.book.index)
    forms = keep_forms(desk, latest, untouched) if latest else NONE
    return replace(
        done,
        written=done.written + forms.written,
        conflicts=done.conflicts + forms.conflicts,
        delayed=done.delayed + forms.delayed,
    )
