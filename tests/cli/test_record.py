"""Who typed it: an act counts as confirmed only when the person's own user records it."""

import os
import pwd
from pathlib import Path

import pytest

from engine.cli.user import own_user
from tests.engine.company import PLAN, POLICY, company
from tests.workspaces import PlayedWorkspace

SURE = POLICY.replace("improvement_plan.docx,", "improvement_plan.docx, assurance: confirmed,")
APPROVE = ("record", PLAN, "approve", "--role", "hr", "--by", "E009", "--as-of", "2026-03-03")
REFUSED = (
    "improvement_plan needs an approval that is confirmed: E009's own operating-system user must"
    " record it (users in planward.yaml)"
)


@pytest.fixture
def drafted(tmp_path: Path) -> PlayedWorkspace:
    """The first letter waits for its approval, which the policy wants confirmed."""
    assert SURE != POLICY
    made = company(tmp_path / "ws", SURE)
    made.runs("2026-03-02")
    made.does(
        "record", PLAN, "confirm", "--role", "hr", "--by", "E009", "--as-of", "2026-03-02"
    )
    return made


def users(made: PlayedWorkspace, **whose: str) -> None:
    with (made.root / "planward.yaml").open("a", encoding="utf-8") as config:
        config.write(
            "users:\n" + "".join(f"  {who}: '{user}'\n" for who, user in whose.items())
        )


def approvals(made: PlayedWorkspace) -> list[dict]:
    return [entry for entry in made.history(PLAN) if entry["event"] == "Approved"]


@pytest.mark.parametrize(
    "whose",
    [
        pytest.param({}, id="the config names no users"),
        pytest.param({"E009": "somebody-else"}, id="the person's user is another one"),
        pytest.param({"E002": own_user()}, id="this user is another person's"),
    ],
)
def test_what_another_user_types_is_not_confirmed(
    drafted: PlayedWorkspace, whose: dict
) -> None:
    if whose:
        users(drafted, **whose)
    assert drafted.does(*APPROVE, exit_code=1) == REFUSED
    assert approvals(drafted) == []


def test_what_the_persons_own_user_types_is_confirmed_and_kept_as_such(
    drafted: PlayedWorkspace,
) -> None:
    users(drafted, E009=own_user())
    assert "approved by E009 as hr (confirmed)" in drafted.does(*APPROVE)
    (said,) = approvals(drafted)
    assert (said["by"], said["assurance"]) == ("E009", "confirmed")
    ledger = (drafted.root / ".planward" / "ledger").glob("*.jsonl")
    (line,) = (x for file in ledger for x in file.read_text().splitlines() if '"approve"' in x)
    assert line.count('"assurance":"confirmed"') == 2  # of the act, and of what it became


def test_what_is_only_asserted_is_recorded_without_a_word_of_it(
    drafted: PlayedWorkspace,
) -> None:
    ledger = (drafted.root / ".planward" / "ledger").glob("*.jsonl")
    assert "assurance" not in "".join(file.read_text() for file in ledger)


def test_a_name_in_the_environment_is_not_believed(
    drafted: PlayedWorkspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    users(drafted, E009="hal")
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.setenv(name, "hal")
    assert own_user() == pwd.getpwuid(os.getuid()).pw_name
    assert drafted.does(*APPROVE, exit_code=1) == REFUSED


def test_status_says_that_it_takes_their_own_user(drafted: PlayedWorkspace) -> None:
    (waiting,) = drafted.status()["plans"][0]["awaiting"]
    assert (waiting["action"], waiting["assurance"]) == ("approve", "confirmed")
    said = drafted.does("status", "--as-of", "2026-03-03", exit_code=1)
    assert "approve improvement_plan by hr E009 (confirmed: by their own user), due" in said
