"""Histories of one employee's plans: facts come in, people act, time passes; played on the core.

A history is a policy and a list of moves. A move is plain numbers, so that a failing history shrinks
to a short one; `played` turns them into what happened, told as a list of `Happening`.
"""

import shlex
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeVar

from hypothesis import strategies as st

from engine.core.decide.acts import TAKERS, Act
from engine.core.decide.advance import Step, advanced
from engine.core.decide.agenda import EVENING, Due, next_due
from engine.core.decide.inputs import after_act, after_facts, after_reading
from engine.core.decide.opening import Considered, Found, awaited, considered
from engine.core.facts.facts import Absence, Figure, Trait
from engine.core.facts.people import People
from engine.core.life.beginnings import begun_by, spoken_for, worth_noting
from engine.core.life.gathering import earlier_ends, running_plans
from engine.core.measure.context import current_absences, current_figures
from engine.core.plan.in_force import Known, PlanContext, holders, rights_in_force
from engine.core.plan.owed import Owed, owed, persons
from engine.core.plan.replay import Plan, apply, replay
from engine.core.policy.metric import CountMetric, figures_of
from engine.core.policy.policy import Policy, Role, Stage
from engine.core.policy.review import HELD, STAY, ReviewRow, WhenRow
from engine.core.read_back.in_progress import Copy
from engine.core.read_back.outcome import read_back
from engine.core.record import events as e
from engine.core.record.returned import ReturnedDocument
from engine.core.values.errors import NotAllowedError
from engine.core.values.period import Period, add_months, month_end
from engine.core.values.units import Span, TimeUnit
from engine.core.values.workdays import Workdays
from engine.views.standing import command_for
from engine.words.say import refusal_words
from tests.builders import NOWHERE, WEEKEND
from tests.kinds import a_step, with_terms
from tests.policies_gen import EFFECTIVE, sound_policies
from tests.returns_gen import as_drafted, copy_of, saved, sha_of, signed
from tests.stages_gen import ENTERED

EVA, MIA, MAX, DIANA, HUGO, HEDA = "eva", "mia", "max", "diana", "hugo", "heda"
CAST = (EVA, MIA, MAX, DIANA, HUGO, HEDA, "nobody")
ABOVE = {EVA: MIA, MIA: DIANA, MAX: DIANA, DIANA: HUGO, HUGO: HEDA}  # each one's manager
LONG_AGO = date(2020, 1, 1)
START = date(2026, 7, 6)
WORKDAYS = Workdays(
    WEEKEND, frozenset({date(2026, 9, 7), date(2026, 12, 25), date(2027, 1, 1)})
)
ISSUE = "results"

LAX = {
    "manager": Role(field="manager"),
    "second_line": Role(field="manager.manager"),
    "hr": Role(group="hr-partners"),
}

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Move:
    """`wait` days pass, then something of `kind` happens; `dice` says which."""

    wait: int
    kind: str
    dice: int


@dataclass(frozen=True, slots=True)
class History:
    policy: Policy
    moves: tuple[Move, ...]
    dice: int  # for the figures of the first months
    mood: str = "mixed"


@dataclass(frozen=True, slots=True)
class Happening:
    """One input and what it did to one plan. `m` is what was known and the plan as it stood before.

    `input` is time, facts, noted, act or file; `refused` says why an act was not taken, `owed` that it
    was awaited.
    """

    input: str
    day: date
    plan: str
    m: PlanContext
    events: tuple[e.Event, ...]
    after: Plan
    act: Act | None = None
    refused: str = ""
    owed: Owed | None = None
    away: Period | None = None
    number: int = 0  # of the document of which a file came back
    copy: Copy | None = None


class Dice:
    """One number, read as many small choices; 0 always means the first of them."""

    def __init__(self, number: int) -> None:
        self.number = number

    def of(self, choices: Sequence[T]) -> T:
        self.number, at = divmod(self.number, len(choices))
        return choices[at]


