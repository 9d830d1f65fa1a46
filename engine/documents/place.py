"""Says where in a Word file something stands, in words a person can follow."""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.documents.wordml import (
    TBL,
    TC,
    TR,
    Element,
    P,
    W,
    heading_level,
    nearest,
    text_of,
)

TEXT_BOX = f"{W}txbxContent"
LONGEST_QUOTE = 60  # characters


@dataclass(slots=True)
class _Counter:
    numbers: Mapping[Element, int]  # of tables, of rows in their table, of cells in their row
    heading: str = ""
    paragraph: int = 0  # since the heading, tables left out


def places(root: Element, part: str, headings: Mapping[str, int]) -> dict[Element, str]:
    """For every paragraph: 'body, under "Goals", table 2, row 3, column 1'. All count from 1."""
    counter = _Counter(_numbers(root))
    found = {}
    for paragraph in root.iter(P):
        if heading_level(paragraph, headings) and text_of(paragraph).strip():
            counter.heading, counter.paragraph = text_of(paragraph).strip(), 0
            found[paragraph] = f'{part}, heading "{shortened(counter.heading)}"'
        else:
            found[paragraph] = f"{_under(part, counter)}, {_inside(paragraph, counter)}"
    return found


def place_of(element: Element, known: Mapping[Element, str], part: str) -> str:
    """The place of the paragraph around the element, or of the first one inside it."""
    paragraph = nearest(element, P)
    if paragraph is None:
        paragraph = next(iter(element.iter(P)), None)
    return known.get(paragraph, part) if paragraph is not None else part


def shortened(text: str) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= LONGEST_QUOTE else one_line[: LONGEST_QUOTE - 1] + "…"


def _under(part: str, counter: _Counter) -> str:
    return f'{part}, under "{shortened(counter.heading)}"' if counter.heading else part


def _inside(paragraph: Element, counter: _Counter) -> str:
    steps = []
    cell = _ancestor(paragraph, TC)
    while cell is not None:
        steps.append(_cell(cell, counter))
        cell = _ancestor(cell, TC)
    if not steps:
        counter.paragraph += 1
        steps.append(f"paragraph {counter.paragraph}")
    if _ancestor(paragraph, TEXT_BOX) is not None:
        steps.append("text box")
    return ", ".join(reversed(steps))


def _ancestor(element: Element, tag: str) -> Element | None:
    parent = element.getparent()
    return nearest(parent, tag) if parent is not None else None


def _cell(cell: Element, counter: _Counter) -> str:
    row, table = _ancestor(cell, TR), _ancestor(cell, TBL)
    if row is None or table is None:
        return "a cell outside a table"
    numbers = counter.numbers
    return f"table {numbers[table]}, row {numbers[row]}, column {numbers[cell]}"


def _numbers(root: Element) -> dict[Element, int]:
    """In one pass: looking a row up in its table again and again is slow in a long one."""
    found = {table: n for n, table in enumerate(root.iter(TBL), 1)}
    for tag, holder in ((TR, TBL), (TC, TR)):
        seen: dict[Element | None, int] = {}
        for element in root.iter(tag):
            around = _ancestor(element, holder)
            found[element] = seen[around] = seen.get(around, 0) + 1
    return found
