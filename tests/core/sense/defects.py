"""One mistake at a time, planted in a sound policy: which code must tell it, and where."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from engine.core.policy import (
    Acknowledgement,
    All,
    AnswerTest,
    Clock,
    Comparison,
    Condition,
    Dated,
    Deadline,
    Document,
    Duty,
    EmployeeField,
    Exclusion,
    FieldTest,
    Goal,
    Goals,
    GoalSetting,
    GoalsTest,
    Metric,
    MetricTest,
    MissedStep,
    Moment,
    OpenRow,
    Over,
    Policy,
    Question,
    Review,
    Right,
    Role,
    Row,
    Stage,
    TimeSince,
    Value,
    ValueRef,
)
from engine.core.units import Part, Span
from tests.policies_gen import (
    BRIEF_FIELDS,
    EFFECTIVE,
    ENTERED,
    number,
    percent,
    templates_of,
    working,
)

WEEK = Span(1, Part.WEEK)
SIX_MONTHS = Span(6, Part.MONTH)


@dataclass(frozen=True, slots=True)
class Planted:
    """`path` is where the finding's path must begin."""

    policy: Policy
    path: tuple[str, ...]
    templates: Mapping[str, frozenset[str]] | None = None
    brief_fields: frozenset[str] | None = None


Plant = Callable[[Policy], Planted]


def last(policy: Policy) -> str:
    return working(policy)[-1]


def with_stage(policy: Policy, id_: str, **changes: Any) -> Policy:
    stage = replace(policy.stages.get(id_, Stage(id_)), **changes)
    return replace(policy, stages={**policy.stages, id_: stage})


def with_one(policy: Policy, section: str, id_: str, item: object) -> Policy:
    """One more (or another) entry in a map of the whole policy."""
    return replace(policy, **{section: {**getattr(policy, section), id_: item}})


def with_part(policy: Policy, section: str, id_: str, item: object, stage: str = "") -> Planted:
    """One more entry in a map of a stage, the last working one by default."""
    stage = stage or last(policy)
    items = {**getattr(policy.stages[stage], section), id_: item}
    return Planted(
        with_stage(policy, stage, **{section: items}), ("stages", stage, section, id_)
    )


def end_of(policy: Policy) -> Review:
    return policy.stages[last(policy)].reviews["end"]


def with_rows(policy: Policy, rows: tuple[Row, ...], *below: str) -> Planted:
    planted = with_part(policy, "reviews", "end", replace(end_of(policy), rows=rows))
    return replace(planted, path=(*planted.path, "rows", *below))


def with_row(policy: Policy, at: int, row: Row, *below: str) -> Planted:
    rows = end_of(policy).rows
    return with_rows(policy, (*rows[:at], row, *rows[at + 1 :]), str(at), *below)


def worst(policy: Policy) -> int:
    """The position of the row that leads to the adverse final."""
    return next(at for at, row in enumerate(end_of(policy).rows) if row.decided_by)


def best(policy: Policy) -> int:
    """The position of the row with the highest bound: its comparison is `at_least`."""
    rows = end_of(policy).rows
    top = len([row for row in rows if row.when is not None]) - 1
    return 0 if worst(policy) else top


def opened(policy: Policy, at: int, **changes: Any) -> Policy:
    rows = list(policy.open)
    rows[at] = replace(rows[at], **changes)
    return replace(policy, open=tuple(rows))


def below(then: Planted, *more: str) -> Planted:
    return replace(then, path=(*then.path, *more))


def duty(**changes: Any) -> Duty:
    return replace(Duty("act", "hr", text="A thing", within=WEEK, since=ENTERED), **changes)


def reply(**changes: Any) -> Right:
    return replace(Right("reply", "employee"), **changes)


def leaving_out(policy: Policy, condition: Condition, *below: str) -> Planted:
    rows = (*policy.leaves_out, Exclusion("One more", condition))
    path = ("leaves_out", str(len(policy.leaves_out)), "when", *below)
    return Planted(replace(policy, leaves_out=rows), path)


def over(metric: str, comparison: Comparison) -> MetricTest:
    return MetricTest(metric, Over(last=SIX_MONTHS), comparison)


AT_LEAST_1 = Comparison("at_least", number(1))


# Names: a slip close to the right name, and one far from any.


