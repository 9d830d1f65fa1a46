"""Typed values look as a letter's language wants, and no digit is changed on the way."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.core.values.period import Period
from engine.core.values.units import Amount, Span, TimeUnit, Unit
from engine.documents.template.localise import dress
from engine.languages.letters import language_of

MAY_12 = date(2026, 5, 12)


@pytest.mark.parametrize(
    ("value", "language", "looks"),
    [
        pytest.param(MAY_12, "en", "12 May 2026", id="a day"),
        pytest.param(MAY_12, "en-US", "May 12, 2026", id="a day in the United States"),
        pytest.param(MAY_12, "de", "12. Mai 2026", id="a day in German"),
        pytest.param(Decimal("62.40"), "en", "62.40", id="trailing noughts stay"),
        pytest.param(Decimal("1234567.5"), "en", "1,234,567.5", id="grouped"),
        pytest.param(Decimal("1234567.5"), "de", "1.234.567,5", id="grouped in German"),
        pytest.param(Decimal("9999"), "de", "9999", id="four digits stay together"),
        pytest.param(Decimal("9999"), "en", "9,999", id="but not in English"),
        pytest.param(Decimal("-0.5"), "en", "-0.5", id="below nought"),
        pytest.param(Decimal("-0.0"), "en", "0.0", id="no minus before nought"),
        pytest.param(Decimal("1E+3"), "en", "1,000", id="no powers of ten"),
        pytest.param(Amount(Decimal("62.4"), Unit.PERCENT), "en", "62.4\u00a0%", id="percent"),
        pytest.param(
            "at least 80 %", "en", "at least 80\u00a0%", id="a sign stays at its figure"
        ),
        pytest.param(
            Amount(Decimal("62.4"), Unit.PERCENT), "de-DE", "62,4\u00a0%", id="Prozent"
        ),
        pytest.param(Amount(Decimal("62400"), Unit.NUMBER), "en", "62,400", id="an amount"),
        pytest.param(Span(60, TimeUnit.DAY), "en", "60 days", id="a span"),
        pytest.param(Span(1, TimeUnit.MONTH), "de", "1 Monat", id="a span in German"),
        pytest.param(
            Span(10, TimeUnit.BUSINESS_DAY), "en", "10 business days", id="business days"
        ),
        pytest.param(Period(MAY_12, MAY_12), "en", "12 May 2026", id="a period of a day"),
        pytest.param(
            Period(date(2026, 5, 1), date(2026, 5, 31)), "en", "May 2026", id="a month"
        ),
        pytest.param(
            Period(date(2026, 4, 1), date(2026, 6, 30)),
            "en",
            "1 April 2026 – 30 June 2026",
            id="a longer period",
        ),
        pytest.param(True, "en", True, id="yes stays yes"),
        pytest.param(12345, "en", "12345", id="a count has no separators"),
        pytest.param(None, "en", "", id="nothing is empty"),
        pytest.param(TimeUnit.DAY, "en", "day", id="a name from a closed set"),
        pytest.param(
            {"a": (MAY_12, {"b": [Decimal(1)]})},
            "en",
            {"a": ["12 May 2026", {"b": ["1"]}]},
            id="groups and lists, inside too",
        ),
    ],
)
def test_looks(value: object, language: str, looks: object) -> None:
    dressed = dress(value, language_of(language))
    assert dressed == looks
    assert type(dressed) is type(looks)


@given(
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12)
)
def test_every_digit_stands_in_every_language(value: Decimal) -> None:
    places = max(0, -int(value.as_tuple().exponent))
    for language, point in (("en", "."), ("de", ","), ("fr", ","), ("pl", ","), ("de-CH", ".")):
        shown = str(dress(value, language_of(language)))
        whole, _, part = shown.partition(point) if places else (shown, "", "")
        digits = "".join(c for c in whole if c.isdigit()) + part
        assert Decimal(f"{digits}E-{places}") == value.copy_abs()  # exact: no context rounds
        assert len(part) == places
        assert shown.startswith("-") == (value < 0)


@pytest.mark.parametrize("value", [1.5, object(), b"x", Decimal("NaN"), {1, 2}])
def test_what_has_no_look_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        dress(value, language_of("en"))


@pytest.mark.parametrize("language", ["xx-YY", "english", ""])
def test_an_unknown_language_is_refused(language: str) -> None:
    with pytest.raises(ValueError, match="unknown language"):
        dress(MAY_12, language_of(language))
