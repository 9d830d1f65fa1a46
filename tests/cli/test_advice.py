"""What `check` says at the terminal of what is unknown, too long or misspelt: advice and exit codes."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from engine.cli.main import planward
from tests.policyfile.shipped import ROOT
from tests.workspaces import new_workspace

STARTER = (ROOT / "policies/starter.yaml").read_text("utf-8")
CALENDAR = "calendar: {country: US, time_zone: America/New_York}"
OVER = "over: last 3 months, below: 70%"
EVERY_DAY = "[monday, tuesday, wednesday, thursday, friday, saturday, sunday]"
TOO_LONG = "expected a length of at most 100 years"


def checked(folder: Path, old: str, new: str) -> tuple[int, str]:
    assert old in STARTER
    file = folder / "own.yaml"
    file.write_text(STARTER.replace(old, new, 1), "utf-8")
    found = CliRunner().invoke(planward, ["check", "--root", str(folder), str(file)])
    return found.exit_code, found.output


def length(text: str, says: str) -> tuple[str, str, str, str]:
    return "length: 60 days", f"length: {text}", "P122", says


def calendar(more: str, code: str, says: str) -> tuple[str, str, str, str]:
    return CALENDAR, CALENDAR.replace("}", f", {more}}}"), code, says


def country(text: str, code: str, says: str) -> tuple[str, str, str, str]:
    return "country: US", f"country: {text}", code, says


def language(text: str, code: str, says: str) -> tuple[str, str, str, str]:
    return "owner:", f"language: {text}\nowner:", code, says


def window(text: str, code: str, says: str) -> tuple[str, str, str, str]:
    return OVER, f"each: month, for: {text}, below: 70%", code, says


CASES = [
    *[length(text, TOO_LONG) for text in (
        "9999 years", "101 years", "1300 months", "9999 quarters", "9999 half-years", "9999 weeks")],
    length("99999 days", "one of: days, business days"),
    length("0 days", "at least 1"),
    length("-1 years", "a whole number and one of"),
    length("1e9 days", "a whole number and one of"),
    (OVER, "over: last 9999 years, below: 70%", "P128", "or the name of a clock"),
    language("xx-YY", "P193", "expected a known language"),
    language("xx", "P193", "like en-US, de or fr-CA"),
    language("de-FR", "P193", "one of: de, de-AT, de-BE, de-CH"),
    language("en-Uk", "P131", "type en-GB"),
    language("English", "P131", "type en"),
    language("de_DE", "P131", "type de-DE"),
    country("YY", "P191", "whose public holidays are known"),
    country("UK", "P191", "type GB"),
    country("Germany", "P131", "type DE"),
    country("Atlantis", "P131", "two capital letters"),
    country("US, subdivision: ZZ", "P192", "one of: AK, AL"),
    country("US, subdivision: California, fiscal_year_starts: octobre", "P113", "type october"),
    country("DE, subdivision: CA", "P192", "one of: BB, BE"),
    ("America/New_York", "Mars/Olympus", "P194", "a region and a city"),
    ("America/New_York", "EST5", "P194", "a region and a city"),
    ("America/New_York", "Chicago", "P194", "type America/Chicago"),
    window("2 of 3", "P129", "N of M does not act yet"),
    window("3 of 4", "P129", "like 2 in a row"),
    window("2", "P129", "like 2 in a row"),
    window("two in a row", "P129", "like 2 in a row"),
    window("2 consecutive", "P129", "type 2 in a row"),
    (OVER, "over: last 3 months, below: 0.7", "P220", "a number with %, such as 70%"),
    ("final: dismissed", "final: fired", "P113", "one of: success, no_action"),
    ("do: issue, document: written_warning", "do: appeal, document: written_warning",
     "P120", "one of: issue"),
    ("from: written_warning.delivered", "from: written_warning.sent", "P124",
     "one of: written_warning.drafted"),
    ("go: success", "go: won", "P201", "one of: closed, improvement, separated, success, warning"),
    ("decided_by: [second_line, hr]", "decided_by: [legal, hr]", "P202", "one of: hr, manager, second_line"),
    calendar(f"weekend: {EVERY_DAY}", "P195", "no working day is left"),
    calendar("weekend: [sat, sun]", "P113", "one of: monday, tuesday"),
    calendar("weekend: [saturday, saturday]", "P132", "only once"),
    calendar('extra_days_off: ["9999-12-31"]', "P123", "from 1900 to 2199"),
    calendar('extra_days_off: ["2026-02-30"]', "P123", "a day that the calendar has"),
    calendar('extra_days_off: ["24.12.2026"]', "P123", "a date as year-month-day"),
    calendar("roll: backwards", "P113", "type backward"),
    calendar("roll: next", "P113", "one of: forward, backward, none"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "code", "says"), CASES, ids=lambda x: str(x)[:40].replace("\n", " ")
)
def test_a_mistake_has_a_code_and_advice_that_can_be_followed(
    tmp_path: Path, old: str, new: str, code: str, says: str
) -> None:
    exit_code, output = checked(tmp_path, old, new)
    assert exit_code == 1
    said = " ".join(output.split())
    assert f" {code} " in said
    assert says in said


SOUND = [
    ("length: 60 days", "length: 100 years"),
    ("length: 60 days", "length: 1200 months"),
    (CALENDAR, CALENDAR.replace("}", f", weekend: {EVERY_DAY.replace(', sunday', '')}}}")),
    (CALENDAR, CALENDAR.replace("US", "DE, subdivision: Bayern")),
    ("owner:", "language: de-CH\nowner:"),
]


@pytest.mark.parametrize(("old", "new"), SOUND)
def test_what_stands_at_the_bound_is_advised_about_without_a_fault_of_our_own(
    tmp_path: Path, old: str, new: str
) -> None:
    exit_code, output = checked(tmp_path, old, new)
    assert exit_code in (0, 1)
    unknown = {"P122", "P131", "P191", "P192", "P193", "P194", "P195"}
    assert not unknown & {*output.split()}


@pytest.mark.parametrize(
    ("name", "content", "code", "says"),
    [
        ("writen_warning.docx", None, "P260", "write written_warning.docx"),
        ("farewell.docx", None, "P266", "add the file, or name one of"),
        ("odd.docx", b"no Word file", "P267", "planward check, without a file, shows them"),
    ],
)
def test_a_misspelt_a_missing_and_a_faulty_template_are_three_messages(
    tmp_path: Path, name: str, content: bytes | None, code: str, says: str
) -> None:
    text = STARTER.replace("written_warning: {}", f"written_warning: {{template: {name}}}")
    made = new_workspace(tmp_path / "ws", text)
    if content:
        (made.root / "templates" / name).write_bytes(content)
    alone = made.does("check", str(made.root / "policies/own.yaml"), exit_code=1)
    assert alone.count(" P2") == 1
    assert f" {code} " in alone
    assert says in " ".join(alone.split())
    whole = made.does("check", exit_code=1)
    told = [
        line.split()[1] for line in whole.splitlines() if ".docx:" in line or ".yaml:" in line
    ]
    assert (code in told) == (content is None)
    assert (
        len([one for one in told if one != "P284"]) == 1
    )  # which warns that there is no history


def test_what_check_finds_run_names_by_the_same_path_and_exits_alike(tmp_path: Path) -> None:
    made = new_workspace(tmp_path / "ws", STARTER.replace("country: US", "country: YY"))
    path = made.root / "policies" / "own.yaml"
    assert f"{path}:8:21: P191 " in made.does("check", exit_code=1)
    told = made.does("run", "--once", "--as-of", "2026-03-03", exit_code=1)
    assert (
        f"{path.relative_to(made.root)} has 1 problem: until it is mended nothing opens" in told
    )
    path.write_text(STARTER, "utf-8")
    assert "nothing opens" not in made.does("run", "--once", "--as-of", "2026-03-03")


def test_a_language_nobody_knows_is_found_in_planward_yaml(tmp_path: Path) -> None:
    made = new_workspace(tmp_path / "ws", STARTER)
    with (made.root / "planward.yaml").open("a", encoding="utf-8") as config:
        config.write("language: xx-YY\n")
    assert f"{made.root / 'planward.yaml'}:" in made.does("check", exit_code=1)
    assert "P193" in made.does("check", exit_code=1)
