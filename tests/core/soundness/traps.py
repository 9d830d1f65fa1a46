"""Mistakes in where a policy leads: stages, clocks and rows."""

from dataclasses import replace
from typing import Any

from engine.core.policy.condition import (
    All,
    AnswerTest,
    Comparison,
    Condition,
    GoalsTest,
    MetricTest,
)
from engine.core.policy.moment import Moment
from engine.core.policy.policy import Deadline, Document, Policy, Stage
from engine.core.policy.review import STAY, Review
from engine.core.values.units import Span, TimeUnit
from tests.core.soundness.plant import (
    SIX_MONTHS,
    WEEK,
    Planted,
    below,
    best,
    duty,
    end_of,
    last,
    opened,
    over,
    with_one,
    with_part,
    with_row,
    with_rows,
    with_stage,
    worst,
)
from tests.kinds import a_duty, a_row, an_opening, with_terms
from tests.stages_gen import ENTERED, number


def stage_apart(policy: Policy) -> Planted:
    stage = replace(policy.stages["closed"], title="Apart")
    return Planted(with_one(policy, "stages", "apart", stage), ("stages", "apart"))


def stages_apart(policy: Policy) -> Planted:
    """A working stage nobody comes to, though it leads on."""
    stage = policy.stages[last(policy)]
    return Planted(with_one(policy, "stages", "apart", stage), ("stages", "apart"))


def stuck_stage(policy: Policy) -> Planted:
    review = Review(
        "hr",
        (a_row("otherwise", ("stay",)), a_row("not_known", ("held",))),
        every=WEEK,
        during="stage",
    )
    deadline = Deadline(SIX_MONTHS, ENTERED)
    stage = Stage("Stuck", 1, reviews={"look": review}, deadline=deadline)
    more = with_one(policy, "stages", "stuck", stage)
    row = an_opening("more", "conduct", ("stuck",), opened_by=("hr",))
    return Planted(replace(more, open=(*more.open, row)), ("stages", "stuck"))


def no_deadline(policy: Policy) -> Planted:
    """A clock that hangs on a letter alone does not end a stage: the letter may never come."""
    stage = policy.stages[last(policy)]
    letter = f"{last(policy)}_letter"
    clocks = {"period": replace(stage.clocks["period"], since=Moment(letter, "delivered"))}
    changed = with_stage(policy, last(policy), deadline=None, clocks=clocks)
    return Planted(changed, ("stages", last(policy)))


LATE = Review(
    "hr",
    (a_row("otherwise", ("stay",)), a_row("not_known", ("stay",))),
    every=WEEK,
    during="stage",
)


def no_deadline_and_staying(policy: Policy) -> Planted:
    """The clock runs by itself, but a row at its end may stay."""
    stage = policy.stages[last(policy)]
    clocks = {"period": replace(stage.clocks["period"], since=ENTERED)}
    rows = (*end_of(policy).rows[:-1], a_row("not_known", ("stay",)))
    changed = with_part(with_rows(policy, rows).policy, "reviews", "late", LATE).policy
    changed = with_stage(changed, last(policy), deadline=None, clocks=clocks)
    return Planted(changed, ("stages", last(policy)))


def stays_at_the_end(policy: Policy) -> Planted:
    calm = (replace(r, go=("held",)) if "stay" in r.go else r for r in end_of(policy).rows[:-1])
    rows = (*calm, a_row("not_known", ("stay",)))
    stage = policy.stages[last(policy)]
    alone = with_stage(policy, last(policy), reviews={"end": stage.reviews["end"]})
    return with_rows(alone, rows, str(len(rows) - 1), "not_known", "0")


def stays_on_the_last_day(policy: Policy) -> Planted:
    """Nobody looks after the last of the days, and no clock's end does."""
    rows = (a_row("otherwise", ("success",)), a_row("not_known", ("stay",)))
    early = Review("hr", end_of(policy).rows, days=(10,), during="period")
    late = Review("hr", rows, days=(10, 20), during="period")
    changed = with_stage(policy, last(policy), reviews={"early": early, "late": late})
    stage = ("stages", last(policy), "reviews", "late", "rows", "1", "not_known", "0")
    return Planted(changed, stage)


def stays_beside_one_that_stays(policy: Policy) -> Planted:
    """Two looks at one moment, which may both stay."""
    rows = (*end_of(policy).rows[:-1], a_row("not_known", ("stay",)))
    review = replace(end_of(policy), rows=rows)
    changed = with_stage(policy, last(policy), reviews={"end": review, "also": review})
    return Planted(changed, ("stages", last(policy), "reviews"))


