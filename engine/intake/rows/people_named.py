"""Whether a cell names somebody, in whichever form an export may write it."""

import unicodedata
from functools import lru_cache

from engine.intake.sources.cells import CellContext
from engine.intake.sources.source import Source
from engine.intake.tables.table import TableRow


def names_employee(reading: CellContext, row: TableRow, position: int, source: Source) -> bool:
    """By an id that the roster knows or a text of the source's own list, however it is spelt.

    A number alone names somebody only where the employee stands.
    """
    forms = _forms(reading.cell(row, position).text)
    at_home = position == reading.header.position(source.employee.names)
    if not at_home and any(form.isdecimal() for form in forms):
        return False
    ids = source.employee.ids
    return bool(
        forms
        & (
            _forms_of_all(frozenset((*ids, *ids.values())))
            | _forms_of_all(reading.known or frozenset())
        )
    )


def names_by_roster(reading: CellContext, row: TableRow, position: int) -> bool:
    """By the name that the roster has for somebody, with first and last name in either order."""
    forms = _forms(reading.cell(row, position).text)
    return bool(forms & _forms_of_all(reading.names))


@lru_cache(maxsize=8)
def _forms_of_all(texts: frozenset[str]) -> frozenset[str]:
    return frozenset(form for text in texts for form in _forms(text))


@lru_cache(maxsize=4096)
def _forms(text: str) -> frozenset[str]:
    """Letters and digits, as written and with the words in one order: "Example, Ann" is "Ann Example"."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    words = "".join(c if c.isalnum() else " " for c in folded).split()
    return frozenset({"".join(words), " ".join(sorted(words))} if words else ())
