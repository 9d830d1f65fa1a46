"""Play a dated script over the pure core: time passes, facts come in, people act; nothing is stored.

A story's lines read like a diary, and each begins with its day:

    2026-04-02 told closed_won 2026-01..2026-03 50000; quota 2026-01..2026-03 100000
    2026-04-03 told segment = enterprise; E00003 left = 2026-04-30; away leave parental 2026-03-02..2026-03-20
    2026-04-06 hr confirm
    2026-04-08 manager deliver written_warning --on 2026-04-07 --note "in person"
    2026-06-30 passes

Whoever is named by a role alone is the person of the cast; `hr/E00010` is another one.
"""

import shlex
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cache, partial

from engine.core.decide.advance import Step, advanced
from engine.core.decide.inputs import after_act, after_facts
from engine.core.decide.opening import (
    Considered,
    Found,
    begun_by,
    considered,
    row_by_hand,
    spoken_for,
    worth_noting,
)
from engine.core.facts.facts import Absence, Figure, Origin, Trait
from engine.core.facts.people import People
from engine.core.letter.brief import Letter, composed
from engine.core.letter.sentences import said_in_words
from engine.core.measure.context import EarlierPlanEnd, current_figures
from engine.core.plan.authority import Act
from engine.core.plan.in_force import Known, PlanContext
from engine.core.plan.replay import Plan, apply, replay
from engine.core.policy.policy import Calendar, Policy
from engine.core.record import events as e
from engine.core.record.codec import encoded
from engine.core.record.commit import Entry, Json
from engine.core.values.errors import NotAllowedError
from engine.core.values.period import Period, month_end
from engine.core.values.workdays import Workdays
from engine.policyfile.load import load_policy
from engine.workspace.session.pins import days_off
from tests.builders import period

ANNA = "E00012"
CAST = {
    "employee": ANNA, "manager": "E00003", "second_line": "E00002", "hr": "E00009",
    "director": "E00001", "named": "E00007",
}  # fmt: skip
ROSTER = """\
E00001 name = Dora Ek; E00001 team = board
E00002 name = Sven Dahl; E00002 manager = E00001; E00002 director = E00001
E00003 name = Mona Lind; E00003 manager = E00002; E00003 director = E00001
E00007 name = Nils Roth
E00009 name = Hedda Moe; E00009 group = hr-partners
E00010 name = Ivar Juhl; E00010 group = hr-partners
name = Anna Berg; manager = E00003; hr_partner = E00009; director = E00001
job = Account Executive; hired = 2024-01-08; segment = smb; team = north
"""
ROSTER_DAY = date(2024, 1, 8)
ON_PAPERS = frozenset({"approve", "return", "issue", "deliver", "acknowledge", "refuse"})
PIN = "p" * 64
CALENDARS: dict[Calendar, Workdays] = {}
Steps = Callable[[PlanContext], Iterable[Step]]


@dataclass(frozen=True, slots=True)
class Told:
    """An account of what happened: what a person reads, what the record holds, what letters say."""

    lines: tuple[str, ...]
    entries: tuple[tuple[str, e.Event], ...]
    plans: tuple[Plan, ...]
    briefs: tuple[tuple[str, dict[str, object]], ...]  # document, brief

    @property
    def text(self) -> str:
        return "\n".join(self.lines) + "\n"

    @property
    def ledger(self) -> list[tuple[str, str, dict[str, Json]]]:
        """Kinds of entries with their ids, codes and dates; no word that is only wording."""
        return [(plan, x.type, dict(x.body)) for plan, x in self._encoded()]

    @property
    def words(self) -> list[Json]:
        """What the entries say about people: reasons, remarks."""
        return [x.said for _, x in self._encoded()]

    def _encoded(self) -> Iterator[tuple[str, Entry]]:
        return ((plan, encoded(event)) for plan, event in self.entries)

    def all_of(self, kind: type[e.Event]) -> list[e.Event]:
        return [event for _, event in self.entries if isinstance(event, kind)]


@dataclass(slots=True)
class World:
    """What is known so far. Facts of everybody; plans and looks of Anna."""

    policies: Sequence[tuple[Policy, Workdays]]
    traits: list[Trait] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    absences: list[Absence] = field(default_factory=list)
    plans: dict[str, Plan] = field(default_factory=dict)
    entries: list[tuple[str, e.Event]] = field(default_factory=list)
    briefs: list[tuple[str, dict[str, object]]] = field(default_factory=list)
    again: date | None = None
    undecided: str = ""
    lines: list[str] = field(default_factory=list)


def played(script: str, *policies: Policy, away: Period | None = None) -> Told:
    """The whole account of `script`. `away`: days on which nobody was looking."""
    world = World([(policy, _workdays(policy)) for policy in policies])
    for line in ROSTER.splitlines():
        for said in line.split(";"):
            _tell(world, ROSTER_DAY, said.strip())
    for line in script.strip().splitlines():
        if line.strip():
            _play(world, line.strip(), away)
    return Told(
        tuple(world.lines),
        tuple(world.entries),
        tuple(world.plans.values()),
        tuple(world.briefs),
    )


