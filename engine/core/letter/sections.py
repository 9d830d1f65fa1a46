"""The clauses of a letter: periods, goals, promises, consequences and rights, worded from the policy."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from engine.core.facts.explanation import amount_text, title_of
from engine.core.measure.context import value_of
from engine.core.plan.in_force import (
    PlanContext,
    case_of,
    duties_in_force,
    holders,
    length_of,
    longest_span,
    occurrences,
    rights_in_force,
)
from engine.core.plan.review import adverse
from engine.core.policy.condition import (
    All,
    AnswerTest,
    AnyOf,
    Comparison,
    Condition,
    Each,
    GoalsTest,
    Length,
    MetricTest,
    Over,
    ValueRef,
)
from engine.core.policy.policy import ADVERSE_FINALS, Duty, Moment, Review, ReviewRow, Stage
from engine.core.values.units import Amount

Dict = dict[str, object]

MOMENT_WORDS = {
    "delivered": "the day this letter is handed over",
    "issued": "the day this letter is issued",
    "acknowledged": "the day receipt of this letter is confirmed",
    "entered": "the day this step began",
    "held": "the day of the meeting",
    "opened": "the day the plan was opened",
    "closed": "the day the plan is closed",
}
THING_WORDS = {
    "drafted": "the day the {} is drafted",
    "approved": "the day the {} is approved",
    "done": "the day the {} is done",
    "missed": "the day the {} is missed",
    "decided": "the day the review ({}) is decided",
    "asked": "the day the {} is asked for",
    "granted": "the day the {} is granted",
    "used": "the day the {} is used",
    "left": "the day this step ends",
}


OPERATOR_WORDS = {
    "at_least": "at least {}",
    "above": "above {}",
    "below": "below {}",
    "at_most": "at most {}",
    "between": "between {} and {}",
}


def holder(m: PlanContext, role: str, day: date) -> str:
    """The name of who holds the role; empty when nobody does."""
    persons = holders(m, role, day).persons
    return person_name(m, persons[0], day) if persons else ""


def person_name(m: PlanContext, person: str, day: date) -> str:
    return m.known.people.trait(person, "name", day) or person


def span_words(m: PlanContext, length: Length) -> str:
    return str(length_of(m, length) or longest_span(m, length))


def window_words(m: PlanContext, within: Length, since: Moment) -> str:
    return f"within {span_words(m, within)} of {moment_words(m, since)}"


def moment_words(m: PlanContext, moment: Moment) -> str:
    """`the day this letter is handed over`, `the start of the period`."""
    if moment.moment in ("started", "ended"):
        edge = "start" if moment.moment == "started" else "end"
        only = m.plan.visit is not None and len(m.stage.clocks) == 1
        return f"the {edge} of the {'period' if only else title_of(moment.thing).lower()}"
    thing = title_of(moment.thing).lower()
    return MOMENT_WORDS.get(moment.moment, THING_WORDS.get(moment.moment, "")).format(thing)


def period(m: PlanContext) -> Dict:
    """The stage's clock: its dates once it runs, its length in words before."""
    nothing = {"known": False, "starts": "", "ends": "", "words": ""}
    if m.plan.visit is None or not m.stage.clocks:
        return {**nothing, **_last_run(m)}
    name, clock = next(iter(m.stage.clocks.items()))
    run = m.plan.runs.get((m.visit.number, name))
    words = f"{span_words(m, clock.length)} from {moment_words(m, clock.since)}"
    if run is None:
        return {**nothing, "words": words}
    return {"known": True, "starts": run.first, "ends": run.last, "words": words}


def _last_run(m: PlanContext) -> Dict:
    """An outcome letter names the period that has ended."""
    if not m.plan.runs:
        return {}
    run = list(m.plan.runs.values())[-1]
    return {"known": True, "starts": run.first, "ends": run.last}


def bound(m: PlanContext, comparison: Comparison) -> str:
    """`at least 80 %`."""
    values = [_threshold(m, comparison.value)]
    if comparison.upper is not None:
        values.append(_threshold(m, comparison.upper))
    return OPERATOR_WORDS[comparison.operator].format(*values)


OPPOSITE = {"below": "at_least", "at_most": "above", "above": "at_most", "at_least": "below"}


def asked(m: PlanContext, comparison: Comparison) -> str:
    """The other side of a limit that opens a plan: what would have been enough."""
    if comparison.operator not in OPPOSITE:
        return ""
    return bound(m, replace(comparison, operator=OPPOSITE[comparison.operator]))


def _threshold(m: PlanContext, value: Amount | ValueRef) -> str:
    found = value_of(value, case_of(m, m.plan.basis))
    return amount_text(found) if isinstance(found, Amount) else "the set value"


