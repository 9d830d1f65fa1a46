"""A part is marked from its text as it would be from its tree, and what is equal stays to the byte."""

import io
import zipfile
from collections.abc import Callable
from datetime import date
from functools import partial
from itertools import count

import pytest

from engine.disk.safe_zip import UnsafeZipError
from engine.documents.review.redline import redlined
from engine.documents.review.tracked import DELETED, INSERTED, Pen
from engine.documents.review.tracked_diff import mark_differences
from engine.documents.text.blocks import ComparisonMode
from engine.documents.text.changed_span import marked
from engine.documents.word.editable import open_word
from engine.documents.word.wordml import W_NS, Element, parse
from tests.documents.letters import BODY, parts_of, with_parts
from tests.documents.versions import NAMES, versions

ROOT = f'<w:document xmlns:w="{W_NS}">'


def page(*blocks: str, root: str = ROOT) -> bytes:
    return f"{root}<w:body>{''.join(blocks)}<w:sectPr/></w:body></w:document>".encode()


def line(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def table(*texts: str) -> str:
    rows = "".join(f"<w:tr><w:tc>{each}</w:tc></w:tr>" for each in texts)
    return f"<w:tbl><w:tblPr/>{rows}</w:tbl>"


def seen(kept: bytes, other: bytes) -> list[tuple[str, str]]:
    """What is handed out to be marked, as text."""
    found: list[tuple[str, str]] = []

    def note(one: Element, two: Element) -> None:
        found.append(("".join(one.itertext()), "".join(two.itertext())))

    assert marked(kept, other, note) == kept
    return found


def marker() -> Callable[[Element, Element], None]:
    pen = Pen("x", "y", count(1), kept=INSERTED, brought=DELETED, reading=ComparisonMode())
    return partial(mark_differences, pen=pen)


LINES = [line(f"{n} ") for n in range(8)]


@pytest.mark.parametrize(
    ("new", "stretches"),
    [
        pytest.param(LINES, [], id="nothing"),
        pytest.param([*LINES[:3], line("x "), *LINES[4:]], [("2 x 4 ", "2 3 4 ")], id="a word"),
        pytest.param([line("x "), *LINES], [("x 0 ", "0 ")], id="at the start"),
        pytest.param([*LINES, line("x ")], [("7 x ", "7 ")], id="at the end"),
        pytest.param(
            [line("x "), *LINES[1:-1], line("y ")],
            [("x 1 ", "0 1 "), ("6 y ", "6 7 ")],
            id="two far apart",
        ),
        pytest.param(
            [*LINES[:2], line("x "), LINES[3], line("y "), *LINES[5:]],
            [("1 x 3 y 5 ", "1 2 3 4 5 ")],
            id="two with one line between",
        ),
        pytest.param(
            [*LINES[:4], "<w:proofErr/>", *LINES[4:]], [("3 4 ", "3 4 ")], id="no line at all"
        ),
        pytest.param([], [("", "0 1 2 3 4 5 6 7 ")], id="all went"),
    ],
)
def test_only_what_differs_is_handed_out_between_lines_that_both_have(
    new: list[str], stretches: list[tuple[str, str]]
) -> None:
    assert seen(page(*new), page(*LINES)) == stretches


def test_a_table_within_a_table_is_cut_with_it() -> None:
    inner = table(line("inner"), line("more"))
    kept, other = page(table(inner), line("x")), page(table(inner), line("y"))
    assert seen(kept, other) == [("innermorex", "innermorey")]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(page(line("a"), root=ROOT.replace("w=", "a=")), id="another prefix"),
        pytest.param(b'<?xml version="1.0" encoding="utf-16"?>' + page(line("a")), id="UTF-16"),
        pytest.param(page(line("a"), " "), id="white space between blocks"),
        pytest.param(page(line("a"), "<!-- -->"), id="a comment"),
        pytest.param(page("<w:p>"), id="broken"),
        pytest.param(page(line("a &broken;")), id="broken within a line"),
        pytest.param(b"no XML at all", id="no XML"),
    ],
)
def test_what_is_laid_out_otherwise_is_left_to_be_read_as_a_tree(text: bytes) -> None:
    def never(_: Element, __: Element) -> None:
        raise AssertionError

    assert marked(text, page(line("b")), never) is None
    assert marked(page(line("b")), text, never) is None


def test_what_is_equal_stays_as_it_was_written() -> None:
    """A tree would write it in its own way."""
    odd = "<w:p  w:rsidR = '1'><w:r><w:t>&#233;</w:t></w:r></w:p>"
    content = marked(page(odd, *LINES, line("new")), page(odd, *LINES, line("old")), marker())
    assert content is not None
    assert content.startswith(
        page(odd, *LINES).removesuffix(b"<w:sectPr/></w:body></w:document>")
    )
    assert content.count(b"<w:ins ") == content.count(b"<w:del ") == 1


@pytest.mark.parametrize("name", NAMES)
def test_letters_of_ours_are_marked_from_their_texts(name: str) -> None:
    before, after = (parts_of(version)[BODY] for version in versions(name))
    content = marked(after, before, marker())
    assert content is not None
    assert b"<w:ins " in content
    assert parse(content).tag == parse(after).tag


def test_what_a_redline_does_not_touch_is_copied_as_it_lies() -> None:
    """Also what is no good: nobody looked at it. A file that somebody sends is looked at as a whole."""
    before, after = versions(NAMES[0])
    damaged = with_parts(after, {"word/styles.xml": "<!DOCTYPE a><a/>"})
    content = redlined(before, damaged, author="x", on=date(2026, 7, 9))
    lying = zipfile.ZipFile(io.BytesIO(content))
    assert lying.testzip() is None
    assert lying.read("word/styles.xml") == b"<!DOCTYPE a><a/>"
    with pytest.raises(UnsafeZipError):
        open_word(damaged)
