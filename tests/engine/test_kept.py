"""What was approved is kept: no renderer changes a byte of it later, and what is lost is said."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from engine.documents.reading.read_back import read_returned
from engine.ledger import index
from engine.workspace.session.workspace import reading
from tests.engine.reviews import (
    DANA,
    DRAFT,
    FOLDER,
    HAL,
    NAME,
    PLAN,
    REASON,
    entries,
    issued,
    opens,
    saves,
    signs,
)
from tests.faults.whole import DAY
from tests.workspaces import PlayedWorkspace

ISSUE = f"record {PLAN} issue --role manager --by E002 --document 2"
SHEET = NAME.replace("v1", "v1 approvals")
SITE = """\
import zlib

real = zlib.compressobj
zlib.compressobj = lambda level=-1, *rest, **named: real({level}, *rest, **named)
"""
SHOWN = "from engine.documents.word.zipped import packed; print(packed(b'a letter ' * 99).body.hex())"


class Renderer:
    """The engine in a process of its own whose zlib packs at another level, as after an upgrade."""

    def __init__(self, folder: Path, level: int) -> None:
        folder.mkdir()
        (folder / "sitecustomize.py").write_text(SITE.format(level=level))
        self.environment = {**os.environ, "PYTHONPATH": f"{folder}:{Path(__file__).parents[2]}"}

    def runs(self, made: PlayedWorkspace, command: str, *, fails: bool = False) -> str:
        name, *words = command.split()
        told = self.python("-m", "engine", name, "--root", str(made.root), *words)
        assert bool(told.returncode) is fails, told.stdout + told.stderr
        return told.stdout + told.stderr

    def python(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *words],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture(scope="module")
def renderers(tmp_path_factory: pytest.TempPathFactory) -> tuple[Renderer, Renderer]:
    root = tmp_path_factory.mktemp("renderers")
    return Renderer(root / "other", 0), Renderer(root / "third", 9)


def published(made: PlayedWorkspace) -> dict[str, str]:
    """Every document in the plan's folder but the views of changes, by its sha256."""
    files = sorted((made.plans / FOLDER).rglob("*.docx"))
    return {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest()
        for file in files
        if "changes" not in file.name
    }


def test_the_renderers_of_these_tests_do_pack_otherwise(
    renderers: tuple[Renderer, Renderer],
) -> None:
    here = subprocess.run(
        [sys.executable, "-c", SHOWN], capture_output=True, text=True, check=True
    )
    made = {here.stdout, *(each.python("-c", SHOWN).stdout for each in renderers)}
    assert len(made) == 3


def test_approved_and_issued_by_another_renderer_it_is_the_letter_that_was_drafted(
    drafted: PlayedWorkspace, renderers: tuple[Renderer, Renderer]
) -> None:
    (one,) = (e for e in entries(drafted, "Drafted") if e["number"] == 2)
    other, third = renderers
    for role, who in (("second_line", DANA), ("hr", HAL)):
        saves(drafted, opens(drafted, who).fills(**signs(role, who)))
        other.runs(drafted, f"run --once --as-of {DAY}")
    third.runs(drafted, f"{ISSUE} --as-of {DAY}")
    letter = (drafted.plans / FOLDER / NAME).read_bytes()
    assert hashlib.sha256(letter).hexdigest() == one["letter"]
    assert [e["sha256"] for e in entries(drafted, "Approved")] == [one["letter"]] * 2
    assert third.runs(drafted, "verify").strip() == "the record is whole"


def test_a_folder_that_was_lost_is_made_again_to_the_byte_by_another_renderer(
    drafted: PlayedWorkspace, renderers: tuple[Renderer, Renderer]
) -> None:
    saves(drafted, opens(drafted, HAL).rewords(REASON, "Results are below 50"))
    drafted.runs(DAY)
    second = DRAFT.replace("v1", "v2")
    for role, who in (("second_line", DANA), ("hr", HAL)):
        saves(drafted, opens(drafted, who, second).fills(**signs(role, who)), second)
        drafted.runs(DAY)
    drafted.says(f"planward {ISSUE}", DAY)
    before = published(drafted)
    assert {NAME.replace("v1", "v2"), SHEET.replace("v1", "v2")} <= before.keys()
    shutil.rmtree(drafted.plans / FOLDER)
    (drafted.root / ".planward" / "published.json").unlink()
    renderers[0].runs(drafted, "rebuild")
    renderers[1].runs(drafted, f"run --once --as-of {DAY}")
    saved_by_people = {NAME, NAME.replace("v1", "v2")}  # in draft/: back as they were drafted
    after = published(drafted)
    assert {n: s for n, s in after.items() if n not in saved_by_people} == {
        n: s for n, s in before.items() if n not in saved_by_people
    }
    drafts = {e["version"]: e for e in entries(drafted, "Drafted") if e["number"] == 2}
    for version, name in ((1, NAME), (2, NAME.replace("v1", "v2"))):
        content = (drafted.plans / FOLDER / "draft" / name).read_bytes()
        assert hashlib.sha256(content).hexdigest() == drafts[version]["review_copy"]
    letter = (drafted.plans / FOLDER / NAME.replace("v1", "v2")).read_bytes()
    assert hashlib.sha256(letter).hexdigest() == drafts[2]["letter"]
    assert any("Results are below 50" in line for line in read_returned(letter).lines)
    assert renderers[0].runs(drafted, "verify").strip() == "the record is whole"


