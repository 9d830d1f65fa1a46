"""Forms in the plans' folders: there when something is due, taken when filled in, gone when done."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from tests.engine.company import FIGURES, FOLDER, PLAN
from tests.engine.sheets import fill, filled, place_of, words_of
from tests.faults.killing import in_fault_process
from tests.workspaces import PlayedWorkspace

DONE = {"done": "yes", "day": date(2026, 3, 12)}
CHECK_IN = "TO DO check-in 2026-03-12.xlsx"
FIRST = {
    CHECK_IN,
    "TO DO train 2026-03-19.xlsx",
    "TO DO support visits 2026-03-19.xlsx",
    "TO DO support mentor 2026-03-19.xlsx",
    "TO DO act 2026-03-19.xlsx",
}


def here(ws: PlayedWorkspace) -> Path:
    return ws.plans / FOLDER


def forms(ws: PlayedWorkspace) -> set[str]:
    return {file.name for file in here(ws).iterdir() if file.suffix == ".xlsx"}


def done(ws: PlayedWorkspace) -> list[tuple[str, str, str, str]]:
    """What the history says was done: duty, by whom, on which day, the remarks."""
    return [
        (each["duty"], each["by"], each["day"], each.get("note", ""))
        for each in ws.history(PLAN)
        if each["event"] == "DutyDone"
    ]


def note(ws: PlayedWorkspace, name: str = CHECK_IN, folder: Path | None = None) -> str:
    file = (folder or here(ws)) / f"{name} - PLEASE FIX.txt"
    return file.read_text("utf-8-sig") if file.exists() else ""


def receipt(ws: PlayedWorkspace, name: str = CHECK_IN) -> str:
    file = here(ws) / f"{name} - RECEIVED.txt"
    return file.read_text("utf-8-sig") if file.exists() else ""


def commits(ws: PlayedWorkspace) -> int:
    """Lines in the ledger."""
    return sum(
        len(f.read_bytes().splitlines()) for f in (ws.root / ".planward" / "ledger").iterdir()
    )


def test_every_duty_that_waits_for_a_person_has_its_form(running: PlayedWorkspace) -> None:
    assert forms(running) == FIRST, "record puts them there too"
    words = words_of((here(running) / CHECK_IN).read_bytes())
    assert "Check-in: Weekly" in words
    assert any("For E002 Mia Lead (manager)." in line for line in words)
    assert {"Attainment", "at least 80 %"} <= set(words), "a row a goal"


def test_an_untouched_form_is_no_drop_and_looking_again_changes_nothing(
    running: PlayedWorkspace,
) -> None:
    before = {
        f.name: (f.stat().st_mtime_ns, f.read_bytes()) for f in here(running).glob("TO DO*")
    }
    said = running.runs("2026-03-05")
    again = running.runs("2026-03-05")
    assert "looked: 0 taken, 0 refused, 0 files written" in said
    assert again == said
    assert before == {
        f.name: (f.stat().st_mtime_ns, f.read_bytes()) for f in here(running).glob("TO DO*")
    }


def test_a_filled_form_is_the_act_of_that_person(running: PlayedWorkspace) -> None:
    fill(
        here(running) / CHECK_IN,
        **DONE,
        remarks="A good first week.",
        remark__attain="On track.",
    )
    running.runs("2026-03-12")
    assert done(running) == [
        ("weekly", "E002", "2026-03-12", "A good first week.\nAttainment: On track.")
    ]
    assert "you may delete this file" in receipt(running)
    assert forms(running) == FIRST | {"TO DO check-in 2026-03-19.xlsx"}
    (here(running) / CHECK_IN).unlink()
    running.runs("2026-03-12")
    assert CHECK_IN not in forms(running), "what is done is not asked again"
    assert receipt(running) == ""


def test_the_same_filled_form_is_taken_once(running: PlayedWorkspace) -> None:
    fill(here(running) / CHECK_IN, **DONE)
    running.runs("2026-03-12")
    before = commits(running)
    shutil.copy(here(running) / CHECK_IN, running.plans / "again.xlsx")
    assert "0 taken, 0 refused" in running.runs("2026-03-12")
    assert commits(running) == before
    assert len(done(running)) == 1


def test_a_form_edited_after_it_was_taken_is_refused_until_the_entry_is_struck(
    running: PlayedWorkspace,
) -> None:
    name = "TO DO support visits 2026-03-19.xlsx"
    fill(here(running) / name, **DONE)
    running.runs("2026-03-12")
    fill(here(running) / name, remarks="I forgot to say this.")
    running.runs("2026-03-12")
    assert "visits number 1 is recorded already, done on 2026-03-12 by E002" in note(
        running, name
    )
    assert "can be struck" in note(running, name)
    assert len(done(running)) == 1
    words = ("--role", "manager", "--by", "E002", "--as-of", "2026-03-12")
    running.does("record", PLAN, "strike", *words, "--note", "Saved too early.")
    running.runs("2026-03-12")
    assert note(running, name) == ""
    assert done(running)[-1][3] == "I forgot to say this."


def test_a_half_filled_form_is_refused_by_its_cell_and_taken_when_the_cell_is_filled(
    running: PlayedWorkspace,
) -> None:
    file = here(running) / CHECK_IN
    fill(file, done="yes")
    running.runs("2026-03-12")
    cell = place_of(file.read_bytes(), "day")
    assert f"cell {cell}" in note(running)
    assert "Please do:    type the day it was done, written like 2026-03-12" in note(running)
    assert done(running) == []
    fill(file, day="2026-03-12")
    running.runs("2026-03-12")
    assert note(running) == ""
    assert len(done(running)) == 1


def test_a_day_that_has_not_come_is_refused_today_and_taken_on_that_day(
    running: PlayedWorkspace,
) -> None:
    fill(here(running) / CHECK_IN, done="yes", day=date(2026, 3, 12))
    running.runs("2026-03-11")
    assert "a day up to today, 2026-03-11" in note(running)
    running.runs("2026-03-12")
    assert (note(running), len(done(running))) == ("", 1)


def test_who_signs_must_be_who_may(running: PlayedWorkspace) -> None:
    running.drops(
        "move.csv", "Employee,Name,Manager,HR partner,Team,Starting\n"
        "E012,Ann Seller,E003,E009,East,2026-03-10\n",
    )  # fmt: skip
    old = (here(running) / CHECK_IN).read_bytes()
    running.runs("2026-03-10")
    new = (here(running) / CHECK_IN).read_bytes()
    assert any("For E003 Tom Lead" in line for line in words_of(new)), (
        "asked anew of the new one"
    )
    (here(running) / CHECK_IN).write_bytes(filled(old, DONE))
    running.runs("2026-03-12")
    assert "E002 is not manager for E012 on 2026-03-12; E003 may" in note(running)
    assert done(running) == []
    (here(running) / CHECK_IN).write_bytes(filled(new, DONE))
    running.runs("2026-03-12")
    assert [by for _, by, _, _ in done(running)] == ["E003"]


def test_where_several_may_do_it_the_form_asks_who_did(running: PlayedWorkspace) -> None:
    name = "TO DO support mentor 2026-03-19.xlsx"
    fill(here(running) / name, **DONE)
    running.runs("2026-03-12")
    assert "E010 or E011" in note(running, name)
    fill(here(running) / name, by="E011")
    running.runs("2026-03-12")
    assert [(duty, by) for duty, by, _, _ in done(running)] == [("mentor", "E011")]


def test_a_form_in_the_folder_of_another_plan_is_refused(running: PlayedWorkspace) -> None:
    running.drops("east.csv", FIGURES.replace("E012", "E013"))
    running.runs("2026-03-09")
    other = running.plans / "East" / "E013 PW-2026-0002"
    form = filled((here(running) / CHECK_IN).read_bytes(), DONE)
    (other / CHECK_IN).write_bytes(form)
    running.runs("2026-03-12")
    assert f"about E012 and plan {PLAN}" in note(running, folder=other)
    assert done(running) == []
    (other / CHECK_IN).rename(here(running) / CHECK_IN)
    running.runs("2026-03-12")
    assert (note(running, folder=other), len(done(running))) == ("", 1)


def test_an_export_in_a_plans_folder_is_not_taken(running: PlayedWorkspace) -> None:
    (here(running) / "TO DO figures.xlsx").write_bytes(
        (Path(__file__).parents[2] / "policies" / "samples" / "Quota 2026.xlsx").read_bytes()
    )
    running.runs("2026-03-12")
    assert "TO DO figures.xlsx" in note(running, "TO DO figures.xlsx")


def test_forms_go_when_their_time_is_over_unless_somebody_wrote_into_them(
    running: PlayedWorkspace,
) -> None:
    fill(here(running) / "TO DO train 2026-03-19.xlsx", remarks="Half of it was given.")
    running.runs("2026-03-12")
    running.runs("2026-03-18")  # the first check-in was missed on the 17th
    assert CHECK_IN not in forms(running)
    assert "TO DO check-in 2026-03-19.xlsx" in forms(running)
    words = ("--role", "hr", "--by", "E009", "--as-of", "2026-03-18")
    running.does("record", PLAN, "withdraw", *words)
    assert forms(running) == {"TO DO train 2026-03-19.xlsx"}
    running.runs("2026-03-18")
    assert "is closed" in note(running, "TO DO train 2026-03-19.xlsx") or "cell" in note(
        running, "TO DO train 2026-03-19.xlsx"
    )


def test_a_form_filled_in_after_its_check_in_was_missed_counts_for_no_other(
    running: PlayedWorkspace,
) -> None:
    old = (here(running) / CHECK_IN).read_bytes()
    running.runs("2026-03-18")
    (here(running) / CHECK_IN).write_bytes(filled(old, DONE))
    running.runs("2026-03-18")
    assert "weekly number 1 was marked as missed on 2026-03-1" in note(running)
    assert done(running) == []


def test_a_form_somebody_has_open_is_left_to_them(running: PlayedWorkspace) -> None:
    lock = here(running) / f"~${CHECK_IN}"
    lock.write_bytes(b"Mia")
    running.runs("2026-03-18")
    assert CHECK_IN in forms(running), "missed by now, but on somebody's screen"
    lock.unlink()
    running.runs("2026-03-18")
    assert CHECK_IN not in forms(running)


def test_a_form_saved_without_typing_is_still_ours(running: PlayedWorkspace) -> None:
    file = here(running) / CHECK_IN
    file.write_bytes(filled(file.read_bytes(), {}))
    assert "0 taken, 0 refused" in running.runs("2026-03-12")
    running.runs("2026-03-18")
    assert CHECK_IN not in forms(running)


def test_forms_come_back_when_they_are_deleted_and_when_the_engine_forgot_them(
    running: PlayedWorkspace,
) -> None:
    before = {name: (here(running) / name).read_bytes() for name in FIRST}
    (here(running) / CHECK_IN).unlink()
    (running.root / ".planward" / "forms.json").unlink()
    running.runs("2026-03-06")
    assert {name: (here(running) / name).read_bytes() for name in FIRST} == before
    shutil.rmtree(here(running))
    running.runs("2026-03-06")
    assert {name: (here(running) / name).read_bytes() for name in FIRST} == before


REPORT = """\
planward: report/1
employee: E012
reported_by: E002
entries:
  - check_in:
      day: 2026-03-19
      remarks: One more week.
  - training:
      day: 2026-03-18
      remarks: Both half days.
