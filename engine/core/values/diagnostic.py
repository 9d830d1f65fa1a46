"""A problem in a file a person wrote: where it is, what it is, how to fix it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Diagnostic:
    """Sorts by place. `line` and `column` count from 1, as editors show them.

    Where there is no line (a cell, a Word field) both are 0 and `where` says it in words.
    """

    file: str
    line: int
    column: int
    code: str  # stable; documented in docs/errors.md
    message: str  # what was found, and what was expected; lower case, no full stop
    hint: str = ""  # what to type
    where: str = ""  # "sheet Sales, row 14, column Attainment" or 'table 2, row 3: "{{ x }}"'

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        if self.where:
            place = f"{place}: {self.where}"
        text = f"{place}: {self.code} {self.message}"
        return f"{text}\n  hint: {self.hint}" if self.hint else text


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem at a path inside a document whose lines the finder does not know.

    `path` holds the keys and list positions from the top, as text.
    """

    path: tuple[str, ...]
    code: str
    message: str
    hint: str = ""
    warning: bool = False
