"""What can lie in a shared folder, with the whole engine looking at it: nothing wrong happens."""

import json
import os
import re
import shutil
import zipfile
from datetime import date
from io import BytesIO

import openpyxl
import pytest

from engine.clock import now
from engine.sweeping import one_turn
from engine.workspace.session.workspace import Memory, working
from tests.engine.company import FIGURES, PLAN
from tests.workspaces import PlayedWorkspace, said_of

HEAD = "Employee,Period,Quota,Closed won\n"
MARCH = HEAD + "E013,2026-01,100000,40000\nE013,2026-02,100000,41000\n"
WEST = HEAD + "E021,2026-01,100000,90000\n"
NEW = HEAD + "E030,2026-01,100000,90000\n"
NEWCOMER = "Employee,Name,Manager,Team,Job,Starting\nE030,Nia New,E002,East,Account Executive,2026-01-01\n"
DAY = "2026-03-03"


def notes(ws: PlayedWorkspace) -> dict[str, str]:
    """Every note that asks to fix something, by its path."""
    return {
        str(file.relative_to(ws.plans)).removesuffix(" - PLEASE FIX.txt"): file.read_text(
            "utf-8-sig"
        )
        for file in ws.plans.rglob("*PLEASE FIX.txt")
    }


def receipts(ws: PlayedWorkspace) -> set[str]:
    return {
        str(file.relative_to(ws.plans)).removesuffix(" - RECEIVED.txt")
        for file in ws.plans.rglob("*RECEIVED.txt")
    }


def plans(ws: PlayedWorkspace) -> dict[str, str]:
    return {row["plan"]: row["employee"] for row in ws.status()["plans"]}


def kinds(ws: PlayedWorkspace) -> list[str]:
    """The kinds of all commits, oldest first."""
    files = sorted((ws.root / ".planward" / "ledger").iterdir())
    return [
        json.loads(line)["kind"] for file in files for line in file.read_text().splitlines()
    ]


# -- the same bytes again --------------------------------------------------------------------------


def test_the_bytes_of_a_corrected_file_say_how_to_go_back(known: PlayedWorkspace) -> None:
    first, wrong = (
        MARCH.replace("E013", "E012"),
        MARCH.replace("E013", "E012").replace("40000", "90000"),
    )
    known.drops("march.csv", first)
    known.runs(DAY)
    assert "Since then" not in receipt_beside(known, "march.csv")
    known.drops("wrong.csv", wrong)
    known.runs(DAY)
    known.drops("again.csv", first)
    assert "0 taken" in known.runs(DAY)
    said = receipt_beside(known, "again.csv")
    assert "Since then 1 of its values counts no longer: a later file says otherwise." in said
    assert "add an empty line to it, save it and drop that" in said
    known.drops("restored.csv", first + "\n")
    assert "taken restored.csv: 2 rows" in known.runs(DAY)
    assert "Since then" not in receipt_beside(known, "again.csv")


def receipt_beside(ws: PlayedWorkspace, name: str) -> str:
    return (ws.plans / f"{name} - RECEIVED.txt").read_text("utf-8-sig")


def test_a_folder_that_is_no_teams_is_named(known: PlayedWorkspace) -> None:
    for folder in ("North", "East/Mine", "Photos"):
        (known.plans / folder).mkdir()
    (known.plans / "North" / "new.csv").write_text(MARCH)
    (known.plans / "East" / "Mine" / "new.csv").write_text(MARCH)
    (known.plans / "Photos" / "us.png").write_bytes(b"x")
    said = known.runs(DAY)
    assert "to fix: North is no team's folder, so the files in it are not read" in said
    assert set(notes(known)) == {"North", "East/Mine"}
    assert "no team&#x27;s folder" in (known.plans / "STATUS.html").read_text("utf-8")
    (known.plans / "North" / "new.csv").unlink()
    known.runs(DAY)
    assert set(notes(known)) == {"East/Mine"}


def test_locks_are_for_their_owner_only(known: PlayedWorkspace) -> None:
    locks = [known.root / ".planward" / name for name in ("lock", "engine.lock")]
    assert [lock.stat().st_mode & 0o777 for lock in locks] == [0o600, 0o600]


# -- still arriving, or nothing of ours ------------------------------------------------------------


def looks(ws: PlayedWorkspace, at: float, memory: Memory) -> str:
    """One look of an engine that keeps watching, `at` seconds by its clock."""
    moment = now("America/New_York", date.fromisoformat(DAY))
    with working(ws.root, moment.day, memory) as workspace:
        return said_of(one_turn(workspace, moment, "watching", at))


