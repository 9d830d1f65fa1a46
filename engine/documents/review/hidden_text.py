"""Sets aside in a document in work what nobody sees of it: hidden, white on white, too small to read."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from engine.core.record.field_names import is_filled
from engine.documents.text.blocks import block_elements
from engine.documents.text.inline_units import (
    BOOKMARK_START,
    FIELD_CHAR,
    INSTRUCTION,
    R_PR,
    SDT,
    SILENT,
    VEIL,
    bookmarked_field,
    control_name,
)
from engine.documents.text.visibility import Looks, looks_of, suspect
from engine.documents.word.accepted import accept
from engine.documents.word.editable import EditableDocument
from engine.documents.word.wordml import (
    RUN,
    TBL,
    TC,
    TR,
    Element,
    P,
    W,
    nearest_ancestor,
    parse,
)

FORMULA = "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath"
HOLDERS = (SDT, FORMULA, f"{W}sectPr")  # a paragraph with one of these is never empty


def take_out_unseen(word: EditableDocument) -> None:
    """What is hidden goes, and each paragraph, row and table that held nothing else.

    It is judged as the file came, before its tracked changes are accepted: to accept the deletion of a
    paragraph's end gives its words the look of the next one.
    """
    for name, looks in _suspected(word):
        root = parse(word.package.parts[name], name)
        touched = []
        for run, children in list(_unseen(root, looks)):
            touched.append(run)
            for child in children:
                run.remove(child)
        # An empty run is no text, yet two paragraphs that are equal to the byte are told by their bytes.
        blank = [run for run in touched if all(child.tag == R_PR for child in run)]
        for element in [*_emptied(touched), *blank]:
            _take_out(element)
        accept(root)
        word.roots[name] = root
    if (endnotes := word.part("endnotes")) is not None:
        accept(endnotes)  # they are no story, and yet told about


def veil(word: EditableDocument) -> list[Element]:
    """The same, but all stays in its place under a name that a merge passes over, until `unveil`."""
    veiled: list[Element] = []
    for name, looks in _suspected(word):
        whole = [
            run
            for run, children in list(_unseen(word.root(name), looks))
            if all(child in children or child.tag == R_PR for child in run)
        ]
        for run in whole:
            _rename(run)
        emptied = _emptied(whole)
        for element in emptied:
            _rename(element)
        veiled += [*whole, *emptied]
    return veiled


def unveil(veiled: Iterable[Element]) -> None:
    for element in veiled:
        element.tag = W + str(element.tag).removeprefix(VEIL)


def _rename(element: Element) -> None:
    element.tag = VEIL + str(element.tag).removeprefix(W)


def _suspected(word: EditableDocument) -> Iterator[tuple[str, Looks]]:
    """The parts in which something may be hidden."""
    styles = word.part("styles")
    anywhere = styles is not None and suspect(styles)
    endnotes = word.package.target(word.main, "endnotes")
    for name in [*word.stories(), *([endnotes] if endnotes else [])]:
        if anywhere or suspect(word.root(name)):
            yield name, looks_of(styles)


# -- what is not seen -----------------------------------------------------------------------------


@dataclass(slots=True)
class _Code:
    """A field that has begun, and whether it shows its result by now."""

    hidden: bool
    shows: bool = False


def _unseen(root: Element, looks: Looks) -> Iterator[tuple[Element, list[Element]]]:
    """Each run of which something is not seen, with these children of it."""
    codes: list[_Code] = []
    for run in root.iter(RUN):
        hidden = looks.hides(run)
        if hidden or codes or next(run.iter(FIELD_CHAR), None) is not None:
            gone = [child for child in run if _goes(child, codes, hidden=hidden)]
            if gone:
                yield run, gone


def _goes(child: Element, codes: list[_Code], *, hidden: bool) -> bool:
    """A field is taken apart as a whole, or not at all: half of one would swallow what follows."""
    within = any(code.hidden and not code.shows for code in codes)
    if child.tag == FIELD_CHAR:
        return _turn(str(child.get(f"{W}fldCharType")), codes, hidden=hidden or within)
    if child.tag in SILENT:
        return False
    if within:
        return True
    if child.tag == INSTRUCTION and codes:
        return False
    # What holds text of its own, as a text box does, is judged by that text.
    return hidden and next(child.iter(RUN), None) is None


def _turn(kind: str, codes: list[_Code], *, hidden: bool) -> bool:
    if kind == "begin":
        codes.append(_Code(hidden))
    if not codes:
        return hidden
    code = codes[-1]
    code.shows = code.shows or kind == "separate"
    if kind == "end":
        codes.pop()
    return code.hidden


# -- what held nothing else -----------------------------------------------------------------------


def _emptied(touched: Sequence[Element]) -> list[Element]:
    """The paragraphs and rows around these runs that hold nothing now, and tables without another row."""
    rows = [row for row in _around(touched, TR) if _empty(row)]
    tables = [t for t in _around(rows, TBL) if all(row in rows for row in t.iter(TR))]
    gone = {*rows}
    paragraphs = [
        p
        for p in _around(touched, P)
        if nearest_ancestor(p, TR) not in gone
        and _empty(p)
        and not _ends_cell(p)
        and not _filled(p)
    ]
    return [
        *(row for row in rows if nearest_ancestor(row, TBL) not in {*tables}),
        *tables,
        *paragraphs,
    ]


def _around(elements: Iterable[Element], tag: str) -> list[Element]:
    """In order, each once."""
    found = (nearest_ancestor(element, tag) for element in elements)
    return list(dict.fromkeys(each for each in found if each is not None))


def _empty(element: Element) -> bool:
    if next(element.iter(*HOLDERS), None) is not None:
        return False
    if any(bookmarked_field(start) for start in element.iter(BOOKMARK_START)):
        return False
    return all(child.tag in SILENT for run in element.iter(RUN) for child in run)


def _ends_cell(paragraph: Element) -> bool:
    """A cell must end with one."""
    cell = nearest_ancestor(paragraph, TC)
    return cell is not None and block_elements(cell)[-1] is paragraph


def _filled(paragraph: Element) -> bool:
    """It is all that a field to fill in holds: without it the field would seem to be gone."""
    return any(is_filled(control_name(sdt)) for sdt in paragraph.iterancestors(SDT))


def _take_out(element: Element) -> None:
    parent = element.getparent()
    if parent is None:
        return
    if element.tag == P:
        _hand_on([child for child in element if child.tag != f"{W}pPr"], element)
    parent.remove(element)


def _hand_on(marks: Sequence[Element], paragraph: Element) -> None:
    """Comments and bookmarks that begin or end here do so at its neighbour."""
    after = next(paragraph.itersiblings(P), None)
    before = next(paragraph.itersiblings(P, preceding=True), None)
    if after is not None:
        at = 1 if len(after) and after[0].tag == f"{W}pPr" else 0
        after[at:at] = marks
    elif before is not None:
        before.extend(marks)