def unsure_deadline(policy: Policy) -> Planted:
    deadline = Deadline(Span(3, TimeUnit.YEAR), Moment("kickoff", "held"))
    changed = with_stage(policy, last(policy), deadline=deadline)
    return Planted(changed, ("stages", last(policy), "deadline", "from"))


def short_deadline(policy: Policy) -> Planted:
    changed = with_stage(
        policy, last(policy), deadline=Deadline(Span(4, TimeUnit.WEEK), ENTERED)
    )
    return Planted(changed, ("stages", last(policy), "deadline", "within"))


def clock_on_itself(policy: Policy) -> Planted:
    clock = replace(
        policy.stages[last(policy)].clocks["period"], since=Moment("period", "ended")
    )
    return below(with_part(policy, "clocks", "period", clock), "from")


def meeting_on_its_clock(policy: Policy) -> Planted:
    stage = policy.stages[last(policy)]
    clock = replace(stage.clocks["period"], since=Moment("kickoff", "held"))
    changed = with_part(policy, "clocks", "period", clock).policy
    meeting = with_terms(stage.must["kickoff"], since=Moment("period", "started"))
    planted = with_part(changed, "must", "kickoff", meeting)
    return replace(planted, path=("stages", last(policy), "clocks", "period", "from"))


def letter_on_itself(policy: Policy) -> Planted:
    letter = f"{last(policy)}_letter"
    duty = policy.stages[last(policy)].must["letter"]
    again = with_terms(duty, since=Moment(letter, "issued"))
    return below(with_part(policy, "must", "letter", again), "from")


def letter_on_itself_here(policy: Policy) -> Planted:
    """Another duty issues the letter too, but not in this stage."""
    letter = f"{last(policy)}_letter"
    again = a_duty("issue", "hr", letter, within=WEEK, since=ENTERED, in_stages=("success",))
    return letter_on_itself(with_one(policy, "must", "more", again))


def never_issued(policy: Policy) -> Planted:
    """A document used by a right alone could come; one nobody has to issue cannot."""
    more = with_one(policy, "documents", "note", Document("note.docx", "hr"))
    planted = with_part(more, "must", "more", duty(since=Moment("note", "delivered")))
    return below(planted, "from")


def never_acknowledged(policy: Policy) -> Planted:
    extra = duty(since=Moment("outcome_letter", "acknowledged"))
    return below(with_part(policy, "must", "more", extra), "from")


def waits_for_the_end(policy: Policy) -> Planted:
    extra = duty(since=Moment("plan", "closed"))
    return below(with_part(policy, "must", "more", extra), "from")


def waits_for_a_final_stage(policy: Policy) -> Planted:
    final = next(id_ for id_, stage in policy.stages.items() if stage.final)
    extra = duty(since=Moment("stage", "entered", final))
    return below(with_part(policy, "must", "more", extra), "from")


def held_adverse(policy: Policy) -> Planted:
    """The harmless final is reached another way, so that nothing else is wrong."""
    changed = replace(policy, held=replace(policy.held, then="dismissed"))
    return Planted(reaching_closed(changed), ("held", "then"))


def held_nowhere(policy: Policy) -> Planted:
    changed = replace(policy, held=replace(policy.held, then=last(policy)))
    return Planted(reaching_closed(changed), ("held", "then"))


def reaching_closed(policy: Policy) -> Policy:
    at = best(policy)
    row = end_of(policy).rows[at]
    return with_row(policy, at, replace(row, go=(*row.go, "closed"))).policy


def unknown_dismisses(policy: Policy) -> Planted:
    at = len(end_of(policy).rows) - 1
    return with_row(policy, at, a_row("not_known", ("dismissed",)), "not_known", "0")


def unknown_rises(policy: Policy) -> Planted:
    top = replace(policy.stages[last(policy)], level=9)
    at = len(end_of(policy).rows) - 1
    planted = with_row(policy, at, a_row("not_known", ("top",)), "not_known", "0")
    return replace(planted, policy=with_one(planted.policy, "stages", "top", top))


def busy_final(policy: Policy) -> Planted:
    changed = with_stage(policy, "success", deadline=Deadline(WEEK, ENTERED))
    return Planted(changed, ("stages", "success", "deadline"))


def starts_at_end(policy: Policy) -> Planted:
    start = (*policy.open[0].start, "success")
    return Planted(opened(policy, 0, start=start), ("open", "0", "start", str(len(start) - 1)))


