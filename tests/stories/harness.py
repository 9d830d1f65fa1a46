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

from engine.core.decide.advance import Step
from engine.core.decide.meaning import SEM
from engine.core.facts.facts import Absence, Fact, Figure, Origin, Trait
from engine.core.letter.brief import Letter, composed
from engine.core.letter.sentences import message_of
from engine.core.life.gathering import Gathered
from engine.core.life.memory import InMemory, let_act, let_know, let_pass
from engine.core.life.news import by_employee
from engine.core.life.on_record import PinnedRules
from engine.core.plan.authority import Act
from engine.core.plan.in_force import Known, PlanContext
from engine.core.plan.replay import Plan, apply
from engine.core.policy.policy import Calendar, Policy
from engine.core.record import events as e
from engine.core.record.codec import encoded
from engine.core.record.commit import Entry, Json
from engine.core.values.errors import NotAllowedError
from engine.core.values.period import Period, month_end
from engine.core.values.workdays import Workdays
from engine.policyfile.load import load_policy
from engine.words.say import refusal_words
from engine.workspace.session.pins import days_off
from tests.builders import period
from tests.english import english, in_english

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
PIN = "p" * 32
CALENDARS: dict[Calendar, Workdays] = {}


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
    """A life in memory, what its letters said, and what a person reads of it."""

    memory: InMemory
    briefs: list[tuple[str, dict[str, object]]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)


def played(script: str, *policies: Policy, away: Period | None = None) -> Told:
    """The whole account of `script`. `away`: days on which nobody was looking."""
    world = a_world(policies)
    for line in script.strip().splitlines():
        if line.strip():
            _play(world, line.strip(), away)
    return Told(
        tuple(world.lines),
        tuple(world.memory.events),
        tuple(world.memory.plans.values()),
        tuple(world.briefs),
    )


def a_world(policies: Sequence[Policy]) -> World:
    """Everybody of the roster is known; nobody was looked at yet."""
    rules = [PinnedRules(f"{p.id}-{PIN}", p, _workdays(p), SEM) for p in policies]
    memory = InMemory(sorted(rules, key=lambda each: each.pin))
    world = World(memory)
    memory.drafting = partial(_drafting, world)
    memory.told = by_employee(facts_of(ROSTER_DAY, ROSTER.replace("\n", ";")))
    return world


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
    with_time = _collect(world, lambda: let_pass(world.memory, day, away))
    if with_time:
        world.lines += ["time passes", *with_time]
    if who == "passes":
        return
    world.lines.append(line)
    if who == "told":
        happened = _collect(world, lambda: let_know(world.memory, day, facts_of(day, rest[0])))
    else:
        happened = _collect(world, lambda: _act(world, day, act_of(day, who, rest[0])))
    world.lines += happened or ["    nothing follows"]


def _collect(world: World, happening: Callable[[], Gathered]) -> list[str]:
    """The sentences of the entries that `happening` leads to, or of its refusal."""
    memory, undecided = world.memory, world.memory.undecided.get(ANNA)
    try:
        events = happening().events
    except NotAllowedError as problem:
        return [f"    not allowed: {refusal_words(problem, 'en')}"]
    several = len(memory.plans) > 1
    said = [
        f"    {event.on}  {f'{plan}: ' if several else ''}{english(message_of(event))}"
        for plan, event in events
    ]
    now = memory.undecided.get(ANNA)
    if now and now != undecided:
        said.append(f"    cannot decide: {english(now)}")
    return said


def _act(world: World, day: date, act: Act) -> Gathered:
    """On Anna's running plan, else on the last she had."""
    running = [plan for plan in world.memory.plans.values() if not plan.ended]
    plans = running or [*world.memory.plans.values()]
    target = ANNA if act.action == "open" else plans[-1].id
    return let_act(world.memory, day, target, act)


def act_of(day: date, who: str, said: str) -> Act:
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


def facts_of(day: date, said: str) -> list[Fact]:
    """All that a line tells, or a roster."""
    told = (each.strip() for each in said.split(";"))
    return [fact for each in told if each for fact in _facts(day, each)]


def _facts(day: date, said: str) -> Iterator[Fact]:
    words = said.split()
    person = words.pop(0) if words[0].startswith("E0") else ANNA
    origin = Origin("0" * 64, "told.csv", "", 1, words[0], said)
    if "=" in words:
        name, _, value = " ".join(words).partition(" = ")
        yield Trait(person, name, value, day, origin)
    elif words[0] == "away":
        first, _, last = words[3].partition("..")
        until = date.fromisoformat(last) if last else None
        yield Absence(person, words[1], words[2], date.fromisoformat(first), until, origin)
    else:
        for each in _periods(words[1]):
            yield Figure(person, words[0], each, Decimal(words[2]), origin)


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


# -- letters --------------------------------------------------------------------------------------


def _drafting(
    world: World, rules: PinnedRules, known: Known, plan: Plan, steps: Iterable[Step]
) -> Iterator[Step]:
    """A letter's brief is composed when the letter is drafted."""
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
            context = PlanContext(rules.policy, step.plan, known)
            brief = in_english(composed(context, letter, "Example Ltd"))
            world.briefs.append((event.document, brief))
            template = rules.policy.documents[event.document].template
            event = replace(event, template=template)  # the workspace keeps its hash
        plan = apply(plan, event)
        yield Step(event, plan)
