"""The parts of a day or period that stand in columns of their own: the year in one, the month in another."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from engine.intake.values.day import Dating, format_pattern, months_named, written_day
from engine.intake.values.number import Bad
from engine.languages.table import month_shortened

_SHOWN = date(2026, 5, 1)  # in examples, which mean no period


@dataclass(frozen=True, slots=True)
class PartOfDay:
    """What the column that is the `nth` of several holds: of `%Y %b` the year, or the month."""

    dating: Dating
    nth: int

    @property
    def forms(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(form.split(" ")[self.nth] for form in self.dating.formats))


def columns_wanted(form: str) -> int:
    """How many columns a format is for."""
    return len(form.split(" "))


def part_wanted(part: PartOfDay) -> str:
    shown = dict.fromkeys(_written(form, _SHOWN, part) for form in part.forms)
    kinds = {"year": "[Yy]", "month": "[mBb]", "quarter": "q", "day": "d"}
    named = [
        kind for kind, signs in kinds.items() if re.search(f"%{signs}", " ".join(part.forms))
    ]
    return f"a {' or '.join(named)} written like {' or '.join(shown)}"


def day_part(text: str, part: PartOfDay, on: date | None) -> str | Bad:
    """The text as one of the formats reads it. `on`: the cell holds this day, of which it shows the month."""
    text = text.strip()
    if on is not None:
        months = [form for form in part.forms if re.search("%[mBb]", form)]
        return _written(months[0], on, part) if months else Bad(part_wanted(part), "")
    if any(_fits(text, form, part) for form in part.forms):
        return text
    typed = {*_other_readings(text, part)} if text else set()
    return Bad(part_wanted(part), typed.pop() if len(typed) == 1 else "")


def _fits(text: str, form: str, part: PartOfDay) -> bool:
    match = format_pattern(form).fullmatch(text)
    name = match.groupdict().get("B") if match else None
    return match is not None and (name is None or month_shortened(name, part.dating.locale) > 0)


def _other_readings(text: str, part: PartOfDay) -> Iterator[str]:
    """A month's name in another language or for its number, and the other way round."""
    for form in part.forms:
        if re.fullmatch("%[mBb]", form):
            for month in months_named(text, part.dating.locale):
                if 1 <= month <= 12:
                    yield _written(form, date(_SHOWN.year, month, 1), part)
            return  # one way of writing it is enough


def _written(form: str, day: date, part: PartOfDay) -> str:
    return written_day(day, replace(part.dating, formats=(form,)))
