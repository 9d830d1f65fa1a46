"""`preview` says what `run` then does, and changes nothing."""

import hashlib
import json
import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from engine.cli.main import planward
from tests.docs.reviewed import plain
from tests.documents.reviewer import Reviewer
from tests.engine import company
from tests.engine.reviews import (
    DANA,
    DRAFT,
    FOLDER,
    HAL,
    MIA,
    NAME,
    PLAN,
    REASON,
    delivered,
    in_draft,
    note,
    opens,
    saves,
    signs,
)
from tests.engine.sheets import filled
from tests.faults.whole import DAY
from tests.workspaces import PlayedWorkspace

MARCH = (
    "Employee,Period,Quota,Closed won\nE013,2026-01,100000,40000\nE013,2026-02,100000,41000\n"
)
CHECK_IN = "TO DO check-in 2026-03-12.xlsx"


def bytes_of(root: Path) -> dict[str, tuple[str, int]]:
    """Every file with what it holds and when it was written."""
    return {
        str(file.relative_to(root)): (
            hashlib.sha256(file.read_bytes()).hexdigest(),
            file.stat().st_mtime_ns,
        )
        for file in sorted(root.rglob("*"))
        if file.is_file()
    }


def foretold(ws: PlayedWorkspace, file: Path, day: str) -> dict[str, object]:
    words = ["preview", "--root", str(ws.root), str(file), "--as-of", day, "--json"]
    result = CliRunner().invoke(planward, words)
    assert result.exit_code in (0, 1), result.output
    told: dict[str, object] = json.loads(result.output)
    return told


def followed(told: dict[str, Any]) -> list[str]:
    """What would follow, as `done_by` and `read_by` say it."""
    return [f"{each['plan']}  {each['says']}" for each in told["follows"]]


def done_by(said: str) -> list[str]:
    """What `run` says of a drop: its entries, without their days."""
    lines = said[said.index("taken ") :].splitlines()[1:]
    entries = [line.split("  ") for line in lines if line.startswith("  PW-")]
    return [f"{plan}  {'  '.join(rest)}" for _, plan, _, *rest in entries]


@pytest.mark.parametrize("name", ["new.csv", CHECK_IN])
@pytest.mark.parametrize("day", ["2026-03-12", "2026-04-02"])
def test_run_does_what_preview_said(
    running: PlayedWorkspace, tmp_path: Path, name: str, day: str
) -> None:
    """On the later day, time itself moves the plan first; that is foretold, too."""
    form = (running.plans / company.FOLDER / CHECK_IN).read_bytes()
    typed = {"done": "yes", "day": date(2026, 3, 12)}
    content = MARCH.encode() if name.endswith("csv") else filled(form, typed)
    file = tmp_path / name
    file.write_bytes(content)
    before = bytes_of(running.root)
    told = foretold(running, file, day)
    assert bytes_of(running.root) == before
    running.drops(name, content)
    said = running.runs(day)
    if told["accepted"]:
        assert followed(told) == done_by(said) != []
    else:
        assert "missed" in str(told["note"])
        assert str(told["note"]).removeprefix("would be refused: ") in (
            running.plans / f"{name} - PLEASE FIX.txt"
        ).read_text("utf-8-sig")


def test_a_file_that_was_taken_leads_to_nothing(known: PlayedWorkspace) -> None:
    told = foretold(known, known.plans / "figures.csv", "2026-03-02")
    assert (told["accepted"], told["follows"]) == (True, [])


def test_the_place_of_a_file_counts(known: PlayedWorkspace, tmp_path: Path) -> None:
    file = known.plans / "West" / "new.csv"
    file.write_text(MARCH)
    assert "people of team West only" in str(foretold(known, file, "2026-03-03")["note"])
    elsewhere = tmp_path / "new.csv"
    elsewhere.write_text(MARCH)
    assert foretold(known, elsewhere, "2026-03-03")["accepted"] is True


def test_a_form_without_a_word_in_it_is_said_to_be_none(running: PlayedWorkspace) -> None:
    told = foretold(running, running.plans / company.FOLDER / CHECK_IN, "2026-03-06")
    assert (told["accepted"], told["note"]) == (False, "nothing is filled in yet")


# -- Word documents that came back -----------------------------------------------------------------


@pytest.fixture(scope="module")
def drafted_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return in_draft(tmp_path_factory.mktemp("drafted") / "ws").root


@pytest.fixture
def drafted(drafted_once: Path, tmp_path: Path) -> PlayedWorkspace:
    return PlayedWorkspace(Path(shutil.copytree(drafted_once, tmp_path / "ws")))


def signed(made: PlayedWorkspace) -> Reviewer:
    return opens(made, DANA).fills(**signs("second_line", DANA))


def commented(made: PlayedWorkspace) -> Reviewer:
    return signed(made).comments(REASON, "Which months?")


def edited(made: PlayedWorkspace) -> Reviewer:
    return opens(made, HAL).rewords(REASON, "Results are below 50")


def read_by(said: str) -> list[str]:
    """What `run` says of a document: its entries, without their days."""
    lines = said[said.index("read ") :].splitlines()[1:]
    return [
        re.sub(r"^  (PW-\S+)  \S+", r"\1", line) for line in lines if line.startswith("  PW-")
    ]


