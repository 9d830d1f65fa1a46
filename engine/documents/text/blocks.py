"""What a body, a cell or a header is made of: its paragraphs and tables, and which of two belong together."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from engine.core.record.field_names import is_filled
from engine.documents.text import alignment
from engine.documents.text.inline_units import CONTENT, FIELD_KEY, MARK, SDT, control_name, said
from engine.documents.word.wordml import TBL, TC, TR, VAL, Element, P, T, W

ALIKE_PARAGRAPHS, ALIKE_TABLES, ALIKE_ROWS = 0.45, 0.2, 0.3  # the least share of common words
P_PR, P_STYLE, COLUMN = f"{W}pPr", f"{W}pStyle", f"{W}tblGrid/{W}gridCol"
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a table or a row; controls around it do not count.

    Two paragraphs with equal keys read the same; a table or a row must still be looked into. `form` is
    what must be equal in two that may belong together: style, columns of a table, cells of a row.
    """

    element: Element
    key: str
    form: str = ""

    @property
    def paragraph(self) -> bool:
        return self.element.tag == P

    @property
    def told_apart(self) -> tuple[str, str]:
        return self.form, self.key

    def words(self) -> Counter[str]:
        return Counter(WORD.findall(self.key))


@dataclass(frozen=True, slots=True)
class ComparisonMode:
    """How two documents are compared: `values` of fields left out of it, `styles` by their ids or not."""

    values: bool = False
    styles: bool = True


def within(parent: Element, *tags: str) -> Iterator[Element]:
    """The elements of these kinds right below, or below controls that stand around them."""
    for element in parent:
        if element.tag in tags:
            yield element
        elif element.tag == SDT:
            content = element.find(CONTENT)
            if content is not None:
                yield from within(content, *tags)
        elif element.tag == f"{W}customXml":
            yield from within(element, *tags)


def rows_of(table: Element) -> list[Element]:
    return list(within(table, TR))


def cells_of(row: Element) -> list[Element]:
    return list(within(row, TC))


def style(paragraph: Element) -> str:
    """The id of its style; by the schema it is the first of the first."""
    look = paragraph[0] if len(paragraph) else None
    if look is None or look.tag != P_PR or not len(look) or look[0].tag != P_STYLE:
        return ""
    return str(look[0].get(VAL))


def block_elements(container: Element) -> list[Element]:
    """Its paragraphs and tables in order."""
    return list(within(container, P, TBL))


def block(element: Element, reading: ComparisonMode) -> Block:
    if element.tag == P:
        name = field_around(element) if reading.values else ""
        key = FIELD_KEY + name if name else said(element, values=reading.values)
        look = style(element) if reading.styles else ""
        return Block(element, f"{look}\n{key}", f"p {look}")
    key = "\n".join(t.text or "" for t in element.iter(T))
    if element.tag == TBL:
        return Block(element, key, f"table {len(element.findall(COLUMN))}")
    return Block(element, key, f"row {len(cells_of(element))}")


def field_around(element: Element) -> str:
    """The field whose control stands around this whole paragraph, or nothing."""
    content = element.getparent()
    if content is None or content.tag != CONTENT:
        return ""
    sdt = content.getparent()
    name = control_name(sdt) if sdt is not None else ""
    return name if is_filled(name) else ""


def exact(element: Element, reading: ComparisonMode) -> str:
    """Equal for two that read the same, to the last word of the last cell."""
    if element.tag == P:
        return block(element, reading).key
    if element.tag == TBL:
        return "\r".join(exact(row, reading) for row in rows_of(element))
    texts = (
        "\n".join(exact(b, reading) for b in block_elements(cell)) for cell in cells_of(element)
    )
    return "\t".join(texts)


def holds_field(element: Element, *, only: bool = False) -> bool:
    """Whether a person is to fill something in there; with `only`, whether there is nothing else."""
    keys = [block(p, ComparisonMode(values=True, styles=False)).key for p in element.iter(P)]
    if only:
        return any(FIELD_KEY in k for k in keys) and not any(
            WORD.search(_text(k)) for k in keys
        )
    return any(FIELD_KEY in key for key in keys)


