"""docs/leave.md: its policy is one, and what its table says follows."""

import re
from pathlib import Path

import yaml

from engine.core.record import events as e
from tests.english import english
from tests.stories.harness import played, policy_of
from tests.stories.patching import BASE, patched

PAGE = (Path(__file__).parents[2] / "docs" / "leave.md").read_text("utf-8")
MONTHS = ("2026-01", "2026-02", "2026-03")
FLOOR = {
    "metrics.attainment.leave_out": "[leave]",
    "open.0.when": "{metric: attainment, over: last 3 months, below: 70%}",
}


def test_the_policy_of_the_page_is_taken() -> None:
    (said,) = re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    whole = yaml.safe_load(BASE)
    for part, entries in yaml.safe_load(said).items():
        whole[part] |= entries
    rule = policy_of(yaml.safe_dump(whole)).metrics["attainment"].rules.leave_out
    assert (rule.fields, str(rule.at_least)) == (("leave",), "5 days")


def test_what_the_table_says_follows() -> None:
    rows = re.findall(r"^\| (\d+) \| (\d+) \| (\d+) \| .* \| (.*) \|$", PAGE, re.MULTILINE)
    assert len(rows) == 3
    for *reached, says in rows:
        figures = "; ".join(
            f"closed_won {month} {won}; quota {month} 100"
            for month, won in zip(MONTHS, reached, strict=True)
        )
        story = f"2026-03-12 told away leave sick 2026-03-10..2026-03-10\n2026-04-02 told {figures}\n"
        found = played(story, policy_of(patched(BASE, FLOOR))).all_of(e.Proposed)
        told = [f"a proposal: {english(x.why.says)}" for x in found] or ["nothing"]
        assert [each.startswith(says) for each in told] == [True]
