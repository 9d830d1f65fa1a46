"""Files made to hurt, dropped where memory is short: each gets its note, and all else is taken."""

import subprocess
import sys
from collections.abc import Callable

import openpyxl
import pytest

from tests.intake.books import book, changed, packed, parts_of, saved
from tests.workspaces import PlayedWorkspace

HEADER = ["Employee", "Period", "Quota"]
ROW = ["E013", "2026-01", 100000]
SHEET, BOOK = "xl/worksheets/sheet1.xml", "xl/workbook.xml"
PLAIN = book(HEADER, ROW)
TOP = b"Employee,Period,Quota\n"
LARGE = 9_900_000  # characters
ADDRESS_SPACE = 400 * 1024 * 1024  # bytes; the engine alone takes half of it


def widened(old: bytes, new: bytes, part: str = SHEET) -> bytes:
    parts = parts_of(PLAIN)
    assert old in parts[part]
    return packed(parts | {part: parts[part].replace(old, new, 1)})


def all_hidden() -> bytes:
    made = openpyxl.Workbook()
    for row in (HEADER, *([f"E{n:05}", "2026-01", 1] for n in range(20_000))):
        made.active.append(row)
    parts = parts_of(saved(made))
    return packed(parts | {SHEET: parts[SHEET].replace(b"<row ", b'<row hidden="1" ')})


FAR = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
CELLS = b"".join(b"<c t='inlineStr'><is><t>%d</t></is></c>" % n for n in range(400_000))
SAFELY, CELL = "a workbook that can be read safely", "at most 4096 characters"
HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "commas.csv": (lambda: TOP + b"," * LARGE, "at most 200 columns"),
    "cell.csv": (lambda: TOP + b"E013,2026-01," + b"1" * LARGE, CELL),
    "quote.csv": (lambda: TOP + b'E013,2026-01,"' + b"1\n" * (LARGE // 2), "a quote that is closed"),
    "lines.csv": (lambda: TOP + b"\n" * LARGE, "at most 50000 rows"),
    "header.csv": (lambda: TOP[:-1] + b",x" * (LARGE // 2), "at most 200 columns"),
    "far.xlsx": (lambda: widened(b"</sheetData>", FAR), "at most 200 columns"),
    "blanks.xlsx": (lambda: widened(b"<sheetData>", b"<sheetData>" + b" " * 190_000_000), SAFELY),
    "texts.xlsx": (
        lambda: widened(b"</row></sheetData>", CELLS + b"</row></sheetData>"), "at most 200 columns"
    ),
    "deep.xlsx": (lambda: widened(b"<sheetData>", b"<x>" * 200_000 + b"<sheetData>"), SAFELY),
    "unknown.xlsx": (all_hidden, "the id of an employee the roster knows"),
    "report.yaml": (lambda: b"planward: report/1\nentries: " + b"[" * LARGE, "larger than 256 KB"),
}  # fmt: skip
HARMLESS = {
    "declared.xlsx": changed(
        PLAIN, SHEET, rb"<dimension[^>]*/>", b'<dimension ref="A1:XFD1048576"/>'
    ),
    "columns.xlsx": widened(
        b"<sheetData>",
        b"<cols>"
        + b"".join(b'<col min="%d" max="1048576" hidden="1"/>' % n for n in range(1, 50_000))
        + b"</cols><sheetData>",
    ),
}
GOOD = "Employee,Period,Quota,Closed won\nE013,2026-02,100000,40000\n"


def looks_with_little_memory(ws: PlayedWorkspace) -> str:
    """One look of an engine in a process of its own that may not have more."""
    limited = (
        "import resource, sys; "
        f"resource.setrlimit(resource.RLIMIT_AS, ({ADDRESS_SPACE}, {ADDRESS_SPACE})); "
        "from engine.__main__ import main; sys.exit(main())"
    )
    words = ["run", "--once", "--as-of", "2026-03-03", "--root", str(ws.root)]
    done = subprocess.run(
        [sys.executable, "-c", limited, *words], capture_output=True, text=True, timeout=500
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="no process is limited there")
def test_whatever_lies_there_the_good_file_is_taken_with_little_memory(
    known: PlayedWorkspace,
) -> None:
    for name, (content, _) in HOSTILE.items():
        known.drops(name, content())
    known.drops("zz good.csv", GOOD)
    for name, each in HARMLESS.items():
        known.drops(name, each)
    said = looks_with_little_memory(known)
    taken = {"zz good.csv", *HARMLESS}
    assert {name for name in taken if f"taken {name}" not in said} == set(), said
    for name, (_, why) in HOSTILE.items():
        note = (known.plans / f"{name} - PLEASE FIX.txt").read_text("utf-8-sig")
        assert why in note, note
