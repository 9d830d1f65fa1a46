"""One employee's plan under a small policy, brought by short lines to the day a test begins.

Days are numbers: day 0 is Monday, 5 January 2026; day 14 is a public holiday. A line reads

    0 hr confirm          14 manager deliver plan_letter --on 12
    30 passes             nothing but time, up to that day's morning
    30 evening            and to its evening
    7 told sales 2026-01 60; target 2026-01 100; E00003 manager = E00001; away leave sick 3..9

A role alone is its person of the cast; `hr/E00010` is another one.
"""

import shlex
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

from engine.core.decide.acts import Act
from engine.core.decide.advance import Step, advanced
from engine.core.decide.agenda import EVENING, MORNING
from engine.core.decide.inputs import after_act, after_facts
from engine.core.decide.opening import considered
from engine.core.facts.facts import Absence, Figure, Trait
from engine.core.facts.people import People
from engine.core.life.beginnings import begun_by
from engine.core.measure.context import EarlierPlanEnd, current_absences, current_figures
from engine.core.plan.in_force import Known, PlanContext
from engine.core.plan.replay import replay
from engine.core.policy.policy import Policy
from engine.core.record import events as e
from engine.core.values.workdays import Workdays
from engine.policyfile.load import load_policy
from tests.builders import ANNA, NOWHERE, WEEKEND, day, period
from tests.stories.patching import patched

MONA, SVEN, DORA, HEDDA, IVAR = "E00003", "E00002", "E00001", "E00009", "E00010"
CAST = {"employee": ANNA, "manager": MONA, "second_line": SVEN, "hr": HEDDA, "director": DORA}
MANAGERS = {ANNA: MONA, MONA: SVEN, SVEN: DORA}
NAMES = {
    ANNA: "Anna Berg", MONA: "Mona Lind", SVEN: "Sven Dahl", DORA: "Dora Ek",
    HEDDA: "Hedda Moe", IVAR: "Ivar Juhl",
}  # fmt: skip
HOLIDAY = day(14)
WORKDAYS = Workdays(WEEKEND, frozenset({HOLIDAY}))
LONG_AGO = date(2020, 1, 1)
ON_PAPERS = frozenset({"approve", "return", "issue", "deliver", "acknowledge", "refuse"})

SHORT = """\
planward: policy/1
policy: field
title: Field policy
version: "2026.1"
effective: 2025-01-01
owner: hr@example.com
calendar: {country: US, time_zone: America/New_York}
employee:
  hired: {type: date}
  segment: {type: one_of, values: [smb, enterprise]}
  health: {type: text, restricted: true}
  cured: {type: date, restricted: true}
  leave: {type: absence, restricted: true}
metrics:
  attainment: {ratio: {of: sales, to: target}, partial: prorate}
questions:
  progress: {ask: manager, text: How far has the work improved, answers: [enough, partly]}
roles:
  manager: {field: manager, if_vacant: second_line}
  second_line: {field: manager.manager, not_same_as: [manager]}
  hr: {group: hr-partners}
documents:
  gap: {approved_by: []}
  plan_letter: {approved_by: [second_line, hr], acknowledged: {within: 5 business days}}
  last_letter: {drafted_by: hr, approved_by: [second_line]}
open:
  - {when: {metric: attainment, over: last 3 months, below: 70%}, start: work, document: gap}
stages:
  work:
    level: 1
    must: {letter: {do: issue, document: plan_letter, within: 5 business days, from: stage.entered}}
    clocks: {period: {length: 30 days, from: plan_letter.delivered}}
    reviews:
      end:
        within: 5 business days
        rows:
          - {when: {metric: attainment, over: period, at_least: 80%}, go: success}
          - {otherwise: last_chance}
          - {not_known: held}
    deadline: {within: 26 weeks}
  last_chance:
    level: 2
    must: {letter: {do: issue, document: last_letter, by: hr}}
    clocks: {period: {length: 60 days, from: last_letter.delivered}}
    reviews:
      end:
        - {when: {metric: attainment, over: period, at_least: 80%}, go: success}
        - {otherwise: separated, decided_by: [second_line, hr]}
        - {not_known: held}
  success: {final: success}
  separated: {final: dismissed}
"""

DRAFTED = ("0 hr confirm",)
APPROVED = (*DRAFTED, "0 second_line approve plan_letter", "0 hr approve plan_letter")
ISSUED = (*APPROVED, "0 manager issue plan_letter")
DELIVERED = (*ISSUED, "0 manager deliver plan_letter")  # the clock runs from day 0 to day 30
LOW = "31 told sales 2026-01-05..2026-02-04 50; target 2026-01-05..2026-02-04 100"
HIGH = LOW.replace(" 50;", " 90;")
LAST_CHANCE = (
    *DELIVERED, LOW, "31 manager decide end --outcome last_chance",
    "32 second_line approve last_letter", "32 hr issue last_letter", "32 hr deliver last_letter",
)  # fmt: skip  # its clock runs from day 32 to day 92
FIRST_FIGURES = {"sales": {"2025-10": 60, "2025-11": 60, "2025-12": 60}} | {
    "target": {"2025-10": 100, "2025-11": 100, "2025-12": 100}
}


def policy_of(text: str) -> Policy:
    """The policy, or every problem in it as the failure's message."""
    found = load_policy(text, "field.yaml")
    assert isinstance(found, Policy), "\n".join(map(str, found))
    return found


@cache
def _policy(changes: tuple[tuple[str, str | None], ...]) -> Policy:
    return policy_of(patched(SHORT, dict(changes)))


def a_short_policy(changes: Mapping[str, str | None] | None = None) -> Policy:
    """`changes` by path, as `patched` takes them. The same changes give the same policy."""
    return _policy(tuple((changes or {}).items()))