NOTHING = Known(WORKDAYS, People({}, {}), {})


@dataclass(slots=True)
class Story:
    """The world of one employee, as far as it has been told."""

    policy: Policy
    day: date = START
    figures: list[Figure] = field(default_factory=list)
    traits: list[Trait] = field(default_factory=list)
    absences: list[Absence] = field(default_factory=list)
    plans: dict[str, Plan] = field(default_factory=dict)
    entries: dict[str, list[e.Event]] = field(default_factory=dict)
    begun: list[tuple[Known, e.Proposed]] = field(default_factory=list)  # on what was known
    told: list[Happening] = field(default_factory=list)
    again: date | None = None
    looks: list[Considered] = field(default_factory=list)
    mood: str = "mixed"
    facts: Known = NOTHING
    texts: dict[tuple[str, int, int], ReturnedDocument] = field(
        default_factory=dict
    )  # of each version
    files: dict[str, Copy] = field(default_factory=dict)  # that came back, by sha256

    def known(self, besides: str = "") -> Known:
        plans = [*self.plans.values()]
        return replace(
            self.facts,
            earlier=earlier_ends(plans, besides),
            running=running_plans(plans, besides),
        )

    def matter(self, plan: str) -> PlanContext:
        return PlanContext(self.policy, self.plans[plan], self.known(plan))

    @property
    def newest(self) -> PlanContext | None:
        """The plan of which most is to be seen: the newest that was not declined at once."""
        return self.matter(next(reversed(self.plans))) if self.plans else None


def people_of(traits: Iterable[Trait]) -> People:
    found: dict[str, dict[str, tuple[Trait, ...]]] = {}
    for trait in traits:
        of = found.setdefault(trait.employee, {})
        of[trait.field] = (*of.get(trait.field, ()), trait)
    return People(found, {"hr-partners": (HUGO, HEDA, DIANA, MIA, EVA)})


# -- what happens ---------------------------------------------------------------------------------


def happens(
    story: Story, plan: str, input_: str, steps: Iterable[Step], **more: object
) -> None:
    """Let `steps` happen to a plan; the story keeps it when there was anything to tell."""
    m = story.matter(plan)
    events: list[e.Event] = []
    for step in steps:
        event = step.event
        if isinstance(event, e.Drafted):
            event = drafted(story, replace(m, plan=step.plan), event, story.plans[plan])
        events.append(event)
        story.plans[plan] = apply(story.plans[plan], event)
    if not events and "act" not in more:
        return
    story.entries[plan] += events
    happening = Happening(input_, story.day, plan, m, tuple(events), story.plans[plan])
    story.told.append(replace(happening, **more))  # type: ignore[arg-type]  # fields of it


def drafted(story: Story, m: PlanContext, event: e.Drafted, before: Plan) -> e.Drafted:
    """With its content: what people had a hand in is carried over, what is merged is tracked."""
    document = before.documents.get(event.number)
    old = story.texts.get((m.plan.id, event.number, event.version - 1))
    if document and old and not event.source and (document.file or document.carries):
        event = replace(
            event,
            source=document.file or document.letter,
            made_from=document.version,
            open=("changes",),
        )
    source = story.files[event.source].said if event.source in story.files else None
    text = as_drafted(m, event, old, source)
    story.texts[m.plan.id, event.number, event.version] = text
    return replace(event, letter=sha_of(m.plan.id, event.number, event.version, text))


def wait(story: Story, until: date, away: Period | None = None) -> None:
    """Time passes, each day's own first: plans move, then whoever has none is looked at."""
    while (day := _next_day(story)) and day <= until:
        _one_day(story, day, away)
    story.day = until


def _next_day(story: Story) -> date | None:
    """The next day on which time alone brings anything, to a plan or to the employee."""
    days = [_day_of(next_due(story.matter(plan))) for plan in story.plans]
    return min((day for day in (*days, story.again) if day), default=None)