def promised(m: PlanContext, day: date, kinds: Sequence[str]) -> list[Dict]:
    """Support or training: what, who, and until when; a day that is not known yet in words.

    A final stage promises nothing: then it is what was given on the way there, with its day.
    """
    if m.plan.visit and m.stage.final:
        return [
            row
            for number in range(1, len(m.plan.visits))
            for row in _given(m, number, day, kinds)
        ]
    rows: list[Dict] = []
    for name, duty in duties_in_force(m).items():
        if duty.do in kinds:
            due = next((at.due for at in occurrences(m, name, duty) if at.due), None)
            words = (
                window_words(m, duty.within, duty.since) if duty.within and duty.since else ""
            )
            rows.append(_promise(m, name, duty, day, due or words))
    return rows


def _given(m: PlanContext, number: int, day: date, kinds: Sequence[str]) -> Iterator[Dict]:
    then = replace(m, plan=replace(m.plan, visits=m.plan.visits[:number]))
    for name, duty in duties_in_force(then).items():
        done = [
            t.done
            for (v, n, _), t in m.plan.tasks.items()
            if (v, n) == (number, name) and t.done
        ]
        if duty.do in kinds and done:
            yield _promise(m, name, duty, day, done[-1])


def _promise(m: PlanContext, name: str, duty: Duty, day: date, due: object) -> Dict:
    return {
        "what": duty.text or title_of(name),
        "owner": holder(m, duty.by, day),
        "given_by": duty.given_by or holder(m, duty.by, day),
        "due": due,
    }


def checkins(m: PlanContext, day: date) -> list[Dict]:
    rows: list[Dict] = []
    for name, duty in duties_in_force(m).items():
        if duty.do != "check_in":
            continue
        found = [at for at in occurrences(m, name, duty) if at.due]
        total = len(found) if m.plan.runs.get((m.visit.number, duty.during)) else ""
        by = holder(m, duty.by, day)
        rows += [{"number": at.number, "of": total, "date": at.due, "by": by} for at in found]
        if not found and duty.every:
            each = f"every {duty.every}".replace("every 1 ", "every ")
            rows.append({"number": "all", "of": "", "date": each, "by": by})
        elif not found:
            rows += [
                {"number": n, "of": len(duty.days), "date": f"day {d} of the period", "by": by}
                for n, d in enumerate(duty.days, 1)
            ]
    return rows


def checkin(m: PlanContext, item: str, occurrence: int) -> Dict:
    nothing = {"number": "", "of": "", "date": "", "week": "", "days_left": ""}
    duty = duties_in_force(m).get(item)
    if duty is None or duty.do != "check_in":
        return dict(nothing)
    found = occurrences(m, item, duty)
    at = next((o for o in found if o.number == occurrence), None)
    run = m.plan.runs.get((m.visit.number, duty.during))
    if at is None or at.due is None:
        return dict(nothing)
    weeks = ((at.due - run.first).days + 6) // 7 if run else ""
    left = max((run.last - at.due).days, 0) if run else ""
    total = len(found) if run else ""
    return {"number": occurrence, "of": total, "date": at.due, "week": weeks, "days_left": left}


def earlier(m: PlanContext, number: int) -> list[Dict]:
    """Letters of this plan issued before; the record of other plans is counsel's, not the letter's."""
    stages = {visit.number: visit.stage for visit in m.plan.visits}
    return [
        {
            "title": m.policy.documents[p.document].title or title_of(p.document),
            "issued": p.issued,
            "stage": m.policy.stages[stages[p.visit]].title if p.visit in stages else "",
        }
        for p in m.plan.documents.values()
        if p.issued and p.number < number
    ]


def consequence(m: PlanContext) -> str:
    """Where the stage's reviews can lead that would weigh on the employee, in the policy's titles."""
    if m.plan.visit is None:
        return ""
    found: dict[str, Stage] = {}
    for review in m.stage.reviews.values():
        for row in review.rows:
            found.update(
                {
                    go: m.policy.stages[go]
                    for go in row.go
                    if adverse(m.policy, m.plan.stage, go)
                }
            )
    if not found:
        return ""
    names = " or ".join(_ending_words(stage) for stage in found.values())
    return f"If the improvement required is not reached, the next step can be: {names}."


def _ending_words(stage: Stage) -> str:
    ends = " (decided by the named people, in writing)" if stage.final in ADVERSE_FINALS else ""
    return f"{stage.title.lower()}{ends}"


def success(m: PlanContext) -> str:
    """What the reviews compare for the way out that is not adverse; the one at the end first."""
    if m.plan.visit is None:
        return ""
    ways = [
        (review, row.when)
        for name, review in m.stage.reviews.items()
        for row in review.rows
        if row.when and _good(m, row) and not _over(m, name, review)
    ]
    ways.sort(key=lambda way: way[0].at is None)
    said = [_way_out(m, review, condition) for review, condition in ways]
    told = [f"The plan ends successfully {said[0]}."] if said else []
    return " ".join([*told, *(f"It can end sooner {way}." for way in said[1:])])