def test_a_slow_copy_is_taken_once_and_whole(known: PlayedWorkspace) -> None:
    config = known.root / "planward.yaml"
    config.write_text(re.sub("settle:.*", 'settle: "5"', config.read_text()))
    file, memory = known.drops("new.csv", MARCH[:50]), Memory()
    assert "0 taken, 0 refused" in looks(known, 0.0, memory)
    file.write_text(MARCH[:60])  # a sound file by itself, but not all of it
    assert "0 taken, 0 refused" in looks(known, 4.0, memory)
    file.write_text(MARCH)
    assert "0 taken, 0 refused" in looks(known, 8.0, memory)
    assert "is arriving" in (known.plans / "STATUS.html").read_text("utf-8")
    assert "taken new.csv: 2 rows" in looks(known, 14.0, memory)
    assert "0 taken, 0 refused" in looks(known, 30.0, memory)
    assert (notes(known), kinds(known).count("drop")) == ({}, 3)


def test_half_a_file_that_held_still_is_refused_and_the_whole_one_is_taken(
    known: PlayedWorkspace,
) -> None:
    file = known.drops("new.csv", MARCH[:50])
    assert "0 taken, 1 refused" in known.runs(DAY)
    file.write_text(MARCH)
    assert "taken new.csv: 2 rows" in known.runs(DAY)
    assert notes(known) == {}


@pytest.mark.parametrize(
    "name", ["~$new.csv", "~$plan.docx", "A1B2C3D4", "new.csv.tmp", ".new.csv.swp", "~WRL0003.tmp",
             "new.csv.crdownload", "Thumbs.db"]
)  # fmt: skip
def test_what_programs_leave_behind_is_nobodys_business(
    known: PlayedWorkspace, name: str
) -> None:
    known.drops(name, "Employee,Period\nE999,never\n")
    assert "0 taken, 0 refused, 0 files" in known.runs(DAY)
    assert notes(known) == {}


def test_a_file_that_excel_has_open_waits_and_its_note_stays(known: PlayedWorkspace) -> None:
    known.drops("new.csv", MARCH.replace("40000", "many"))
    known.runs(DAY)
    lock = known.drops("~$new.csv", b"Mia")
    known.runs(DAY)
    assert "many" in notes(known)["new.csv"], "whoever has it open reads there what to type"
    known.drops("new.csv", MARCH)
    assert "0 taken" in known.runs(DAY)
    lock.unlink()
    assert "1 taken" in known.runs(DAY)
    assert notes(known) == {}


def test_links_pipes_and_folders_hold_nothing_up(known: PlayedWorkspace) -> None:
    (known.root / "secret.csv").write_text(MARCH)
    (known.plans / "link.csv").symlink_to(known.root / "secret.csv")
    os.link(known.root / "secret.csv", known.plans / "hard.csv")
    os.mkfifo(known.plans / "pipe.csv")
    (known.plans / "folder.csv").mkdir()
    known.drops("report.pdf", b"%PDF-1.7")
    known.drops("good.csv", WEST)
    assert "1 taken, 0 refused" in known.runs(DAY)
    said = notes(known)
    assert {name: text.splitlines()[2] for name, text in said.items()} == {
        "link.csv": "link.csv was not taken: it is a link; put the file itself here.",
        "hard.csv": "hard.csv was not taken: it has a second name elsewhere; put a copy here.",
        "pipe.csv": "pipe.csv was not taken: it is no plain file.",
        "report.pdf": "report.pdf was not taken: it is of a kind that is not read; save it as .xlsx or .csv.",
    }
    assert {row["file"] for row in known.status()["refused"]} == set(said)
    for name in said:
        (known.plans / name).unlink()
    known.runs(DAY)
    assert (notes(known), known.status()["refused"]) == ({}, [])


def test_an_empty_file_waits_for_its_content(known: PlayedWorkspace) -> None:
    known.drops("new.csv", "")
    assert "0 taken, 0 refused" in known.runs(DAY)
    known.drops("new.csv", MARCH)
    assert "1 taken" in known.runs(DAY)


def test_a_file_renamed_while_it_arrives_is_taken_under_its_last_name(
    known: PlayedWorkspace,
) -> None:
    file = known.drops("new.csv.part", MARCH)
    known.runs(DAY)
    file.rename(known.plans / "new.csv")
    assert "taken new.csv" in known.runs(DAY)
    (known.plans / "new.csv").rename(known.plans / "March.csv")
    assert "0 taken" in known.runs(DAY)
    assert receipts(known) == {"roster.csv", "figures.csv", "March.csv"}