def stage_in_row(policy: Policy) -> Planted:
    at = worst(policy)
    row = end_of(policy).rows[at]
    return with_row(policy, at, replace(row, go=("dismised", *row.go[1:])), "go", "0")


def stage_far_from_any(policy: Policy) -> Planted:
    planted = with_part(policy, "may", "more", reply(in_stages=("zzz",)))
    return below(planted, "in", "0")


def stage_in_start(policy: Policy) -> Planted:
    name = policy.open[0].start[0]
    return Planted(opened(policy, 0, start=(name + "x",)), ("open", "0", "start", "0"))


def stage_held(policy: Policy) -> Planted:
    return Planted(replace(policy, held=replace(policy.held, then="close")), ("held", "then"))


def stage_of_moment(policy: Policy) -> Planted:
    moment = Moment("letter", "done", "zzz")
    return below(with_part(policy, "must", "more", duty(since=moment)), "from")


def role_of_duty(policy: Policy) -> Planted:
    return below(with_part(policy, "must", "more", duty(by="managr")), "by")


def role_of_step(policy: Policy) -> Planted:
    step = MissedStep("escalate", WEEK, "zzz")
    return below(with_part(policy, "must", "more", duty(if_missed=(step,))), "if_missed", "0")


def role_of_decision(policy: Policy) -> Planted:
    at = worst(policy)
    row = replace(end_of(policy).rows[at], decided_by=("second_lin", "hr"))
    return with_row(policy, at, row, "decided_by", "0")


def role_of_document(policy: Policy) -> Planted:
    document = replace(policy.documents["outcome_letter"], approved_by=("hr", "legal"))
    path = ("documents", "outcome_letter", "approved_by", "1")
    return Planted(with_one(policy, "documents", "outcome_letter", document), path)


def role_of_role(policy: Policy) -> Planted:
    role = Role(person="E1", if_vacant="legal")
    return Planted(
        with_one(policy, "roles", "witness", role), ("roles", "witness", "if_vacant")
    )


def document_of_duty(policy: Policy) -> Planted:
    return below(with_part(policy, "must", "more", duty(document="zzz")), "document")


def document_of_opening(policy: Policy) -> Planted:
    return Planted(opened(policy, 0, document="outcome_leter"), ("open", "0", "document"))


def metric_in_test(policy: Policy) -> Planted:
    return leaving_out(policy, over("atainment", Comparison("below", percent(1))), "metric")


def metric_of_goal(policy: Policy) -> Planted:
    return with_goal(policy, Goal("New", "zzz", AT_LEAST_1, each=Part.MONTH), "metric")


def with_goal(policy: Policy, goal: Goal, *more: str) -> Planted:
    """A further goal in the last stage, which may have had none."""
    stage = last(policy)
    goals = policy.stages[stage].goals or Goals()
    fixed = {**goals.fixed, "new": goal}
    changed = with_stage(policy, stage, goals=replace(goals, fixed=fixed))
    return Planted(changed, ("stages", stage, "goals", "fixed", "new", *more))


def question_in_test(policy: Policy) -> Planted:
    return leaving_out(policy, AnswerTest("progres", "is", ("enough",)), "answer")


def answer_in_test(policy: Policy) -> Planted:
    return leaving_out(
        policy, AnswerTest("progress", "is_one_of", ("partly", "zzz")), "is_one_of", "1"
    )


def value_in_test(policy: Policy) -> Planted:
    test = over("attainment", Comparison("below", ValueRef("flor")))
    return leaving_out(policy, test, "below")


def value_as_length(policy: Policy) -> Planted:
    return below(with_part(policy, "must", "more", duty(within=ValueRef("zzz"))), "within")


def field_in_test(policy: Policy) -> Planted:
    return leaving_out(policy, FieldTest("jobb", "is", ("Clerk",)), "field")


def field_of_role(policy: Policy) -> Planted:
    role = Role(field="manager.managr")
    return Planted(with_one(policy, "roles", "witness", role), ("roles", "witness", "field"))


def field_varied_by(policy: Policy) -> Planted:
    value = Value(varies_by="sgment", by={"small": percent(1)})
    return Planted(with_one(policy, "values", "more", value), ("values", "more", "varies_by"))


def field_left_out(policy: Policy) -> Planted:
    metric = Metric("count", "call", leave_out=("ramp",))
    path = ("metrics", "more", "leave_out", "0")
    return Planted(with_one(policy, "metrics", "more", metric), path)


