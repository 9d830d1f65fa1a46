"""Says where in a Word file something stands, in words a person can follow."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from engine.documents.word.wordml import (
    TBL,
    TC,
    TR,
    VAL,
    Element,
    P,
    W,
    heading_level,
    nearest_ancestor,
    text_of,
)

TEXT_BOX = f"{W}txbxContent"
LONGEST_QUOTE = 60  # characters


@dataclass(slots=True)
class _Counter:
    numbers: Mapping[Element, int]  # of tables, of rows in their table, of cells in their row
    heading: str = ""
    paragraph: int = 0  # since the heading, tables left out


def every_place(
    root: Element,
    part: str,
    headings: Mapping[str, int],
    wanted: Collection[Element] | None = None,
) -> dict[Element, str]:
    """For every paragraph, or those wanted: 'body, under "Goals", table 2, row 3, column 1'.

    All count from 1.
    """
    in_cells = wanted is None or any(_ancestor(each, TC) is not None for each in wanted)
    counter = _Counter(_numbers(root) if in_cells else {})
    found: dict[Element, str] = {}
    headed = _may_be_headings(root, headings)
    for paragraph in root.iter(P):
        if wanted is not None and len(found) == len(wanted):
            break
        told = wanted is None or paragraph in wanted
        if paragraph in headed and heading_level(paragraph, headings) and _says(paragraph):
            counter.heading, counter.paragraph = text_of(paragraph).strip(), 0
            if told:
                found[paragraph] = f'{part}, heading "{shortened(counter.heading)}"'
            continue
        cell = _ancestor(paragraph, TC)
        counter.paragraph += cell is None
        if told:
            found[paragraph] = f"{_under(part, counter)}, {_inside(paragraph, counter)}"
    return found


def _may_be_headings(root: Element, headings: Mapping[str, int]) -> set[Element]:
    """Found by what makes them so: to ask each paragraph takes ten times as long."""
    marks = [style for style in root.iter(f"{W}pStyle") if str(style.get(VAL)) in headings]
    return {
        p
        for mark in [*marks, *root.iter(f"{W}outlineLvl")]
        if (p := nearest_ancestor(mark, P)) is not None
    }


def _says(paragraph: Element) -> bool:
    return bool(text_of(paragraph).strip())


def place_of(element: Element, known: Mapping[Element, str], part: str) -> str:
    paragraph = paragraph_at(element)
    return known.get(paragraph, part) if paragraph is not None else part


def paragraph_at(element: Element) -> Element | None:
    """The paragraph around the element, or the first one inside it."""
    paragraph = nearest_ancestor(element, P)
    return paragraph if paragraph is not None else next(iter(element.iter(P)), None)


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
        steps.append(f"paragraph {counter.paragraph}")
    if _ancestor(paragraph, TEXT_BOX) is not None:
        steps.append("text box")
    return ", ".join(reversed(steps))


def _ancestor(element: Element, tag: str) -> Element | None:
    parent = element.getparent()
    return nearest_ancestor(parent, tag) if parent is not None else None


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
