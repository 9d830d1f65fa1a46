"""Mistakes in who and what: people, documents, duties, rights and goals."""

from dataclasses import replace
from decimal import Decimal

from engine.core.policy.condition import Each, FieldTest, MetricTest, Over
from engine.core.policy.open_row import ByHandRow
from engine.core.policy.policy import (
    Acknowledgement,
    Clock,
    Deadline,
    Document,
    EmployeeField,
    Goal,
    Goals,
    GoalSetting,
    Policy,
    Question,
    Role,
    Stage,
)
from engine.core.policy.review import Review
from engine.core.values.units import Span, TimeUnit
from tests.core.soundness.plant import (
    AT_LEAST_1,
    SIX_MONTHS,
    WEEK,
    Planted,
    below,
    duty,
    end_of,
    last,
    opened,
    reply,
    with_goal,
    with_one,
    with_part,
    with_row,
    with_stage,
    worst,
)
from tests.kinds import a_duty, a_right, a_row, an_opening
from tests.policies_gen import BRIEF_FIELDS, SEGMENTS, templates_of
from tests.stages_gen import ENTERED


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


def approves_a_start_once(policy: Policy) -> Planted:
    return _approved_once(policy, f"{policy.open[0].start[0]}_letter")


def approves_an_end_once(policy: Policy) -> Planted:
    return _approved_once(policy, "outcome_letter")


def _approved_once(policy: Policy, id_: str) -> Planted:
    document = replace(policy.documents[id_], same_person="once")
    return Planted(with_one(policy, "documents", id_, document), ("documents", id_))


def resigns_elsewhere(policy: Policy) -> Planted:
    right = a_right("resign", "employee", go="closed")
    return below(with_part(policy, "may", "more", right), "go")


def resigns_for_another(policy: Policy) -> Planted:
    right = a_right("resign", "manager", go="left")
    return below(with_part(policy, "may", "more", right), "by")


def own_approval(policy: Policy) -> Planted:
    document = replace(policy.documents["outcome_letter"], approved_by=("employee",))
    path = ("documents", "outcome_letter", "approved_by", "0")
    return Planted(with_one(policy, "documents", "outcome_letter", document), path)


def stands_in_for_itself(policy: Policy) -> Planted:
    changed = with_one(policy, "roles", "one", Role(person="E1", if_vacant="two"))
    changed = with_one(changed, "roles", "two", Role(person="E2", if_vacant="one"))
    return Planted(changed, ("roles", "one", "if_vacant"))


def anybody_approves(policy: Policy) -> Planted:
    document = replace(policy.documents["outcome_letter"], assurance="asserted")
    path = ("documents", "outcome_letter")
    return Planted(with_one(policy, "documents", "outcome_letter", document), path)


def anybody_approves_everywhere(policy: Policy) -> Planted:
    """A duty that names no stage holds in those that end employment, too."""
    more = with_one(
        policy, "documents", "note", Document("note.docx", "hr", approved_by=("hr",))
    )
    issued = a_duty("issue", "hr", "note", within=WEEK, since=ENTERED)
    return Planted(with_one(more, "must", "more", issued), ("documents", "note"))


def template_misspelt(policy: Policy) -> Planted:
    templates = templates_of(policy)
    templates["outcom.docx"] = templates.pop("outcome.docx")
    path = ("documents", "outcome_letter", "template")
    return Planted(policy, path, templates, BRIEF_FIELDS)


def template_faulty(policy: Policy) -> Planted:
    path = ("documents", "outcome_letter", "template")
    faulty = frozenset({"outcome.docx"})
    return Planted(policy, path, templates_of(policy), BRIEF_FIELDS, faulty)


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
    return with_part(policy, "must", "more", a_duty("issue", "hr", within=WEEK, since=ENTERED))


def own_receipt(policy: Policy) -> Planted:
    receipt = Acknowledgement(WEEK, by="hr")
    document = replace(policy.documents["outcome_letter"], acknowledged=receipt)
    path = ("documents", "outcome_letter", "acknowledged", "by")
    return Planted(with_one(policy, "documents", "outcome_letter", document), path)


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
    rows = (a_row("otherwise", ("stay",)), a_row("not_known", ("stay",)))
    return with_part(policy, "reviews", "more", Review("hr", rows))


def window_without_start(policy: Policy) -> Planted:
    return with_part(policy, "may", "more", reply(within=WEEK))


def day_past_the_clock(policy: Policy) -> Planted:
    extra = duty(within=None, since=None, days=(1, 999), during="period")
    return below(with_part(policy, "must", "more", extra), "days", "1")


def day_before_the_clock(policy: Policy) -> Planted:
    rows = (a_row("otherwise", ("stay",)), a_row("not_known", ("stay",)))
    review = Review("hr", rows, days=(0,), during="period")
    return below(with_part(policy, "reviews", "more", review), "days", "0")