def choice_in_test(policy: Policy) -> Planted:
    return leaving_out(policy, FieldTest("segment", "is", ("smal",)), "is", "0")


def choice_of_value(policy: Policy) -> Planted:
    value = policy.values["bar"]
    value = replace(value, by={**value.by, "tiny": percent(80)})
    return Planted(with_one(policy, "values", "bar", value), ("values", "bar", "is", "tiny"))


def clock_of_duty(policy: Policy) -> Planted:
    extra = duty(within=None, since=None, every=WEEK, during="perio")
    return below(with_part(policy, "must", "more", extra), "during")


def clock_measured(policy: Policy) -> Planted:
    goal = Goal("New", "calls", AT_LEAST_1, over="zzz")
    return with_goal(policy, goal, "over")


def clock_extended(policy: Policy) -> Planted:
    right = Right("extend", "manager", clock="zzz", up_to=WEEK, approved_by=("hr",))
    return below(with_part(policy, "may", "more", right), "clock")


def thing_of_duty(policy: Policy) -> Planted:
    since = Moment("kickof", "held")
    return below(with_part(policy, "must", "more", duty(since=since)), "from")


def thing_of_plan(policy: Policy) -> Planted:
    more = with_one(policy, "must", "more", duty(since=Moment("zzz", "done")))
    return Planted(more, ("must", "more", "from"))


def moment_of_meeting(policy: Policy) -> Planted:
    since = Moment("kickoff", "delivered")
    return below(with_part(policy, "must", "more", duty(since=since)), "from")


def moment_of_clock(policy: Policy) -> Planted:
    at = Moment("period", "finished")
    extra = duty(within=None, since=None, at=at)
    return below(with_part(policy, "must", "more", extra), "at")


def issue_of_opening(policy: Policy) -> Planted:
    return Planted(opened(policy, 0, issue="result"), ("open", "0", "issue"))


def goals_of_none(policy: Policy) -> Planted:
    return leaving_out(policy, GoalsTest("all_met"), "goals")


# Quantities.


def number_for_percent(policy: Policy) -> Planted:
    return leaving_out(policy, over("attainment", Comparison("below", number(70))), "below")


def percent_for_number(policy: Policy) -> Planted:
    comparison = Comparison("between", number(1), percent(70))
    return leaving_out(policy, over("calls", comparison), "between", "1")


def percent_for_goal(policy: Policy) -> Planted:
    goal = Goal("New", "calls", Comparison("at_least", percent(12)), each=Part.WEEK)
    return with_goal(policy, goal, "at_least")


def percent_for_value(policy: Policy) -> Planted:
    return leaving_out(policy, over("calls", Comparison("below", ValueRef("floor"))), "below")


def mixed_entries(policy: Policy) -> Planted:
    dated = (*policy.values["floor"].dated, Dated(date(2099, 1, 1), number(70)))
    value = replace(policy.values["floor"], dated=dated)
    path = ("values", "floor", "dated", str(len(dated) - 1), "is")
    return Planted(with_one(policy, "values", "floor", value), path)


def mixed_choices(policy: Policy) -> Planted:
    by = {**policy.values["window"].by, "large": percent(5)}
    value = replace(policy.values["window"], by=by)
    return Planted(
        with_one(policy, "values", "window", value), ("values", "window", "is", "large")
    )


def operator_of_text(policy: Policy) -> Planted:
    return leaving_out(policy, FieldTest("job", "below", ("3",)), "below")


def text_for_date(policy: Policy) -> Planted:
    return leaving_out(policy, FieldTest("hired", "before", ("1 May 2026",)), "before", "0")


def time_since_text(policy: Policy) -> Planted:
    return leaving_out(policy, TimeSince("job", "below", SIX_MONTHS), "time_since")


def varied_by_text(policy: Policy) -> Planted:
    value = Value(varies_by="job", by={"Clerk": percent(1)})
    return Planted(with_one(policy, "values", "more", value), ("values", "more", "varies_by"))


def left_out_text(policy: Policy) -> Planted:
    metric = Metric("count", "call", leave_out=("job",))
    path = ("metrics", "more", "leave_out", "0")
    return Planted(with_one(policy, "metrics", "more", metric), path)