# -- the same again, and almost the same ------------------------------------------------------------


def test_the_same_bytes_are_taken_once_wherever_they_lie(known: PlayedWorkspace) -> None:
    for name in ("new.csv", "again.csv", "East/new.csv", "new (1).csv"):
        known.drops(name, MARCH)
    said = known.runs(DAY)
    assert ("1 taken, 0 refused" in said, list(plans(known).values())) == (
        True,
        ["E012", "E013"],
    )
    new = {"new.csv", "again.csv", "East/new.csv", "new (1).csv"}
    assert receipts(known) == {"roster.csv", "figures.csv"} | new
    texts = {(known.plans / f"{name} - RECEIVED.txt").read_text("utf-8-sig") for name in new}
    assert len(texts) == 1
    known.drops("later.csv", MARCH)
    assert "0 taken, 0 refused" in known.runs(DAY)
    assert kinds(known).count("drop") == 3


def test_the_same_bad_bytes_get_a_note_each_and_never_a_receipt(known: PlayedWorkspace) -> None:
    for name in ("bad.csv", "worse.csv"):
        known.drops(name, MARCH.replace("40000", "many"))
    known.runs(DAY)
    assert {name: name in text for name, text in notes(known).items()} == {
        "bad.csv": True,
        "worse.csv": True,
    }
    before = kinds(known)
    known.runs(DAY)
    assert kinds(known) == before, "said once"
    assert receipts(known) == {"roster.csv", "figures.csv"}


def test_a_conflict_copy_with_other_content_waits_for_a_person(known: PlayedWorkspace) -> None:
    known.drops("new.csv", MARCH)
    known.drops("new-DESKTOP-AB12.csv", MARCH.replace("40000", "90000"))
    assert "1 taken, 1 refused" in known.runs(DAY)
    assert "keep one of the two under the name new.csv" in notes(known)["new-DESKTOP-AB12.csv"]
    (known.plans / "new.csv").unlink()
    (known.plans / "new-DESKTOP-AB12.csv").rename(known.plans / "new.csv")
    assert "1 taken, 0 refused" in known.runs(DAY), "kept under that name, as the note says"
    assert notes(known) == {}


def test_two_values_in_one_sweep_are_for_a_person_to_decide(known: PlayedWorkspace) -> None:
    known.drops("one.csv", MARCH)
    known.drops("two.csv", MARCH.replace("40000", "90000"))
    known.drops("three.csv", MARCH.replace("\n", "\r\n"))  # says what the first says
    known.drops("other.csv", WEST)
    assert "1 taken, 3 refused" in known.runs(DAY)
    said = notes(known)
    assert set(said) == {"one.csv", "two.csv", "three.csv"}
    assert "two.csv, dropped at the same time, says 90000" in said["one.csv"]
    assert "two.csv, dropped at the same time, says 90000" in said["three.csv"]
    assert "one.csv, dropped at the same time, says 40000" in said["two.csv"]
    assert list(plans(known).values()) == ["E012"]
    before = kinds(known)
    known.runs(DAY)
    assert kinds(known) == before, "said once"
    (known.plans / "two.csv").unlink()
    assert "2 taken, 0 refused" in known.runs(DAY), "untouched, but alone now"
    assert (notes(known), list(plans(known).values())) == ({}, ["E012", "E013"])


def test_two_rosters_that_contradict_each_other_are_both_refused_and_know_nobody(
    known: PlayedWorkspace,
) -> None:
    known.drops("people 1.csv", NEWCOMER)
    known.drops("people 2.csv", NEWCOMER.replace("E002", "E003"))
    known.drops("new.csv", NEW)
    assert "0 taken, 3 refused" in known.runs(DAY)
    assert "people 2.csv, dropped at the same time, says E003" in notes(known)["people 1.csv"]
    assert "E030" in notes(known)["new.csv"]
    (known.plans / "people 2.csv").unlink()
    assert "2 taken, 0 refused" in known.runs(DAY)


def test_another_value_later_is_a_correction_beside_the_first(known: PlayedWorkspace) -> None:
    known.does(
        "record", PLAN, "confirm", "--role", "hr", "--by", "E009", "--as-of", "2026-03-02"
    )
    known.drops("correction.csv", FIGURES.replace("42000", "99000"))
    known.drops("proposed.csv", MARCH)
    known.runs(DAY)
    asked = [e for e in known.history(PLAN) if e["event"] == "QuestionRaised"]
    assert [e["about"] for e in asked] == ["opening"]
    later = known.drops("proposed later.csv", MARCH.replace("41000", "140000"))
    known.runs("2026-03-04")
    (new,) = [row for row in known.status()["plans"] if row["employee"] == "E013"]
    assert (new["state"], new["outcome"]) == ("closed", "withdrawn"), "nobody had confirmed it"
    assert "41000" in (known.plans / "proposed.csv").read_text(), "nobody's file is changed"
    assert later.exists()


