from pathlib import Path

import pytest

from engine.folder.found import Places
from engine.folder.look import look
from engine.folder.sidecars import Sidecar, keep_pages, keep_remarks, remark_path
from engine.folder.status_page import PAGE_HEADER

PLACES = Places(("North", "South"))
NOTE = "Q2.csv - PLEASE FIX.txt"
RECEIPT = "Q2.csv - RECEIVED.txt"


def keep(plans, *remarks):
    return keep_remarks(plans, "w-1", PLACES, remarks)


def texts(plans):
    return {p.relative_to(plans).as_posix() for p in plans.rglob("*.txt*")}


def test_a_note_reads_right_in_notepad(plans):
    (plans / "Q2.csv").write_text("a")
    keep(plans, Sidecar("Q2.csv", "Row 14, column Quota: found “1.000,5”.\nType 1000.5."))
    assert (plans / NOTE).read_bytes() == (
        b"\xef\xbb\xbf"
        b"Written by Planward, which removes it by itself. Your own file was not changed.\r\n"
        b"\r\n"
        b"Row 14, column Quota: found \xe2\x80\x9c1.000,5\xe2\x80\x9d.\r\nType 1000.5.\r\n"
    )


def test_notes_beside_drafts_and_signed_documents_go_with_their_files(plans):
    drafts, signed = plans / "North" / "E1 P1" / "draft", plans / "HR"
    places = Places(("North",), ("North/E1 P1", "North/E2 P2"), {"HR": "hr"})
    for folder in (drafts, signed):
        folder.mkdir(parents=True)
        (folder / "Letter.docx").write_text("a")
    files = ("North/E1 P1/draft/Letter.docx", "HR/Letter.docx")
    first = keep_remarks(plans, "w-1", places, [Sidecar(file, "Fix it.") for file in files])
    assert set(first.written) == {f"{file} - PLEASE FIX.txt" for file in files}
    (drafts / "Letter.docx").unlink()
    second = keep_remarks(plans, "w-1", places, [])
    assert (set(second.removed), second.held) == (set(first.written), ())


def test_a_note_gives_way_to_a_receipt_and_the_receipt_goes_with_its_file(plans):
    (plans / "North" / "Q2.csv").write_text("a")
    keep(plans, Sidecar("North/Q2.csv", "Fix it."))
    assert texts(plans) == {f"North/{NOTE}"}
    keep(plans, Sidecar("North/Q2.csv", "Taken 10:42.", accepted=True))
    assert texts(plans) == {f"North/{RECEIPT}"}
    (plans / "North" / "Q2.csv").unlink()
    assert keep(plans, Sidecar("North/Q2.csv", "Taken 10:42.", accepted=True)).removed == (
        f"North/{RECEIPT}",
    )
    assert texts(plans) == set()


def test_the_same_again_writes_nothing_and_a_changed_text_replaces_ours(plans):
    (plans / "Q2.csv").write_text("a")
    assert keep(plans, Sidecar("Q2.csv", "Fix it.")).written == (NOTE,)
    state = (plans / NOTE).stat()
    assert keep(plans, Sidecar("Q2.csv", "Fix it.")).written == ()
    assert (plans / NOTE).stat().st_mtime_ns == state.st_mtime_ns
    assert keep(plans, Sidecar("Q2.csv", "Fix row 3.")).written == (NOTE,)


def test_a_persons_own_file_of_that_name_is_neither_replaced_nor_removed(plans):
    (plans / "Q2.csv").write_text("a")
    (plans / NOTE).write_text("my own words")
    outcome = keep(plans, Sidecar("Q2.csv", "Fix it."))
    assert [held.path for held in outcome.held] == [NOTE]
    keep(plans)
    assert (plans / NOTE).read_text() == "my own words"


def test_a_link_of_that_name_is_not_written_through(plans, tmp_path):
    (plans / "Q2.csv").write_text("a")
    (plans / NOTE).symlink_to(tmp_path / "elsewhere.txt")
    assert keep(plans, Sidecar("Q2.csv", "Fix it.")).held
    assert not (tmp_path / "elsewhere.txt").exists()


@pytest.mark.parametrize("left", [f".{NOTE}.part", f".{RECEIPT}.part"])
def test_what_a_crash_left_unfinished_goes(plans, left):
    (plans / left).write_text("Writ")
    (plans / ".somebody.zip.part").write_text("not ours")
    keep(plans)
    assert not (plans / left).exists()
    assert (plans / ".somebody.zip.part").exists()


def test_while_the_folder_is_away_no_text_goes(plans):
    (plans / "Q2.csv").write_text("a")
    keep(plans, Sidecar("Q2.csv", "Fix it."))
    (plans / ".planward-root").unlink()
    (plans / "Q2.csv").unlink()
    assert keep(plans).held
    assert (plans / NOTE).exists()


def test_our_texts_are_never_taken_for_drops(plans):
    (plans / "Q2.csv").write_text("a")
    keep(plans, Sidecar("Q2.csv", "Fix it."))
    keep_pages(plans, "w-1", {"": "<!DOCTYPE html>…"})
    seen = look(plans, "w-1", PLACES, {}, now=0, quiet=0)
    assert [found.path for found in seen.files] == ["Q2.csv"]
    assert (seen.trouble, seen.ignored) == ((), 0)


def test_odd_and_long_names_get_a_note_too(plans):
    long = "ä" * 120 + ".csv"
    odd = "bad\udcff.csv"
    for name in (long, odd):
        (plans / name).write_text("a")
    keep(plans, Sidecar(long, "Fix it."), Sidecar(odd, "Rename it."))
    assert remark_path(Sidecar(odd, "")) == "bad\\udcff.csv - PLEASE FIX.txt"
    assert {Path(text).name for text in texts(plans)} == {
        remark_path(Sidecar(long, "")),
        remark_path(Sidecar(odd, "")),
    }
    keep(plans)
    assert texts(plans) == set()


def test_pages_are_replaced_when_they_are_ours(plans):
    page = f"{PAGE_HEADER}<html>"
    assert keep_pages(plans, "w-1", {"": page, "North": page}).written == (
        "STATUS.html",
        "North/STATUS.html",
    )
    (plans / ".STATUS.html.part").write_text("<!DOC")
    assert keep_pages(plans, "w-1", {"": page}).written == ()
    assert not (plans / ".STATUS.html.part").exists()
    assert keep_pages(plans, "w-1", {"": page + "later"}).written == ("STATUS.html",)
    (plans / "South" / "STATUS.html").write_text("<html>somebody's own")
    assert keep_pages(plans, "w-1", {"South": page}).held
    assert (plans / "South" / "STATUS.html").read_text() == "<html>somebody's own"