def _day_of(due: Due | None) -> date | None:
    """The first day on whose morning it has come."""
    return due and due.day + timedelta(days=due.phase == EVENING)


def _one_day(story: Story, day: date, away: Period | None) -> None:
    story.day = max(story.day, day)
    for plan in story.plans:
        happens(story, plan, "time", advanced(story.matter(plan), day, away=away), away=away)
    if story.again and story.again <= day:
        look(story, story.again, told=False)


def tell(story: Story, facts: Sequence[Figure | Trait | Absence]) -> None:
    """Facts come in, and are looked at."""
    story.figures += [f for f in facts if isinstance(f, Figure)]
    story.traits += [f for f in facts if isinstance(f, Trait)]
    story.absences += [f for f in facts if isinstance(f, Absence)]
    who, figures = people_of(story.traits), current_figures(story.figures)
    story.facts = Known(WORKDAYS, who, figures, current_absences(story.absences))
    for plan in story.plans:
        happens(story, plan, "facts", after_facts(story.matter(plan), story.day))
    ends = (f.period.last for f in facts if isinstance(f, Figure))
    look(story, min(ends, default=story.day), told=True)


def look(story: Story, since: date, *, told: bool) -> None:
    seen = considered(story.policy, EVA, story.known(), since, story.day, told=told)
    story.looks.append(seen)
    story.again = seen.again
    for found in seen.found if seen.covered else ():
        holder = spoken_for(list(story.plans.values()), ISSUE, found)
        if holder is None:
            begin(story, found, found.looked)
        elif worth_noting(holder, found):
            event = e.Noted(max(found.looked, holder.day), found.row, found.basis, found.why)
            happens(story, holder.id, "noted", [Step(event, apply(holder, event))])


def begin(story: Story, found: Found, on: date) -> None:
    plan = f"PW-{len(story.plans) + 1:04}"
    first, *rest = begun_by(story.policy, "pin", EVA, "", found, on)
    story.begun.append((story.known(), first))
    story.entries[plan] = [first]
    story.plans[plan] = replay(plan, [first])
    for event in rest:
        if isinstance(event, e.Drafted):
            m = replace(story.matter(plan), plan=apply(story.plans[plan], event))
            event = drafted(story, m, event, story.plans[plan])
        story.entries[plan].append(event)
        story.plans[plan] = apply(story.plans[plan], event)


def try_act(story: Story, plan: str, act: Act, wanted: Owed | None = None) -> None:
    """Somebody acts; who may not is told so, and that is all that happens."""
    m = story.matter(plan)
    try:
        steps = list(after_act(m, act, story.day))
    except NotAllowedError as problem:
        happens(
            story, plan, "act", (), act=act, owed=wanted, refused=refusal_words(problem, "en")
        )
    else:
        happens(story, plan, "act", steps, act=act, owed=wanted)


def commanded(plan: Plan, one: Owed, person: str, day: date, outcome: str = "") -> Act:
    """The act that `status` says to type for what is owed; of several outcomes one, else the first."""
    chosen = (outcome or one.outcomes[0]) if len(one.outcomes) > 1 else ""
    words = shlex.split(command_for(plan, one, person, chosen))[3:]
    said = dict(zip(words[1::2], words[2::2], strict=True))
    question, _, answer = said.get("--answer", "").partition("=")
    return Act(
        words[0], said["--role"], said["--by"], day,
        document=said.get("--document", ""), item=said.get("--item", ""),
        outcome=said.get("--outcome", ""),
        note="As said." if one.action == "revise" else "",  # in words of one's own
        answers=((question, answer),) if question else (),
        assurance=one.assurance,
    )  # fmt: skip


# -- moves ----------------------------------------------------------------------------------------


SHARES = {"low": "250", "middling": "750", "high": "1300"}  # of a target of 1000
COUNTS = {"low": "1", "middling": "9", "high": "40"}