def compared(condition: Condition | None, operator: str) -> Condition:
    """The same test with another operator."""
    assert isinstance(condition, MetricTest | GoalsTest)
    assert condition.comparison is not None
    return replace(condition, comparison=replace(condition.comparison, operator=operator))


def gap_on_the_bound(policy: Policy) -> Planted:
    at = best(policy)
    row = end_of(policy).rows[at]
    planted = with_row(policy, at, replace(row, when=compared(row.when, "above")))
    return replace(planted, path=planted.path[:-1])


def gap_of_a_row(policy: Policy) -> Planted:
    """The row with the highest bound is lost; success is reached for an answer instead."""
    at = best(policy)
    row = end_of(policy).rows[at]
    other = AnswerTest("progress", "is", ("enough",))
    planted = with_row(policy, at, replace(row, when=other))
    return replace(planted, path=planted.path[:-1])


def overlap_on_the_bound(policy: Policy) -> Planted:
    at = worst(policy)
    row = end_of(policy).rows[at]
    later = at if at else 1
    planted = with_row(policy, at, replace(row, when=compared(row.when, "at_most")))
    return replace(planted, path=(*planted.path[:-1], str(later), "when"))


def said_twice(policy: Policy) -> Planted:
    rows = end_of(policy).rows
    again = (rows[0], rows[0], *rows[1:])
    return with_rows(policy, again, "1", "when")


def hidden_opening(policy: Policy) -> Planted:
    first = policy.open[0]
    assert first.when is not None
    rows = (first, replace(first, track="again"), *policy.open[1:])
    return Planted(replace(policy, open=rows), ("open", "1", "when"))


def never_true(policy: Policy) -> Planted:
    few, many = Comparison("below", number(3)), Comparison("at_least", number(5))
    never = a_row("when", ("held",), All((over("revenue", few), over("revenue", many))))
    return with_rows(policy, (never, *end_of(policy).rows), "0", "when")


def nothing_not_known(policy: Policy) -> Planted:
    return with_rows(policy, end_of(policy).rows[:-1])


def otherwise_first(policy: Policy) -> Planted:
    return with_rows(policy, (a_row("otherwise", ("held",)), *end_of(policy).rows), "0")


def not_known_twice(policy: Policy) -> Planted:
    rows = end_of(policy).rows
    return with_rows(policy, (*rows, rows[-1]), str(len(rows)))


def nothing_asked(policy: Policy) -> Planted:
    rows = (a_row("not_known", ("stay",)),)
    review = Review("hr", rows, every=WEEK, during="stage")
    return below(with_part(policy, "reviews", "more", review), "rows")


def with_another_stage(policy: Policy, **changes: Any) -> Policy:
    """The last working stage once more, as `later`, opened by hand."""
    later = replace(policy.stages[last(policy)], **changes)
    more = with_one(policy, "stages", "later", later)
    row = an_opening("more", "conduct", ("later",), opened_by=("hr",))
    return replace(more, open=(*more.open, row))


def some_levels(policy: Policy) -> Planted:
    return Planted(with_another_stage(policy, level=None), ("stages", "later"))


def back_without_levels(policy: Policy) -> Planted:
    at, end = best(policy), end_of(policy)
    row = replace(end.rows[at], go=(*end.rows[at].go, last(policy)))
    rows = (*end.rows[:at], row, *end.rows[at + 1 :])
    rows = tuple(
        replace(each, go=("held",)) if STAY in each.go else each for each in rows
    )  # nobody else is awaited in the other stage
    more = with_another_stage(policy, reviews={"end": replace(end, rows=rows)})
    stages = {id_: replace(stage, level=None) for id_, stage in more.stages.items()}
    path = ("stages", "later", "reviews", "end", "rows", str(at), "go", "1")
    return Planted(replace(more, stages=stages), path)


def row_leaves(policy: Policy) -> Planted:
    at = best(policy)
    row = end_of(policy).rows[at]
    return with_row(policy, at, replace(row, go=(*row.go, "left")), "go", "1")


def unknown_leaves(policy: Policy) -> Planted:
    rows = (*end_of(policy).rows[:-1], a_row("not_known", ("left",)))
    return with_rows(policy, rows, str(len(rows) - 1), "not_known", "0")


def held_leaves(policy: Policy) -> Planted:
    changed = replace(policy, held=replace(policy.held, then="left"))
    return Planted(reaching_closed(changed), ("held", "then"))
