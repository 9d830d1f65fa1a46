"""Adds what the installed babel knows of marks and months to engine/languages/table.json: `make languages`.

The table only grows: a mark or a name that was understood stays understood, and means what it meant.
Where a release says otherwise the table stands, and this says so.
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.dates import get_month_names
from babel.localedata import locale_identifiers

TABLE = Path(__file__).parent.parent / "engine" / "languages" / "table.json"
FORM = 1
APOSTROPHES = "\u2019'"
NAMELESS = re.compile("m[0-9]{2}")  # what stands where nobody has given the months names
Months = list[list[str]]
Marks = dict[str, Any]


def main() -> None:
    table = json.loads(TABLE.read_text("utf-8")) if TABLE.exists() else {}
    marks, months = _whole(table.get("marks", {})), _whole(table.get("months", {}))
    for name in _names():
        locale = Locale.parse(name or "root")
        marks[name] = _marks(locale, marks.get(name), name)
        months[name] = _months(locale, months.get(name), name)
    told = {"marks": _short(marks), "months": _short(months)}
    TABLE.write_text(_laid_out(told), "utf-8")


def _names() -> Iterator[str]:
    """Every language, also without its script where that is understood: zh_TW for zh_Hant_TW."""
    yield ""  # what holds where a language says nothing of its own
    for name in sorted(locale_identifiers()):
        if name != "root":
            yield name
            parts = name.split("_")
            short = "_".join(part for part in parts if len(part) != 4)
            if short != name and _understood(short) == name:
                yield short


def _understood(name: str) -> str:
    try:
        return str(Locale.parse(name))
    except UnknownLocaleError:
        return ""


def _marks(locale: Locale, known: Marks | None, name: str) -> Marks:
    symbols = locale.number_symbols["latn"]
    decimal, group = symbols["decimal"], symbols["group"]
    sizes = list(locale.decimal_formats[None].grouping)
    group = APOSTROPHES[0] if group in APOSTROPHES else group
    if not known:
        return {"decimal": decimal, "groups": [group], "sizes": sizes}
    if (known["decimal"], known["sizes"]) != (decimal, sizes):
        _tell(f"{name}: {decimal} and {sizes} are not what the table has; it stays {known}")
        return known
    return known | {"groups": [*dict.fromkeys([*known["groups"], group])]}


def _months(locale: Locale, known: Months | None, name: str) -> Months:
    """The names of each month, the table's own first. A name of two months is the first kind's."""
    taken = {each: at for at, names in enumerate(known or ()) for each in names}
    for width in ("wide", "abbreviated"):
        for context in ("format", "stand-alone"):
            for number, text in get_month_names(width, context, locale).items():
                plain = text.casefold().rstrip(".")
                if taken and NAMELESS.fullmatch(plain) and plain not in taken and number == 1:
                    break
                if taken.setdefault(plain, number - 1) != number - 1:
                    _tell(f"{name}: {text!r} stays month {taken[plain] + 1}")
    return [[each for each, at in taken.items() if at == month] for month in range(12)]


def _tell(said: str) -> None:
    sys.stderr.write(f"{said}\n")


def _whole(table: dict[str, Any]) -> dict[str, Any]:
    return {
        name: table[said] if isinstance(said, str) else said for name, said in table.items()
    }


def _short(table: dict[str, Any]) -> dict[str, Any]:
    """Where a language says the same as its name without the last part, only that name."""
    told = {}
    for name in sorted(table):
        parent, said = name.rpartition("_")[0], table[name]
        while isinstance(told.get(parent), str):
            parent = told[parent]
        told[name] = parent if name and table.get(parent) == said else said
    return told


def _laid_out(table: dict[str, dict[str, Any]]) -> str:
    """One language a line, so that a renewal reads well as a difference."""
    rooms = []
    for room, said in table.items():
        lines = [
            f"  {json.dumps(k)}: {json.dumps(v, ensure_ascii=False)}" for k, v in said.items()
        ]
        rooms.append(f' "{room}": {{\n' + ",\n".join(lines) + "\n }")
    return f'{{\n "v": {FORM},\n' + ",\n".join(rooms) + "\n}\n"


if __name__ == "__main__":
    main()
