"""The clauses of a letter: periods, goals, promises, consequences and rights, worded from the policy."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from engine.core.facts.explanation import title_of
from engine.core.letter import section_messages as say
from engine.core.letter.brief_messages import as_sentence
from engine.core.letter.condition_words import condition_words
from engine.core.letter.moment_words import moment_words, span_told, window_words
from engine.core.plan.in_force import (
    PlanContext,
    duties_in_force,
    holders,
    occurrences,
    rights_in_force,
)
from engine.core.plan.moments import extends_by
from engine.core.plan.review import adverse
from engine.core.plan.waiting import figures_day, metrics_of
from engine.core.policy.condition import Condition
from engine.core.policy.duty import Duty, duty_kind, duty_text, given_by
from engine.core.policy.moment import Moment
from engine.core.policy.policy import ADVERSE_FINALS, Clock, Stage
from engine.core.policy.review import Review, ReviewRow, WhenRow
from engine.core.policy.right import ExtendRight, ReplyRight
from engine.core.values.message import Message
from engine.core.values.period import whole_count
from engine.core.values.units import Span

Dict = dict[str, object]
Printed = Message | str


def holder(m: PlanContext, role: str, day: date) -> str:
    """The name of who holds the role; empty when nobody does."""
    persons = holders(m, role, day).persons
    return person_name(m, persons[0], day) if persons else ""


def person_name(m: PlanContext, person: str, day: date) -> str:
    return m.known.people.trait(person, "name", day) or person


def period(m: PlanContext) -> Dict:
    """The stage's clock: its dates once it runs, its length in words before."""
    nothing = {"known": False, "starts": "", "ends": "", "words": ""}
    if m.plan.visit is None or not m.stage.clocks:
        return {**nothing, **_last_run(m)}
    name, clock = next(iter(m.stage.clocks.items()))
    run = m.plan.runs.get((m.visit.number, name))
    words = _clock_words(m, clock)
    if run is None:
        return {**nothing, "words": words}
    return {"known": True, "starts": run.first, "ends": run.last, "words": words}


def _clock_words(m: PlanContext, clock: Clock) -> Message:
    length, since = span_told(m, clock.length), moment_words(m, clock.since)
    if clock.whole is None:
        return say.span_from(length, since)
    count = whole_count(length, clock.whole, len(m.policy.calendar.weekend))
    return say.whole_span_from(Span(count, clock.whole), since)


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
            each = say.every_span(due.every)
            rows.append({"number": say.all_of_them(), "of": "", "date": each, "by": by})
        elif not found:
            rows += [
                {"number": n, "of": len(due.days), "date": say.day_of_period(d), "by": by}
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


def consequence(m: PlanContext) -> Printed:
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
    return say.next_steps(tuple(_ending(stage) for stage in found.values()))


def _ending(stage: Stage) -> Message:
    named = say.ending_named if stage.final in ADVERSE_FINALS else say.step_named
    return named(stage.title)


def success(m: PlanContext) -> Printed:
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
    if not said:
        return ""
    sooner = (say.ends_sooner(way) for way in said[1:])
    return say.all_sentences((say.ends_well(said[0]), *_waits(m, ways[0][0]), *sooner))


def _waits(m: PlanContext, review: Review) -> Iterator[Message]:
    """That the review waits for its figures: until when, where its clock runs; else how long."""
    spans = [
        m.policy.metrics[name].rules.figures_due or m.policy.calendar.figures_due
        for name in metrics_of(m, review)
    ]
    if not spans:
        return
    runs = [run for (visit, _), run in m.plan.runs.items() if visit == m.visit.number]
    due = figures_day(m, review, runs[0].last) if runs and review.at else None
    if due:
        yield say.figures_due_by(due)
    else:
        longest = max(spans, key=lambda span: m.known.workdays.add(m.plan.proposed, span))
        yield say.figures_due_within(longest)


def _good(m: PlanContext, row: ReviewRow) -> bool:
    leads = (m.policy.stages[go] for go in row.go if go in m.policy.stages)
    return any(stage.final == "success" for stage in leads)


def _over(m: PlanContext, name: str, review: Review) -> bool:
    """True when every day of the review has been looked at."""
    looked = sum((v, n) == (m.visit.number, name) for v, n, _ in m.plan.looks)
    return bool(review.days) and looked >= len(review.days)


def _way_out(m: PlanContext, review: Review, condition: Condition) -> Message:
    holds = condition_words(m, condition)
    if review.at:
        return say.way_at(moment_words(m, review.at), holds)
    if review.days or review.every is None:
        return say.way_on_days(tuple(review.days), holds)
    return say.way_every(say.every_span(review.every), holds)


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
        "means": say.means_received() if wanted.means == "receipt" else say.means_understood(),
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
    use, run = m.plan.uses[(item, number)], m.plan.runs.get((m.visit.number, right.clock))
    before = m.plan.extended.get((m.visit.number, right.clock))
    return {
        "from": before or "",
        "to": run.last if run else "",
        "number": number,
        "of": right.times,
        "words": say.extended_by(extends_by(right, use)),
        "reason": use.note,
        "goals": say.goals_kept() if right.goals == "kept" else say.goals_set_anew(),
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
        "sentence": as_sentence(look.why.says) if look.why else "",
        "deciders": [
            {"role": title_of(role), "name": person_name(m, person, day), "on": ""}
            for role, person, _ in look.votes
        ],
    }


def _proposed(m: PlanContext, day: date) -> Dict:
    """A proposal: where it would lead, and who may confirm or decline it."""
    stages = say.any_of_titles(tuple(m.policy.stages[each].title for each in m.plan.start))
    deciders = [
        {"role": title_of(role), "name": holder(m, role, day), "on": ""} for role in m.plan.to
    ]
    return {"outcome": "", "title": stages, "on": "", "sentence": "", "deciders": deciders}
