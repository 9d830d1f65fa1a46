"""docs/errors-review.md is executed: what is done to a Word file leaves the note that is shown beside it."""

import shutil
from pathlib import Path

import pytest

from tests.docs.codes import explained, with_said
from tests.docs.reviewed import COPY, REVIEWED, the_same_twice
from tests.engine.reviews import in_draft
from tests.workspaces import PlayedWorkspace

PAGE = Path(__file__).parents[2] / "docs" / "errors-review.md"
SECTIONS = explained(PAGE.read_text("utf-8"))


@pytest.fixture(scope="module")
def once(tmp_path_factory):
    return in_draft(tmp_path_factory.mktemp("review") / "ws").root


@pytest.fixture
def place(once, tmp_path):
    return PlayedWorkspace(shutil.copytree(once, tmp_path / "ws"))


def test_every_code_is_played():
    assert [*SECTIONS] == [*REVIEWED]


@pytest.mark.parametrize("section", SECTIONS.values(), ids=SECTIONS)
def test_the_page_says_what_is_said(section, place, request):
    found = REVIEWED[section.code](place)
    if request.config.getoption("--update-golden"):
        page = PAGE.read_text("utf-8")
        shown = {code: one.said for code, one in explained(page).items()}
        PAGE.write_text(with_said(page, shown | {section.code: found}), "utf-8")
        return
    assert section.said == found


def test_the_same_content_twice_is_one_copy_too_many(place):
    assert "with the same content" in the_same_twice(place)
    (place.plans / COPY).unlink()
    place.runs("2026-03-02")
    assert [*place.plans.rglob("*PLEASE FIX.txt")] == []


@pytest.mark.parametrize("code", ["R403", "R412"])
def test_a_file_moved_elsewhere_is_put_back_and_its_note_goes(code, place):
    REVIEWED[code](place)
    (notes,) = place.plans.rglob("*PLEASE FIX.txt")
    file = notes.with_name(notes.name.removesuffix(" - PLEASE FIX.txt"))
    spoiled = file.read_bytes()
    file.rename(place.root / "elsewhere.docx")
    place.runs("2026-03-02")
    assert not notes.exists()
    assert file.read_bytes() != spoiled