def figure_for_length(policy: Policy) -> Planted:
    extra = duty(within=ValueRef("floor"))
    return below(with_part(policy, "must", "more", extra), "within")


def length_for_figure(policy: Policy) -> Planted:
    test = over("attainment", Comparison("below", ValueRef("window")))
    return leaving_out(policy, test, "below")


def between_upside_down(policy: Policy) -> Planted:
    comparison = Comparison("between", percent(70), percent(60))
    return leaving_out(policy, over("attainment", comparison), "between")


def same_day_twice(policy: Policy) -> Planted:
    value = policy.values["floor"]
    value = replace(value, dated=(value.dated[0], *value.dated))
    return Planted(
        with_one(policy, "values", "floor", value), ("values", "floor", "dated", "1")
    )


def starts_too_late(policy: Policy) -> Planted:
    value = policy.values["floor"]
    first = replace(value.dated[0], starting=EFFECTIVE + timedelta(days=1))
    value = replace(value, dated=(first,))
    return Planted(with_one(policy, "values", "floor", value), ("values", "floor", "dated"))


def choice_forgotten(policy: Policy) -> Planted:
    value = policy.values["bar"]
    by = {choice: said for choice, said in value.by.items() if choice != "middle"}
    changed = with_one(policy, "values", "bar", replace(value, by=by))
    return Planted(changed, ("values", "bar", "is"))


# Ways.


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
        (Row("otherwise", ("stay",)), Row("not_known", ("held",))),
        every=WEEK,
        during="stage",
    )
    deadline = Deadline(SIX_MONTHS, ENTERED)
    stage = Stage("Stuck", 1, reviews={"look": review}, deadline=deadline)
    more = with_one(policy, "stages", "stuck", stage)
    row = OpenRow("more", "conduct", ("stuck",), opened_by=("hr",))
    return Planted(replace(more, open=(*more.open, row)), ("stages", "stuck"))


def no_deadline(policy: Policy) -> Planted:
    """A clock that hangs on a letter alone does not end a stage: the letter may never come."""
    stage = policy.stages[last(policy)]
    letter = f"{last(policy)}_letter"
    clocks = {"period": replace(stage.clocks["period"], since=Moment(letter, "delivered"))}
    changed = with_stage(policy, last(policy), deadline=None, clocks=clocks)
    return Planted(changed, ("stages", last(policy)))


def unsure_deadline(policy: Policy) -> Planted:
    deadline = Deadline(Span(3, Part.YEAR), Moment("kickoff", "held"))
    changed = with_stage(policy, last(policy), deadline=deadline)
    return Planted(changed, ("stages", last(policy), "deadline", "from"))


def short_deadline(policy: Policy) -> Planted:
    changed = with_stage(policy, last(policy), deadline=Deadline(Span(4, Part.WEEK), ENTERED))
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
    meeting = replace(stage.must["kickoff"], since=Moment("period", "started"))
    planted = with_part(changed, "must", "kickoff", meeting)
    return replace(planted, path=("stages", last(policy), "clocks", "period", "from"))


def letter_on_itself(policy: Policy) -> Planted:
    letter = f"{last(policy)}_letter"
    changed = replace(
        policy.stages[last(policy)].must["letter"], since=Moment(letter, "issued")
    )
    return below(with_part(policy, "must", "letter", changed), "from")


def never_issued(policy: Policy) -> Planted:
    """A document used by a right alone could come; one nobody has to issue cannot."""
    more = with_one(policy, "documents", "note", Document("note.docx", "hr"))
    planted = with_part(more, "must", "more", duty(since=Moment("note", "delivered")))
    return below(planted, "from")


def never_acknowledged(policy: Policy) -> Planted:
    extra = duty(since=Moment("outcome_letter", "acknowledged"))
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
    return with_row(policy, at, Row("not_known", ("dismissed",)), "not_known", "0")


def unknown_rises(policy: Policy) -> Planted:
    top = replace(policy.stages[last(policy)], level=9)
    at = len(end_of(policy).rows) - 1
    planted = with_row(policy, at, Row("not_known", ("top",)), "not_known", "0")
    return replace(planted, policy=with_one(planted.policy, "stages", "top", top))


def busy_final(policy: Policy) -> Planted:
    changed = with_stage(policy, "success", deadline=Deadline(WEEK, ENTERED))
    return Planted(changed, ("stages", "success", "deadline"))


