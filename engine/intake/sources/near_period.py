"""Headers of a wide sheet that are nearly a period: their column would be left out in silence."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from engine.core.values.suggest import one_slip_from
from engine.intake.sources.header import (
    ALIKE,
    Header,
    key,
    read_positions,
    wide_positions,
)
from engine.intake.sources.source import Source, Wide
from engine.intake.sources.wide import wide_example, wide_field, wide_match
from engine.intake.tables.table import cell_name
from engine.intake.values.mistake import Mistake
from engine.languages.table import month_anywhere, month_shortened

_WORDS = re.compile(r"[^\W\d_]+|[0-9]+")
_SIGNS = ("-", " ", "", "/", ".", "_")
YEAR = 4  # digits
SIGN = 2  # letters beside a month and year that need be no word: Apr 26x
RENAME = (
    "name the column like the others if it is such a period; "
    "if not, move it behind them under a name without a month"
)


def near_periods(header: Header, source: Source, sheet: str) -> Iterator[Mistake]:
    """One mistake for each column whose header a person takes for a period, and the source does not."""
    wide = source.wide
    if wide is None:
        return
    by_month = any("(?P<month>" in pattern for pattern in wide.patterns)
    read, locale = read_positions(header, source), source.notation.locale
    known = {key(name) for at, name in enumerate(header.names) if at in read}
    gaps = _in_gaps(header, source)
    for at, name in enumerate(header.names):
        if at in read or not name:
            continue
        words = _period_words(name, wide)
        # Which words go into which line of a header of two, nobody can say.
        meant = (
            "" if source.format.header_lines > 1 else _meant(_WORDS.findall(name), wide, locale)
        )
        beside = any(name_ and key(name).startswith(name_) for name_ in known)
        alone = bool(wide.fields)  # what is neither target nor actual has words of its own
        month = by_month and not beside and _is_month(words, locale, alone=alone)
        if meant or month or at in gaps:
            row = header.row.number
            yield Mistake(
                "F307", f"a header {wide_example(wide)}", name, meant, "" if meant else RENAME,
                sheet, row, cell=cell_name(row, at),
            )  # fmt: skip


def _in_gaps(header: Header, source: Source) -> set[int]:
    """Columns that stand where just as many months are missing, and may name one: Jan-26, 2, Mar-26."""
    assert source.wide is not None  # noqa: S101 - asked only for wide sources
    wide, locale = source.wide, source.notation.locale
    by_field: dict[str, list[tuple[int, int]]] = {}
    for at in wide_positions(header, source):
        name = header.names[at]
        by_field.setdefault(wide_field(name, wide), []).append(
            (at, _month_of(name, wide, locale))
        )
    gaps: set[int] = set()
    for field, read in by_field.items():
        for (left, before), (right, after) in pairwise(read):
            between = {
                at for at in range(left + 1, right)
                if header.names[at] and not wide_match(header.names[at], wide)
                and _told_field(header.names[at], wide) in ("", field)
            }  # fmt: skip
            if before and after and between and (after - before - 1) % 12 == len(between):
                gaps |= between
    return {at for at in gaps if wide.fields or _may_be_month(header.names[at], locale)}


def _told_field(name: str, wide: Wide) -> str:
    """The field whose word stands in a header, perhaps misspelt."""
    words = [key(word) for word in _WORDS.findall(name)]
    for text, field in wide.fields:
        if all(_stands_in(word, words) for word in _WORDS.findall(text)):
            return field
    return ""


def _period_words(name: str, wide: Wide) -> list[str]:
    """The words of a header without those that say which field it is."""
    field = _told_field(name, wide)
    said = [
        word for text, each in wide.fields if each == field for word in _WORDS.findall(text)
    ]
    return [
        word
        for word in _WORDS.findall(name)
        if not said or not _stands_in(key(word), map(key, said))
    ]


def _stands_in(word: str, words: Iterable[str]) -> bool:
    known = frozenset(map(key, words))
    return key(word) in known or bool(one_slip_from(key(word), known, ALIKE))


def _may_be_month(name: str, locale: str) -> bool:
    words = _WORDS.findall(name)
    return any(word.isdecimal() or month_shortened(word, locale) for word in words)


def _month_of(name: str, wide: Wide, locale: str) -> int:
    match = wide_match(name, wide)
    month = (match.groupdict().get("month") or "") if match else ""
    return int(month) if month.isdecimal() else month_shortened(month, locale)


def _meant(words: list[str], wide: Wide, locale: str) -> str:
    """The same words in the order and with the sign that the source reads; empty when none fits."""
    orders = (words, words[::-1])
    spelt = (sign.join(order) for order in orders for sign in _SIGNS)
    return next((each for each in spelt if _names_period(each, wide, locale)), "")


def _names_period(text: str, wide: Wide, locale: str) -> bool:
    match = wide_match(text, wide)
    month = match.groupdict().get("month") if match else None
    if match is None or month is None:
        return match is not None
    return 1 <= int(month) <= 12 if month.isdecimal() else month_shortened(month, locale) > 0


def _is_month(words: list[str], locale: str, *, alone: bool) -> bool:
    """A month by its name, `alone` or with a year, and hardly anything else; or by its number, with a year
    of four digits.
    """
    names = [word for word in words if not word.isdecimal()]
    numbers = [word for word in words if word.isdecimal()]
    if names:
        year = any(len(number) in (2, YEAR) for number in numbers)
        months = [name for name in names
                  if month_shortened(name, locale) > 0 or (year and month_anywhere(name))]  # fmt: skip
        other = [name for name in names if name not in months]
        more = not other or (len(numbers) == 1 and not alone and len("".join(other)) <= SIGN)
        return len(months) == 1 and len(numbers) <= 1 and more
    years = [number for number in numbers if len(number) == YEAR]
    return len(numbers) == len(years) + 1 == 2 and any(
        1 <= int(number) <= 12 for number in numbers if number not in years)  # fmt: skip