def a_month(story: Story, last: date, level: str) -> list[Figure]:
    """The figures of the month that ends on `last`: low, middling, high, or none."""
    if level == "missing":
        return []
    values: dict[str, str] = {}
    for metric in story.policy.metrics.values():
        reached = (COUNTS if isinstance(metric, CountMetric) else SHARES)[level]
        values |= dict(zip(figures_of(metric), (reached, "1000"), strict=False))
    month = Period(last.replace(day=1), last)
    return [Figure(EVA, f, month, Decimal(v), NOWHERE) for f, v in sorted(values.items())]


MOODS = {
    "mixed": ("low", "low", "high", "middling", "missing"),
    "grim": ("low", "low", "low", "low", "low", "middling"),
    "silent": ("missing",),  # nobody ever tells a figure
}


def month_ends(first: date, until: date) -> Iterator[date]:
    last = month_end(first)
    while last <= until:
        yield last
        last = month_end(last + timedelta(days=1))


def begun(history: History) -> Story:
    """Everybody in their place, and figures for the months before the start."""
    story = Story(history.policy, mood=history.mood)
    traits = [Trait(who, "manager", boss, LONG_AGO, NOWHERE) for who, boss in ABOVE.items()]
    both = "hr-partners" if story.policy.roles == LAX else ""
    for who, group in ((DIANA, both), (MIA, both), (EVA, "")):
        traits.append(Trait(who, "group", group, LONG_AGO, NOWHERE))
    traits += [Trait(who, "name", who.title(), LONG_AGO, NOWHERE) for who in CAST[:-1]]
    own = {"job": "Account Executive", "hired": "2024-03-01", "segment": "small"}
    traits += [Trait(EVA, name, value, LONG_AGO, NOWHERE) for name, value in own.items()]
    dice = Dice(history.dice)
    facts: list[Figure] = []
    for last in month_ends(add_months(EFFECTIVE, -8), START):
        facts += a_month(story, last, dice.of((*MOODS[story.mood][:1] * 4, *MOODS[story.mood])))
    tell(story, [*traits, *facts])
    return story


def new_figures(story: Story, dice: Dice) -> None:
    """Of the latest months, some for the first time, some corrected, some missing still."""
    latest = add_months(story.day.replace(day=1), -dice.of((1, 1, 2, 4)))
    facts = [
        figure
        for last in month_ends(latest, story.day - timedelta(days=1))
        for figure in a_month(story, last, dice.of(MOODS[story.mood]))
    ]
    tell(story, facts)


ON = "the day"
NEWS = (
    *((EVA, "manager", boss) for boss in (MAX, MIA, "", DIANA)),
    *((who, "left", said) for who in (HUGO, DIANA, MIA) for said in (ON, "")),
    *((who, "group", "hr-partners") for who in (MIA, DIANA, EVA)),
    (HUGO, "group", ""),
    (MIA, "manager", HUGO),
    *((EVA, "segment", segment) for segment in ("large", "")),
    (EVA, "job", "Trainee"),
    (EVA, "leave", "parental"),
    *((EVA, "left", said) for said in ("", ON)),
)


def new_people(story: Story, dice: Dice) -> None:
    """Somebody changes places, leaves, comes back, or is away."""
    day = story.day + timedelta(days=dice.of((0, -20, 15)))
    who, name, value = dice.of(NEWS)
    if name == "leave":
        tell(story, [Absence(EVA, name, value, day, day + timedelta(days=30), NOWHERE)])
    else:
        value = str(day) if value == ON else value
        tell(story, [Trait(who, name, value, min(day, story.day), NOWHERE)])


