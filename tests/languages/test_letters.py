"""A plan keeps how its letters write: as the language does today, and the same whatever comes later."""

import json
from datetime import date
from decimal import Decimal

import pytest
from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.units import format_unit

from engine.core.values.period import Period, month_end
from engine.core.values.units import Span
from engine.documents.template.localise import dress
from engine.languages.letters import UNITS, language_data, language_from, language_of
from engine.workspace.session import pins
from engine.workspace.session.workspace import reading
from tests.faults.whole import DAY, FIGURES, ROSTER
from tests.workspaces import new_workspace

LANGUAGES = (
    "ar", "bg", "cs", "da", "de", "de-AT", "de-CH", "el", "en-GB", "en-IN", "en-US", "es", "es-MX", "et",
    "fi", "fr", "fr-CA", "he", "hr", "hu", "it", "ja", "ko", "lt", "lv", "nb", "nl", "pl", "pt", "pt-PT",
    "ro", "ru", "sk", "sl", "sv", "th", "tr", "uk", "vi", "zh-CN", "zh-TW",
)  # fmt: skip
VALUES = (
    date(2026, 5, 12), Decimal("-1234567.50"), Period(date(2026, 2, 1), date(2026, 2, 28)),
    *(Span(count, part) for part in UNITS for count in (1, 2, 5, 21, 60)),
)  # fmt: skip


@pytest.mark.parametrize("tag", LANGUAGES)
def test_days_and_lengths_stand_as_the_language_writes_them(tag: str) -> None:
    language, locale = language_of(tag), Locale.parse(tag, sep="-")
    for month in range(1, 13):
        first = date(2026, month, 1)
        day = first.replace(day=9)
        assert dress(day, language) == format_date(day, "long", locale=locale)
        whole = dress(Period(first, month_end(first)), language)
        assert whole == format_skeleton("yMMMM", day, locale=locale)
    for part, unit in UNITS.items():
        for count in (1, 2, 5, 11, 21, 60, 365):
            if not tag.startswith("en"):
                shown = dress(Span(count, part), language)
                assert shown == format_unit(count, unit, locale=locale)


@pytest.mark.parametrize("tag", LANGUAGES)
def test_what_is_kept_writes_the_same(tag: str) -> None:
    language = language_of(tag)
    again = language_from(json.loads(json.dumps(language_data(language))))
    assert again == language
    assert dress(VALUES, again) == dress(VALUES, language)


def test_no_later_release_changes_the_days_off_or_the_letters_of_a_plan(tmp_path, monkeypatch):
    made = new_workspace(tmp_path / "w", "field-sales", teams=("East",))
    made.drops("roster.csv", ROSTER)
    made.drops("figures.csv", FIGURES)
    made.runs(DAY)

    def gone(*_: object, **__: object) -> None:
        raise AssertionError("a pin asks no library")

    with reading(made.root) as engine:
        plan, *_ = engine.standing().values()
        pinned = engine.pinned(plan.pin)
        assert len(pinned.workdays.off) > 20
        monkeypatch.setattr("holidays.country_holidays", gone)
        monkeypatch.setattr("babel.Locale.parse", gone)
        again = pins.pinned_closure(engine.book.ledger, plan.pin)
    assert again.workdays == pinned.workdays
    assert again.language == pinned.language
    assert dress(VALUES, again.language) == dress(VALUES, pinned.language)
