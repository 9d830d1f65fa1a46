"""The clauses of a letter: periods, goals, promises, consequences and rights, worded from the policy."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TypedDict

from engine.core.facts.explanation import title_of
from engine.core.letter.condition_words import condition_words, span_words
from engine.core.plan.in_force import (
    PlanContext,
    duties_in_force,
    holders,
    occurrences,
    rights_in_force,
)
from engine.core.plan.review import adverse
from engine.core.policy.condition import Condition, Length
from engine.core.policy.duty import Duty, duty_kind, duty_text, given_by
from engine.core.policy.moment import Moment
from engine.core.policy.policy import ADVERSE_FINALS, Stage
from engine.core.policy.review import Review, ReviewRow, WhenRow
from engine.core.policy.right import ExtendRight, ReplyRight

Dict = dict[str, object]


class MomentWords(TypedDict):
    """Every moment but a clock's has words of its own: the type checker asks for them."""

    delivered: str
    issued: str
    acknowledged: str
    entered: str
    held: str
    opened: str
    closed: str
    drafted: str
    approved: str
    done: str
    missed: str
    decided: str
    asked: str
    granted: str
    used: str
    left: str


SAID_OF_MOMENT: MomentWords = {
    "delivered": "the day this letter is handed over",
    "issued": "the day this letter is issued",
    "acknowledged": "the day receipt of this letter is confirmed",
    "entered": "the day this step began",
    "held": "the day of the meeting",
    "opened": "the day the plan was opened",
    "closed": "the day the plan is closed",
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


def holder(m: PlanContext, role: str, day: date) -> str:
    """The name of who holds the role; empty when nobody does."""
    persons = holders(m, role, day).persons
    return person_name(m, persons[0], day) if persons else ""


def person_name(m: PlanContext, person: str, day: date) -> str:
    return m.known.people.trait(person, "name", day) or person


def window_words(m: PlanContext, within: Length, since: Moment) -> str:
    return f"within {span_words(m, within)} of {moment_words(m, since)}"


def moment_words(m: PlanContext, moment: Moment) -> str:
    """`the day this letter is handed over`, `the start of the period`."""
    match moment.moment:
        case "started" | "ended":
            edge = "start" if moment.moment == "started" else "end"
            only = m.plan.visit is not None and len(m.stage.clocks) == 1
            return f"the {edge} of the {'period' if only else title_of(moment.thing).lower()}"
        case word:
            return SAID_OF_MOMENT[word].format(title_of(moment.thing).lower())


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


def promised(m: PlanContext, day: date, where: str) -> list[Dict]:
    """What that list of a letter names: what, who, and until when; a day that is not known yet in words.

    A final stage promises nothing: then it is what was given on the way there, with its day.
    """
    if m.plan.visit and m.stage.final:
        return [
            row
            for number in range(1, len(m.plan.visits))
            for row in _given(m, number, day, where)
        ]
    rows: list[Dict] = []
    for name, duty in duties_in_force(m).items():
        if duty_kind(duty).promised == where:
            due = next((at.due for at in occurrences(m, name, duty) if at.due), None)
            within, since = duty.terms.within, duty.terms.since
            words = window_words(m, within, since) if within and since else ""
            rows.append(_promise(m, name, duty, day, due or words))
    return rows


def _given(m: PlanContext, number: int, day: date, where: str) -> Iterator[Dict]:
    then = replace(m, plan=replace(m.plan, visits=m.plan.visits[:number]))
    for name, duty in duties_in_force(then).items():
        done = [
            t.done
            for (v, n, _), t in m.plan.tasks.items()
            if (v, n) == (number, name) and t.done
        ]
        if duty_kind(duty).promised == where and done:
            yield _promise(m, name, duty, day, done[-1])


def _promise(m: PlanContext, name: str, duty: Duty, day: date, due: object) -> Dict:
    return {
        "what": duty_text(duty) or title_of(name),
        "owner": holder(m, duty.terms.by, day),
        "given_by": given_by(duty) or holder(m, duty.terms.by, day),
        "due": due,
    }


def checkins(m: PlanContext, day: date) -> list[Dict]:
    rows: list[Dict] = []
    for name, duty in duties_in_force(m).items():
        if duty_kind(duty).promised != "checkins":
            continue
        due = duty.terms
        found = [at for at in occurrences(m, name, duty) if at.due]
        total = len(found) if m.plan.runs.get((m.visit.number, duty.terms.during)) else ""
        by = holder(m, duty.terms.by, day)
        rows += [{"number": at.number, "of": total, "date": at.due, "by": by} for at in found]
        if not found and due.every:
            each = f"every {due.every}".replace("every 1 ", "every ")
            rows.append({"number": "all", "of": "", "date": each, "by": by})
        elif not found:
            rows += [
                {"number": n, "of": len(due.days), "date": f"day {d} of the period", "by": by}
                for n, d in enumerate(due.days, 1)
            ]
    return rows


def checkin(m: PlanContext, item: str, occurrence: int) -> Dict:
    nothing = {"number": "", "of": "", "date": "", "week": "", "days_left": ""}
    duty = duties_in_force(m).get(item)
    if duty is None or duty_kind(duty).promised != "checkins":
        return dict(nothing)
    found = occurrences(m, item, duty)
    at = next((o for o in found if o.number == occurrence), None)
    run = m.plan.runs.get((m.visit.number, duty.terms.during))
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
        if isinstance(row, WhenRow) and _good(m, row) and not _over(m, name, review)
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


def reply_section(m: PlanContext) -> Dict:
    for right in rights_in_force(m).values():
        if isinstance(right, ReplyRight):
            within, since = right.terms.within, right.terms.since
            words = window_words(m, within, since) if within and since else ""
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
    if not isinstance(right, ExtendRight):
        return dict(nothing)
    run = m.plan.runs.get((m.visit.number, right.clock))
    before = m.plan.extended.get((m.visit.number, right.clock))
    return {
        "from": before or "",
        "to": run.last if run else "",
        "number": number,
        "of": right.times,
        "words": f"by {right.up_to}",
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