def do_owed(story: Story, dice: Dice) -> None:
    """One of the things that the plan waits for, by one of those named."""
    m = story.newest
    waiting = (
        [one for one in awaited(m, story.day) if not _too_early(one, story.day)] if m else []
    )
    if m is None or not waiting:
        return
    likely = [one for one in waiting if one.action not in ("decline", "withdraw")]
    one = dice.of((*likely, *likely, *likely, *waiting))
    may = persons(m, one, story.day)
    if may:
        outcome = dice.of(one.outcomes) if one.outcomes else ""
        act = commanded(m.plan, one, dice.of(may), story.day, outcome)
        try_act(story, m.plan.id, act, one)


def _too_early(one: Owed, day: date) -> bool:
    return one.earliest is not None and day < one.earliest


def do_wrong(story: Story, dice: Dice) -> None:
    """What is awaited, but done by another person, in another role, or something else than asked."""
    m = story.newest
    waiting = [*owed(m)] if m else []
    if m is None or not waiting:
        return
    one = dice.of(waiting)
    act = commanded(m.plan, one, dice.of(persons(m, one, story.day) or CAST), story.day)
    others = ("issue", "deliver", "approve", "decide", "resume", "acknowledge", "withdraw")
    wrong = dice.of(
        (
            replace(act, by=dice.of(CAST)),
            replace(act, by=dice.of(CAST), role=dice.of((*story.policy.roles, "employee"))),
            replace(act, action=dice.of(others)),
            replace(act, day=story.day - timedelta(days=dice.of((1, 10, 90)))),
        )
    )
    try_act(story, m.plan.id, wrong)


def do_all(story: Story, dice: Dice) -> None:
    """People do whatever is awaited, one thing after the other; some of it more than once."""
    for _ in range(dice.of((12, 3, 6))):
        do_owed(story, Dice(dice.number))
        dice.of((0, 1, 2))


def hearsay(story: Story, dice: Dice) -> None:
    """Time passes up to the next thing, and somebody says of all that is awaited that it was done."""
    due = next_due(story.newest) if story.newest else None
    if due:
        wait(story, max(story.day, due.day + timedelta(days=1)))
    m = story.newest
    if m is None:
        return
    for one in owed(m):
        for person in persons(m, one, story.day)[:1]:
            outcome = dice.of(one.outcomes) if one.outcomes else ""
            act = commanded(m.plan, one, person, story.day, outcome)
            try_act(story, m.plan.id, replace(act, assurance="asserted"))


def next_thing(story: Story, dice: Dice) -> None:
    """Time passes up to the next thing that it brings, and people do what is awaited."""
    m = story.newest
    due = next_due(m) if m else None
    if due:
        wait(story, max(story.day, due.day + timedelta(days=dice.of((0, 1, -1)))))
    if dice.of((True, False)):
        new_figures(story, dice)
    do_all(story, dice)


def ask(story: Story, dice: Dice) -> None:
    """Something that nobody waits for but that somebody may do: a right, a goal, a strike, a stand-in."""
    m = story.newest
    if m is None:
        return
    mine = [(r.kind, r.terms.by, name) for name, r in rights_in_force(m).items()]
    other = [
        ("strike", "hr", ""),
        ("goal", "manager", ""),
        ("return", "hr", ""),
        ("delegate", "hr", ""),
    ]
    mine = mine or [("goal", "manager", "")]
    action, role, item = dice.of((*mine, *mine, *mine, *other))
    may = holders(m, role, story.day).persons
    back = timedelta(days=dice.of((0, 0, 3)))
    if may:
        by, outcome = dice.of(may), dice.of((MAX, DIANA)) if action == "delegate" else ""
        act = Act(
            action, role, by, story.day - back, item=item, outcome=outcome, note="Said so."
        )
        try_act(story, m.plan.id, act)


