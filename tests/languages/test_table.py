"""What a figure and a day mean is ours: no release of a library changes it."""

import re
import subprocess
import sys
from decimal import Decimal
from itertools import product
from pathlib import Path

import pytest
from babel import Locale
from babel.dates import get_month_names
from babel.localedata import locale_identifiers

from engine.intake.read import READER
from engine.intake.values.number import APOSTROPHES
from engine.languages import table
from engine.languages.table import fingerprint, marks_of, month_named, month_shortened

ROOT = Path(__file__).parents[2]
NAMELESS = re.compile("M[0-9]{2}")  # the library's word for a month that nobody has named
# Reads with data in which German has Swiss marks, other months, and every mark is another one.
OTHERWISE = """
from babel import localedata
load = localedata.load
def changed(*args, **options):
    data = load(*args, **options)
    symbols = {"decimal": ";", "group": "|"}
    return {**data, "number_symbols": {"latn": symbols}, "months": {
        context: {width: dict.fromkeys(range(1, 13), "Jänner") for width in ("wide", "abbreviated")}
        for context in ("format", "stand-alone")
    }}
localedata.load = changed
from babel.dates import get_month_names
from babel.numbers import get_decimal_symbol
assert (get_decimal_symbol("de_DE"), get_month_names(locale="de_DE")[5]) == (";", "Jänner")
"""
READING = """
from datetime import date
from engine.intake.values.day import Dating, read_period
from engine.intake.values.number import Notation, read_number, written
from engine.intake.read import READER
day = Dating(("%d. %B %Y",), locale="de_DE")
print(read_number("1.234,5", Notation("de_DE")), read_number("1'234.5", Notation("de_CH")),
      written(read_number("1234,5", Notation("de_DE")), "de_DE"),
      read_period("12. Mai 2026", day, date(2026, 6, 1)), READER)
"""


def said(script: str) -> str:
    run = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, encoding="utf-8"
    )
    assert run.returncode == 0, run.stderr
    return run.stdout


def test_another_release_of_the_library_changes_no_figure_and_no_day() -> None:
    as_it_is = said(READING)
    assert as_it_is.startswith("1234.5 1234.5 1.234,5 ")
    assert said(OTHERWISE + READING) == as_it_is


def test_what_another_table_read_has_another_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    assert READER.endswith(fingerprint())
    told = table._bytes()
    monkeypatch.setattr(table, "_bytes", lambda: told.replace(b"januar", b"jaenner", 1))
    assert not READER.endswith(fingerprint())


def test_the_table_understands_what_the_locked_library_writes() -> None:
    """`make languages` renews it."""
    for name in locale_identifiers():
        locale, marks = Locale.parse(name), marks_of(name)
        symbols = locale.number_symbols["latn"]
        assert marks.decimal == symbols["decimal"], name
        assert symbols["group"] in (*marks.groups, *APOSTROPHES), name
        assert marks.sizes == locale.decimal_formats[None].grouping, name
        for width, context in product(("wide", "abbreviated"), ("format", "stand-alone")):
            for month, text in get_month_names(width, context, locale).items():
                assert NAMELESS.fullmatch(text) or month_named(text, name) == month, name


@pytest.mark.parametrize(
    ("name", "locale", "month"),
    [
        *[(name, f"en_{land}", 9) for name in ("Sep", "Sept", "Sept.") for land in ("GB", "IN", "AU", "US")],
        ("Mrz", "de_DE", 3), ("MRZ.", "de_AT", 3), ("Mär", "de_DE", 3), ("Jän", "de_AT", 1),
        ("Jan", "de_AT", 1), ("juil.", "fr_CA", 7),
        ("sep", "es_ES", 9), ("сен", "ru_RU", 9), ("mar", "sv_SE", 3),
        pytest.param("jui", "fr_FR", 0, id="two months begin so"),
        pytest.param("čer", "cs_CZ", 0, id="two more"),
        pytest.param("Ma", "en_GB", 0, id="too short"),
        pytest.param("Mark", "en_GB", 0, id="no beginning"),
        pytest.param("Mrz", "en_GB", 0, id="of another language"),
        pytest.param("", "en_GB", 0, id="nothing"),
    ],
)  # fmt: skip
def test_a_month_is_understood_as_a_spreadsheet_shortens_it(
    name: str, locale: str, month: int
) -> None:
    assert month_shortened(name, locale) == month


def test_no_shortened_name_means_another_month_than_the_table_says() -> None:
    for locale in locale_identifiers():
        for width in ("wide", "abbreviated"):
            for text in get_month_names(width, "format", locale).values():
                assert month_named(text, locale) in (0, month_shortened(text, locale)), locale


def test_a_decimal_mark_is_never_a_mark_between_thousands() -> None:
    for name in locale_identifiers():
        marks = marks_of(name)
        assert marks.decimal not in marks.groups
        assert len(marks.decimal) == 1


@pytest.mark.parametrize(
    ("spelt", "same"),
    [("de-CH", "de_CH"), ("DE_ch", "de_CH"), ("de_CH.UTF-8", "de_CH"), ("zh-TW", "zh_Hant_TW"),
     ("de_CH_1996", "de_CH"), ("xx", ""), ("fr-XX", "fr")],
)  # fmt: skip
def test_a_language_is_found_however_it_is_spelt(spelt: str, same: str) -> None:
    assert marks_of(spelt) == marks_of(same)
    assert [month_named(n, spelt) for n in ("mai", "五月", "M05")] == [
        month_named(n, same) for n in ("mai", "五月", "M05")
    ]


@pytest.mark.parametrize(
    ("digits", "locale", "grouped"),
    [
        pytest.param("1", "en", "1", id="one"),
        pytest.param("123", "en", "123", id="a whole group"),
        pytest.param("1234567", "en", "1,234,567", id="thousands"),
        pytest.param("1234567", "en_IN", "12,34,567", id="lakhs"),
        pytest.param("1234567", "de_CH", "1’234’567", id="Swiss"),
    ],
)
def test_grouped_as_the_language_does(digits: str, locale: str, grouped: str) -> None:
    assert marks_of(locale).grouped(digits) == grouped
    assert Decimal("".join(c for c in grouped if c.isdigit())) == Decimal(digits)