@cache
def policy_of(text: str) -> Policy:
    """The policy, or every problem in it as the failure's message."""
    found = load_policy(text, "story.yaml")
    assert isinstance(found, Policy), "\n".join(map(str, found))
    return found


def _workdays(policy: Policy) -> Workdays:
    """Working out public holidays takes longer than a story: once for each calendar."""
    calendar = policy.calendar
    if calendar not in CALENDARS:
        off = days_off(policy, range(2024, 2031))
        CALENDARS[calendar] = Workdays(calendar.weekend, off)
    return CALENDARS[calendar]


# -- one line -------------------------------------------------------------------------------------


def _play(world: World, line: str, away: Period | None) -> None:
    day_text, who, *rest = line.split(maxsplit=2)
    day = date.fromisoformat(day_text)
    with_time = _collect(world, partial(_time_passes, world, day, away))
    if with_time:
        world.lines += ["time passes", *with_time]
    if who == "passes":
        return
    world.lines.append(line)
    if who == "told":
        happened = _collect(world, partial(_facts, world, day, rest[0]))
    else:
        happened = _collect(world, partial(_act, world, day, who, rest[0]))
    world.lines += happened or ["    nothing follows"]


def _collect(world: World, happening: Callable[[], None]) -> list[str]:
    """The sentences of the entries that `happening` leads to, or of its refusal."""
    before, undecided = len(world.entries), world.undecided
    try:
        happening()
    except NotAllowedError as problem:
        return [f"    not allowed: {problem}"]
    several = len(world.plans) > 1
    said = [
        f"    {event.on}  {f'{plan}: ' if several else ''}{said_in_words(event)}"
        for plan, event in world.entries[before:]
    ]
    if world.undecided and world.undecided != undecided:
        said.append(f"    cannot decide: {world.undecided}")
    return said


def _time_passes(world: World, day: date, away: Period | None) -> None:
    for plan in list(world.plans.values()):
        _move(world, plan, partial(advanced, until=day, away=away))
    if world.again and world.again <= day:
        _look(world, world.again, day, told=False)


def _facts(world: World, day: date, said: str) -> None:
    since = day
    for each in said.split(";"):
        new = _tell(world, day, each.strip())
        since = min(since, new) if new else since
    for plan in list(world.plans.values()):
        _move(world, plan, partial(after_facts, today=day))
    _look(world, since, day, told=True)


def _act(world: World, day: date, who: str, said: str) -> None:
    act = _parsed(day, who, said)
    if act.action == "open":
        return _open(world, day, act)
    running = [plan for plan in world.plans.values() if not plan.ended]
    plan = (running or list(world.plans.values()))[-1]
    return _move(world, plan, partial(after_act, act=act, today=day))


def _parsed(day: date, who: str, said: str) -> Act:
    role, _, person = who.partition("/")
    words = shlex.split(said)
    options: dict[str, list[str]] = {}
    while len(words) > 2 and words[-2].startswith("--"):
        options.setdefault(words[-2], []).insert(0, words[-1])
        words = words[:-2]
    action, item = words[0], words[1] if len(words) > 1 else ""
    one = {name.strip("-"): values[0] for name, values in options.items()}
    return Act(
        action,
        role,
        person or CAST[role],
        date.fromisoformat(one.get("on", day.isoformat())),
        document=item if action in ON_PAPERS else "",
        item=one.get("item", "") if action in ON_PAPERS else item,
        outcome=one.get("outcome", ""),
        note=one.get("note", ""),
        assurance=one.get("assurance", "asserted"),
        answers=tuple(
            (q, a) for q, _, a in (x.partition("=") for x in options.get("--answer", ()))
        ),
    )


# -- facts ----------------------------------------------------------------------------------------


def _tell(world: World, day: date, said: str) -> date | None:
    """One fact into the world; the last day of a figure's period, that looks begin there."""
    words = said.split()
    person = words.pop(0) if words[0].startswith("E0") else ANNA
    origin = Origin("0" * 64, "told.csv", "", 1, words[0], said)
    if "=" in words:
        name, _, value = " ".join(words).partition(" = ")
        world.traits.append(Trait(person, name, value, day, origin))
        return None
    if words[0] == "away":
        first, _, last = words[3].partition("..")
        until = date.fromisoformat(last) if last else None
        away = Absence(person, words[1], words[2], date.fromisoformat(first), until, origin)
        world.absences.append(away)
        return None
    periods = list(_periods(words[1]))
    for each in periods:
        world.figures.append(Figure(person, words[0], each, Decimal(words[2]), origin))
    return periods[0].last if person == ANNA else None