"""


def test_a_whole_life_reported_by_forms_and_by_a_file(running: PlayedWorkspace) -> None:
    fill(here(running) / CHECK_IN, **DONE)
    fill(here(running) / "TO DO support visits 2026-03-19.xlsx", **DONE, remarks="Two visits.")
    running.runs("2026-03-12")
    fill(here(running) / "TO DO act 2026-03-19.xlsx", **DONE)
    fill(here(running) / "TO DO support mentor 2026-03-19.xlsx", **DONE, by="E010")
    (running.plans / "East" / "E012 week 3.yaml").write_text(REPORT, "utf-8")
    running.runs("2026-03-19")
    last = here(running) / "TO DO check-in 2026-03-26.xlsx"
    assert not (here(running) / "TO DO train 2026-03-19.xlsx").exists(), "the file reported it"
    fill(last, done="yes", day=date(2026, 3, 26))
    running.runs("2026-03-30")
    assert sorted(done(running)) == [
        ("course", "E002", "2026-03-18", "Both half days."),
        ("desk", "E001", "2026-03-12", ""),
        ("mentor", "E010", "2026-03-12", ""),
        ("visits", "E002", "2026-03-12", "Two visits."),
        ("weekly", "E002", "2026-03-12", ""),
        ("weekly", "E002", "2026-03-19", "One more week."),
        ("weekly", "E002", "2026-03-26", ""),
    ]
    questions = here(running) / "TO DO answer end manager 2026-04-10.xlsx"
    assert forms(running) & {questions.name} == {questions.name}, forms(running)
    fill(questions, day=date(2026, 3, 30), answer__progress="enough", remarks="Steady.")
    running.runs("2026-03-30")
    (plan,) = running.status()["plans"]
    assert (plan["state"], plan["outcome"]) == ("closed", "success")
    assert all(receipt(running, name) for name in forms(running)), "only filled ones are left"


@pytest.mark.parametrize("goal", ["met", "not met"])
def test_a_goal_that_a_person_set_is_judged_in_the_form(
    known: PlayedWorkspace, goal: str
) -> None:
    words = ("--role", "manager", "--by", "E002", "--as-of", "2026-03-03")
    known.does(
        "record", PLAN, "confirm", "--role", "hr", "--by", "E009", "--as-of", "2026-03-02"
    )
    known.does("record", PLAN, "goal", *words, "--note", "=Two joint visits a week")
    known.does(
        "record", PLAN, "approve", "--role", "hr", "--by", "E009", "--as-of", "2026-03-03"
    )
    known.does("record", PLAN, "issue", *words)
    known.does(
        "record", PLAN, "deliver", "--role", "manager", "--by", "E002", "--as-of", "2026-03-05"
    )
    fill(here(known) / CHECK_IN, **DONE, **{"met__own-1": goal})
    known.runs("2026-03-12")
    judged = [each for each in known.history(PLAN) if each["event"] == "GoalJudged"]
    assert [(each["goal"], each["met"]) for each in judged] == [("own-1", goal == "met")]


def test_forms_come_back_right_from_any_death(tmp_path: Path) -> None:
    """Between the two names of a new form, too: a look must not take it for a link."""
    points = json.loads(in_fault_process("tests.engine.killed_forms", "killed", tmp_path))
    assert (points["BEFORE"] >= 20, points["TORN"] >= 3, points["POWER"] >= 6) == (True,) * 3
