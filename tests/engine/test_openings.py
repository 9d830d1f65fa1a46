# ruff: noqa: E501 - a row of a table is read across

"""What opens and what does not, played in real workspaces: earlier plans, issues, levels, leaving, rosters."""

import json
from pathlib import Path

import pytest

from engine.cli.user import own_user
from tests.engine.probe import (
    LOW,
    RELAPSE,
    ROSTER,
    STAGES,
    TALKED,
    TOP,
    TWO_ISSUES,
    acts,
    plans,
    probe,
    sold,
)
from tests.workspaces import PlayedWorkspace

FIRST, SECOND = "PW-2026-0001", "PW-2026-0002"
LOW_QUARTER = {"2026-01": 60, "2026-02": 60, "2026-03": 60}
NEXT_QUARTER = {"2026-04": 60, "2026-05": 60, "2026-06": 60}


def talked(made: PlayedWorkspace, who: str, month: str, times: int = 5) -> None:
    days = [f"{who},{month}-{day:02},{int(day <= times)}" for day in range(1, 32)]
    made.drops(
        f"talks {who} {month}.csv", "\n".join(("Employee,Date,Coaching talks", *days, ""))
    )


def proposed(root: Path, opens: str = RELAPSE, stages: str = STAGES, top: str = TOP) -> PlayedWorkspace:  # fmt: skip
    """Ann sold 60 % in the first quarter: her plan is proposed on 2 April."""
    made = probe(root, opens, stages, top)
    sold(made, "q1", "E1", LOW_QUARTER)
    made.runs("2026-04-02")
    return made


# -- an earlier plan that was withdrawn, declined, ended well, or never was ------------------------

ENDS = {
    "withdrawn as proposed": [("withdraw", "hr/H1")],
    "withdrawn once it was open": [("confirm", "hr/H1"), ("withdraw", "hr/H1")],
    "declined": [("decline", "hr/H1")],
}


def test_a_proposal_says_the_last_day_on_which_it_can_be_confirmed(tmp_path: Path) -> None:
    made = proposed(tmp_path / "w")
    (plan,) = made.status()["plans"]
    confirm = next(each for each in plan["awaiting"] if each["action"] == "confirm")
    assert (plan["due"], confirm["due"]) == ("2026-05-31", "2026-05-31")
    page = (made.plans / "STATUS.html").read_text("utf-8")
    assert all(said in page for said in (FIRST, "2026-05-31", "All plans"))
    made.runs("2026-05-31")
    assert plans(made)[0][2] == "proposed"
    made.runs("2026-06-01")
    assert plans(made)[0][2] == "lapsed"


@pytest.mark.parametrize("said", ENDS.values(), ids=ENDS)
def test_a_plan_that_never_stood_makes_no_relapse(
    said: list[tuple[str, str]], tmp_path: Path
) -> None:
    made = proposed(tmp_path / "w")
    for action, who in said:
        acts(made, "2026-04-03", FIRST, action, who, "--note", "the figures were wrong")
    sold(made, "q2", "E1", NEXT_QUARTER)
    made.runs("2026-07-02")
    assert plans(made)[1:] == [("E1", "plan", "proposed")]
    # Its number and its letters stay.
    assert made.status()["plans"][1]["plan"] == SECOND
    assert [file for file in made.plans.rglob("*.docx") if FIRST in str(file)]


def test_a_plan_that_stood_makes_the_next_one_a_relapse(tmp_path: Path) -> None:
    made = proposed(tmp_path / "w", stages=STAGES.replace("30 days", "27 days"))
    acts(made, "2026-04-02", FIRST, "confirm", "hr/H1")
    acts(made, "2026-04-02", FIRST, "approve", "hr/H1")
    acts(made, "2026-04-03", FIRST, "issue", "manager/M1")
    acts(made, "2026-04-03", FIRST, "deliver", "manager/M1")
    sold(made, "good", "E1", {"2026-04": 95})
    made.runs("2026-05-04")
    assert plans(made) == [("E1", "plan", "success")]
    sold(made, "bad", "E1", {"2026-06": 10, "2026-07": 10, "2026-08": 10})
    made.runs("2026-09-02")
    assert plans(made)[1:] == [("E1", "relapse", "proposed")]


# -- issues ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("conduct_first", [True, False], ids=["conduct above", "results above"])
@pytest.mark.parametrize("together", [True, False], ids=["both at once", "one after the other"])
def test_two_issues_of_one_policy_hide_nothing_from_each_other(
    conduct_first: bool, together: bool, tmp_path: Path
) -> None:
    head, *rows = TWO_ISSUES.split("  - ")
    opens = head + "".join(f"  - {row}" for row in (rows if conduct_first else rows[::-1]))
    made = probe(tmp_path / "w", opens)
    talked(made, "E1", "2026-03")
    if not together:
        made.runs("2026-04-01")
    sold(made, "q1", "E1", LOW_QUARTER)
    made.runs("2026-04-02")
    assert sorted(plans(made)) == [("E1", "att", "proposed"), ("E1", "res", "proposed")]


