"""Every form of the language acts: without its line the record, or what is printed, is another."""

from collections.abc import Iterator
from typing import Any

import pytest

from engine.core.policy.policy import Policy
from engine.core.soundness.checks import soundness
from engine.documents.template.localise import dress
from engine.languages.letters import language_of
from engine.policyfile.load import load_policy
from engine.schematext.schema import load_schema
from tests.stories import forms_figures, forms_policy, forms_stage, forms_work
from tests.stories.harness import Told, played, policy_of
from tests.stories.patching import BASE, FIGURES, HANDED_OVER, patched
from tests.stories.rows import Row

ROWS = (*forms_policy.ROWS, *forms_figures.ROWS, *forms_stage.ROWS, *forms_work.ROWS)

# What only tells: which language of policies this is, and in whose days the company counts. The
# workspace counts in the time zone of its own config; a policy names the one it was written for.
TELLS = frozenset({"/planward", "calendar.time_zone"})
# What acts where a table of single policies cannot show it: the tests below.
ELSEWHERE = frozenset({"/precedes", "/language", "/accepts"})


def _policies(row: Row) -> tuple[Policy, Policy]:
    text = patched(BASE, row.given)
    return policy_of(text), policy_of(patched(text, row.without))


def _seen(told: Told, shows: str) -> object:
    return {"ledger": told.ledger, "words": told.words, "brief": told.briefs}[shows]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_without_the_line_the_story_is_another(row: Row) -> None:
    with_it, without_it = (played(row.story, policy) for policy in _policies(row))
    assert _seen(with_it, row.shows) != _seen(without_it, row.shows), with_it.text


def test_no_two_rows_have_one_name() -> None:
    names = [row.id for row in ROWS]
    assert [name for name in names if names.count(name) > 1] == []


# -- nothing in the schema is left out ------------------------------------------------------------


def _keys(schema: Any, path: tuple[str, ...]) -> Iterator[str]:
    """Every key that a policy may hold, by the form it stands in: `meeting_duty.notice`."""
    if not isinstance(schema, dict):
        return
    for key, said in schema.get("properties", {}).items():
        yield ".".join((*path, key)) if path else f"/{key}"
        yield from _keys(said, (*path, key))
    for inside in ("items", "additionalProperties"):
        yield from _keys(schema.get(inside), path)


def _every_key() -> set[str]:
    schema = load_schema("policy.v1")
    found = set(_keys(schema, ()))
    for name, form in schema["$defs"].items():
        found |= set(_keys(form, (name,)))
    return found


def test_every_key_of_the_schema_has_a_row() -> None:
    shown = {key for row in ROWS for key in row.keys} | TELLS | ELSEWHERE
    assert _every_key() - shown == set()
    assert shown - _every_key() == set()


# -- what takes more than one policy, or paper -------------------------------------------------------


def test_where_two_policies_cover_one_person_the_preceding_one_acts() -> None:
    first = patched(BASE, {"policy": "first", "precedes": "[second]"})
    second = patched(BASE, {"policy": "second"})
    neither = patched(first, {"precedes": None})
    acting = played(FIGURES, policy_of(second), policy_of(first))
    assert [body["policy"] for _, _, body in acting.ledger] == ["first"]
    assert played(FIGURES, policy_of(second), policy_of(neither)).ledger == []


def test_a_letter_is_dressed_for_the_policys_language() -> None:
    said = {
        language: dress(played(HANDED_OVER, policy).briefs[0][1], language_of(policy.language))
        for language in ("en-US", "de-DE")
        for policy in [policy_of(patched(BASE, {"language": language}))]
    }
    assert "Feb" in str(said["en-US"])
    assert "Februar " in str(said["de-DE"])


# -- moments that cannot come are refused ------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        pytest.param(
            {"stages.work.must.talk": "{do: meeting}", "stages.work.clocks.period.from": "talk.planned"},
            '"planned" does not act yet',
            id="a meeting is recorded when it was held, not when it was planned",
        ),
        pytest.param(
            {"stages.work.clocks.period.from": "stage.left"},
            "the stage that is left",
            id="nothing of a stage is left to wait for its leaving",
        ),
    ],
)  # fmt: skip
def test_a_moment_that_never_happens_is_refused_by_name(
    changes: dict[str, str], says: str
) -> None:
    found = load_policy(patched(BASE, changes), "story.yaml")
    assert isinstance(found, list)
    assert [says in problem.message for problem in found] == [True]


@pytest.mark.parametrize("moment", ["plan.closed", "success.stage.entered", "work.stage.left"])
def test_a_stage_cannot_wait_for_what_comes_after_it(moment: str) -> None:
    policy = policy_of(patched(BASE, {"stages.work.clocks.period.from": moment}))
    assert [finding.message for finding in soundness(policy) if not finding.warning] != []


# Stages that nothing leads to, or only a deadline leads on from: the tables' policies are short.
SHORT = frozenset({"P230", "P231", "P232", "P233", "P265", "P294"})


def test_the_policies_of_the_tables_make_sense_but_for_their_brevity() -> None:
    different = {patched(BASE, row.given): row.id for row in ROWS}
    faults = {
        (row_id, str(finding))
        for text, row_id in different.items()
        for finding in soundness(policy_of(text))
        if not finding.warning and finding.code not in SHORT
    }
    assert faults == set()
