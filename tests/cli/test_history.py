"""`history` and `explain` say which plan is meant and under which text of which policy it runs."""

import json
from pathlib import Path

import pytest

from tests.demo.playing import typed


@pytest.mark.parametrize("command", ["history", "explain"])
def test_a_plan_is_found_by_its_employee_and_named_with_its_policy(
    told: Path, command: str
) -> None:
    (head, *rest), again = (
        typed(command, "--root", str(told), which)[1].splitlines()
        for which in ("PW-2026-0001", "E00011")
    )
    assert again == [head, *rest]
    known = json.loads(typed(command, "--root", str(told), "E00011", "--json")[1])
    assert (known["plan"], known["employee"]) == ("PW-2026-0001", "E00011")
    under = f'{known["policy"]} {known["version"]}, "{known["title"]}"'
    assert head == f"PW-2026-0001 of E00011, under {under} (text sha256 {known['pin']})"
    assert len(known["pin"]) == 64
    assert list((told / ".planward" / "blobs").rglob(f"*{known['pin'][-8:]}*"))


def test_a_plan_that_ended_is_found_by_its_employee(told: Path) -> None:
    ended = json.loads(typed("status", "--root", str(told), "--json")[1])["plans"]
    plan = next(row for row in ended if row["plan"] == "PW-2026-0005")
    said = typed("history", "--root", str(told), plan["employee"])[1]
    assert said.startswith(f"PW-2026-0005 of {plan['employee']}, ")