def test_a_confirmed_issue_goes_its_own_way(tmp_path: Path) -> None:
    made = probe(tmp_path / "w", TWO_ISSUES)
    talked(made, "E1", "2026-03")
    made.runs("2026-04-01")
    acts(made, "2026-04-01", FIRST, "confirm", "hr/H1")
    acts(made, "2026-04-01", FIRST, "withdraw", "hr/H1", "--note", "a misunderstanding")
    sold(made, "q1", "E1", LOW_QUARTER)
    made.runs("2026-04-02")
    assert plans(made) == [("E1", "att", "withdrawn"), ("E1", "res", "proposed")]


def test_an_exclusion_by_an_earlier_plan_speaks_of_its_own_issue(tmp_path: Path) -> None:
    once = "leaves_out: [{title: Second, when: {earlier_plan: {issue: same, ever: true}}}]\n"
    made = probe(tmp_path / "w", once + TWO_ISSUES)
    talked(made, "E1", "2026-03")
    made.runs("2026-04-01")
    acts(made, "2026-04-01", FIRST, "confirm", "hr/H1")
    sold(made, "q1", "E1", LOW_QUARTER)
    made.runs("2026-04-02")
    assert ("E1", "res", "proposed") in plans(made)


OTHER = (
    TOP.replace("policy: probe", "policy: other")
    + f"issues: [results]\nopen:\n  - {{track: other, when: {LOW}, start: warning, document: gap_statement}}\n"
    + STAGES
)


@pytest.mark.parametrize(
    ("opens", "tracks"),
    [
        pytest.param(f"precedes: [other]\nissues: [results]\nopen:\n  - {{when: {LOW}, start: warning, document: gap_statement}}\n", ["plan"], id="both find it: the one that precedes"),
        pytest.param(f"precedes: [other]\nissues: [conduct]\nopen:\n  - {{issue: conduct, when: {TALKED}, start: warning, document: gap_statement}}\n", ["other"], id="the one that precedes finds nothing: it holds nobody back"),
    ],
)  # fmt: skip
def test_precedence_is_per_issue(opens: str, tracks: list[str], tmp_path: Path) -> None:
    made = probe(tmp_path / "w", opens)
    (made.root / "policies" / "other.yaml").write_text(OTHER, "utf-8")
    sold(made, "q1", "E1", LOW_QUARTER)
    made.runs("2026-04-02")
    assert [track for _, track, _ in plans(made)] == tracks


def test_both_policies_open_on_issues_of_their_own(tmp_path: Path) -> None:
    conduct = f"precedes: [other]\nissues: [conduct]\nopen:\n  - {{issue: conduct, when: {TALKED}, start: warning, document: gap_statement}}\n"
    made = probe(tmp_path / "w", conduct)
    (made.root / "policies" / "other.yaml").write_text(OTHER, "utf-8")
    talked(made, "E1", "2026-03")
    sold(made, "q1", "E1", LOW_QUARTER)
    made.runs("2026-04-02")
    assert sorted(track for _, track, _ in plans(made)) == ["other", "plan"]


# -- levels ---------------------------------------------------------------------------------------


def test_without_levels_a_step_up_needs_somebodys_word(tmp_path: Path) -> None:
    flat = (
        STAGES.replace("30 days", "27 days")
        .replace("    level: 1\n", "")
        .replace("    level: 2\n", "")
    )
    made = proposed(tmp_path / "w", stages=flat)
    acts(made, "2026-04-02", FIRST, "confirm", "hr/H1")
    acts(made, "2026-04-02", FIRST, "approve", "hr/H1")
    acts(made, "2026-04-03", FIRST, "issue", "manager/M1")
    acts(made, "2026-04-03", FIRST, "deliver", "manager/M1")
    sold(made, "more", "E1", {"2026-04": 40})
    made.runs("2026-05-04")
    (plan,) = made.status()["plans"]
    assert plan["stage"] == "warning"
    assert [(each["action"], each["role"]) for each in plan["awaiting"]][:1] == [
        ("decide", "manager")
    ]