# -- who is known, and where a file lies -------------------------------------------------------------


def test_a_file_in_a_teams_folder_may_only_speak_of_that_team(known: PlayedWorkspace) -> None:
    known.drops("East/new.csv", WEST)
    assert "0 taken, 1 refused" in known.runs(DAY)
    assert "people of team East only" in notes(known)["East/new.csv"]
    known.drops("new.csv", WEST)
    assert "1 taken, 0 refused" in known.runs(DAY), "the same bytes at the top are welcome"
    assert receipts(known) >= {"new.csv"}
    known.runs(DAY)
    assert "East/new.csv" not in notes(known), "taken by now"


def test_a_report_in_a_teams_folder_cannot_touch_the_plan_of_another_team(
    known: PlayedWorkspace,
) -> None:
    report = f"""planward: report/1
employee: E021
plan: {PLAN}
role: hr
reported_by: E009
entries:
  - support: {{day: 2026-03-02}}
"""
    known.drops("West/E021.yaml", report)
    known.runs(DAY)
    assert f"{PLAN} is not a plan of E021" in notes(known)["West/E021.yaml"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("plan: PW-2026-0099", "PW-2026-0099"),
        ("role: boss", 'there is no role "boss"'),
        ("role: employee", "is for the role"),
    ],
)
def test_a_report_that_cannot_be_is_refused_and_stops_nobody(
    running: PlayedWorkspace, line: str, said: str
) -> None:
    report = f"""planward: report/1
employee: E012
{line}
reported_by: E002
entries:
  - check_in: {{day: 2026-03-12}}
"""
    running.drops("E012.yaml", report)
    running.drops("other.csv", WEST)
    assert "1 taken, 1 refused" in running.runs("2026-03-12")
    assert said in notes(running)["E012.yaml"]


def test_an_unknown_id_is_refused_until_the_roster_knows_it(known: PlayedWorkspace) -> None:
    file = known.drops("new.csv", NEW)
    assert "0 taken, 1 refused" in known.runs(DAY)
    assert "E030" in notes(known)["new.csv"]
    state = file.stat()
    known.drops("people.csv", NEWCOMER)
    assert "2 taken, 0 refused" in known.runs(DAY)
    assert (notes(known), file.stat()) == ({}, state)


@pytest.mark.parametrize("folder", ["", "East/"])
def test_a_roster_and_figures_of_a_newcomer_may_come_together(
    known: PlayedWorkspace, folder: str
) -> None:
    known.drops(f"{folder}a figures.csv", NEW)
    known.drops("z people.csv", NEWCOMER)
    assert "2 taken, 0 refused" in known.runs(DAY)


def test_a_roster_in_a_teams_folder_takes_nobody_from_another_team(
    known: PlayedWorkspace,
) -> None:
    known.drops("East/people.csv", NEWCOMER.replace("E030,Nia New", "E021,Wes Seller"))
    known.drops("East/new.csv", WEST)
    assert "0 taken, 2 refused" in known.runs(DAY)
    assert set(notes(known)) == {"East/people.csv", "East/new.csv"}


# -- trouble with one file is one file's trouble ------------------------------------------------------


def test_a_bad_file_costs_nothing_else_and_is_mended_by_typing_what_the_note_says(
    known: PlayedWorkspace,
) -> None:
    known.drops("good.csv", WEST)
    known.drops("bad.csv", MARCH.replace("40000", "4O000"))
    assert "1 taken, 1 refused" in known.runs(DAY)
    said = notes(known)["bad.csv"]
    assert "Row 2, column Closed won" in said
    typed = said.split("Please type:  ")[1].split()[0]
    known.drops("bad.csv", MARCH.replace("40000", typed))
    assert "1 taken, 0 refused" in known.runs(DAY)
    assert notes(known) == {}
    assert receipts(known) == {"roster.csv", "figures.csv", "good.csv", "bad.csv"}


