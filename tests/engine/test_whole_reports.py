"""Reports of won deals in a workspace: who is not in them has 0, and who is in no roster has to wait."""

import shutil

import pytest

from tests.documents.word_text import read_word
from tests.workspaces import PlayedWorkspace, new_workspace

HEADER = "Employee,Name,Manager,HR partner,Team,Hired,Job,Starting\n"
ROSTER = HEADER + (
    "L1,Dana Chief,,,,2015-01-01,Director,2015-01-01\n"
    "M1,Mia Lead,L1,H1,East,2015-01-01,Manager,2015-01-01\n"
    "H1,Hal Partner,L1,,,2015-01-01,HR,2015-01-01\n"
    "E1,Ann Archer,M1,H1,East,2020-01-01,Account Executive,2020-01-01\n"
    "E2,Bob Baker,M1,H1,East,2020-01-01,Account Executive,2020-01-01\n"
    "E3,Cy Cole,M1,H1,West,2020-01-01,Account Executive,2020-01-01\n"
    "E4,Di Dorn,M1,H1,East,2026-02-15,Account Executive,2026-02-15\n"
)
NINE = "E9,Zed Zander,M1,H1,East,2020-01-01,Account Executive,2020-01-01\n"
WON = """\
planward: source/1
id: won
title: Won deals
kind: figures
match: {headers_all: [Opportunity ID]}
format: {type: csv, currency: USD}
unique: [Opportunity ID]
unknown_ids: held
covers: {in: file_name, pattern: 'won (?P<period>[0-9]{4}-[0-9]{2})', date_format: "%Y-%m"}
absent_means: 0
fields:
  employee: {column: Owner}
  period: {column: Close Date, date_format: "%Y-%m-%d", to: month}
  closed_won: {column: Amount, type: money, sum: "true"}
"""
QUOTA = """\
planward: source/1
id: targets
kind: figures
match: {headers_all: [Quota]}
unknown_ids: held
fields:
  employee: {column: Employee}
  period: {column: Period, date_format: "%Y-%m"}
  quota: {column: Quota, type: number}
"""
QUOTAS = "Employee,Period,Quota\n" + "".join(
    f"{who},2026-{month:02},100\n"
    for who in ("E1", "E2", "E3", "E4", "E9")
    for month in (1, 2, 3)
)
DAY = "2026-04-08"


@pytest.fixture(scope="module")
def template(tmp_path_factory) -> PlayedWorkspace:
    place = new_workspace(
        tmp_path_factory.mktemp("reports") / "w", "starter", teams=("East", "West")
    )
    for name, text in (("won", WON), ("targets", QUOTA)):
        (place.root / "policies" / "sources" / f"{name}.yaml").write_text(text, "utf-8")
    (place.root / "policies" / "sources" / "quota-long.yaml").unlink()
    place.drops("roster.csv", ROSTER)
    place.drops("targets.csv", QUOTAS)
    place.runs(DAY)
    return place


@pytest.fixture
def place(template, tmp_path) -> PlayedWorkspace:
    shutil.copytree(template.root, tmp_path / "w")
    return PlayedWorkspace(tmp_path / "w")


def won(month: int, *owners: str) -> str:
    rows = [f"{owner}-{month},{owner},2026-{month:02}-10,$95.00\n" for owner in owners]
    return "Opportunity ID,Owner,Close Date,Amount\n" + "".join(rows)


def drop_quarter(place: PlayedWorkspace, *owners: str, folder: str = "") -> str:
    for month in (1, 2, 3):
        place.drops(f"{folder}won 2026-{month:02}.csv", won(month, *owners))
    return place.runs(DAY)


def planned(place: PlayedWorkspace) -> list[str]:
    return sorted(plan["employee"] for plan in place.status()["plans"])


def test_who_closed_nothing_is_found_and_letters_say_that_there_was_no_row(place):
    said = drop_quarter(place, "E1", "E1", "E3")
    assert planned(place) == ["E2"], said
    assert "0.0 % in 2026-Q1" in said
    (plan,) = place.status()["plans"]
    explained = place.does("explain", plan["plan"])
    assert explained.count("no row, which means this") == 3
    (letter,) = place.plans.rglob("draft/*.docx")
    text = str(read_word(letter.read_bytes()))
    assert "won 2026-01.csv, no row with E2, which means 0" in text
    assert "E2" in place.plans.joinpath("won 2026-03.csv - RECEIVED.txt").read_text("utf-8-sig")


def test_who_came_within_the_quarter_has_nothing_for_the_months_before(place):
    said = drop_quarter(place, "E1", "E2", "E3")
    assert planned(place) == []
    assert "E4 has no row, which means nothing: by the roster they were not there" in said
    assert "H1, L1, M1 and E4" not in said


def test_a_deal_that_stands_there_twice_counts_once(place):
    said = drop_quarter(place, "E1", "E2", "E3", "E3", "E4")
    assert "row 5 counts once with the one above it that has the same Opportunity ID" in said


def test_whom_no_roster_knows_has_no_plan_until_one_does(place):
    for month in (1, 2, 3):
        text = won(month, "E1", "E2", "E3", "E4") + f"E9-{month},E9,2026-{month:02}-10,$5.00\n"
        place.drops(f"won 2026-{month:02}.csv", text)
    said = place.runs(DAY)
    assert "1 row is held until a roster knows E9" in said
    assert planned(place) == []
    assert "E9" not in place.does("status", "--as-of", DAY)
    place.runs("2026-04-09")
    assert planned(place) == []
    place.drops("roster new.csv", HEADER + NINE)
    said = place.runs("2026-04-10")
    assert planned(place) == ["E9"], said
    assert "5.0 % in 2026-Q1" in said
    assert "the record is whole" in place.does("verify")


def test_a_report_in_the_folder_of_a_team_speaks_of_that_team(place):
    said = drop_quarter(place, "E1", folder="East/")
    assert planned(place) == ["E2"], said
    assert "E3" not in said, "of the other team"


def test_two_reports_of_one_month_in_one_look_are_for_a_person_to_decide(place):
    place.drops("won 2026-01 a.csv", won(1, "E1"))
    place.drops("won 2026-01 b.csv", won(1, "E2"))
    assert "0 taken, 2 refused" in place.runs(DAY)
    note = place.plans.joinpath("won 2026-01 a.csv - PLEASE FIX.txt").read_text("utf-8-sig")
    assert "one value for closed_won of E" in note


def test_a_later_report_does_not_take_back_what_a_row_said(place):
    drop_quarter(place, "E1", "E2", "E3", "E4")
    place.drops("late won 2026-03.csv", won(3, "E1"))
    said = place.runs("2026-04-09")
    assert "an earlier file told another figure in a row of its own" in said
    assert planned(place) == []


def test_rebuilt_from_the_record_everything_is_as_it_was(place):
    drop_quarter(place, "E1", "E3")
    before = place.status()["plans"]
    place.does("rebuild")
    assert place.status()["plans"] == before
    assert "the record is whole" in place.does("verify")
