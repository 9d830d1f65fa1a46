"""Headers of a wide sheet that are nearly a period: their column would be left out in silence."""

import re
from collections.abc import Iterator

from engine.intake.sources.header import Header, wide_example, wide_match, wide_positions
from engine.intake.sources.source import Source, Wide
from engine.intake.tables.table import cell_name
from engine.intake.values.mistake import Mistake
from engine.languages.table import month_shortened

_WORDS = re.compile(r"[^\W\d_]+|[0-9]+")
_SIGNS = ("-", " ", "", "/", ".", "_")
RENAME = "name the column like the others; if it is no such period, give it a name that is none"


def near_periods(header: Header, source: Source, sheet: str) -> Iterator[Mistake]:
    """One mistake for each column whose header a person takes for a period, and the source does not."""
    wide = source.wide
    if wide is None:
        return
    by_month = any("(?P<month>" in pattern for pattern in wide.patterns)
    read = {header.position(names) for names, _ in source.columns()} | {
        *wide_positions(header, wide)
    }
    for at, name in enumerate(header.names):
        words = _WORDS.findall(name)
        if at in read or not words:
            continue
        meant = _meant(words, wide, source.notation.locale)
        if meant or (by_month and _is_month(words, source.notation.locale)):
            row = header.row.number
            yield Mistake(
                "F307", f"a header {wide_example(wide)}", name, meant, "" if meant else RENAME,
                sheet, row, cell=cell_name(row, at),
            )  # fmt: skip


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


def _is_month(words: list[str], locale: str) -> bool:
    """A month by its name, alone or with a year."""
    names = [word for word in words if not word.isdecimal()]
    years = [word for word in words if word.isdecimal() and len(word) in (2, 4)]
    return len(names) == 1 and len(names) + len(years) == len(words) <= 2 and (
        month_shortened(names[0], locale) > 0)  # fmt: skip