def starts_at_end(policy: Policy) -> Planted:
    start = (*policy.open[0].start, "success")
    return Planted(opened(policy, 0, start=start), ("open", "0", "start", str(len(start) - 1)))


# Rows.


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
    never = Row("when", ("stay",), All((over("revenue", few), over("revenue", many))))
    return with_rows(policy, (never, *end_of(policy).rows), "0", "when")


def nothing_not_known(policy: Policy) -> Planted:
    return with_rows(policy, end_of(policy).rows[:-1])


def otherwise_first(policy: Policy) -> Planted:
    return with_rows(policy, (Row("otherwise", ("stay",)), *end_of(policy).rows), "0")


def not_known_twice(policy: Policy) -> Planted:
    rows = end_of(policy).rows
    return with_rows(policy, (*rows, rows[-1]), str(len(rows)))


def nothing_asked(policy: Policy) -> Planted:
    rows = (Row("not_known", ("stay",)),)
    review = Review("hr", rows, every=WEEK, during="stage")
    return below(with_part(policy, "reviews", "more", review), "rows")


# People.


def nobody_decides(policy: Policy) -> Planted:
    at = worst(policy)
    return with_row(policy, at, replace(end_of(policy).rows[at], decided_by=()))


def one_decides(policy: Policy) -> Planted:
    at = worst(policy)
    row = replace(end_of(policy).rows[at], decided_by=("hr",))
    return with_row(policy, at, row, "decided_by")


def one_decides_twice(policy: Policy) -> Planted:
    at = worst(policy)
    row = replace(end_of(policy).rows[at], decided_by=("hr", "hr"))
    return with_row(policy, at, row, "decided_by")


def maybe_one_approves(policy: Policy) -> Planted:
    changed = with_one(policy, "roles", "partner", Role(group="partners"))
    document = replace(changed.documents["outcome_letter"], approved_by=("hr", "partner"))
    path = ("documents", "outcome_letter", "approved_by")
    return Planted(with_one(changed, "documents", "outcome_letter", document), path)


def maybe_one_decides(policy: Policy) -> Planted:
    changed = with_one(policy, "roles", "boss", Role(field="manager"))
    changed = with_one(changed, "roles", "partner", Role(group="partners"))
    at = worst(changed)
    row = replace(end_of(changed).rows[at], decided_by=("boss", "partner"))
    return with_row(changed, at, row, "decided_by")


def resigns_elsewhere(policy: Policy) -> Planted:
    right = Right("resign", "employee", go="closed")
    return below(with_part(policy, "may", "more", right), "go")


def own_approval(policy: Policy) -> Planted:
    document = replace(policy.documents["outcome_letter"], approved_by=("employee",))
    path = ("documents", "outcome_letter", "approved_by", "0")
    return Planted(with_one(policy, "documents", "outcome_letter", document), path)


def stands_in_for_itself(policy: Policy) -> Planted:
    changed = with_one(policy, "roles", "one", Role(person="E1", if_vacant="two"))
    changed = with_one(changed, "roles", "two", Role(person="E2", if_vacant="one"))
    return Planted(changed, ("roles", "one", "if_vacant"))


# Documents.


def template_missing(policy: Policy) -> Planted:
    templates = templates_of(policy)
    del templates["outcome.docx"]
    path = ("documents", "outcome_letter", "template")
    return Planted(policy, path, templates, BRIEF_FIELDS)


def field_not_given(policy: Policy) -> Planted:
    asked = BRIEF_FIELDS | {"goals[].colour"}
    templates = templates_of(policy) | {"outcome.docx": asked}
    path = ("documents", "outcome_letter", "template")
    return Planted(policy, path, templates, BRIEF_FIELDS)


def role_not_given(policy: Policy) -> Planted:
    templates = templates_of(policy) | {"outcome.docx": frozenset({"roles.chair.name"})}
    path = ("documents", "outcome_letter", "template")
    return Planted(policy, path, templates, BRIEF_FIELDS)


def restricted_in_template(policy: Policy) -> Planted:
    templates = templates_of(policy) | {"outcome.docx": frozenset({"employee.leave"})}
    path = ("documents", "outcome_letter", "template")
    return Planted(policy, path, templates, BRIEF_FIELDS)


