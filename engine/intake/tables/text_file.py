"""A dropped text file, read in the limited child wherever its size could hurt us."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.disk.child import Child, Failed, FailureCause, child
from engine.intake.tables import csvfile
from engine.intake.tables.table import Cell, Table, TableRow, beyond
from engine.intake.values.mistake import Mistake
from engine.intake.values.own_failure import ReaderStoppedError

READER = "engine.intake.tables.csvfile:rows_answered"
HARMLESS = 64 * 1024  # bytes, of which no reading costs as much as a child


@dataclass(frozen=True, slots=True)
class FirstRows:
    """First rows as one separator gives them. `beyond`: more than is read of any file."""

    rows: tuple[TableRow, ...]
    beyond: Mistake | None


@dataclass(frozen=True, slots=True)
class TextFile:
    """Asked once for each encoding and separator. `reader` is a warm child, if there is one."""

    content: bytes
    reader: Child | None
    _answers: dict[tuple[str, str], Mapping[str, Any] | Mistake] = field(default_factory=dict)

    def heads(self, declared: str) -> Mapping[str, FirstRows] | Mistake:
        """By separator."""
        told = self._told(declared, "")
        if isinstance(told, Mistake):
            return told
        return {sign: _head(head) for sign, head in told["heads"].items()}

    def table(self, declared: str, separator: str) -> Table | Mistake:
        """All rows."""
        told = self._told(declared, separator)
        if isinstance(told, Mistake):
            return told
        return Table("", _numbered(told["rows"]), told["encoding"], separator)

    def _told(self, declared: str, separator: str) -> Mapping[str, Any] | Mistake:
        # What is UTF-8, or says what it is, is so whatever a source declares.
        found = self._asked("auto", separator)
        if isinstance(found, Mistake) and found.code == "F304" and declared != "auto":
            return self._asked(declared, separator)
        return found

    def _asked(self, declared: str, separator: str) -> Mapping[str, Any] | Mistake:
        ask = (declared, separator)
        if ask not in self._answers:
            self._answers[ask] = _answer(self.content, *ask, self.reader)
        return self._answers[ask]


def _answer(
    content: bytes, declared: str, separator: str, reader: Child | None
) -> Mapping[str, Any] | Mistake:
    if len(content) <= HARMLESS:
        return csvfile.rows_told(content, declared, separator)
    if len(content) > csvfile.MAX_BYTES:
        return beyond("a file below 32 MB")
    if reader is None:
        with child() as own:
            return _answer(content, declared, separator, own)
    ask = json.dumps({"declared": declared, "separator": separator}).encode()
    answer = reader.call(READER, ask + b"\n" + content)
    if not isinstance(answer, Failed):
        told = json.loads(answer)
        return Mistake(**told["refused"] | {"rows": ()}) if "refused" in told else dict(told)
    if answer.why in (FailureCause.MEMORY, FailureCause.TIME):
        return beyond("a file that can be read with little memory and time")
    raise ReaderStoppedError(answer)


def _head(told: Mapping[str, Any]) -> FirstRows:
    large = beyond(told["beyond"], told["row"]) if told["beyond"] else None
    return FirstRows(_numbered(told["rows"]), large)


def _numbered(rows: list[list[str]]) -> tuple[TableRow, ...]:
    """Cells of one text are one cell: exports repeat themselves, and hold many blanks."""
    known: dict[str, Cell] = {}
    return tuple(
        TableRow(number, tuple([known.get(text) or known.setdefault(text, Cell(text)) for text in row]))
        for number, row in enumerate(rows, start=1)
    )  # fmt: skip
