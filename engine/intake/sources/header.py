"""Find the header of a source in a file's first rows, or say what keeps it from being one."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from engine.core.values.suggest import one_slip_from, slips
from engine.intake.sources.source import Source
from engine.intake.sources.wide import LONGEST_HEADER, wide_example, wide_match
from engine.intake.tables.table import HEADER_WITHIN, TableRow, cell_name
from engine.intake.values.mistake import Mistake

_SAY_NOTHING = frozenset({"date", "day", "on", "at", "id", "code", "amount", "value"})
ALIKE = 0.8  # of two headers; "Team" and "Term" are two words
# What stands beside a name without another meaning: a unit, a currency, what a pivot table puts before it.
_BESIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]|^(?i:sum of)\b|[$€£¥]|(?<= )(?:in )?[A-Z]{3}$")


@dataclass(frozen=True, slots=True)
class Header:
    """`row` is its last line, and `first` the number of its first one."""

    row: TableRow
    names: tuple[str, ...]  # as they stand there, blanks at the ends off
    keys: tuple[str, ...]  # as compared
    first: int = 0

    def position(self, alternatives: Sequence[str]) -> int | None:
        """Where the first of these headers stands, from 0."""
        for name in alternatives:
            if key(name) in self.keys:
                return self.keys.index(key(name))
        return None


@dataclass(frozen=True, slots=True)
class Miss:
    """The row most like a header, and the alternatives of each column it lacks."""

    header: Header | None
    missing: tuple[tuple[str, ...], ...]
    present: int

    @property
    def row(self) -> TableRow | None:
        return self.header.row if self.header else None


@lru_cache(maxsize=16384)  # the headers of a file are compared with those of every source
def key(text: str) -> str:
    """Headers are compared without regard to case, and to how blanks are written."""
    return " ".join(unicodedata.normalize("NFC", text).split()).casefold()


def spelt_like(text: str, values: Sequence[str]) -> str:
    """The one value that is `text` but for case and blanks; empty when there is none."""
    alike = [value for value in values if key(value) == key(text)]
    return alike[0] if len(alike) == 1 else ""


def nearly_same(found: str, names: Sequence[str]) -> bool:
    """Whether a header is one of these but for a slip, signs, or a unit beside it."""
    if len(found) > LONGEST_HEADER:
        return False
    wanted, bare = _as_compared(tuple(names))
    if _bare(found) in bare:
        return True
    spelt = {key(found), key(_BESIDE.sub("", found))}
    return any(one_slip_from(each, wanted, ALIKE) or _turned(each, wanted) for each in spelt)


def says_no_more(found: str, source: Source) -> bool:
    """Whether what stands beside the name changes nothing: nobody is told to make Quota of "Quota (k)"."""
    nothing = {"", "sum of", *(sign.casefold() for sign in source.notation.signs)}
    beside = (match[0].strip(" ()[]").casefold() for match in _BESIDE.finditer(found))
    return "%" not in found and all(word.removeprefix("in ") in nothing for word in beside)


def _turned(text: str, wanted: frozenset[str]) -> bool:
    """Two neighbours changed over, in however short a word."""
    return any(
        sorted(text) == sorted(each) and text != each and slips(text, each) == 1
        for each in wanted
    )


@lru_cache(maxsize=256)
def _as_compared(names: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(map(key, names)), frozenset(map(_bare, names))


def nearly_same_words(found: str, names: Sequence[str]) -> bool:
    """Whether a header has all words of one of several words, and one more; or one that adds nothing."""
    words = key(found).split()
    for name in names:
        wanted = key(name).split()
        more = [word for word in words if word not in wanted]
        if len(more) == 1 and len(words) == len(wanted) + 1:
            return len(wanted) > 1 or more[0] in _SAY_NOTHING
    saying = [word for word in words if word not in _SAY_NOTHING]
    return 0 < len(saying) < len(words) and nearly_same(" ".join(saying), names)


@lru_cache(maxsize=16384)
def _bare(text: str) -> str:
    """Letters and digits without what may stand beside them: of "Closed-Won (USD)" closedwon."""
    return "".join(c for c in key(_BESIDE.sub("", text)) if c.isalnum())


def found_header(rows: Sequence[TableRow], source: Source) -> Header | Miss:
    """The first row within 30 that has every column the source needs."""
    best = Miss(None, tuple(_needed(source)), 0)
    wanted = len(_needed(source)) + (1 if source.wide else 0)
    for header in headers_in(rows, source):
        if source.format.header_row not in (0, header.first):
            continue
        missing = _missing(header, source)
        if not missing:
            return header
        present = wanted - len(missing)
        if present > best.present:
            best = Miss(header, missing, present)
    return best


def wide_positions(header: Header, source: Source) -> tuple[int, ...]:
    """The columns of periods. What the source reads by its name is none, however like one it looks."""
    if source.wide is None:
        return ()
    named = _named_positions(header, source)
    return tuple(
        at
        for at, name in enumerate(header.names)
        if at not in named and wide_match(name, source.wide)
    )


def read_positions(header: Header, source: Source) -> set[int]:
    """The columns of the file that the source reads."""
    return {*_named_positions(header, source), *wide_positions(header, source)}


def _named_positions(header: Header, source: Source) -> set[int]:
    found = (header.position(names) for names, _ in source.columns())
    return {at for at in found if at is not None}


def header_mistakes(header: Header, source: Source, sheet: str) -> tuple[Mistake, ...]:
    """Headers that stand there twice, or beside another word for the same column."""
    twice = {k for k in header.keys if k and header.keys.count(k) > 1}
    mistakes = [
        Mistake(
            "F307", "every header once", header.names[i], do="give one of the two another name",
            sheet=sheet, row=header.row.number, cell=cell_name(header.row.number, i),
        )
        for i, k in enumerate(header.keys)
        if k in twice and i != header.keys.index(k)
    ]  # fmt: skip
    for alternatives, _ in source.columns():
        there = [name for name in alternatives if key(name) in header.keys]
        if len(there) > 1:
            at = header.row.number
            expected = f"only one of {' and '.join(there)}"
            mistakes.append(
                Mistake("F307", expected, there[1], do=f"delete the column {there[1]}", row=at)
            )
    return tuple(mistakes)


def miss_mistakes(miss: Miss, source: Source, sheet: str) -> tuple[Mistake, ...]:
    """For each missing column the header that was probably meant, or the row to add one in."""
    taken = miss.header
    if taken is None:
        wanted = ", ".join(names[0] for names in _needed(source))
        return (Mistake("F301", f"the columns of {source.id}: {wanted}", do="export it anew"),)
    read = read_positions(taken, source)
    free = [at for at, name in enumerate(taken.names) if name and at not in read]
    return tuple(_missed(names, taken, free, source, sheet) for names in miss.missing)


def _missed(
    names: tuple[str, ...], taken: Header, free: list[int], source: Source, sheet: str
) -> Mistake:
    row, one_line = taken.row.number, taken.first == taken.row.number
    expected = f"a column with the header {' or '.join(names)}"
    near = [at for at in free if nearly_same(taken.names[at], names)]
    if len(near) == 1:
        found, cell = taken.names[near[0]], cell_name(row, near[0])
        same = says_no_more(found, source)
        # Which words go into which line, nobody can say.
        typed = names[0] if one_line and same else ""
        do = f"let the two lines over this column say {names[0]} together"
        do = "" if typed else do if same else just_that(names[0])
        return Mistake("F307", expected, found, typed, do, sheet, row, cell=cell)
    do = f"add the column {names[0]} to the export"
    return Mistake("F307", expected, do=do, sheet=sheet, row=row)


def just_that(name: str) -> str:
    return f"name it {name} if it holds just that and in the unit that is read; if not, export {name} itself"


def _needed(source: Source) -> list[tuple[str, ...]]:
    needed = [names for names, must in source.columns() if must]
    needed += [(name,) for name in source.headers_all]
    needed += [source.headers_any] if source.headers_any else []
    return list(dict.fromkeys(needed))


def _missing(header: Header, source: Source) -> tuple[tuple[str, ...], ...]:
    missing = [names for names in _needed(source) if header.position(names) is None]
    if source.wide and not wide_positions(header, source):
        missing.append((wide_example(source.wide),))
    return tuple(missing)


def headers_in(rows: Sequence[TableRow], source: Source) -> Iterator[Header]:
    """Every row that may be the header, or every two where it has two lines."""
    if source.format.header_lines == 1:
        yield from map(_header_of, rows[:HEADER_WITHIN])
        return
    for upper, lower in pairwise(rows[:HEADER_WITHIN]):
        if lower.number == upper.number + 1:
            yield _header_of(lower, upper)


def _header_of(row: TableRow, upper: TableRow | None = None) -> Header:
    names = tuple(cell.text.strip() for cell in row.cells)
    if upper is not None:
        names = tuple(_together(names, [cell.text.strip() for cell in upper.cells]))
    first = upper.number if upper else row.number
    return Header(row, names, tuple(key(name) for name in names), first)


def _together(names: Sequence[str], upper: Sequence[str]) -> Iterator[str]:
    """What stands above the first of several columns is above all of them, up to the next."""
    above = ""
    for at in range(max(len(names), len(upper))):
        own, name = (line[at] if at < len(line) else "" for line in (upper, names))
        above = own or above
        yield f"{above} {name}".strip() if name else own
