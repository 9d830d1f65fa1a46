"""Numbers come back exactly as a careful reader of that language would say them, or not at all."""

from decimal import Decimal

import pytest
from babel.numbers import format_currency, format_decimal
from hypothesis import given
from hypothesis import strategies as st

from engine.intake.values.number import Bad, Notation, read_number, written

# What babel writes is read; not for Swiss amounts, of which a release of it loses the apostrophes.
WRITTEN = ("de_DE", "en_US", "fr_FR", "sv_SE", "en_IN", "pl_PL")
LANGUAGES = (*WRITTEN, "de_CH", "fr_CH")
APOSTROPHES = ("'", "\u2019")
amounts = st.decimals(-(10**12), 10**12, places=2)


@given(amounts, st.sampled_from(WRITTEN))
def test_what_a_language_writes_is_read_back_exactly(value, locale):
    text = format_decimal(value, locale=locale, decimal_quantization=False)
    assert read_number(text, Notation(locale)) == value
    plain = format_decimal(
        value, locale=locale, group_separator=False, decimal_quantization=False
    )
    assert read_number(plain, Notation(locale)) == value


@given(amounts, st.sampled_from(WRITTEN))
def test_what_a_language_writes_as_money_is_read_back_exactly(value, locale):
    text = format_currency(value, "EUR", locale=locale)
    assert read_number(text, Notation(locale, "EUR")) == value


@given(amounts, st.sampled_from(APOSTROPHES), st.sampled_from(("de_CH", "it_CH", "de_LI")))
def test_a_swiss_amount_is_read_with_either_apostrophe(value, mark, locale):
    text = f"{value:,.2f}".replace(",", mark)
    assert read_number(text, Notation(locale)) == value
    assert read_number(f"CHF {text}", Notation(locale, "CHF")) == value


@given(amounts, st.sampled_from(LANGUAGES))
def test_what_we_tell_people_to_type_is_readable(value, locale):
    assert read_number(written(value, locale), Notation(locale)) == value


@given(st.text("0123456789.,' -()$€%oO\u00a0", max_size=12), st.sampled_from(LANGUAGES))
def test_what_is_suggested_for_a_refused_text_is_accepted_and_never_nought(text, locale):
    notation = Notation(locale, "EUR")
    for percent in (False, True):
        read = read_number(text, notation, percent=percent)
        if isinstance(read, Bad) and read.type:
            again = read_number(read.type, notation, percent=percent)
            assert isinstance(again, Decimal), read
            assert again, read


@pytest.mark.parametrize(
    ("text", "locale", "typed"),
    [
        pytest.param("100.000,50", "en_US", "100000.50", id="German in an English file"),
        pytest.param("1,234.5", "de_DE", "1234,5", id="English in a German file"),
        pytest.param("1.234.567", "en_US", "1234567", id="points between thousands, twice"),
        pytest.param("12 500", "en_US", "12500", id="a blank between thousands"),
        pytest.param("12,5", "en_US", "12.5", id="a comma before one decimal"),
        pytest.param("-12,5", "en_US", "-12.5", id="below nought"),
        pytest.param("1o0,000", "en_US", "100000", id="a letter among digits"),
        pytest.param("702OO", "en_US", "70200", id="letters at the end"),
        pytest.param("80o", "en_US", "", id="perhaps degrees"),
        pytest.param("1.234", "fr_FR", "", id="thousands or decimals"),
        pytest.param("1,23,456", "en_US", "", id="a slip in the groups"),
        pytest.param("O70", "en_US", "", id="a letter in front"),
        pytest.param("l00", "en_US", "", id="one that looks like a one"),
        pytest.param("70k", "en_US", "", id="thousands by a letter"),
        pytest.param("70K", "en_US", "", id="a large one"),
        pytest.param("1.2M", "en_US", "", id="millions"),
        pytest.param("12,5x", "en_US", "", id="a stray letter"),
        pytest.param("~80", "en_US", "", id="about"),
        pytest.param("80 approx", "en_US", "", id="about, in words"),
        pytest.param("€70", "en_US", "", id="another currency"),
        pytest.param("70 EUR", "en_US", "", id="its code"),
        pytest.param("62.4%", "en_US", "", id="a share of something"),
        pytest.param("n/a", "en_US", "", id="not there"),
        pytest.param("TBD", "en_US", "", id="not yet"),
        pytest.param("on hold", "en_US", "", id="a word with an l and an o"),
        pytest.param("0,0", "en_US", "", id="nought"),
        pytest.param("", "en_US", "", id="nothing"),
    ],
)
def test_a_number_is_suggested_only_where_there_is_one_reading(text, locale, typed):
    read = read_number(text, Notation(locale, "USD"))
    assert isinstance(read, Bad)
    assert read.type == typed


