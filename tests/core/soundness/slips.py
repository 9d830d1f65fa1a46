"""Mistakes in names and quantities: a word or a unit that cannot be meant."""

from dataclasses import replace
from datetime import date, timedelta

from engine.core.policy.condition import (
    AnswerTest,
    Comparison,
    FieldTest,
    GoalsTest,
    MeanOf,
    MetricTest,
    Over,
    TimeSince,
    ValueRef,
)
from engine.core.policy.moment import Moment
from engine.core.policy.policy import (
    Dated,
    EmployeeField,
    Goal,
    Goals,
    GoalSetting,
    Policy,
    Role,
    Value,
)
from engine.core.policy.review import who_decides
from engine.core.values.units import TimeUnit
from tests.core.soundness.plant import (
    AT_LEAST_1,
    SIX_MONTHS,
    WEEK,
    Planted,
    below,
    duty,
    end_of,
    last,
    leaving_out,
    opened,
    over,
    reply,
    with_goal,
    with_one,
    with_part,
    with_row,
    with_rows,
    with_stage,
    worst,
)
from tests.kinds import a_metric, a_right, a_row, a_step
from tests.policies_gen import EFFECTIVE, working
from tests.stages_gen import number, percent


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
    step = a_step("escalate", WEEK, "zzz")
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
    return with_goal(policy, Goal("New", "zzz", AT_LEAST_1, each=TimeUnit.MONTH), "metric")


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


def value_as_end(policy: Policy) -> Planted:
    test = over("attainment", Comparison("between", percent(1), ValueRef("zzz")))
    return leaving_out(policy, test, "between", "1")


def value_as_window(policy: Policy) -> Planted:
    window = Over(last=ValueRef("windw"))
    test = MetricTest("attainment", window, Comparison("below", percent(1)))
    return leaving_out(policy, test, "over")


def value_as_periods(policy: Policy) -> Planted:
    window = MeanOf(ValueRef("windw"))
    test = MetricTest("attainment", window, Comparison("below", percent(1)))
    return leaving_out(policy, test, "mean_of")


def field_in_test(policy: Policy) -> Planted:
    return leaving_out(policy, FieldTest("jobb", "is", ("Clerk",)), "field")


def field_of_role(policy: Policy) -> Planted:
    role = Role(field="manager.managr")
    return Planted(with_one(policy, "roles", "witness", role), ("roles", "witness", "field"))


def date_for_person(policy: Policy) -> Planted:
    role = Role(field="hired")
    return Planted(with_one(policy, "roles", "witness", role), ("roles", "witness", "field"))


def number_for_person(policy: Policy) -> Planted:
    graded = with_one(policy, "employee", "grade", EmployeeField("number"))
    return Planted(
        with_one(graded, "roles", "witness", Role(field="grade")), ("roles", "witness", "field")
    )


def field_varied_by(policy: Policy) -> Planted:
    value = Value(varies_by="sgment", by={"small": percent(1)})
    return Planted(with_one(policy, "values", "more", value), ("values", "more", "varies_by"))


def field_left_out(policy: Policy) -> Planted:
    metric = a_metric("count", "call", leave_out=("ramp",))
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
    right = a_right("extend", "manager", clock="zzz", up_to=WEEK, approved_by=("hr",))
    return below(with_part(policy, "may", "more", right), "clock")


def thing_of_duty(policy: Policy) -> Planted:
    since = Moment("kickof", "held")
    return below(with_part(policy, "must", "more", duty(since=since)), "from")


def thing_of_another_stage(policy: Policy) -> Planted:
    since = Moment("zzz", "done", working(policy)[0])
    return below(with_part(policy, "must", "more", duty(since=since)), "from")


def thing_of_plan(policy: Policy) -> Planted:
    more = with_one(policy, "must", "more", duty(since=Moment("zzz", "done")))
    return Planted(more, ("must", "more", "from"))


def thing_where_the_duty_is_not(policy: Policy) -> Planted:
    since = Moment("kickoff", "held")
    extra = duty(since=since, in_stages=("success",))
    return Planted(with_one(policy, "must", "more", extra), ("must", "more", "from"))


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


def goals_that_count_nowhere(policy: Policy) -> Planted:
    setting = Goals(set_by=GoalSetting("manager", 1, "manager"))
    changed = with_stage(policy, last(policy), goals=setting)
    bad = end_of(policy).rows[worst(policy)]
    good = a_row("when", ("success",), GoalsTest("all_met"))
    rest = a_row("otherwise", bad.go, decided_by=who_decides(bad))
    rows = (good, rest, a_row("not_known", ("held",)))
    return with_rows(changed, rows, "0", "when", "goals")


def number_for_percent(policy: Policy) -> Planted:
    return leaving_out(policy, over("attainment", Comparison("below", number(70))), "below")


def percent_for_number(policy: Policy) -> Planted:
    comparison = Comparison("between", number(1), percent(70))
    return leaving_out(policy, over("calls", comparison), "between", "1")


def percent_for_goal(policy: Policy) -> Planted:
    goal = Goal("New", "calls", Comparison("at_least", percent(12)), each=TimeUnit.WEEK)
    return with_goal(policy, goal, "at_least")


def percent_for_value(policy: Policy) -> Planted:
    return leaving_out(policy, over("calls", Comparison("below", ValueRef("floor"))), "below")


def number_for_score(policy: Policy) -> Planted:
    goals = with_goal(policy, Goal("New", "calls", AT_LEAST_1, each=TimeUnit.MONTH)).policy
    asked = GoalsTest("score", Comparison("below", number(30)))
    planted = with_part(goals, "may", "more", reply(when=asked))
    return below(planted, "when", "below")


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


def text_for_number(policy: Policy) -> Planted:
    graded = with_one(policy, "employee", "grade", EmployeeField("number"))
    return leaving_out(graded, FieldTest("grade", "below", ("many",)), "below", "0")


def time_since_text(policy: Policy) -> Planted:
    return leaving_out(policy, TimeSince("job", "below", SIX_MONTHS), "time_since")


def varied_by_text(policy: Policy) -> Planted:
    value = Value(varies_by="job", by={"Clerk": percent(1)})
    return Planted(with_one(policy, "values", "more", value), ("values", "more", "varies_by"))


def left_out_text(policy: Policy) -> Planted:
    metric = a_metric("count", "call", leave_out=("job",))
    path = ("metrics", "more", "leave_out", "0")
    return Planted(with_one(policy, "metrics", "more", metric), path)


def field_as_kind(policy: Policy) -> Planted:
    return leaving_out(policy, FieldTest("leave", "is", ("Leave",)), "is")


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
