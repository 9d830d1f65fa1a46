"""Every form of the language acts: without its line the record, or what is printed, is another."""

import pytest

from engine.core.policy import Policy
from tests.stories import forms_policy, forms_stage, forms_work
from tests.stories.harness import Told, played, policy_of
from tests.stories.patching import BASE, patched
from tests.stories.rows import Row

ROWS = (*forms_policy.ROWS, *forms_stage.ROWS, *forms_work.ROWS)


def _policies(row: Row) -> tuple[Policy, Policy]:
    text = patched(BASE, row.given)
    return policy_of(text), policy_of(patched(text, row.without))


def _seen(told: Told, shows: str) -> object:
    return {"ledger": told.ledger, "words": told.words, "brief": told.briefs}[shows]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_without_the_line_the_story_is_another(row: Row) -> None:
    with_it, without_it = (played(row.story, policy) for policy in _policies(row))
    assert _seen(with_it, row.shows) != _seen(without_it, row.shows), with_it.text
