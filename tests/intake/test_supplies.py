"""What a policy rests on must come from somewhere: figures, fields and groups that no source reads."""

import pytest

from engine.core.policy.policy import Policy
from engine.intake.sources.load import load_sources
from engine.intake.supplies import kinds_untold, told_too_rarely, unsupplied
from engine.policyfile.load import load_policy
from tests.policyfile.shipped import POLICIES, ROOT
from tests.stories.patching import BASE, patched

SOURCES = {
    file.name: file.read_text("utf-8") for file in (ROOT / "policies/sources").glob("*.yaml")
}
NO_EXTRAS = {"employee.size": None, "employee.grade": None}


def told(text, sources):
    policy = load_policy(text, "a.yaml")
    assert isinstance(policy, Policy), policy
    found = [*unsupplied(policy, load_sources(sources) if sources else ())]
    assert all(each.warning and each.code == "P289" for each in found)
    return [".".join(each.path) for each in found]


@pytest.mark.parametrize("file", POLICIES, ids=lambda file: file.stem)
def test_shipped_sources_supply_what_shipped_policies_ask_for(file):
    assert told(file.read_text("utf-8"), SOURCES) == []


@pytest.mark.parametrize(
    ("changes", "then"),
    [
        pytest.param({}, [], id="all of it"),
        pytest.param(
            {"metrics.rating": "{latest: rating}"},
            ["metrics.rating"],
            id="a figure nobody tells",
        ),
        pytest.param(
            {"metrics.attainment": "{ratio: {of: closed_won, to: quotas}}"},
            ["metrics.attainment"],
            id="a figure nearly called so",
        ),
        pytest.param(
            {"employee.grade": "{type: number}"}, ["employee.grade"], id="a field nobody tells"
        ),
        pytest.param(
            {"employee.sick": "{type: absence}"},
            ["employee.sick"],
            id="an absence nobody tells",
        ),
        pytest.param(
            {
                "employee.director": "{type: person}",
                "roles.director": "{field: director.manager}",
                "documents.plan_letter.approved_by": "[director]",
            },
            ["employee.director"],
            id="a person nobody tells, once",
        ),
        pytest.param({"roles.hr": "{group: hr-partners}"}, [], id="a group, from the roster"),
    ],
)
def test_what_the_shipped_sources_lack(changes, then):
    assert told(patched(BASE, {**NO_EXTRAS, **changes}), SOURCES) == then


def test_without_a_source_nothing_is_supplied():
    found = told(patched(BASE, NO_EXTRAS), {})
    assert found[0] == "metrics.attainment"
    assert {"employee.leave", "roles.manager.field", "roles.hr.field"} <= {*found}


def test_a_roster_without_groups_supplies_none():
    text = SOURCES["roster.yaml"]
    start = text.index("  group: #")
    without = text[:start] + text[text.index("  hired:") :]
    sources = SOURCES | {"roster.yaml": without}
    changes = {**NO_EXTRAS, "roles.hr": "{group: hr-partners}"}
    assert told(patched(BASE, changes), sources) == ["roles.hr.group"]


def test_a_figure_of_a_sheet_with_one_column_per_month_is_supplied():
    changes = {**NO_EXTRAS, "metrics.quota": "{sum: quota}"}
    wide = {
        "quota-wide.yaml": SOURCES["quota-wide.yaml"],
        "roster.yaml": SOURCES["roster.yaml"],
    }
    assert told(patched(BASE, changes), wide) == ["metrics.attainment"]


@pytest.mark.parametrize(
    ("columns", "kind", "then"),
    [
        pytest.param("{first: Leave from}", "parental", ["leaves_out.0.when.is.0"], id="none"),
        pytest.param("{first: Leave from}", "away", [], id="away needs none"),
        pytest.param("{first: Leave from, kind: Leave}", "parental", [], id="a roster tells kinds"),
    ],
)  # fmt: skip
def test_a_kind_that_no_roster_can_give(columns, kind, then):
    roster = SOURCES["roster.yaml"]
    text = roster[: roster.index("absences:")] + f"absences:\n  leave: {columns}\n"
    rule = f"[{{title: Away, when: {{field: leave, is: {kind}}}}}]"
    policy = load_policy(patched(BASE, {"leaves_out": rule}), "a.yaml")
    assert isinstance(policy, Policy), policy
    found = [*kinds_untold(policy, load_sources({"roster.yaml": text}))]
    assert [".".join(each.path) for each in found] == then
    assert all((each.code, each.warning) == ("P228", True) for each in found)


ACTIVITY = SOURCES["activity.yaml"]
BY_DAY = ACTIVITY
BY_MONTH = ACTIVITY.replace('"%Y-%m-%d"', '"%Y-%m"').replace("id: activity", "id: monthly")
AS_MONTH = ACTIVITY.replace('"%Y-%m-%d"', '"%Y-%m-%d"\n    to: month')
WEEKLY_GOAL = {
    "metrics.calls": "{count: customer_calls}",
    "stages.work.goals": "{fixed: {c: {metric: calls, each: week, at_least: 12}}}",
}
MONTHLY_GOAL = WEEKLY_GOAL | {
    "stages.work.goals": "{fixed: {c: {metric: calls, each: month, at_least: 12}}}"
}
WEEKLY_ROW = {
    "metrics.calls": "{count: customer_calls}",
    "open.0.when": "{metric: calls, each: week, below: 12}",
}


@pytest.mark.parametrize(
    ("changes", "sources", "then"),
    [
        pytest.param(WEEKLY_GOAL, (BY_MONTH,), ["stages.work.goals.fixed.c.each"], id="by month"),
        pytest.param(WEEKLY_ROW, (BY_MONTH,), ["open.0.when.each"], id="in a row"),
        pytest.param(MONTHLY_GOAL, (BY_MONTH,), [], id="months are months"),
        pytest.param(WEEKLY_GOAL, (BY_DAY,), [], id="by day"),
        pytest.param(WEEKLY_GOAL, (BY_MONTH, BY_DAY), [], id="one of them by day"),
        pytest.param(WEEKLY_GOAL, (AS_MONTH,), ["stages.work.goals.fixed.c.each"], id="as its month"),
        pytest.param(WEEKLY_GOAL, (), [], id="by nobody"),
    ],
)  # fmt: skip
def test_what_is_asked_by_the_week_and_told_by_the_month_is_never_known(changes, sources, then):
    policy = load_policy(patched(BASE, changes), "a.yaml")
    assert isinstance(policy, Policy), policy
    read = load_sources({f"{at}.yaml": text for at, text in enumerate(sources)})
    found = [*told_too_rarely(policy, read)]
    assert [".".join(each.path) for each in found] == then
    assert all((each.code, each.warning) == ("P216", True) for each in found)
