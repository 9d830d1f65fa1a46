"""A plan in review at a glance: whose turn it is and what holds it back, and who may read which words."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from engine.cli.main import planward
from tests.engine.reviews import (
    ANN,
    DANA,
    DRAFT,
    HAL,
    MIA,
    PLAN,
    REASON,
    document,
    in_draft,
    note,
    opens,
    saves,
    signs,
)
from tests.faults.whole import DAY
from tests.workspaces import PlayedWorkspace

REMARK = "Which months do we mean?"
HELD_BACK = "v1 in review, held back by open comments"


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> PlayedWorkspace:
    """Dana approved the improvement plan; then Hal put a question in it and signed, but for the day."""
    made = in_draft(tmp_path_factory.mktemp("seen") / "ws")
    saves(made, opens(made, DANA).fills(**signs("second_line", DANA)))
    made.runs(DAY)
    hal = opens(made, HAL).comments(REASON, REMARK)
    saves(made, hal.fills(decision_hr="Approve", name_hr=HAL))
    made.runs(DAY)
    return made


def plan_lines(made: PlayedWorkspace) -> list[str]:
    told = made.does("status", "--as-of", DAY).splitlines()
    return told[: next(n for n, line in enumerate(told) if line.startswith("PW-2026-0002"))]


def test_status_says_who_approved_what_holds_it_back_and_whose_turn_it_is(
    asked: PlayedWorkspace,
) -> None:
    _, document, why, turn, command = plan_lines(asked)
    assert document == f"    02 improvement_plan {HELD_BACK}; approved by second_line E001"
    assert why.startswith("      1 open comment: Hal Partner at ")
    assert why.endswith(f": {REMARK}")
    assert turn == "    revise improvement_plan by manager E002, due 2026-03-16"
    assert command.startswith(f"      planward record {PLAN} revise --role manager --by E002 ")


def test_a_version_that_carries_a_question_says_that_it_is_held_back(
    asked: PlayedWorkspace, tmp_path: Path
) -> None:
    copy = PlayedWorkspace(shutil.copytree(asked.root, tmp_path / "ws"))
    saves(copy, opens(copy, DANA).rewords(REASON, "Results are below 50"))
    copy.runs(DAY)
    held = "    02 improvement_plan v2 drafted, held back by open comments"
    assert held in plan_lines(copy)


def test_a_script_reads_the_same(asked: PlayedWorkspace) -> None:
    known = document(asked)
    assert known["state"] == "in review"
    assert known["approvals"] == [{"role": "second_line", "person": "E001"}]
    assert (known["open"], known["wanted"]) == (["comments"], "")
    assert known["why"].endswith(REMARK)


def test_the_command_that_status_prints_works_as_it_stands(
    asked: PlayedWorkspace, tmp_path: Path
) -> None:
    copy = PlayedWorkspace(shutil.copytree(asked.root, tmp_path / "ws"))
    copy.says(plan_lines(copy)[-1].strip(), DAY)
    assert document(copy)["open"] == []


def test_the_pages_say_whose_turn_it_is_and_what_holds_it_back_in_ids_only(
    asked: PlayedWorkspace,
) -> None:
    page = (asked.plans / "East" / "STATUS.html").read_text("utf-8")
    assert "<span>revise<small>manager E002</small></span>" in page
    assert f"<small>{HELD_BACK}</small>" in page
    assert "its note is about tracked changes or comments and something not filled in" in page
    top = (asked.plans / "STATUS.html").read_text("utf-8")
    for words in (ANN, DANA, HAL, MIA, "Partner", REMARK, "Attainment"):
        assert words not in page
        assert words not in top


def test_the_log_and_the_names_of_files_hold_no_names_and_no_remarks(
    asked: PlayedWorkspace,
) -> None:
    (log,) = asked.root.rglob("*.log")
    paths = "\n".join(str(path.relative_to(asked.root)) for path in asked.root.rglob("*"))
    assert "returned: " in log.read_text("utf-8")
    for words in (ANN, DANA, HAL, MIA, REMARK):
        assert words not in log.read_text("utf-8")
        assert words not in paths


def test_the_note_names_the_remark_and_what_is_missing(asked: PlayedWorkspace) -> None:
    said = note(asked)
    assert f"{REMARK}\n" in said
    assert "the sign-off of hr is not whole: its date is empty\n" in said


def test_history_says_what_a_file_claimed_and_in_whose_words(asked: PlayedWorkspace) -> None:
    lines = [line[18:] for line in asked.does("history", PLAN).splitlines()[6:]]
    claimed, approved, back, remark = lines[1:5]
    assert claimed == f"document 02 v1: the file says approved, by E001 as second_line on {DAY}"
    assert approved == "document 02 v1 approved by E001 as second_line"
    assert back == "document 02 v1 read back: fields filled in; held back by open comments"
    assert remark.endswith(REMARK)
    (entry,) = (e for e in asked.history(PLAN) if e["event"] == "Claimed")
    assert (entry["says"], entry["claims"]) == (claimed, "approve")


def test_approved_by_all_it_is_the_drafters_turn_to_issue(
    asked: PlayedWorkspace, tmp_path: Path
) -> None:
    copy = PlayedWorkspace(shutil.copytree(asked.root, tmp_path / "ws"))
    saves(copy, opens(copy, HAL).resolves().fills(**signs("hr", HAL)))
    copy.runs(DAY)
    page = (copy.plans / "East" / "STATUS.html").read_text("utf-8")
    assert document(copy)["state"] == "approved"
    assert "<span>issue<small>manager E002</small></span>" in page
    assert "<small>v1 approved</small>" in page


def test_changes_wanted_are_the_drafters_turn(asked: PlayedWorkspace, tmp_path: Path) -> None:
    copy = PlayedWorkspace(shutil.copytree(asked.root, tmp_path / "ws"))
    saves(copy, opens(copy, HAL).fills(**signs("hr", HAL, "Changes wanted")))
    copy.runs(DAY)
    assert f"02 improvement_plan {HELD_BACK.replace('v1', 'v2')}" in plan_lines(copy)[1]
    assert (document(copy)["wanted"], note(copy, DRAFT)) == ("hr", "")
    result = CliRunner().invoke(planward, ["status", "--root", str(copy.root), "--json"])
    (turn, *_) = json.loads(result.stdout)["plans"][0]["awaiting"]
    assert (turn["action"], turn["person"]) == ("revise", "E002")