def _good(m: PlanContext, row: ReviewRow) -> bool:
    leads = (m.policy.stages[go] for go in row.go if go in m.policy.stages)
    return any(stage.final == "success" for stage in leads)


def _over(m: PlanContext, name: str, review: Review) -> bool:
    """True when every day of the review has been looked at."""
    looked = sum((v, n) == (m.visit.number, name) for v, n, _ in m.plan.looks)
    return bool(review.days) and looked >= len(review.days)


def _way_out(m: PlanContext, review: Review, condition: Condition) -> str:
    holds = condition_words(m, condition)
    if review.at:
        return f"when, at {moment_words(m, review.at)}, {holds}"
    days = " or ".join(str(day) for day in review.days)
    looked = f"at the review on day {days}" if days else f"at a review every {review.every}"
    return f"when, {looked}, {holds}"


def condition_words(m: PlanContext, condition: Condition) -> str:
    match condition:
        case All(parts):
            return " and ".join(condition_words(m, part) for part in parts)
        case AnyOf(parts):
            return " or ".join(condition_words(m, part) for part in parts)
        case GoalsTest("all_met", _):
            return "all goals are met"
        case GoalsTest(_, Comparison() as comparison):
            return f"the goals met weigh {bound(m, comparison)} of the total"
        case MetricTest(metric, Over(clock=clock), comparison) if clock:
            return f"{title_of(metric).lower()} over the {title_of(clock).lower()} is {bound(m, comparison)}"
        case MetricTest(metric, Each(part, times), comparison):
            return f"{title_of(metric).lower()} is {bound(m, comparison)} in {times} {part}s running"
        case MetricTest(metric, Over(last=last), comparison) if last:
            span = span_words(m, last).removeprefix("1 ")
            return f"{title_of(metric).lower()} over the last {span} is {bound(m, comparison)}"
        case MetricTest(metric, _, comparison):
            return f"{title_of(metric).lower()} is {bound(m, comparison)}"
        case AnswerTest(question, _, values):
            asked = m.policy.questions[question]
            said = " or ".join(v.replace("_", " ") for v in values)
            return f'"{asked.text}" is answered {said}'
        case _:
            return "the conditions of the policy hold"


def reply_section(m: PlanContext) -> Dict:
    for right in rights_in_force(m).values():
        if right.do == "reply":
            words = (
                window_words(m, right.within, right.since)
                if right.within and right.since
                else ""
            )
            return {"allowed": True, "words": words}
    return {"allowed": False, "words": ""}


def acknowledgement(m: PlanContext, document: str) -> Dict:
    wanted = m.policy.documents[document].acknowledged
    if wanted is None:
        return {"needed": False, "words": "", "means": "", "by": ""}
    return {
        "needed": True,
        "means": "received" if wanted.means == "receipt" else "received and understood",
        "words": window_words(m, wanted.within, Moment("document", "delivered")),
        "by": wanted.by,
    }


def extension(m: PlanContext, item: str, number: int) -> Dict:
    nothing = {
        "from": "",
        "to": "",
        "number": "",
        "of": "",
        "words": "",
        "reason": "",
        "goals": "",
    }
    right = rights_in_force(m).get(item)
    if right is None or right.do != "extend":
        return dict(nothing)
    run = m.plan.runs.get((m.visit.number, right.clock))
    before = m.plan.extended.get((m.visit.number, right.clock))
    return {
        "from": before or "",
        "to": run.last if run else "",
        "number": number,
        "of": right.times,
        "words": f"by {right.up_to}" if right.up_to else "",
        "reason": m.plan.uses[(item, number)].note,
        "goals": "kept" if right.goals == "kept" else "set anew",
    }


def decision(m: PlanContext, day: date) -> Dict:
    """The review that led to the stage now entered, with everybody who decided it."""
    nothing: Dict = {"outcome": "", "title": "", "on": "", "sentence": "", "deciders": []}
    if m.plan.visit is None:
        return _proposed(m, day)
    before = (m.visit.number - 1, m.plan.stage)
    led = [k for (visit, _, _), k in m.plan.looks.items() if (visit, k.decided) == before]
    if not led:
        return nothing
    look = led[-1]
    return {
        "outcome": m.stage.final or m.plan.stage,
        "title": m.stage.title,
        "on": look.on or "",
        "sentence": look.why.says[:1].upper() + look.why.says[1:] + "." if look.why else "",
        "deciders": [
            {"role": title_of(role), "name": person_name(m, person, day), "on": ""}
            for role, person, _ in look.votes
        ],
    }


def _proposed(m: PlanContext, day: date) -> Dict:
    """A proposal: where it would lead, and who may confirm or decline it."""
    stages = " or ".join(m.policy.stages[stage].title for stage in m.plan.start)
    deciders = [
        {"role": title_of(role), "name": holder(m, role, day), "on": ""} for role in m.plan.to
    ]
    return {"outcome": "", "title": stages, "on": "", "sentence": "", "deciders": deciders}