@pytest.mark.parametrize(
    ("stages", "code"),
    [
        pytest.param(STAGES.replace("    level: 2\n", ""), "P290", id="levels in one stage only"),
        pytest.param(STAGES.replace("    level: 1\n", "").replace("    level: 2\n", "").replace("{otherwise: separated, decided_by: [second_line, hr]}", "{otherwise: warning, decided_by: [second_line, hr]}"), "P291", id="no levels, and a row that goes back"),
        pytest.param(STAGES.replace("- otherwise: improvement", "- otherwise: left"), "P292", id="otherwise: left"),
        pytest.param(STAGES.replace("        - not_known: held\n  improvement", "        - not_known: left\n  improvement"), "P292", id="not_known: left"),
        pytest.param(STAGES + "held: {by: hr, then: left}\n", "P292", id="held too long: left"),
        pytest.param(STAGES.replace("do: resign, go", "do: resign, by: manager, go"), "P293", id="the manager resigns for them"),
    ],
)  # fmt: skip
def test_what_check_refuses_opens_nothing(stages: str, code: str, tmp_path: Path) -> None:
    made = proposed(tmp_path / "w", stages=stages)
    assert code in made.does("check", exit_code=1)
    assert plans(made) == []
    assert [each["file"] for each in made.status()["nothing_opens"]] == ["policies/own.yaml"]


# -- resigning ------------------------------------------------------------------------------------


def improving(root: Path) -> PlayedWorkspace:
    """Ann's plan is in its second stage, where she may resign; she works as this test's own user."""
    start = RELAPSE.replace("start: warning", "start: [warning, improvement]")
    made = proposed(root, opens=start)
    config = made.root / "planward.yaml"
    config.write_text(
        config.read_text("utf-8") + f"\nusers: {{E1: {json.dumps(own_user())}}}\n", "utf-8"
    )
    acts(made, "2026-04-02", FIRST, "confirm", "hr/H1", "--outcome", "improvement")
    return made


def notes(made: PlayedWorkspace) -> str:
    return " ".join(made.status()["plans"][0].get("notes", []))


def test_a_resignation_is_shown_until_its_day_and_then_ends_the_plan(tmp_path: Path) -> None:
    made = improving(tmp_path / "w")
    acts(made, "2026-04-10", FIRST, "resign", "employee/E1", "--outcome", "2026-04-30")
    assert "the employee has resigned: employment ends on 2026-04-30" in notes(made)
    made.runs("2026-04-30")
    assert plans(made)[0][2] == "improvement"
    made.runs("2026-05-01")
    assert plans(made) == [("E1", "plan", "left")]
    assert made.history(FIRST)[-1]["on"] == "2026-04-30"


@pytest.mark.parametrize(
    ("day", "outcome"),
    [
        pytest.param("2026-04-11", "improvement", id="the day after"),
        pytest.param("2026-04-30", "improvement", id="on its effective day"),
    ],
)
def test_it_may_be_withdrawn_until_its_day(day: str, outcome: str, tmp_path: Path) -> None:
    made = improving(tmp_path / "w")
    acts(made, "2026-04-10", FIRST, "resign", "employee/E1", "--outcome", "2026-04-30")
    acts(made, day, FIRST, "withdraw", "employee/E1", "--note", "I stay")
    made.runs("2026-05-04")
    assert plans(made)[0][2] == outcome
    assert notes(made) == ""


def test_status_says_for_how_long_an_extension_is_asked(tmp_path: Path) -> None:
    more = (
        "may: {more: {do: extend, clock: period, up_to: 30 days, times: 2, approved_by: [hr]}, "
    )
    start = RELAPSE.replace("start: warning", "start: [warning, improvement]")
    stages = STAGES.replace("may: {", more)
    made = proposed(tmp_path / "w", opens=start, stages=stages)
    acts(made, "2026-04-02", FIRST, "confirm", "hr/H1", "--outcome", "improvement")
    for who in ("second_line/D1", "hr/H1"):
        acts(made, "2026-04-03", FIRST, "approve", who, "--document", "improvement_plan")
    for step in ("issue", "deliver"):
        acts(made, "2026-04-03", FIRST, step, "manager/M1", "--document", "improvement_plan")
    for length in ("10 days", "30 days"):
        acts(made, "2026-04-03", FIRST, "extend", "manager/M1", "--outcome", length)
    first, second = (f"more is asked for since 2026-04-03, for {n} days" for n in (10, 30))
    assert notes(made) == f"{first} {second}"
    acts(made, "2026-04-07", FIRST, "approve", "hr/H1", "--item", "more")
    assert notes(made) == second


def test_after_its_day_it_cannot_be_withdrawn(tmp_path: Path) -> None:
    made = improving(tmp_path / "w")
    acts(made, "2026-04-10", FIRST, "resign", "employee/E1", "--outcome", "2026-04-30")
    said = made.does(
        "record",
        FIRST,
        "withdraw",
        "--role",
        "employee",
        "--by",
        "E1",
        "--as-of",
        "2026-05-01",
        exit_code=1,
    )
    assert "closed" in said
    made.runs("2026-05-01")
    assert plans(made) == [("E1", "plan", "left")]