@pytest.mark.parametrize(
    ("text", "typed"),
    [("70", "70%"), ("62,4", "62.4%"), ("0.7", ""), ("1.2", ""), ("0", ""), ("a third", "")],
)
def test_a_bare_percentage_that_may_be_a_fraction_is_not_suggested(text, typed):
    read = read_number(text, Notation("en_US"), percent=True)
    assert isinstance(read, Bad)
    assert read.type == typed


@pytest.mark.parametrize(
    ("text", "locale", "value"),
    [
        pytest.param("1.234", "de_DE", "1234", id="a point between thousands"),
        pytest.param("1.234", "en_US", "1.234", id="a point before decimals"),
        pytest.param("1 234,5", "fr_FR", "1234.5", id="a plain blank between thousands"),
        pytest.param("1\u00a0234,5", "fr_FR", "1234.5", id="the wrong kind of blank"),
        pytest.param("\u22121\u00a0234,5", "sv_SE", "-1234.5", id="a real minus"),
        pytest.param("(1,234.50)", "en_US", "-1234.50", id="an accountant's minus"),
        pytest.param("1,234.50-", "en_US", "-1234.50", id="a trailing minus"),
        pytest.param("$ 500,000 ", "en_US", "500000", id="a sign before and a blank"),
        pytest.param("-$500", "en_US", "-500", id="minus, then sign"),
        pytest.param("($500)", "en_US", "-500", id="sign in parentheses"),
        pytest.param("500 USD", "en_US", "500", id="a code behind"),
        pytest.param("1’234.50", "de_CH", "1234.50", id="a raised comma"),
        pytest.param("1'234.50", "de_CH", "1234.50", id="the typewriter's apostrophe"),
        pytest.param("1'234’567.50", "de_CH", "1234567.50", id="one of each"),
        pytest.param("1’234,5", "fr_CH", "1234.5", id="the mark of a new release"),
        pytest.param("1\u202f234,5", "fr_CH", "1234.5", id="the mark of an old release"),
        pytest.param("12,34,567", "en_IN", "1234567", id="lakhs"),
        pytest.param("999999999999999999", "en_US", "999999999999999999", id="18 digits"),
    ],
)
def test_numbers_as_people_write_them(text, locale, value):
    assert read_number(text, Notation(locale, "USD")) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        pytest.param("62.4", "de_DE", id="a point for a comma"),
        pytest.param("1,234.56", "de_DE", id="the other language"),
        pytest.param("1,23,456", "en_US", id="grouped wrongly"),
        pytest.param("01,234", "en_US", id="a nought before the groups"),
        pytest.param("1234,567.5", "en_US", id="grouped in part"),
        pytest.param("123,456", "en_IN", id="no lakhs"),
        pytest.param("1’234 567,5", "fr_CH", id="two kinds of mark"),
        pytest.param("1'234.50", "en_US", id="an apostrophe that this language does not use"),
        pytest.param("1.23E+15", "en_US", id="eaten by Excel"),
        pytest.param("1e5", "en_US", id="an exponent"),
        pytest.param("Infinity", "en_US", id="infinity"),
        pytest.param("nan", "en_US", id="not a number"),
        pytest.param("١٢٣", "ar_EG", id="digits of another script"),
        pytest.param("１２", "en_US", id="wide digits"),
        pytest.param("1_000", "en_US", id="underscore"),
        pytest.param("0x10", "en_US", id="hexadecimal"),
        pytest.param("--5", "en_US", id="two minuses"),
        pytest.param("-(5)", "en_US", id="two kinds of minus"),
        pytest.param("€ 5", "en_US", id="another currency"),
        pytest.param("$$5", "en_US", id="two signs"),
        pytest.param("$", "en_US", id="a sign alone"),
        pytest.param("5%", "en_US", id="a percent"),
        pytest.param("1000000000000000000", "en_US", id="19 digits"),
        pytest.param("", "en_US", id="nothing"),
        pytest.param("12 500", "en_US", id="a blank that this language does not use"),
    ],
)
def test_what_could_be_misread_is_refused(text, locale):
    assert isinstance(read_number(text, Notation(locale, "USD")), Bad)


@pytest.mark.parametrize(
    ("text", "points"),
    [("62.4%", "62.4"), ("62.4 %", "62.4"), ("-5%", "-5"), ("(5%)", "-5"), ("62.4", None)],
)
def test_a_percentage_needs_its_sign(text, points):
    read = read_number(text, Notation("en_US"), percent=True)
    assert isinstance(read, Bad) if points is None else read == Decimal(points)
