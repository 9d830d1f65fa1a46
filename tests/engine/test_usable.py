# ruff: noqa: E501 - a row of a table is read across

"""Files with mistakes open nothing, and say so; what runs goes on, and mending them makes up for it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from engine import service
from engine.checking import checked
from engine.core.values.errors import NotAllowedError
from engine.requests import ActSaid
from engine.workspace.session.usable import Checked, checked_files, last_checked, own_files
from engine.workspace.session.workspace import config_of
from tests.engine.company import FIGURES, PLAN, POLICY, company, handed_over
from tests.workspaces import PlayedWorkspace

Break = Callable[[Path], None]
POLICY_FILE, LETTER = "policies/own.yaml", "templates/improvement_plan.docx"
SECOND = POLICY.replace("policy: care", "policy: other").replace(
    "covers: {field: job, is: Account Executive}", "covers: {field: job, is: Coach}"
)


def edited(file: str, before: str, after: str) -> Break:
    def edit(root: Path) -> None:
        text = (root / file).read_text("utf-8")
        assert before in text
        (root / file).write_text(text.replace(before, after), "utf-8")

    return edit


def written(file: str, content: str) -> Break:
    return lambda root: (root / file).write_text(content, "utf-8") and None


def gone(file: str) -> Break:
    return lambda root: (root / file).unlink()


FAULTS = {
    "a mistake of form": (edited(POLICY_FILE, "below: 70%", "below: 70"), POLICY_FILE, 1),
    "a mistake of sense": (edited(POLICY_FILE, "propose_to: [hr]", "propose_to: [legal]"), POLICY_FILE, 1),
    "two of them": (edited(POLICY_FILE, "propose_to: [hr]\n    start: help", "propose_to: [legal]\n    start: helped"), POLICY_FILE, 2),
    "no YAML at all": (written(POLICY_FILE, "planward: [policy/1\n"), POLICY_FILE, 1),
    "a country nobody knows": (edited(POLICY_FILE, "country: US", "country: ZZ"), POLICY_FILE, 1),
    "a template that is no Word file": (written(LETTER, "no Word file"), LETTER, 1),
    "a template that is gone": (gone(LETTER), POLICY_FILE, 1),
    "a source with a mistake": (edited("policies/sources/roster.yaml", "kind: people", "kind: peoples"), "policies/sources/roster.yaml", 1),
    "two policies on one employee": (written("policies/second.yaml", POLICY.replace("policy: care", "policy: zeal")), "policies/second.yaml", 1),
}  # fmt: skip


def nothing_opens(made: PlayedWorkspace) -> list[tuple[str, int]]:
    return [(each["file"], each["problems"]) for each in made.status()["nothing_opens"]]


def opened_by_hand(made: PlayedWorkspace) -> None:
    said = ActSaid("E012", "open", "manager", "E002", "", note="asked for")
    service.act(made.root, said)


@pytest.mark.parametrize(("fault", "file", "problems"), FAULTS.values(), ids=FAULTS)
def test_a_policy_with_errors_opens_nothing_and_every_door_says_why(
    fault: Break, file: str, problems: int, tmp_path: Path
) -> None:
    made = company(tmp_path / "w")
    fault(made.root)
    said = made.runs("2026-03-02")
    assert f"{file} has {problems} problem" in said
    blocked = problems and "second" not in file
    assert len(made.status()["plans"]) == (0 if blocked else 1)
    assert nothing_opens(made) == [(file, problems)]
    assert f"{file} has {problems} problem" in made.does("status", "--as-of", "2026-03-02")
    for page in ("STATUS.html", "East/STATUS.html"):
        assert f"{file} has {problems} problem" in (made.plans / page).read_text("utf-8")
    with pytest.raises(NotAllowedError, match=r"lets the role|on no roster"):
        opened_by_hand(made)
    refused = made.does(
        "record", "E012", "open", "--role", "manager", "--by", "E002", "--note", "asked", exit_code=1
    )  # fmt: skip
    assert f"{file} has {problems} problem" in refused


TOLD = {name: each[:2] for name, each in FAULTS.items()}


@pytest.mark.parametrize(("fault", "file"), TOLD.values(), ids=TOLD)
def test_what_keeps_a_policy_from_opening_is_what_check_calls_an_error(
    fault: Break, file: str, tmp_path: Path
) -> None:
    made = company(tmp_path / "w")
    assert checked(made.root).errors == ()
    fault(made.root)
    assert {Path(each.file).name for each in checked(made.root).errors} >= {Path(file).name}


@pytest.mark.parametrize("fault", [each[0] for each in FAULTS.values()], ids=FAULTS)
def test_a_running_plan_goes_on_as_it_opened(fault: Break, tmp_path: Path) -> None:
    """The same days and acts lead to the same entries, whatever becomes of the files in git."""
    sound, broken = (handed_over(tmp_path / name) for name in ("sound", "broken"))
    fault(broken.root)
    for made in (sound, broken):
        made.runs("2026-03-12")
        made.does(
            "record", PLAN, "check-in", "--role", "manager", "--by", "E002", "--item", "weekly",
            "--as-of", "2026-03-13",
        )  # fmt: skip
        made.runs("2026-03-30")
        made.does(
            "record", PLAN, "answer", "--role", "manager", "--by", "E002",
            "--answer", "progress=enough", "--as-of", "2026-03-30",
        )  # fmt: skip
    assert [entry["says"] for entry in broken.history(PLAN)] == [
        entry["says"] for entry in sound.history(PLAN)
    ]
    assert broken.status()["plans"][0]["outcome"] == "success"


def test_a_pending_proposal_can_be_confirmed_and_declined_all_the_same(tmp_path: Path) -> None:
    made = company(tmp_path / "w")
    made.runs("2026-03-02")
    edited(POLICY_FILE, "below: 70%", "below: 70")(made.root)
    made.runs("2026-03-03")
    made.does(
        "record", PLAN, "confirm", "--role", "hr", "--by", "E009", "--as-of", "2026-03-03"
    )
    assert made.status()["plans"][0]["stage"] == "help"


# -- gone -----------------------------------------------------------------------------------------


def test_a_policy_whose_file_is_gone_is_told_of_while_a_plan_runs_under_it(
    tmp_path: Path,
) -> None:
    made = handed_over(tmp_path / "w")
    (made.root / POLICY_FILE).unlink()
    assert nothing_opens(made) == [(POLICY_FILE, 0)]
    assert f"{POLICY_FILE} is gone" in made.runs("2026-03-06")
    # Later nobody knows any more what the file was called.
    assert "no file holds the policy care any more" in made.runs("2026-03-07")
    assert nothing_opens(made) == [("", 0)]
    made.does("record", PLAN, "withdraw", "--role", "hr", "--by", "E009", "--note", "moved on", "--as-of", "2026-03-07")  # fmt: skip
    assert nothing_opens(made) == []


def test_a_policy_that_moved_to_another_file_is_not_gone(tmp_path: Path) -> None:
    made = handed_over(tmp_path / "w")
    (made.root / POLICY_FILE).rename(made.root / "policies" / "help.yaml")
    assert "gone" not in made.runs("2026-03-06")
    assert nothing_opens(made) == []


def test_a_policy_with_another_id_is_another_one(tmp_path: Path) -> None:
    made = handed_over(tmp_path / "w")
    edited(POLICY_FILE, "policy: care", "policy: cares")(made.root)
    assert f"{POLICY_FILE} is gone: nothing opens by care any more" not in made.runs(
        "2026-03-06"
    )
    assert nothing_opens(made) == [("", 0)]
    assert [plan["policy"] for plan in made.status()["plans"]] == ["care"]


# -- mended ---------------------------------------------------------------------------------------

MENDING = {
    name: each[0] for name, each in FAULTS.items() if name != "two policies on one employee"
}


def mended(root: Path, before: dict[str, bytes]) -> None:
    for file, content in before.items():
        (root / file).write_bytes(content)


@pytest.mark.parametrize("fault", MENDING.values(), ids=MENDING)
def test_mending_looks_again_at_the_figures_that_were_told(
    fault: Break, tmp_path: Path
) -> None:
    made = company(tmp_path / "w")
    files = (POLICY_FILE, LETTER, "policies/sources/roster.yaml")
    before = {file: (made.root / file).read_bytes() for file in files}
    roster = made.plans / "roster.csv"
    made.runs("2026-03-01")  # people and figures are known; E012's plan is proposed
    made.does(
        "record", PLAN, "decline", "--role", "hr", "--by", "E009", "--as-of", "2026-03-01"
    )
    fault(made.root)
    made.drops("more.csv", FIGURES.replace("E012", "E013"))
    made.runs("2026-03-02")
    assert len(made.status()["plans"]) == 1
    mended(made.root, before)
    assert "PW-2026-0002" in made.runs("2026-03-02")
    assert [plan["employee"] for plan in made.status()["plans"]] == ["E012", "E013"]
    assert roster.exists()
    assert "PW-2026-0003" not in made.runs("2026-03-03")


def test_a_policy_that_never_was_sound_opens_on_what_was_told_before(tmp_path: Path) -> None:
    made = company(tmp_path / "w", POLICY.replace("below: 70%", "below: 70"))
    made.runs("2026-03-01")
    made.runs("2026-03-02")
    edited(POLICY_FILE, "below: 70", "below: 70%")(made.root)
    before = made.does("run", "--once", "--dry-run", "--as-of", "2026-03-02")
    assert PLAN in before
    assert made.status()["plans"] == []
    assert PLAN in made.does("status", "--as-of", "2026-03-02") or PLAN in made.runs(
        "2026-03-02"
    )
    assert [plan["employee"] for plan in made.status()["plans"]] == ["E012"]


def test_an_act_too_looks_again_after_mending(tmp_path: Path) -> None:
    made = handed_over(tmp_path / "w")
    edited(POLICY_FILE, "below: 70%", "below: 70")(made.root)
    made.drops("more.csv", FIGURES.replace("E012", "E013"))
    made.runs("2026-03-06")
    edited(POLICY_FILE, "below: 70", "below: 70%")(made.root)
    said = made.does(
        "record", PLAN, "check-in", "--role", "manager", "--by", "E002", "--item", "weekly",
        "--as-of", "2026-03-06",
    )  # fmt: skip
    assert "PW-2026-0002" in said


def test_what_is_remembered_of_the_files_may_be_lost(tmp_path: Path) -> None:
    made = company(tmp_path / "w")
    edited(POLICY_FILE, "below: 70%", "below: 70")(made.root)
    made.runs("2026-03-02")
    (made.root / ".planward" / "checked.json").unlink()
    edited(POLICY_FILE, "below: 70", "below: 70%")(made.root)
    made.runs("2026-03-02")
    assert [plan["employee"] for plan in made.status()["plans"]] == ["E012"]
    (made.root / ".planward" / "checked.json").write_text("{", "utf-8")
    made.runs("2026-03-03")
    assert len(made.status()["plans"]) == 1


def test_a_file_that_nothing_is_wrong_with_is_taken_while_another_source_is_faulty(
    tmp_path: Path,
) -> None:
    made = company(tmp_path / "w")
    edited("policies/sources/activity.yaml", "kind: figures", "kind: figure")(made.root)
    said = made.runs("2026-03-02")
    assert "taken roster.csv" in said
    assert "taken figures.csv" in said
    assert made.status()["plans"] == []
    edited("policies/sources/activity.yaml", "kind: figure", "kind: figures")(made.root)
    assert PLAN in made.runs("2026-03-02")


def test_a_file_of_a_faulty_source_is_not_blamed_and_is_read_once_that_is_mended(
    tmp_path: Path,
) -> None:
    made = company(tmp_path / "w")
    edited("policies/sources/roster.yaml", "kind: people", "kind: peoples")(made.root)
    assert "refused roster.csv" in made.runs("2026-03-02")
    (note,) = made.plans.glob("roster.csv*FIX*")
    assert "policies/sources/roster.yaml has mistakes" in note.read_text("utf-8")
    edited("policies/sources/roster.yaml", "kind: peoples", "kind: people")(made.root)
    assert "taken roster.csv" in made.runs("2026-03-02")
    assert not note.exists()


def test_one_faulty_policy_stops_no_other(tmp_path: Path) -> None:
    made = company(tmp_path / "w")
    written("policies/second.yaml", SECOND.replace("below: 70%", "below: 70"))(made.root)
    assert "nothing opens by other" in made.runs("2026-03-02")
    assert [plan["policy"] for plan in made.status()["plans"]] == ["care"]


def test_one_that_cannot_be_read_is_known_to_those_that_precede_it(tmp_path: Path) -> None:
    made = company(
        tmp_path / "w", POLICY.replace("effective:", "precedes: [other]\neffective:")
    )
    written("policies/second.yaml", SECOND.replace("below: 70%", "below: 70"))(made.root)
    made.runs("2026-03-02")
    assert nothing_opens(made) == [("policies/second.yaml", 1)]
    assert {Path(each.file).name for each in checked(made.root).errors} == {"second.yaml"}


@pytest.mark.parametrize(
    ("effective", "plans"),
    [
        pytest.param("2026-03-03", 1, id="a later text with a mistake closes nothing before its day"),
        pytest.param("2026-03-02", 0, id="and everything from that day on"),
    ],
)  # fmt: skip
def test_a_new_text_with_a_mistake(effective: str, plans: int, tmp_path: Path) -> None:
    made = company(tmp_path / "w")
    newer = POLICY.replace("2026-01-01", effective).replace(
        "propose_to: [hr]", "propose_to: [legal]"
    )
    written("policies/own2.yaml", newer)(made.root)
    made.runs("2026-03-02")
    assert len(made.status()["plans"]) == plans


# -- cheap ----------------------------------------------------------------------------------------


def test_nothing_is_checked_again_while_no_byte_has_changed(tmp_path: Path) -> None:
    made = company(tmp_path / "w")
    made.runs("2026-03-02")
    config, state = config_of(made.root), made.root / ".planward"
    before = last_checked(state)
    assert before is not None
    assert checked_files(own_files(made.root, config), before) is before
    stamp = (state / "checked.json").stat().st_mtime_ns
    made.runs("2026-03-02")
    assert (state / "checked.json").stat().st_mtime_ns == stamp
    (made.root / POLICY_FILE).touch()
    assert checked_files(own_files(made.root, config), before) is before
    edited(POLICY_FILE, "below: 70%", "below: 71%")(made.root)
    assert checked_files(own_files(made.root, config), before).key != before.key
    assert checked_files(own_files(made.root, config), Checked()).faulty == ()