@pytest.mark.parametrize(
    ("who", "file", "says"),
    [
        pytest.param("manager/M1", None, "resign is not for the role", id="the manager"),
        pytest.param(
            "hr/H1",
            None,
            "the employee's own letter counts",
            id="human resources without the letter",
        ),
        pytest.param("hr/H1", "", "never an empty one", id="an empty letter"),
        pytest.param("employee/E2", None, "", id="another employee"),
    ],
)
def test_nobody_else_can_say_it(who: str, file: str | None, says: str, tmp_path: Path) -> None:
    made = improving(tmp_path / "w")
    (letter := tmp_path / "letter.pdf").write_text(file or "", "utf-8")
    role, by = who.split("/")
    more = ["--file", str(letter)] if file is not None else []
    code = 2 if file == "" else 1
    said = made.does(
        "record",
        FIRST,
        "resign",
        "--role",
        role,
        "--by",
        by,
        "--as-of",
        "2026-04-10",
        *more,
        exit_code=code,
    )
    assert says in said
    made.runs("2026-05-04")
    assert plans(made)[0][2] == "improvement"


def test_human_resources_keeps_the_employees_letter(tmp_path: Path) -> None:
    made = improving(tmp_path / "w")
    (letter := tmp_path / "letter.pdf").write_bytes(b"%PDF I resign. Ann")
    acts(
        made,
        "2026-04-10",
        FIRST,
        "resign",
        "hr/H1",
        "--outcome",
        "2026-04-30",
        "--file",
        str(letter),
    )
    said = made.history(FIRST)[-1]
    assert (
        made.root / ".planward" / "blobs" / said["letter"]
    ).read_bytes() == letter.read_bytes()
    assert made.does("verify")
    made.runs("2026-05-01")
    assert plans(made) == [("E1", "plan", "left")]


# -- the roster -----------------------------------------------------------------------------------


def roster(made: PlayedWorkspace, name: str, left: str, hired: str = "2020-01-01", starting: str = "2020-01-01") -> None:  # fmt: skip
    """Ann's row alone, as a roster of a later day has it."""
    head = ROSTER.splitlines()[0]
    row = f"E1,Ann Archer,M1,H1,East,{hired},Account Executive,{left},{starting}"
    made.drops(f"{name}.csv", f"{head}\n{row}\n")


def test_a_roster_ends_it_and_a_corrected_one_opens_it_again_twice(tmp_path: Path) -> None:
    made = improving(tmp_path / "w")
    before = made.status()["plans"][0]
    for turn, (day, back) in enumerate(
        (("2026-04-10", "2026-04-13"), ("2026-04-15", "2026-04-17"))
    ):
        roster(made, f"left {turn}", left=day, starting=day)
        made.runs(day)
        made.runs(f"2026-04-{int(day[-2:]) + 1:02}")
        assert plans(made) == [("E1", "plan", "employment_ended")]
        roster(made, f"back {turn}", left="", starting=back)
        made.runs(back)
        now = made.status()["plans"][0]
        assert (now["state"], now["stage"]) == (before["state"], before["stage"])
        assert [each["document"] for each in now["documents"]] == [
            each["document"] for each in before["documents"]
        ]
    made.does("rebuild")
    assert plans(made) == [("E1", "plan", "improvement")]
    assert made.does("verify")


def test_a_person_missing_from_a_roster_has_not_left(tmp_path: Path) -> None:
    made = improving(tmp_path / "w")
    made.drops(
        "roster May.csv",
        "\n".join(line for line in ROSTER.splitlines() if "E1," not in line) + "\n",
    )
    made.runs("2026-05-04")
    assert plans(made) == [("E1", "plan", "improvement")]


def test_who_was_hired_anew_begins_anew(tmp_path: Path) -> None:
    made = improving(tmp_path / "w")
    roster(made, "left", left="2026-04-10", starting="2026-04-10")
    made.runs("2026-04-10")
    made.runs("2026-04-11")
    roster(made, "rehired", left="", hired="2026-06-01", starting="2026-06-01")
    made.runs("2026-06-02")
    assert plans(made) == [("E1", "plan", "employment_ended")]


def test_the_roster_overtakes_a_resignation(tmp_path: Path) -> None:
    made = improving(tmp_path / "w")
    acts(made, "2026-04-10", FIRST, "resign", "employee/E1", "--outcome", "2026-04-30")
    roster(made, "left", left="2026-04-20", starting="2026-04-20")
    made.runs("2026-04-20")
    made.runs("2026-05-04")
    assert plans(made) == [("E1", "plan", "employment_ended")]
    roster(made, "back", left="", starting="2026-05-05")
    made.runs("2026-05-05")
    made.runs("2026-05-06")
    assert plans(made) == [("E1", "plan", "left")]