def by_right(story: Story, dice: Dice) -> None:
    """Somebody uses a right, in time or not, again and again."""
    m = story.newest
    mine = [(r.kind, r.terms.by, name) for name, r in rights_in_force(m).items()] if m else []
    if m is None or not mine:
        return
    action, role, item = dice.of(mine)
    day = story.day - timedelta(days=dice.of((0, 0, 3, 20)))
    act = Act(action, role, "", day, item=item, note="Please.")
    if action == "resign":
        act = resigning(act, story, dice)
    for by in holders(m, act.role, story.day).persons[:1]:
        try_act(story, m.plan.id, replace(act, by=by))
    if dice.of((False, False, action == "resign")):
        wait(story, story.day + timedelta(days=dice.of((0, 5, 30))))
        try_act(story, m.plan.id, Act("withdraw", "employee", EVA, story.day, note="I stay."))


def resigning(act: Act, story: Story, dice: Dice) -> Act:
    """By the employee or by a letter, for a day to come or none; now and then by hearsay."""
    role, letter = dice.of(
        (("employee", ""), ("hr", "a letter"), ("hr", ""), ("manager", "a letter"))
    )
    last = dice.of(("", str(story.day + timedelta(days=dice.of((0, 5, 30, -1))))))
    sure = dice.of(("confirmed", "confirmed", "asserted"))
    return replace(act, role=role, letter=letter, outcome=last, assurance=sure)


def anything(story: Story, dice: Dice) -> None:
    """Anybody says anything; mostly it is not theirs to say."""
    m = story.newest
    if m is None:
        return
    policy = story.policy
    things = {name for s in policy.stages.values() for name in (*s.must, *s.may, *s.reviews)}
    documents = (*policy.documents, *(str(number) for number in m.plan.documents))
    act = Act(
        dice.of(sorted(TAKERS)),
        dice.of((*policy.roles, "employee", "director")),
        dice.of(CAST),
        story.day + timedelta(days=dice.of((0, 0, 0, -1, -40, 1))),
        dice.of(("", "", *documents)),
        dice.of(("", "", "", *sorted(things), "correction-1")),
        dice.of(("", *policy.stages, "stay", "held", "keep", "withdraw", "refused", HUGO)),
        dice.of(("", "Noted.")),
        dice.of(((), (("progress", "partly"),), (("own-1", "met"),), (("progress", "what"),))),
        assurance=dice.of(("asserted", "confirmed")),
    )
    try_act(story, m.plan.id, act)


def come_back(story: Story, dice: Dice) -> None:
    """Somebody saves a version of a document, mostly the newest of one that is wanted; it is read."""
    m = story.newest
    documents = [p for p in m.plan.documents.values() if p.state != "acknowledged"] if m else []
    if m is None or not documents:
        return
    dice = Dice(dice.number**4)  # a file takes more choices than one number holds
    waiting = [
        p
        for p in documents
        if p.state == "delivered"
        or (p.state == "drafted" and m.policy.documents[p.document].approved_by)
    ]
    document = dice.of((*waiting[::-1] * 4, *documents[::-1]))
    version = dice.of(
        (document.version, document.version, document.version, *range(1, document.version))
    )
    base = story.texts[m.plan.id, document.number, version]
    said = saved(m, document, base, story.day, dice, CAST[:-1])
    is_read(story, m, document.number, copy_of(m, document, version, base, said, dice))


def sign_off(story: Story, dice: Dice) -> None:
    """Whoever is awaited signs, mostly the newest version and as they should."""
    m = story.newest
    signing = [o for o in owed(m) if o.number and o.action in SIGNED] if m else []
    if m is None or not signing:
        return
    one = dice.of(signing)
    document = m.plan.documents[one.number]
    dice = Dice(dice.number**4)
    version = dice.of((*(document.version,) * 3, *range(1, document.version)))
    base = story.texts[m.plan.id, document.number, version]
    said = signed(m, one.role, base, story.day, dice)
    copy = replace(copy_of(m, document, version, base, said, Dice(0)), confirmed="")
    is_read(story, m, document.number, copy)


SIGNED = ("approve", "acknowledge")


