# ruff: noqa: E501 - a row of a table is read across

from dataclasses import replace

import pytest

from engine.core.policy.policy import Policy, Stage, same_meaning, worsens
from tests.builders import a_policy
from tests.core.plans import a_short_policy


@pytest.mark.parametrize(
    ("final", "adverse"),
    [
        *(pytest.param(final, True, id=f"{final}: it takes something away") for final in ("dismissed", "demoted", "discipline", "reassigned", "reduced")),
        *(pytest.param(final, False, id=f"{final}: it does not") for final in ("success", "no_action", "expired", "left")),
        pytest.param("", False, id="a stage that goes on"),
    ],
)  # fmt: skip
def test_which_ends_weigh_on_the_employee(final: str, adverse: bool) -> None:
    assert Stage("End", final=final).adverse is adverse


def in_order(**levels: int | None) -> Policy:
    """Working stages as they are written, then the finals."""
    stages = {name: Stage(name, level) for name, level in levels.items()}
    ends = {"met": Stage("Met", final="success"), "gone": Stage("Gone", final="dismissed")}
    return replace(a_policy({}), stages=stages | ends)


UNSAID, SAID = in_order(first=None, second=None), in_order(first=2, second=1, third=2)


@pytest.mark.parametrize(
    ("policy", "stage", "to", "worse"),
    [
        pytest.param(UNSAID, "first", "second", True, id="without levels a later stage is more serious"),
        pytest.param(UNSAID, "second", "first", False, id="and an earlier one is not"),
        pytest.param(UNSAID, "first", "first", False, id="the same stage again is not"),
        pytest.param(UNSAID, "first", "met", False, id="a good end, though it is written last"),
        pytest.param(UNSAID, "first", "gone", True, id="an adverse end"),
        pytest.param(SAID, "first", "second", False, id="with levels the order says nothing"),
        pytest.param(SAID, "second", "first", True, id="back to a higher level"),
        pytest.param(SAID, "first", "third", False, id="another stage of the same level"),
        pytest.param(in_order(first=0, second=1), "first", "second", True, id="level 0 is a level"),
        pytest.param(in_order(first=1, second=0), "first", "second", False, id="though written later"),
    ],
)  # fmt: skip
def test_which_moves_are_adverse(policy: Policy, stage: str, to: str, worse: bool) -> None:
    assert worsens(policy, stage, to) is worse


# -- one version, one meaning ---------------------------------------------------------------------

LEVELS = {"stages.last_chance.level": "3", "stages.work.level": "2"}


def reordered(policy: Policy, part: str) -> Policy:
    named = getattr(policy, part)
    return replace(policy, **{part: dict(reversed(named.items()))})


@pytest.mark.parametrize(
    "part", ["documents", "metrics", "roles", "questions", "must", "stages", "employee"]
)
def test_the_order_of_what_has_a_name_says_nothing(part: str) -> None:
    policy = a_short_policy(LEVELS)
    assert same_meaning(policy, reordered(policy, part))


def test_without_levels_the_order_of_stages_says_which_is_more_serious() -> None:
    policy = a_short_policy({"stages.last_chance.level": None, "stages.work.level": None})
    assert same_meaning(policy, replace(policy))
    assert not same_meaning(policy, reordered(policy, "stages"))


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"documents.plan_letter.title": "Letter"}, id="what a letter is called"),
        pytest.param(
            {"documents.plan_letter.approved_by": "[hr, second_line]"}, id="in which order"
        ),
        pytest.param({"owner": "else@example.com"}, id="who answers for it"),
        pytest.param({"title": "Another"}, id="what it is called"),
    ],
)
def test_what_binds_or_is_printed_is_another_meaning(changes: dict[str, str]) -> None:
    assert not same_meaning(a_short_policy(LEVELS), a_short_policy(LEVELS | changes))
