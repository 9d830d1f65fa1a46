"""A person opens a redline in LibreOffice: accepting all gives the new version, rejecting all the old one."""

import re
from datetime import date
from pathlib import Path

import pytest

from engine.documents.review.redline import redlined
from tests.documents.clauses import versions_with_clauses
from tests.documents.office import session
from tests.documents.pages import W, body, style_of
from tests.documents.versions import NAMES, versions
from tests.documents.word_text import DocumentText, read_word

DAY = date(2026, 7, 9)
WAYS = {"forward": (0, 1), "back": (1, 0)}  # what one way adds, the other removes
CLAUSES = "clauses"
CASES = [f"{name}.{way}" for name in (*NAMES, CLAUSES) for way in WAYS]


def pair(case: str) -> tuple[bytes, bytes]:
    name, way = case.split(".")
    before, after = WAYS[way]
    both = versions_with_clauses() if name == CLAUSES else versions(name)
    return both[before], both[after]


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of all redlines with what LibreOffice made of them, in one session."""
    folder = tmp_path_factory.mktemp("redlines")
    for case in CASES:
        before, after = pair(case)
        (folder / f"{case}.docx").write_bytes(
            redlined(before, after, author="Planward", on=DAY)
        )
    session(folder, "redliner.py", [str(folder)])
    return folder


def around(said: DocumentText) -> set[str]:
    """LibreOffice adds empty headers for first and even pages, and counts the pages anew."""
    lines = (re.sub(r"Page \d+ of \d+", "Page n", line) for line in said.around)
    return {line for line in lines if line}


def assert_same(judged: bytes, wanted: bytes) -> None:
    says, said = read_word(judged), read_word(wanted)
    assert says.lines == said.lines
    assert says.tables == said.tables
    assert says.headings == said.headings
    assert around(says) == around(said)
    assert [style_of(p) for p in body(judged).iter(f"{W}p")] == [
        style_of(p) for p in body(wanted).iter(f"{W}p")
    ]


@pytest.mark.parametrize("case", CASES)
def test_accepting_all_in_libreoffice_gives_the_new_version(case: str, judged: Path) -> None:
    assert_same((judged / "accepted" / f"{case}.docx").read_bytes(), pair(case)[1])


@pytest.mark.parametrize("case", CASES)
def test_rejecting_all_in_libreoffice_gives_the_old_version(case: str, judged: Path) -> None:
    assert_same((judged / "rejected" / f"{case}.docx").read_bytes(), pair(case)[0])
