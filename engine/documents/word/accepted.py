"""Accepts every tracked change in a tree: what is left is the text its last writer wants."""

from engine.documents.word.wordml import RUN, TBL, TC, TR, Element, P, W

GONE = frozenset(
    {f"{W}{n}" for n in ("del", "moveFrom", "rPrChange", "pPrChange", "sectPrChange", "tblPrChange",
                         "tblGridChange", "trPrChange", "tcPrChange", "tblPrExChange", "numberingChange",
                         "cellIns", "cellMerge", "moveFromRangeStart", "moveFromRangeEnd",
                         "moveToRangeStart", "moveToRangeEnd")}
    | {f"{W}customXml{kind}Range{end}" for kind in ("Ins", "Del", "MoveFrom", "MoveTo")
       for end in ("Start", "End")}
)  # fmt: skip
KEPT = frozenset({f"{W}ins", f"{W}moveTo"})
TRACKED = (*GONE, *KEPT, f"{W}cellDel")
ROW_GONE = (f"{W}trPr/{W}del", f"{W}trPr/{W}moveFrom")
MARK_GONE = (f"{W}pPr/{W}rPr/{W}del", f"{W}pPr/{W}rPr/{W}moveFrom")


def accept(root: Element) -> None:
    """Changes the tree in place; one without tracked changes stays as it is."""
    if next(root.iter(*TRACKED), None) is None:
        return
    for row in list(root.iter(TR)):
        if any(row.find(path) is not None for path in ROW_GONE):
            _remove(row)
    for cell in list(root.iter(TC)):
        if cell.find(f"{W}tcPr/{W}cellDel") is not None:
            _remove(cell)
    for table in list(root.iter(TBL)):
        if next(table.iter(TR), None) is None:
            _remove(table)
    ended = [p for p in root.iter(P) if any(p.find(path) is not None for path in MARK_GONE)]
    _settle(root)
    for paragraph in ended:
        _join_next(paragraph)


def _settle(root: Element) -> None:
    for element in list(root.iter(*GONE)):
        _remove(element)
    for element in list(root.iter(*KEPT)):
        for child in list(element):
            element.addprevious(child)
        _remove(element)


def _join_next(paragraph: Element) -> None:
    """Its mark went: what is left of its line opens the next paragraph."""
    following = paragraph.getnext()
    while following is not None and following.tag.endswith(("bookmarkStart", "bookmarkEnd")):
        following = following.getnext()
    content = [child for child in paragraph if child.tag != f"{W}pPr"]
    if following is not None and following.tag == P:
        at = 1 if len(following) and following[0].tag == f"{W}pPr" else 0
        following[at:at] = content
        _remove(paragraph)
    elif next(paragraph.iter(RUN), None) is None and _can_go(paragraph):
        for child in content:  # bookmarks and the like
            paragraph.addprevious(child)
        _remove(paragraph)


def _can_go(paragraph: Element) -> bool:
    """A cell, a header or a body must keep one paragraph."""
    parent = paragraph.getparent()
    return parent is not None and len(parent.findall(P)) > 1


def _remove(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