def two_clocks(policy: Policy) -> Planted:
    return with_part(policy, "clocks", "second", Clock(WEEK, ENTERED))


def foreign_clock(policy: Policy) -> Planted:
    """A stage of its own whose right reaches for the clock of another."""
    right = a_right("extend", "hr", clock="period", up_to=WEEK, approved_by=("hr",))
    review = Review(
        "hr",
        (a_row("otherwise", ("success",)), a_row("not_known", ("stay",))),
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
    row = an_opening("more", "conduct", ("aside",), opened_by=("hr",))
    changed = replace(changed, open=(*changed.open, row))
    return Planted(changed, ("stages", "aside", "may", "more", "clock"))


def extends_by_nothing(policy: Policy) -> Planted:
    right = a_right(
        "extend", "manager", clock="period", up_to=WEEK, times=0, approved_by=("hr",)
    )
    return with_part(policy, "may", "more", right)


def extends_alone(policy: Policy) -> Planted:
    right = a_right("extend", "manager", clock="period", up_to=WEEK)
    return with_part(policy, "may", "more", right)


def weightless_goal(policy: Policy) -> Planted:
    goal = Goal("New", "calls", AT_LEAST_1, each=TimeUnit.MONTH, weight=Decimal(0))
    return with_goal(policy, goal, "weight")


def no_goals_to_set(policy: Policy) -> Planted:
    stage = policy.stages[last(policy)]
    goals = replace(stage.goals or Goals(), set_by=GoalSetting("manager", 0, "manager"))
    path = ("stages", last(policy), "goals", "set_by", "at_most")
    return Planted(with_stage(policy, last(policy), goals=goals), path)


def sets_and_judges_alone(policy: Policy) -> Planted:
    return _set_goals(policy, GoalSetting("manager", 1, "manager", Decimal("0.5")), "judged_by")


def sets_and_judges_in_two_roles(policy: Policy) -> Planted:
    changed = with_one(policy, "roles", "boss", Role(field="manager"))
    return _set_goals(changed, GoalSetting("manager", 1, "boss", Decimal("0.5")), "judged_by")


def goals_outweigh(policy: Policy) -> Planted:
    return _set_goals(policy, GoalSetting("manager", 3, "hr", Decimal(500)), "weight")


def _set_goals(policy: Policy, setting: GoalSetting, key: str) -> Planted:
    """Beside one measured goal of weight 1."""
    goal = Goal("New", "calls", AT_LEAST_1, each=TimeUnit.MONTH)
    goals = Goals({"new": goal}, setting)
    path = ("stages", last(policy), "goals", "set_by", key)
    return Planted(with_stage(policy, last(policy), goals=goals), path)


def notice_too_long(policy: Policy) -> Planted:
    extra = a_duty("meeting", "hr", notice=Span(2, TimeUnit.WEEK), within=WEEK, since=ENTERED)
    return below(with_part(policy, "must", "more", extra), "notice")


def measured_never(policy: Policy) -> Planted:
    return with_goal(policy, Goal("New", "calls", AT_LEAST_1))


def proposed_to_nobody(policy: Policy) -> Planted:
    return Planted(opened(policy, 0, propose_to=()), ("open", "0"))


def opened_by_nobody(policy: Policy) -> Planted:
    row = ByHandRow("more", "conduct", policy.open[0].start, opened_by=())
    return Planted(replace(policy, open=(*policy.open, row)), ("open", str(len(policy.open))))


def too_old_in_time(policy: Policy) -> Planted:
    window = MetricTest("revenue", Over(last=SIX_MONTHS), AT_LEAST_1)
    stale = opened(policy, 0, when=window, not_older_than=Span(2, TimeUnit.DAY))
    return Planted(stale, ("open", "0", "not_older_than"))


def usually_too_old_in_time(policy: Policy) -> Planted:
    window = MetricTest("revenue", Each(TimeUnit.WEEK), AT_LEAST_1)
    late = replace(policy.calendar, figures_due=Span(3, TimeUnit.MONTH))
    stale = replace(opened(policy, 0, when=window, not_older_than=None), calendar=late)
    rows = [replace(r, not_older_than="forever") if r.when else r for r in stale.open[1:]]
    return Planted(replace(stale, open=(stale.open[0], *rows)), ("open", "0", "when"))


def bounds_no_window(policy: Policy) -> Planted:
    away = FieldTest("segment", "is", (SEGMENTS[0],))
    row = opened(policy, 0, when=away, not_older_than="forever", counts_earlier=False)
    return Planted(row, ("open", "0", "not_older_than"))


def counts_no_window(policy: Policy) -> Planted:
    away = FieldTest("segment", "is", (SEGMENTS[0],))
    row = opened(policy, 0, when=away, not_older_than=None, counts_earlier=True)
    return Planted(row, ("open", "0", "counts_earlier"))