def test_notes_and_receipts_go_with_their_files(known: PlayedWorkspace) -> None:
    known.drops("bad.csv", MARCH.replace("40000", "many"))
    known.drops("good.csv", WEST)
    known.runs(DAY)
    (known.plans / "bad.csv").unlink()
    (known.plans / "good.csv").unlink()
    known.runs(DAY)
    assert (notes(known), receipts(known)) == ({}, {"roster.csv", "figures.csv"})
    (known.plans / "roster.csv").unlink()
    before = known.status()["plans"]
    known.runs(DAY)
    assert known.status()["plans"] == before, "what was taken stays taken"


def test_without_its_marker_the_folder_is_left_alone(known: PlayedWorkspace) -> None:
    known.drops("bad.csv", MARCH.replace("40000", "many"))
    known.runs(DAY)
    before, look = kinds(known), known.status()["last_look"]
    away = known.root / "plans away"
    known.plans.rename(away)
    known.plans.mkdir()
    said = known.does("run", "--once", "--as-of", "2026-03-09", exit_code=1)
    assert "paused" in said
    assert list(known.plans.iterdir()) == [], "nothing is written under a share that is away"
    assert (kinds(known), known.status()["last_look"]) == (before, look)
    known.plans.rmdir()
    away.rename(known.plans)
    known.runs("2026-03-09")
    assert set(notes(known)) == {"bad.csv"}


def bomb() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * 400_000_000)
    return out.getvalue()


def far_corner() -> bytes:
    book = openpyxl.Workbook()
    book.active["A1"] = "Employee"
    book.active["XFD1048576"] = "x"
    return saved(book)


def doctype() -> bytes:
    book = openpyxl.Workbook()
    book.active["A1"] = "Employee"
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(saved(book))) as packed, zipfile.ZipFile(out, "w") as evil:
        for name in packed.namelist():
            content = packed.read(name)
            if name.endswith("sheet1.xml"):
                content = content.replace(
                    b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet', 1
                )
            evil.writestr(name, content)
    return out.getvalue()


def saved(book: openpyxl.Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_hostile_files_are_refused_one_by_one_and_the_next_is_taken(
    known: PlayedWorkspace,
) -> None:
    hostile = {
        "a bomb.xlsx": bomb(),
        "b corner.xlsx": far_corner(),
        "c doctype.xlsx": doctype(),
        "d nul.csv": MARCH.encode().replace(b"40000", b"4\x000000"),
        "e cut.xlsx": far_corner()[:700],
        "f laughs.yaml": b"planward: report/1\na: &a [x,x]\nb: [*a,*a]\n",
        "g deep.yaml": b"planward: report/1\n" + b"[" * 5000,
        "h quote.csv": (HEAD + '"E013,2026-01,1,1\n').encode(),
        "i password.xlsx": bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600,
    }
    for name, content in hostile.items():
        known.drops(name, content)
    book = openpyxl.Workbook()
    for line in MARCH.splitlines():
        book.active.append([int(c) if c.isdigit() else c for c in line.split(",")])
    known.drops("z good.xlsx", saved(book))
    said = known.runs(DAY)
    assert f"1 taken, {len(hostile)} refused" in said, said
    assert set(notes(known)) == set(hostile)
    assert "taken z good.xlsx" in said


def test_a_folder_full_of_files_is_taken_in_one_sweep(known: PlayedWorkspace) -> None:
    many = 60
    for number in range(many):
        year, month = 1996 + number // 12, number % 12 + 1
        known.drops(f"{number:04}.csv", f"{HEAD}E013,{year}-{month:02},100000,95000\n")
    assert f"{many} taken, 0 refused" in known.runs(DAY)
    assert len(receipts(known)) == many + 2
    assert "0 taken, 0 refused, 0 files" in known.runs(DAY)


def test_losing_the_folder_loses_nothing(known: PlayedWorkspace) -> None:
    before = known.status()["plans"]
    marker = (known.plans / ".planward-root").read_bytes()
    shutil.rmtree(known.plans)
    for folder in (known.plans, known.plans / "East", known.plans / "West"):
        folder.mkdir()
    (known.plans / ".planward-root").write_bytes(marker)
    known.runs(DAY)
    assert known.status()["plans"] == before
    path = before[0]["documents"][0]["path"]
    assert (known.plans / path).is_file()


def test_who_is_asked_to_fix_stands_on_the_page_of_the_team(known: PlayedWorkspace) -> None:
    known.drops("East/bad.csv", MARCH.replace("40000", "many"))
    known.runs(DAY)
    page = (known.plans / "East" / "STATUS.html").read_text("utf-8")
    assert (
        "bad.csv - PLEASE FIX.txt".replace(" ", "%20") in page
        or "bad.csv - PLEASE FIX.txt" in page
    )
    assert "bad.csv" not in (known.plans / "STATUS.html").read_text("utf-8")