@pytest.mark.parametrize("place", ["elsewhere", "in its place"])
@pytest.mark.parametrize("does", [signed, commented, edited])
def test_run_does_with_a_document_what_preview_said(
    drafted: PlayedWorkspace,
    tmp_path: Path,
    does: Callable[[PlayedWorkspace], Reviewer],
    place: str,
) -> None:
    content = does(drafted).saves()
    file = drafted.plans / DRAFT if place == "in its place" else tmp_path / "from Dana.docx"
    file.write_bytes(content)
    before = bytes_of(drafted.root)
    told = foretold(drafted, file, DAY)
    assert bytes_of(drafted.root) == before
    assert told["accepted"] is True
    assert told["document"] == {"plan": PLAN, "number": 2, "version": 1}
    lying = drafted.plans / DRAFT
    lying.write_bytes(content)
    assert read_by(drafted.runs(DAY)) == followed(told) != []
    said = str(told["note"]).replace("from Dana.docx", NAME).strip()
    assert said in note(drafted).replace("\r", "")
    assert bool(said) is (does is commented)


def test_preview_says_in_words_what_a_document_would_lead_to(drafted: PlayedWorkspace) -> None:
    saves(drafted, commented(drafted))
    said = drafted.does("preview", str(drafted.plans / DRAFT), "--as-of", DAY).splitlines()
    assert said[:2] == [f"version 1 of document 02 of {PLAN}", "what would follow:"]
    assert (
        f"  {PLAN}  document 02 v1: the file says approved, by E001 as second_line on {DAY}"
        in said
    )
    assert "1. Tracked changes or comments" in said


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("Notes.docx", plain(["Ask about May."]), "no document that Planward wrote"),
        (NAME, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "password"),
    ],
)  # fmt: skip
def test_what_is_no_document_of_a_plan_would_be_refused_in_the_words_of_its_note(
    drafted: PlayedWorkspace, name: str, content: bytes, told: str
) -> None:
    file = drafted.plans / FOLDER / name
    file.write_bytes(content)
    said = foretold(drafted, file, DAY)
    assert said["accepted"] is False
    assert told in str(said["note"])
    assert drafted.does("preview", str(file), "--as-of", DAY, exit_code=1) == said["note"]
    drafted.runs(DAY)
    assert str(said["note"]).strip() in note(drafted, f"{FOLDER}/{name}")


def test_a_second_copy_is_foretold_by_what_lies_beside_it(drafted: PlayedWorkspace) -> None:
    saves(drafted, signed(drafted))
    copy = DRAFT.replace(".docx", " (1).docx")
    saves(drafted, opens(drafted, HAL).fills(**signs("hr", HAL)), copy)
    assert "second copy" in str(foretold(drafted, drafted.plans / copy, DAY)["note"])


def test_of_a_document_as_published_or_read_before_nothing_would_follow(
    drafted: PlayedWorkspace,
) -> None:
    file = drafted.plans / DRAFT
    said = drafted.does("preview", str(file), "--as-of", DAY)
    assert said == f"{NAME}: it is as Planward wrote it: nothing is filled in or changed yet\n"
    saves(drafted, signed(drafted))
    drafted.runs(DAY)
    said = drafted.does("preview", str(file), "--as-of", DAY)
    assert said == f"{NAME}: it was read before, so nothing would follow\n"


def test_the_folder_of_a_role_counts_as_it_does_for_a_look(drafted: PlayedWorkspace) -> None:
    config = drafted.root / "planward.yaml"
    config.write_text(
        config.read_text("utf-8") + "sign_off: {second_line: Directors}\n", "utf-8"
    )
    (drafted.plans / "Directors").mkdir(mode=0o700)
    file = drafted.plans / "Directors" / "plan.docx"
    file.write_bytes(signed(drafted).saves())
    assert any(line.endswith("confirmed") for line in followed(foretold(drafted, file, DAY)))


def test_a_dry_run_names_what_would_be_read_attached_and_refused(
    drafted: PlayedWorkspace,
) -> None:
    delivered(drafted)
    letter = f"{FOLDER}/{NAME}"
    saves(drafted, opens(drafted, MIA, letter).rewords(REASON, "Results are near 50"), letter)
    drafted.drops(f"{FOLDER}/02 signed.pdf", b"%PDF-1.4 signed")
    drafted.drops(f"{FOLDER}/Notes.docx", plain(["Ask about May."]))
    before = bytes_of(drafted.root)
    said = drafted.does("run", "--once", "--dry-run", "--as-of", DAY).splitlines()
    assert bytes_of(drafted.root) == before
    assert f"would read {NAME}" in said
    assert f"  {PLAN}  {DAY}  document 02 v1 was altered after it was issued" in said
    assert (
        "  it was read and is kept; its note is about an issued document that was altered"
    ) in said
    assert "would attach 02 signed.pdf" in said
    refusal = "it is no document that Planward wrote for a plan"
    assert f"would refuse {FOLDER}/Notes.docx: {refusal}" in said


def test_a_document_among_the_drafts_of_another_plan_would_be_sent_home(
    drafted: PlayedWorkspace,
) -> None:
    lost = drafted.plans / f"East/E013 PW-2026-0002/draft/{NAME}"
    lost.write_bytes(signed(drafted).saves())
    said = foretold(drafted, lost, DAY)
    assert (said["accepted"], f"move it to {FOLDER}" in str(said["note"])) == (False, True)