def _periods(text: str) -> Iterator[Period]:
    """`2026-01..2026-03` are three months; anything else is one period."""
    first, _, last = text.partition("..")
    if not last or len(first) != len("2026-01"):
        yield period(text)
        return
    day, end = date.fromisoformat(f"{first}-01"), date.fromisoformat(f"{last}-01")
    while day <= end:
        yield Period(day, month_end(day))
        day = date.fromordinal(month_end(day).toordinal() + 1)


def _known(world: World, workdays: Workdays, besides: str = "") -> Known:
    traits: dict[str, dict[str, tuple[Trait, ...]]] = {}
    members: dict[str, tuple[str, ...]] = {}
    for trait in world.traits:
        fields = traits.setdefault(trait.employee, {})
        fields[trait.field] = (*fields.get(trait.field, ()), trait)
        if trait.field == "group":
            members[trait.value] = (*members.get(trait.value, ()), trait.employee)
    figures = current_figures(f for f in world.figures if f.employee == ANNA)
    earlier = tuple(
        EarlierPlanEnd(plan.issue, plan.closed)
        for plan in world.plans.values()
        if plan.closed and plan.opened and plan.id != besides
    )
    away = tuple(a for a in world.absences if a.employee == ANNA)
    return Known(workdays, People(traits, members), figures, away, earlier)


# -- plans ----------------------------------------------------------------------------------------


def _move(world: World, plan: Plan, steps: Steps) -> None:
    policy, workdays = next(p for p in world.policies if p[0].id == plan.policy)
    known = _known(world, workdays, besides=plan.id)
    _noted(world, plan, steps(PlanContext(policy, plan, known)), policy, known)


def _noted(
    world: World, plan: Plan, steps: Iterable[Step], policy: Policy, known: Known
) -> None:
    """Entries join the record; a letter's brief is composed when the letter is drafted."""
    for step in steps:
        event = step.event
        if isinstance(event, e.Drafted):
            letter = Letter(
                event.document,
                event.item,
                event.occurrence,
                event.number,
                event.version,
                event.on,
            )
            brief = composed(PlanContext(policy, step.plan, known), letter, "Example Ltd")
            world.briefs.append((event.document, brief))
            template = policy.documents[event.document].template
            event = replace(event, template=template)  # the workspace keeps its hash
        plan = apply(plan, event)
        world.plans[plan.id] = plan
        world.entries.append((plan.id, event))


def _look(world: World, since: date, day: date, *, told: bool) -> None:
    """Every policy looks; the first by precedence proposes."""
    seen: list[tuple[Policy, Known, Considered]] = []
    for policy, workdays in world.policies:
        if policy.effective > day:
            continue
        known = _known(world, workdays)
        seen.append((policy, known, considered(policy, ANNA, known, since, day, told=told)))
    world.again = min((c.again for _, _, c in seen if c.again), default=None)
    world.undecided = next((c.undecided for _, _, c in seen if c.undecided), "")
    covering = [one for one in seen if one[2].covered]
    ids = {policy.id for policy, _, _ in covering}
    for policy, known, found in covering:
        if ids - {policy.id} <= set(policy.precedes):
            for each in found.found:
                _found(world, policy, known, each, day if told else None)


def _found(
    world: World, policy: Policy, known: Known, found: Found, today: date | None
) -> None:
    at, basis, why = found
    holder = spoken_for(list(world.plans.values()), policy.open[at].issue, basis, why)
    if holder is None:
        _begin(world, policy, known, begun_by(policy, PIN, ANNA, "", found, today or basis))
    elif worth_noting(holder, found):
        noted = e.Noted(max(today or basis, holder.day), at, basis, why)
        _move(world, holder, lambda m: [Step(noted, apply(m.plan, noted))])


def _begin(world: World, policy: Policy, known: Known, first: Sequence[e.Event]) -> Plan:
    plan = replay(f"P{len(world.plans) + 1}", first[:1])
    world.plans[plan.id] = plan
    world.entries.append((plan.id, first[0]))
    steps: list[Step] = []
    for event in first[1:]:
        steps.append(Step(event, apply(steps[-1].plan if steps else plan, event)))
    _noted(world, plan, steps, policy, known)
    return world.plans[plan.id]


def _open(world: World, day: date, act: Act) -> None:
    for policy, workdays in world.policies:
        known = _known(world, workdays)
        row = row_by_hand(policy, ANNA, known, act, day)
        if row is None:
            continue
        issue = dict(act.answers).get("issue", "")
        first = begun_by(policy, PIN, ANNA, "", row, day, issue)
        issue = first[0].issue
        if any(p.issue == issue and not p.ended for p in world.plans.values()):
            raise NotAllowedError(f"{ANNA} has a running plan on {issue} already")
        kept = (dict(world.plans), list(world.entries))
        plan = _begin(world, policy, known, first)
        confirm = replace(act, action="confirm", item="")
        try:
            _move(world, plan, partial(after_act, act=confirm, today=day))
        except NotAllowedError:
            world.plans, world.entries = kept
            raise
        return
    raise NotAllowedError(f'no policy lets the role "{act.role}" open "{act.item}" by hand')