def restricted_even_if_given(policy: Policy) -> Planted:
    changed = with_one(policy, "employee", "name", EmployeeField("text", restricted=True))
    path = ("documents", "outcome_letter", "template")
    templates = {d.template: frozenset[str]() for d in policy.documents.values()}
    templates["outcome.docx"] = BRIEF_FIELDS
    return Planted(changed, path, templates, BRIEF_FIELDS)


def restricted_in_title(policy: Policy) -> Planted:
    title = "Letter about {{ employee.leave }}"
    document = replace(policy.documents["outcome_letter"], title=title)
    path = ("documents", "outcome_letter", "title")
    return Planted(with_one(policy, "documents", "outcome_letter", document), path)


def restricted_in_question(policy: Policy) -> Planted:
    question = Question("manager", "Why employee.leave?", ("because",))
    path = ("questions", "more", "text")
    return Planted(with_one(policy, "questions", "more", question), path)


def document_unused(policy: Policy) -> Planted:
    document = Document("note.docx", "hr")
    return Planted(with_one(policy, "documents", "note", document), ("documents", "note"))


def issue_of_nothing(policy: Policy) -> Planted:
    return with_part(policy, "must", "more", duty(do="issue"))


def own_receipt(policy: Policy) -> Planted:
    receipt = Acknowledgement(WEEK, by="hr")
    document = replace(policy.documents["outcome_letter"], acknowledged=receipt)
    path = ("documents", "outcome_letter", "acknowledged", "by")
    return Planted(with_one(policy, "documents", "outcome_letter", document), path)


# Duties, rights, goals, openings.


def never_due(policy: Policy) -> Planted:
    return with_part(policy, "must", "more", duty(within=None, since=None))


def due_twice(policy: Policy) -> Planted:
    return below(with_part(policy, "must", "more", duty(at=ENTERED)), "at")


def due_from_nothing(policy: Policy) -> Planted:
    return with_part(policy, "must", "more", duty(since=None))


def every_without_during(policy: Policy) -> Planted:
    extra = duty(within=None, since=None, every=WEEK)
    return below(with_part(policy, "must", "more", extra), "every")


def never_looks(policy: Policy) -> Planted:
    rows = (Row("otherwise", ("stay",)), Row("not_known", ("stay",)))
    return with_part(policy, "reviews", "more", Review("hr", rows))


def window_without_start(policy: Policy) -> Planted:
    return with_part(policy, "may", "more", reply(within=WEEK))


def day_past_the_clock(policy: Policy) -> Planted:
    extra = duty(within=None, since=None, days=(1, 999), during="period")
    return below(with_part(policy, "must", "more", extra), "days", "1")


def day_before_the_clock(policy: Policy) -> Planted:
    rows = (Row("otherwise", ("stay",)), Row("not_known", ("stay",)))
    review = Review("hr", rows, days=(0,), during="period")
    return below(with_part(policy, "reviews", "more", review), "days", "0")


def two_clocks(policy: Policy) -> Planted:
    return with_part(policy, "clocks", "second", Clock(WEEK, ENTERED))


def foreign_clock(policy: Policy) -> Planted:
    """A stage of its own whose right reaches for the clock of another."""
    right = Right("extend", "hr", clock="period", up_to=WEEK, approved_by=("hr",))
    review = Review(
        "hr",
        (Row("otherwise", ("success",)), Row("not_known", ("stay",))),
        every=WEEK,
        during="stage",
    )
    stage = Stage(
        "Aside",
        1,
        may={"more": right},
        reviews={"look": review},
        deadline=Deadline(SIX_MONTHS, ENTERED),
    )
    changed = with_one(policy, "stages", "aside", stage)
    row = OpenRow("more", "conduct", ("aside",), opened_by=("hr",))
    changed = replace(changed, open=(*changed.open, row))
    return Planted(changed, ("stages", "aside", "may", "more", "clock"))


def extends_by_nothing(policy: Policy) -> Planted:
    right = Right("extend", "manager", clock="period", approved_by=("hr",))
    return with_part(policy, "may", "more", right)


def extends_alone(policy: Policy) -> Planted:
    right = Right("extend", "manager", clock="period", up_to=WEEK)
    return with_part(policy, "may", "more", right)


def weightless_goal(policy: Policy) -> Planted:
    goal = Goal("New", "calls", AT_LEAST_1, each=Part.MONTH, weight=Decimal(0))
    return with_goal(policy, goal, "weight")