def is_read(story: Story, m: PlanContext, number: int, copy: Copy) -> None:
    story.files[copy.sha256] = copy
    reading = read_back(m, number, copy, story.day)
    steps = after_reading(m, tuple(reading.events), story.day)
    happens(story, m.plan.id, "file", steps, number=number, copy=copy)


def be_away(story: Story, dice: Dice) -> None:
    """Nobody looks for a while, then somebody does."""
    first = story.day + timedelta(days=1)
    until = first + timedelta(days=dice.of((3, 10, 30, 90)))
    wait(story, until, Period(first, until - timedelta(days=1)))


KINDS = {
    "owed": do_owed,
    "all": do_all,
    "next": next_thing,
    "figures": new_figures,
    "wrong": do_wrong,
    "ask": ask,
    "right": by_right,
    "anything": anything,
    "people": new_people,
    "away": be_away,
    "hearsay": hearsay,
    "file": come_back,
    "sign": sign_off,
}


def played(history: History) -> Story:
    story = begun(history)
    for move in history.moves:
        wait(story, story.day + timedelta(days=move.wait))
        KINDS[move.kind](story, Dice(move.dice))
    return story


OFTEN = (
    *("next", "next", "all", "figures", "owed") * 2,
    *("ask", "right", "wrong", "anything", "people", "away"),
)
WAITS = st.sampled_from((0, 0, 0, 0, 1, 1, 2, 3, 7, 14, 60))


NAGGING = (
    a_step("remind", Span(1, TimeUnit.BUSINESS_DAY)),
    a_step("remind", Span(2, TimeUnit.DAY)),
    a_step("escalate", Span(3, TimeUnit.DAY), "second_line"),
)


def nagging(stage: Stage) -> Stage:
    """Every duty is reminded of twice."""
    return replace(
        stage, must={name: with_terms(d, if_missed=NAGGING) for name, d in stage.must.items()}
    )


def by_two(stage: Stage) -> Stage:
    """Two roles decide on every row."""

    def decided(row: ReviewRow) -> ReviewRow:
        return (
            replace(row, decided_by=("second_line", "hr")) if isinstance(row, WhenRow) else row
        )

    reviews = {
        name: replace(review, rows=tuple(decided(row) for row in review.rows))
        for name, review in stage.reviews.items()
    }
    return replace(stage, reviews=reviews)


def by_clock(stage: Stage) -> Stage:
    """A stage with a clock starts it by itself, ends with it, and has no deadline."""
    if "period" not in stage.clocks:
        return stage
    end = stage.reviews["end"]
    rows = tuple(replace(row, go=(HELD,)) if STAY in row.go else row for row in end.rows)
    clock = replace(stage.clocks["period"], since=ENTERED)
    reviews = {"end": replace(end, rows=rows)}
    return replace(stage, clocks={"period": clock}, reviews=reviews, deadline=None)


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    """Sound ones, some of them pressed: two roles for one person (a warning only), no deadline, …"""
    policy = draw(sound_policies())
    if draw(st.booleans()):
        policy = replace(policy, roles=LAX)
    pressed = draw(st.sets(st.sampled_from((nagging, by_two, by_clock))))
    stages = dict(policy.stages)
    for name, stage in stages.items():
        for press in (
            p for p in (nagging, by_two, by_clock) if p in pressed and not stage.final
        ):
            stages[name] = press(stages[name])
    return replace(policy, stages=stages)


def histories(
    kinds: Sequence[str] = OFTEN, least: int = 15, most: int = 60, moods: str = "mixed grim"
) -> st.SearchStrategy[History]:
    """Histories of `least` to `most` moves of the `kinds`, each as likely as often it is named."""
    dice = st.integers(0, 10**9)
    move = st.builds(Move, WAITS, st.sampled_from(kinds), dice)
    moves = st.lists(move, min_size=least, max_size=most).map(tuple)
    mood = st.sampled_from(moods.split())
    return st.builds(History, policies(), moves, st.integers(0, 10**6), mood)
