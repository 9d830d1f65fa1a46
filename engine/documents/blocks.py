"""What a body, a cell or a header is made of: its paragraphs and tables, and which of two belong together."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from engine.documents import alignment
from engine.documents.alignment import Step
from engine.documents.wordml import TBL, TC, TR, VAL, Element, P, W, all_text
from engine.documents.words import CONTENT, FIELD_KEY, SDT, control_name, is_field, said

ALIKE_PARAGRAPHS, ALIKE_TABLES, ALIKE_ROWS = 0.45, 0.2, 0.3  # the least share of common words
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a table or a row; controls around it do not count.

    `key` is equal for two that read the same; `form` is what must be equal in two that may belong
    together: the style of a paragraph, the columns of a table, the cells of a row.
    """

    element: Element
    key: str
    form: str = ""

    @property
    def paragraph(self) -> bool:
        return self.element.tag == P

    def words(self) -> Counter[str]:
        return Counter(WORD.findall(self.key))


@dataclass(frozen=True, slots=True)
class Reading:
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


def rows(table: Element) -> list[Element]:
    return list(within(table, TR))


def cells(row: Element) -> list[Element]:
    return list(within(row, TC))


def style(paragraph: Element) -> str:
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return str(found.get(VAL)) if found is not None else ""


def blocks(container: Element, reading: Reading) -> list[Block]:
    """Its paragraphs and tables in order."""
    return [block(e, reading) for e in within(container, P, TBL)]


def block(element: Element, reading: Reading) -> Block:
    if element.tag == P:
        name = field_around(element) if reading.values else ""
        key = FIELD_KEY + name if name else said(element, values=reading.values)
        look = style(element) if reading.styles else ""
        return Block(element, f"{look}\n{key}", f"p {look}")
    if element.tag == TBL:
        columns = len(element.findall(f"{W}tblGrid/{W}gridCol"))
        lines = [row_block(row, reading).key for row in rows(element)]
        return Block(element, "table\n" + "\n".join(lines), f"table {columns}")
    return row_block(element, reading)


def row_block(row: Element, reading: Reading) -> Block:
    found = cells(row)
    texts = ("\n".join(b.key for b in blocks(cell, reading)) for cell in found)
    return Block(row, "\t".join(texts), f"row {len(found)}")


def field_around(element: Element) -> str:
    """The field whose control stands around this whole paragraph, or nothing."""
    content = element.getparent()
    if content is None or content.tag != CONTENT:
        return ""
    sdt = content.getparent()
    name = control_name(sdt) if sdt is not None else ""
    return name if is_field(name) else ""


def readable(element: Element) -> str:
    """What a person reads in it: the cells of a row one beside the other."""
    if element.tag == TR:
        return " | ".join(" ".join(all_text(cell).split()) for cell in cells(element))
    return "\n".join(all_text(element).split("\n")) if element.tag == TBL else all_text(element)


def row_steps(
    left: Element, right: Element, reading: Reading
) -> list[tuple[Block | None, Block | None]]:
    return paired(
        [row_block(r, reading) for r in rows(left)],
        [row_block(r, reading) for r in rows(right)],
    )


def paired(
    left: Sequence[Block], right: Sequence[Block]
) -> list[tuple[Block | None, Block | None]]:
    """Which belong together, in the order of both; what stands alone has nothing beside it."""
    way = alignment.steps(
        [(b.form, b.key) for b in left],
        [(b.form, b.key) for b in right],
        _likeness(left, right),
    )
    return [_at(step, left, right) for step in way]


def _at(
    step: Step, left: Sequence[Block], right: Sequence[Block]
) -> tuple[Block | None, Block | None]:
    return (
        None if step.left is None else left[step.left],
        None if step.right is None else right[step.right],
    )


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
        return share if share >= _least(one, left, right) else 0.0

    return alike


def _least(one: Block, left: Sequence[Block], right: Sequence[Block]) -> float:
    if len(left) == len(right) == 1:
        return 0.0  # the only line of a cell: what else could it have become
    if one.paragraph:
        return ALIKE_PARAGRAPHS
    return ALIKE_TABLES if one.element.tag == TBL else ALIKE_ROWS