def no_goals_to_set(policy: Policy) -> Planted:
    stage = policy.stages[last(policy)]
    goals = replace(stage.goals or Goals(), set_by=GoalSetting("manager", 0))
    path = ("stages", last(policy), "goals", "set_by", "at_most")
    return Planted(with_stage(policy, last(policy), goals=goals), path)


def notice_too_long(policy: Policy) -> Planted:
    extra = duty(do="meeting", notice=Span(2, Part.WEEK), within=WEEK)
    return below(with_part(policy, "must", "more", extra), "notice")


def measured_never(policy: Policy) -> Planted:
    return with_goal(policy, Goal("New", "calls", AT_LEAST_1))


def proposed_to_nobody(policy: Policy) -> Planted:
    return Planted(opened(policy, 0, propose_to=()), ("open", "0"))


def proposed_for_nothing(policy: Policy) -> Planted:
    return Planted(opened(policy, 0, when=None), ("open", "0"))


DEFECTS: dict[str, tuple[Plant, ...]] = {
    "P201": (stage_in_row, stage_far_from_any, stage_in_start, stage_held, stage_of_moment),
    "P202": (role_of_duty, role_of_step, role_of_decision, role_of_document, role_of_role),
    "P203": (document_of_duty, document_of_opening),
    "P204": (metric_in_test, metric_of_goal),
    "P205": (question_in_test,),
    "P206": (answer_in_test,),
    "P207": (value_in_test, value_as_length),
    "P208": (field_in_test, field_of_role, field_varied_by, field_left_out),
    "P209": (choice_in_test, choice_of_value),
    "P210": (clock_of_duty, clock_measured, clock_extended),
    "P211": (thing_of_duty, thing_of_plan),
    "P212": (moment_of_meeting, moment_of_clock),
    "P213": (issue_of_opening,),
    "P214": (goals_of_none,),
    "P220": (number_for_percent, percent_for_number, percent_for_goal, percent_for_value),
    "P221": (mixed_entries, mixed_choices),
    "P222": (operator_of_text, text_for_date, time_since_text, varied_by_text, left_out_text),
    "P223": (figure_for_length, length_for_figure),
    "P224": (between_upside_down,),
    "P225": (same_day_twice,),
    "P226": (starts_too_late,),
    "P227": (choice_forgotten,),
    "P230": (stage_apart, stages_apart),
    "P231": (stuck_stage,),
    "P232": (no_deadline, unsure_deadline),
    "P233": (short_deadline,),
    "P234": (clock_on_itself, meeting_on_its_clock, letter_on_itself),
    "P235": (never_issued, never_acknowledged),
    "P236": (held_adverse, held_nowhere),
    "P237": (unknown_dismisses, unknown_rises),
    "P238": (busy_final,),
    "P239": (starts_at_end,),
    "P240": (gap_on_the_bound, gap_of_a_row),
    "P241": (overlap_on_the_bound, said_twice),
    "P242": (hidden_opening, never_true),
    "P243": (nothing_not_known,),
    "P244": (otherwise_first, not_known_twice),
    "P245": (nothing_asked,),
    "P250": (nobody_decides,),
    "P251": (one_decides, one_decides_twice),
    "P252": (maybe_one_approves, maybe_one_decides),
    "P253": (resigns_elsewhere,),
    "P254": (own_approval,),
    "P255": (stands_in_for_itself,),
    "P260": (template_missing,),
    "P261": (field_not_given, role_not_given),
    "P262": (
        restricted_in_template,
        restricted_even_if_given,
        restricted_in_title,
        restricted_in_question,
    ),
    "P263": (document_unused,),
    "P264": (issue_of_nothing,),
    "P265": (own_receipt,),
    "P270": (never_due, due_twice, due_from_nothing, every_without_during, never_looks),
    "P271": (window_without_start,),
    "P272": (day_past_the_clock, day_before_the_clock),
    "P273": (two_clocks,),
    "P274": (foreign_clock, extends_by_nothing),
    "P275": (extends_alone,),
    "P276": (weightless_goal, no_goals_to_set),
    "P277": (notice_too_long,),
    "P278": (measured_never,),
    "P279": (proposed_to_nobody, proposed_for_nothing),
}