@dataclass(frozen=True, slots=True)
class World:
    """What has been told so far."""

    figures: tuple[Figure, ...] = ()
    traits: tuple[Trait, ...] = ()
    absences: tuple[Absence, ...] = ()
    earlier: tuple[EarlierPlanEnd, ...] = ()
    workdays: Workdays = WORKDAYS

    def known(self) -> Known:
        fields: dict[str, dict[str, tuple[Trait, ...]]] = {}
        for trait in self.traits:
            of = fields.setdefault(trait.employee, {})
            of[trait.field] = (*of.get(trait.field, ()), trait)
        who = People(fields, {"hr-partners": (HEDDA, IVAR)})
        return Known(
            self.workdays,
            who,
            current_figures(self.figures),
            current_absences(self.absences),
            self.earlier,
        )


def a_world() -> World:
    traits = [Trait(a, "manager", b, LONG_AGO, NOWHERE) for a, b in MANAGERS.items()]
    traits += [Trait(a, "name", b, LONG_AGO, NOWHERE) for a, b in NAMES.items()]
    own = {"job": "Account Executive", "hired": "2024-01-08", "segment": "smb", "team": "north"}
    traits += [Trait(ANNA, a, b, LONG_AGO, NOWHERE) for a, b in own.items()]
    figures = [
        Figure(ANNA, name, period(when), Decimal(value), NOWHERE)
        for name, values in FIRST_FIGURES.items()
        for when, value in values.items()
    ]
    return World(tuple(figures), tuple(traits))


@dataclass(frozen=True, slots=True)
class Played:
    """A plan as it stands, with every entry so far and what has been told."""

    m: PlanContext
    world: World
    events: tuple[e.Event, ...]

    @property
    def plan(self):
        return self.m.plan

    def of(self, kind: type[e.Event]) -> list[e.Event]:
        return [event for event in self.events if isinstance(event, kind)]

    def then(self, *lines: str) -> "Played":
        played = self
        for line in lines:
            played = _line(played, line)
        return played

    def brought(self, *lines: str) -> tuple[e.Event, ...]:
        """The entries that `lines` add."""
        return self.then(*lines).events[len(self.events) :]


def proposed(
    changes: Mapping[str, str | None] | None = None, world: World | None = None
) -> Played:
    """Proposed on day 0, as of the last day of 2025."""
    policy, world = a_short_policy(changes), world or a_world()
    known, basis = world.known(), day(-5)
    found = considered(policy, ANNA, known, basis, day(0), told=True).found[0]
    entries = begun_by(policy, "pin", ANNA, "", found, day(0))
    return Played(PlanContext(policy, replay("PW-1", entries), known), world, entries)


def played(
    *lines: str,
    changes: Mapping[str, str | None] | None = None,
    world: World | None = None,
) -> Played:
    return proposed(changes, world).then(*lines)


def _line(played: Played, line: str) -> Played:
    number, who, *rest = line.split(maxsplit=2)
    on = day(int(number))
    phase = EVENING if who == "evening" else MORNING
    played = _stepped(played, advanced(played.m, on, phase))
    if who in ("passes", "evening"):
        return played
    if who == "told":
        world = told(played.world, rest[0], on)
        m = replace(played.m, known=world.known())
        return _stepped(replace(played, m=m, world=world), after_facts(m, on))
    return _stepped(played, after_act(played.m, act(line), on))


def _stepped(played: Played, steps: Iterable[Step]) -> Played:
    found = list(steps)
    if not found:
        return played
    events = (*played.events, *(step.event for step in found))
    return replace(played, m=replace(played.m, plan=found[-1].plan), events=events)


def act(line: str) -> Act:
    """`12 manager deliver plan_letter --on 10 --note "in person"` as an act."""
    number, who, said = line.split(maxsplit=2)
    role, _, person = who.partition("/")
    words = shlex.split(said)
    options: dict[str, list[str]] = {}
    while len(words) > 2 and words[-2].startswith("--"):
        options.setdefault(words[-2].strip("-"), []).insert(0, words[-1])
        words = words[:-2]
    one = {name: values[0] for name, values in options.items()}
    action, about = words[0], words[1] if len(words) > 1 else ""
    return Act(
        action, role, person or CAST[role], day(int(one.get("on", number))),
        document=about if action in ON_PAPERS else "",
        item=one.get("item", "") if action in ON_PAPERS else about,
        outcome=one.get("outcome", ""), note=one.get("note", ""),
        assurance=one.get("assurance", "asserted"), letter=one.get("letter", ""),
        answers=tuple((a.split("=")[0], a.split("=")[1]) for a in options.get("answer", ())),
    )  # fmt: skip


def told(world: World, said: str, on: date) -> World:
    for each in said.split(";"):
        world = _told(world, each.split(), on)
    return world


def _told(world: World, words: list[str], on: date) -> World:
    person = words.pop(0) if words[0].startswith("E0") else ANNA
    if words[1] == "=":
        trait = Trait(person, words[0], " ".join(words[2:]), on, NOWHERE)
        return replace(world, traits=(*world.traits, trait))
    if words[0] == "away":
        first, _, last = words[3].partition("..")
        until = day(int(last)) if last else None
        away = Absence(person, words[1], words[2], day(int(first)), until, NOWHERE)
        return replace(world, absences=(*world.absences, away))
    figure = Figure(person, words[0], period(words[1]), Decimal(words[2]), NOWHERE)
    return replace(world, figures=(*world.figures, figure))


def names(events: Iterable[e.Event]) -> list[str]:
    return [type(event).__name__ for event in events]


def number_of(when: date | None) -> int | None:
    """The day's number, to be read in a table."""
    return None if when is None else (when - day(0)) // timedelta(days=1)
