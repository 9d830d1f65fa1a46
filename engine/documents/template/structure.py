"""Sees to it that choices and loops take out or repeat whole pieces, and leave a file Word can open."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from engine.core.values.diagnostic import Diagnostic
from engine.documents.template.tagged_text import Weave, is_mark
from engine.documents.template.tags import Tag, problem
from engine.documents.word.wordml import TBL, TC, TR, VAL, W14, Element, P, W

OPENS = {"endif": "if", "endfor": "for"}
CLOSES = {"if": "endif", "for": "endfor"}
NEEDS_PARAGRAPH = frozenset(
    f"{W}{name}" for name in ("tc", "hdr", "ftr", "footnote", "txbxContent", "sdtContent")
)
BLOCKS = frozenset({P, TBL, TR, f"{W}sdt"})
DRAWN = frozenset({"docPr", "pict", "object"})
UNIQUE = (f"{W}bookmarkStart", f"{W}bookmarkEnd")


@dataclass(slots=True)
class Region:
    """An opened choice or loop among its siblings: each branch is a mark and what follows it."""

    kind: str
    branches: list[tuple[Element, "Row"]]
    end: Element | None = None


Row = list["Element | Region"]


@dataclass(slots=True)
class _Matching:
    """Marks of one part that found no partner beside them, in reading order."""

    lone: list[Element] = field(default_factory=list)
    regions: list[tuple[Element, list[Region]]] = field(default_factory=list)


def structure_problems(weave: Weave) -> list[Diagnostic]:
    """What does not open and close among the same siblings, and what no loop may hold."""
    matching = _matching(weave)
    found = list(_lone_problems(matching.lone, weave))
    for _, regions in matching.regions:
        for region in regions:
            found += _loop_problems(region, weave)
    return found


def settle_structure(weave: Weave) -> None:
    """Makes every outcome a valid file: no empty cell or table, no two pieces with one id."""
    matching = _matching(weave)
    for parent, regions in matching.regions:
        for region in regions:
            _drop_ids(region)
        if parent.tag in NEEDS_PARAGRAPH and parent.find(f"{W}r") is None:
            _keep_one(parent, weave, P)
        elif parent.tag == TBL:
            _keep_one(parent, weave, TR)


def _matching(weave: Weave) -> _Matching:
    found = _Matching()
    parents: dict[Element, None] = {}
    for mark in weave.marks():
        parent = mark.getparent()
        if parent is not None and weave.tag_at(mark).kind != "print":
            parents[parent] = None
    for parent in parents:
        row, lone = regions_among(parent, weave)
        found.lone += lone
        found.regions.append((parent, list(_all_regions(row))))
    order = {mark: n for n, mark in enumerate(weave.marks())}
    found.lone.sort(key=lambda mark: order[mark])
    return found


def regions_among(parent: Element, weave: Weave) -> tuple[Row, list[Element]]:
    """The children as regions and plain elements, and the marks that fit nowhere."""
    rows: list[Row] = [[]]
    open_regions: list[Region] = []
    lone: list[Element] = []
    for child in parent:
        kind = weave.tag_at(child).kind if is_mark(child) else "print"
        if kind in CLOSES:
            open_regions.append(Region(kind, [(child, [])]))
            rows.append(open_regions[-1].branches[0][1])
        elif (
            kind in {"elif", "else"} and open_regions and _takes(open_regions[-1], kind, weave)
        ):
            open_regions[-1].branches.append((child, []))
            rows[-1] = open_regions[-1].branches[-1][1]
        elif kind in OPENS and open_regions and open_regions[-1].kind == OPENS[kind]:
            region = open_regions.pop()
            region.end = child
            rows.pop()
            rows[-1].append(region)
        elif kind == "print":
            rows[-1].append(child)
        else:
            lone.append(child)
    lone += [mark for region in open_regions for mark, _ in region.branches]
    return rows[0], lone


def _takes(region: Region, kind: str, weave: Weave) -> bool:
    """An `else` ends the branches; a loop has one at most and no `elif`."""
    ended = weave.tag_at(region.branches[-1][0]).kind == "else"
    return not ended and (kind == "else" or region.kind == "if")


def _all_regions(row: Row) -> Iterator[Region]:
    for item in row:
        if isinstance(item, Region):
            yield item
            for _, inner in item.branches:
                yield from _all_regions(inner)


def _lone_problems(lone: list[Element], weave: Weave) -> Iterator[Diagnostic]:
    waiting: list[tuple[Tag, Element | None]] = []
    for mark in lone:
        tag = weave.tag_at(mark)
        if tag.kind in CLOSES:
            waiting.append((tag, mark.getparent()))
        elif tag.kind in OPENS and waiting and waiting[-1][0].kind == OPENS[tag.kind]:
            opener_tag, parent = waiting.pop()
            yield _crossing(opener_tag, tag, beside=parent is mark.getparent())
        elif tag.kind in OPENS:
            opener = OPENS[tag.kind]
            message = f'found "{tag.kind}" without "{opener}" before it'
            yield problem("T626", message, f"write {{% {opener} … %}} above", tag.place)
        elif not waiting:
            message = f'found "{tag.kind}" that belongs to no "if"'
            yield problem("T626", message, "keep it between if and endif", tag.place)
    for tag, _ in waiting:
        closer = CLOSES[tag.kind]
        message = f'found "{tag.kind}" and no "{closer}" after it'
        yield problem("T626", message, f"write {{% {closer} %}} where it ends", tag.place)


def _crossing(opener: Tag, closer: Tag, *, beside: bool) -> Diagnostic:
    """`{% for %}` here and `{% endfor %}` in another cell or paragraph: the file would break."""
    if beside:
        message = f'found "{opener.kind}" that ends inside another choice or loop'
        hint = "end first what began last"
    elif opener.level != closer.level:
        names = {"inline": "{% … %}", "p": "{%p … %}", "tr": "{%tr … %}"}
        message = f"found {names[opener.level]} that is ended by {names[closer.level]}"
        hint = "use the same kind of tag for both"
    elif opener.level == "inline":
        message = f'found "{opener.kind}" that ends in another paragraph or cell'
        hint = (
            f"use {{%p {opener.kind} … %}} and {{%p {closer.kind} %}}, each in a paragraph of its "
            "own; for table rows {%tr …"
        )
    else:
        piece = "table" if opener.level == "tr" else "cell or text box"
        message = f'found "{opener.kind}" that ends outside its {piece}'
        hint = f"keep {opener.kind} and {closer.kind} in the same {piece}"
    return problem("T627", f"{message}: {closer.where}", hint, opener.place)


def _loop_problems(region: Region, weave: Weave) -> Iterator[Diagnostic]:
    if region.kind != "for":
        return
    for element in _inside(region):
        name = etree.QName(element).localname
        if name in DRAWN:
            message = "found a picture, shape or text box inside a loop"
            hint = "Word needs each to be the only one of its number: put it outside the loop"
            yield problem("T631", message, hint, weave.tag_at(region.branches[0][0]).place)
            return


def _inside(region: Region) -> Iterator[Element]:
    for _, row in region.branches:
        for item in row:
            if isinstance(item, Region):
                yield from _inside(item)
            else:
                yield from item.iter(etree.Element)


def _drop_ids(region: Region) -> None:
    """A repeated paragraph, bookmark or control must not carry the same id twice."""
    if region.kind != "for":
        return
    for element in list(_inside(region)):
        for name in (f"{W14}paraId", f"{W14}textId"):
            if name in element.attrib:
                del element.attrib[name]
        parent = element.getparent()
        numbered = element.tag == f"{W}id" and parent is not None and parent.tag == f"{W}sdtPr"
        if parent is not None and (element.tag in UNIQUE or numbered):
            parent.remove(element)


def _keep_one(parent: Element, weave: Weave, tag: str) -> None:
    row, _ = regions_among(parent, weave)
    blocks = [item for item in row if isinstance(item, Region) or item.tag in BLOCKS]
    _ensure(blocks, weave, tag)


def _ensure(row: Row, weave: Weave, tag: str) -> None:
    """Every outcome of these siblings ends with a `tag`: where nothing would stand, an empty one."""
    if not row:
        return
    last, alone = row[-1], len(row) == 1
    if not isinstance(last, Region):
        if tag == P and last.tag == TBL:
            last.addnext(etree.Element(P))
        return
    for mark, branch in last.branches:
        blocks = [item for item in branch if isinstance(item, Region) or item.tag in BLOCKS]
        _ensure(blocks, weave, tag)
        if alone and not blocks:
            mark.addnext(_filler(mark, tag))
    has_else = weave.tag_at(last.branches[-1][0]).kind == "else"
    if alone and not has_else and last.end is not None:
        last.end.addprevious(weave.mark(Tag("", "else", "p", "", weave.part)))
        last.end.addprevious(_filler(last.end, tag))
    _ensure(row[:-1], weave, tag)


def _filler(mark: Element, tag: str) -> Element:
    if tag == P:
        return etree.Element(P)
    parent = mark.getparent()
    columns = len(parent.findall(f"{W}tblGrid/{W}gridCol")) if parent is not None else 1
    row = etree.Element(TR)
    cell = etree.SubElement(row, TC)
    span = etree.SubElement(etree.SubElement(cell, f"{W}tcPr"), f"{W}gridSpan")
    span.set(VAL, str(max(columns, 1)))
    etree.SubElement(cell, P)
    return row