def _text(key: str) -> str:
    return re.sub(f"{FIELD_KEY}[\\w-]*", "", key)


def readable(element: Element) -> str:
    """What a person reads in it, on one line: cells side by side, a field as three dots."""
    text = exact(element, ComparisonMode(values=True, styles=False))
    text = re.sub(f"{MARK}[\\w-]*( [\\w-]*)?", "…", text)
    found = (" ".join(cell.split()) for row in text.split("\r") for cell in row.split("\t"))
    return " | ".join(cell for cell in found if cell)


Pair = tuple[Block | None, Block | None]


def paired(left: Sequence[Block], right: Sequence[Block]) -> list[Pair]:
    """Which belong together, in the order of both; what stands alone has nothing beside it."""
    if len(left) == len(right) == 1:  # the only line of a cell: what else could it have become
        return (
            [(left[0], right[0])]
            if _akin(left[0], right[0])
            else [(left[0], None), (None, right[0])]
        )
    way = alignment.steps(
        [b.told_apart for b in left], [b.told_apart for b in right], _likeness(left, right)
    )
    return [
        (
            None if step.left is None else left[step.left],
            None if step.right is None else right[step.right],
        )
        for step in way
    ]


def unlike(
    left: Sequence[Element], right: Sequence[Element], reading: ComparisonMode
) -> list[tuple[Element, Element] | list[Pair]]:
    """Both in order: elements with equal XML as they are, all between them paired by what they say.

    Most of two versions is equal to the byte, and need not be read word by word.
    """
    if len(left) == len(right) == 1:
        return [paired([block(left[0], reading)], [block(right[0], reading)])]
    found: list[tuple[Element, Element] | list[Pair]] = []
    same = alignment.equal(*([etree.tostring(e) for e in side] for side in (left, right)))
    at_left = at_right = 0
    for i, j in [*same, (len(left), len(right))]:
        if at_left < i or at_right < j:
            mine, theirs = left[at_left:i], right[at_right:j]
            found.append(
                paired([block(e, reading) for e in mine], [block(e, reading) for e in theirs])
            )
        if i < len(left):
            found.append((left[i], right[j]))
        at_left, at_right = i + 1, j + 1
    return found


def matches(
    left: Sequence[Element], right: Sequence[Element], reading: ComparisonMode
) -> list[tuple[Element | None, Element | None]]:
    """Every element of both in order, beside the one it belongs to."""
    found: list[tuple[Element | None, Element | None]] = []
    for part in unlike(left, right, reading):
        if isinstance(part, tuple):
            found.append(part)
        else:
            found += [(_element(one), _element(other)) for one, other in part]
    return found


def _element(block: Block | None) -> Element | None:
    return None if block is None else block.element


def _likeness(left: Sequence[Block], right: Sequence[Block]) -> Callable[[int, int], float]:
    counted: dict[int, Counter[str]] = {}

    def words(block: Block) -> Counter[str]:
        if id(block) not in counted:
            counted[id(block)] = block.words()
        return counted[id(block)]

    def alike(i: int, j: int) -> float:
        one, other = left[i], right[j]
        if one.form != other.form:
            return 0.0
        share = alignment.shared(words(one), words(other))
        return share if share >= _least(one) else _grown(words(one), words(other))

    return alike


def _akin(one: Block, other: Block) -> bool:
    """Of one form, with at least a word in common, or with none at all."""
    if one.form != other.form:
        return False
    mine, theirs = (set(WORD.findall(block.key)) for block in (one, other))
    return not mine.isdisjoint(theirs) or not mine | theirs


def _grown(one: Counter[str], other: Counter[str]) -> float:
    """A short line to which much was added, or the other way round, is still that line."""
    least = min(one.total(), other.total())
    return ALIKE_PARAGRAPHS if least > 1 and (one & other).total() == least else 0.0


def _least(one: Block) -> float:
    if one.paragraph:
        return ALIKE_PARAGRAPHS
    return ALIKE_TABLES if one.element.tag == TBL else ALIKE_ROWS
