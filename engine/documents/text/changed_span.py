"""Cuts two texts of one part into what is equal and the stretches that are not, before anything is parsed.

Most of two versions is equal to the byte. To find that out in their texts costs a tenth of reading them
as trees; only the stretches become trees.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from engine.documents.text.alignment import equal
from engine.documents.word.wordml import W_NS, BrokenXmlError, Element, parse, utf8

HEAD = re.compile(
    rb"(?P<declared><\?xml[^>]*\?>\s*)?(?P<root><w:(?P<name>document|hdr|ftr)\b[^>]*[^>/]>)(?P<body><w:body>)?"
)
OURS = b'xmlns:w="%s"' % W_NS.encode()
OTHER = re.compile(rb"""(?i)encoding=["'](?!utf-8["'])""")
OPENING = re.compile(rb"<(w:\w+)(?:\s[^<>]*|/)?>")
ANCHOR = re.compile(rb"<w:(?:p|tbl)[ >]")  # that ends what a line or a table can be joined to
START, BETWEEN, END = b"<w:body>", b"</w:body><w:body>", b"</w:body>"


@dataclass(frozen=True, slots=True)
class _Text:
    """A part with a container's blocks cut apart; all three in a row are the part."""

    head: bytes
    blocks: Sequence[bytes]
    tail: bytes
    root: bytes  # the start tag of its root
    name: bytes


def marked(kept: bytes, other: bytes, mark: Callable[[Element, Element], None]) -> bytes | None:
    """The text of `kept` once `mark` has changed what differs in it, as containers of both.

    None for texts that are not laid out as we lay them out: those must be read as trees.
    """
    mine, theirs = _cut(kept), _cut(other)
    if mine is None or theirs is None or mine.root != theirs.root:
        return None
    found = list(_stretches(mine.blocks, theirs.blocks))
    if not found:
        return kept
    try:
        root = _tree(mine, (one for one, _ in found))
        beside = _tree(theirs, (two for _, two in found))
    except BrokenXmlError:
        return None
    for container, before in zip(root, beside, strict=True):
        mark(container, before)
        container.text = container.text or ""  # so that an empty one has an end as well
    said = utf8(root)
    made = said[said.index(START) + len(START) : said.rindex(END)].split(BETWEEN)
    pieces, at = [mine.head], 0
    for (one, _), stretch in zip(found, made, strict=True):
        pieces += [*mine.blocks[at : one.start], stretch]
        at = one.stop
    return b"".join((*pieces, *mine.blocks[at:], mine.tail))


def _tree(text: _Text, stretches: Iterable[range]) -> Element:
    """A root that holds each stretch as a body of its own."""
    bodies = (b"".join(text.blocks[s.start : s.stop]) for s in stretches)
    return parse(
        b"".join((text.root, START, BETWEEN.join(bodies), END, b"</w:", text.name, b">"))
    )


def _cut(text: bytes) -> _Text | None:
    head = HEAD.match(text)
    if head is None or OURS not in head["root"] or OTHER.search(head["declared"] or b""):
        return None
    tail = b"</w:%s>" % head["name"]
    if head["body"]:
        tail = b"</w:body>" + tail
    end = len(text.rstrip()) - len(tail)
    blocks = _blocks(text, head.end(), end)
    if not blocks or not text.startswith(tail, end):
        return None
    return _Text(head[0], blocks, text[end:], head["root"], head["name"])


def _blocks(text: bytes, at: int, end: int) -> list[bytes]:
    """The elements between two places; none where anything else stands there."""
    found = []
    while at < end:
        opening = OPENING.match(text, at, end)
        if opening is None:
            return []
        stop = opening.end()
        if not opening[0].endswith(b"/>"):
            stop = _closed(text, opening[1], stop, end)
        found.append(text[at:stop])
        at = stop
    return found if at == end else []


def _closed(text: bytes, name: bytes, at: int, end: int) -> int:
    """Behind the element of this name whose inside begins there; behind the end where it never closes."""
    closing, opens = b"</%s>" % name, (b"<%s>" % name, b"<%s " % name)
    depth = 1
    while depth:
        stop = text.find(closing, at, end)
        if stop < 0:
            return end + 1
        depth += sum(text.count(start, at, stop) for start in opens) - 1
        at = stop + len(closing)
    return at


def _stretches(left: Sequence[bytes], right: Sequence[bytes]) -> Iterator[tuple[range, range]]:
    """The differences, each with a paragraph or table around it on both sides that both texts have."""
    same = equal(left, right)
    anchors = [pair for pair in same if ANCHOR.match(left[pair[0]])]
    waiting: tuple[range, range] | None = None
    for one, two in _gaps(same, len(left), len(right)):
        at = bisect_left(anchors, (one.start, two.start))
        start = anchors[at - 1] if at else (0, 0)
        last = anchors[at] if at < len(anchors) else (len(left) - 1, len(right) - 1)
        if waiting and waiting[0].stop > start[0]:
            start = waiting[0].start, waiting[1].start
        elif waiting:
            yield waiting
        waiting = range(start[0], last[0] + 1), range(start[1], last[1] + 1)
    if waiting:
        yield waiting


def _gaps(
    same: Sequence[tuple[int, int]], left: int, right: int
) -> Iterator[tuple[range, range]]:
    at_left = at_right = 0
    for i, j in [*same, (left, right)]:
        if at_left < i or at_right < j:
            yield range(at_left, i), range(at_right, j)
        at_left, at_right = i + 1, j + 1
