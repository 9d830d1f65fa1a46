"""Random edits of a document, as two people make them: words, paragraphs, rows, cells."""

import random
from typing import Any

from hypothesis import strategies as st
from lxml import etree

from tests.documents.letters import BODY, parts_of, with_parts
from tests.documents.pages import W

KINDS = ("reword", "insert", "delete", "add", "drop", "add row", "drop row")
PLACES = (0, 1, 2, 3, 5, 6, 11, 19, 20, 27, 28, 43, 44, 90, 151)


def edits() -> st.SearchStrategy[list[tuple[int, int]]]:
    """Which kind of edit, and at which place of those it could be made at. Few places: two sides meet."""
    place = st.sampled_from(PLACES)
    return st.lists(st.tuples(st.integers(0, len(KINDS) - 1), place), max_size=10)


def edited(content: bytes, made: list[tuple[int, int]], side: str) -> bytes:
    return edited_with_markers(content, made, side)[0]


def edited_with_markers(
    content: bytes, made: list[tuple[int, int]], side: str
) -> tuple[bytes, list[str]]:
    """The edited file, and the words added to it, each of which stands nowhere else."""
    root = etree.fromstring(parts_of(content)[BODY])
    markers: list[str] = []
    for number, (kind, at) in enumerate(made):
        marker = f"zq{number}{side}x"
        if edit(root, KINDS[kind], at, marker):
            markers.append(marker)
    written = etree.tostring(root, encoding="utf-8", xml_declaration=True, standalone=True)
    present = "".join(root.itertext())
    return with_parts(content, {BODY: written}), [m for m in markers if m in present]


def edit(root: Any, kind: str, at: int, marker: str) -> bool:
    """Whether the marker was put in. What people fill in is left alone: it is a value, not text."""
    if kind in {"reword", "insert", "delete"}:
        texts = [t for t in root.iter(f"{W}t") if (t.text or "").strip() and not in_control(t)]
        return edit_words(chosen(texts, at), kind, at, marker)
    if kind in {"add", "drop"}:
        places = [p for p in root.find(f"{W}body") if p.tag == f"{W}p" and text(p)]
    else:
        places = [r for r in root.iter(f"{W}tr") if len(r.getparent().findall(f"{W}tr")) > 1]
    free = [place for place in places if next(place.iter(f"{W}sdt"), None) is None]
    return put_or_drop(chosen(free, at), kind.removesuffix(" row"), marker)


def in_control(element: Any) -> bool:
    return next(element.iterancestors(f"{W}sdt"), None) is not None


def chosen(places: list[Any], at: int) -> Any:
    return places[at % len(places)] if places else None


def text(element: Any) -> str:
    return "".join(t.text or "" for t in element.iter(f"{W}t"))


def edit_words(place: Any, kind: str, at: int, marker: str) -> bool:
    if place is None:
        return False
    words = place.text.split(" ")
    spot = random.Random(at).randrange(len(words))
    if kind == "delete":
        if len(words) > 1:  # the text of a paragraph never goes whole: that would be `drop`
            del words[spot]
    elif kind == "reword":
        words[spot] = marker
    else:
        words.insert(spot, marker)
    place.text = " ".join(words)
    return kind != "delete"


def put_or_drop(place: Any, kind: str, marker: str) -> bool:
    if place is None:
        return False
    if kind == "drop":
        place.getparent().remove(place)
        return False
    made = etree.fromstring(etree.tostring(place))
    texts = list(made.iter(f"{W}t"))
    if not texts:
        return False
    for t in texts:
        t.text = "of"
    texts[0].text = f"{marker} and more words"
    place.addnext(made)
    return True