def blob_of(made: PlayedWorkspace, kind: str) -> Path:
    (one,) = (e for e in entries(made, "Drafted") if e["number"] == 2)
    return made.root / ".planward" / "blobs" / one[kind]


def test_what_cannot_be_placed_is_not_issued_and_nothing_is_recorded(
    drafted: PlayedWorkspace,
) -> None:
    for role, who in (("second_line", DANA), ("hr", HAL)):
        saves(drafted, opens(drafted, who).fills(**signs(role, who)))
        drafted.runs(DAY)
    kept = blob_of(drafted, "letter")
    content = kept.read_bytes()
    kept.write_bytes(content + b" ")
    told = drafted.does(*ISSUE.split(), "--as-of", DAY, exit_code=1)
    assert told == (
        "document 02 v1 cannot be issued, for the letter that was approved is not there as it was: "
        f"blobs/{kept.name} is not what was put there. Nothing was recorded; put the state folder back "
        "from its copy, or send the document back, so that a new version is drafted"
    )
    assert entries(drafted, "Issued") == []
    kept.write_bytes(content)
    drafted.says(f"planward {ISSUE}", DAY)
    assert (drafted.plans / FOLDER / NAME).read_bytes() == content


def test_one_file_that_is_lost_stops_no_other_and_no_look(drafted: PlayedWorkspace) -> None:
    kept, copy = blob_of(drafted, "review_copy"), drafted.plans / DRAFT
    kept.unlink()
    copy.unlink()
    other = next((drafted.plans / FOLDER / "draft").glob("01 *"))
    content = other.read_bytes()
    other.unlink()
    told = drafted.runs(DAY)
    assert f"not published: {DRAFT}: it cannot be placed: blobs/{kept.name} is missing" in told
    assert other.read_bytes() == content
    assert not copy.exists()


def test_a_copy_whose_own_version_is_lost_waits_and_stops_no_look(
    drafted: PlayedWorkspace,
) -> None:
    kept = blob_of(drafted, "review_copy")
    content = kept.read_bytes()
    kept.unlink()
    saves(drafted, opens(drafted, DANA).fills(**signs("second_line", DANA)))
    drafted.runs(DAY)
    note = drafted.plans / f"{DRAFT} - PLEASE FIX.txt"
    assert f"blobs/{kept.name} is missing" in note.read_text("utf-8-sig")
    kept.write_bytes(content)
    drafted.runs(DAY)
    assert [e["role"] for e in entries(drafted, "Approved")] == ["second_line"]
    assert not note.exists()


def test_a_draft_whose_words_were_erased_still_lies_in_the_folder_and_can_be_reviewed(
    drafted: PlayedWorkspace,
) -> None:
    with reading(drafted.root) as workspace:
        happened = index.events(workspace.book.index, PLAN)
        seqs = {each.seq for each in happened if each.entry.type == "Drafted"}
    for seq in seqs:
        (drafted.root / ".planward" / "payload" / f"{seq}.json").unlink()
    drafted.does("rebuild")
    content = (drafted.plans / DRAFT).read_bytes()
    (drafted.plans / DRAFT).unlink()
    drafted.runs(DAY)
    assert (drafted.plans / DRAFT).read_bytes() == content
    saves(drafted, opens(drafted, HAL).rewords(REASON, "Results are below 50"))
    drafted.runs(DAY)
    new = entries(drafted, "Drafted")[-1]
    assert (new["version"], new["edit"]) == (2, True)


def test_the_sheet_of_approvals_is_the_engines_and_nothing_is_read_from_it(
    drafted: PlayedWorkspace,
) -> None:
    issued(drafted)
    sheet = drafted.plans / FOLDER / SHEET
    content = sheet.read_bytes()
    saves(drafted, opens(drafted, HAL, f"{FOLDER}/{SHEET}").rewords("Approvals", "Approved!"),
          f"{FOLDER}/{SHEET}")  # fmt: skip
    drafted.runs(DAY)
    note = sheet.with_name(f"{SHEET} - PLEASE FIX.txt").read_text("utf-8-sig")
    assert "the sheet that says who approved a letter" in note
    sheet.unlink()
    drafted.runs(DAY)
    assert sheet.read_bytes() == content


def test_a_lost_template_of_a_policy_that_was_followed_stops_only_who_writes_a_letter_by_it(
    drafted: PlayedWorkspace,
) -> None:
    policy = next(drafted.root.glob("policies/field-sales.yaml"))
    policy.write_text(policy.read_text("utf-8") + "# another text, another pin\n", "utf-8")
    (pin,) = {entry["pin"] for entry in entries(drafted, "Proposed")}
    blobs = drafted.root / ".planward" / "blobs"
    templates = json.loads((blobs / pin).read_text("utf-8"))["templates"]
    for sha in {*templates.values()}:
        (blobs / sha).unlink()
    assert drafted.status()["plans"]
    saves(drafted, opens(drafted, DANA).fills(**signs("second_line", DANA)))
    saves(drafted, opens(drafted, HAL), f"{FOLDER}/mine.docx")
    drafted.runs(DAY)
    assert len(entries(drafted, "Approved")) == 1
    saves(drafted, opens(drafted, HAL).fills(**signs("hr", HAL)))
    drafted.runs(DAY)
    drafted.says(f"planward record {PLAN} issue --role manager --by E002 --document 2", DAY)
    assert (drafted.plans / FOLDER / NAME).is_file()
    assert "is missing, which this line names" in drafted.does("verify", exit_code=1)
