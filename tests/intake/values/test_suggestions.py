"""Whatever stands in a cell: a note says to type what stands there, written otherwise, or nothing."""

import re
from datetime import date

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from engine.core.facts.facts import Drop
from engine.intake.sources.header import key
from tests.intake.sample import KNOWN, TODAY, read, source

WORDS = (
    "n/a", "TBD", "on hold", "none", "nil", "null", "zero", "k", "m", "mio", "Tsd", "EUR", "USD", "€", "$",
    "£", "CHF", "%", "o", "O", "l", "I", "ca.", "~", ">", "<", "+", "-", "(", ")", "'", " ", ".", ",", "/",
    "Apr", "April", "Sept", "Mrz", "Mai", "May", "Q1", "H1", "FY26", "2026", "26", "04", "4", "31", "13",
    "0", "00", "000", "100", "62,4", "1.234", "1,234.5", "E00012", "E", "e00012", "Team", "week", "W14",
)  # fmt: skip
TEXTS = st.one_of(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map("".join),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join),
    st.text("0123456789.,'-()%€$kmoOlI/ ", min_size=1, max_size=14),
    st.from_regex(r"[0-9]{1,4}[./ -][0-9A-Za-z]{1,9}[./ -]?[0-9]{0,4}", fullmatch=True),
).filter(lambda text: text.strip() and "\n" not in text)
SHAPES = ("money", "number", "percent")
LOCALES = ("en_US", "de_DE", "fr_FR", "de_CH", "en_IN", "pl_PL")


def made(locale, shape):
    return source(f"""
planward: source/1
id: one
kind: figures
format: {{locale: {locale}, currency: EUR, separator: tab}}
fields:
  employee: {{column: Employee}}
  period: {{column: Period, date_format: ["%Y-%m", "%d.%m.%Y"], to: month}}
  quota: {{column: Quota, type: {shape}}}
""")


SOURCES = {(locale, shape): made(locale, shape) for locale in LOCALES for shape in SHAPES}


def row(employee="E00012", period="2026-04", quota="100%"):
    return f"Employee\tPeriod\tQuota\n{employee}\t{period}\t{quota}\n"


def asked(text, column, locale, shape):
    """What the note says to type instead of `text`, and what is then read; None where it says nothing."""
    quota = "62%" if shape == "percent" else "100"
    cells = {"quota": quota} | {column: text.replace('"', "")}
    answer = read(row(**cells), sources=SOURCES[locale, shape], known=KNOWN)
    if isinstance(answer, Drop):
        return None
    found = [m for m in answer.mistakes if m.type]
    assert all(m.type or m.do for m in answer.mistakes)
    if not found:
        return None
    (mistake,) = found
    again = read(
        row(**cells | {column: mistake.type}), sources=SOURCES[locale, shape], known=KNOWN
    )
    assert isinstance(again, Drop), (text, mistake.type, again)
    (figure,) = again.facts
    return mistake.type, figure


def digits(text):
    return re.sub("[^0-9]", "", text)


EVERYTHING = settings(
    max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


@EVERYTHING
@given(TEXTS, st.sampled_from(LOCALES), st.sampled_from(SHAPES))
@example("n/a", "en_US", "money")
@example("70k", "en_US", "money")
@example("O", "en_US", "number")
@example("0,0", "en_US", "number")
@example("$100", "en_US", "money")
@example("1.234", "en_US", "percent")
def test_a_suggested_figure_has_the_digits_that_stand_there(text, locale, shape):
    found = asked(text, "quota", locale, shape)
    if found is None:
        return
    typed, figure = found
    assert figure.value != 0, "nought is never suggested"
    meant = text.translate(str.maketrans("oOlI", "0011"))
    assert digits(typed).lstrip("0") == digits(meant).lstrip("0"), (text, typed)
    assert not re.search("[A-Za-z]", re.sub("EUR|[oOlI]", "", text)), "no word is a number"
    assert not set(text) & set("$£~<>"), "no other currency, nothing that is about so much"
    assert ("%" in typed) == (shape == "percent")
    assert ("-" in typed) == ("-" in text or "(" in text)


@EVERYTHING
@given(TEXTS, st.sampled_from(LOCALES))
@example("last month", "en_US")
@example("Apr", "en_US")
@example("04/05/2026", "en_US")
@example("46143", "en_US")
def test_a_suggested_period_is_the_one_that_stands_there(text, locale):
    found = asked(text, "period", locale, "money")
    if found is None:
        return
    _, figure = found
    year, month = figure.period.first.year, figure.period.first.month
    assert str(year) in text, "a year is never made up"
    named = re.search(r"[^\W\d_]{3,}", text) is not None
    left = re.findall("[0-9]+", text.replace(str(year), "", 1))
    assert named or month in map(int, left), (text, str(figure.period))
    if named:
        return
    others = {int(n) for n in left if 1 <= int(n) <= 12} - {month}
    day = {n for n in others if len(left) > 1}
    assert not day or {*map(int, left)} == {month}, f"{text} can mean another month"


@EVERYTHING
@given(TEXTS, st.sampled_from(LOCALES))
@example("E00013", "en_US")
@example("E00021", "en_US")
@example("Ann", "en_US")
def test_a_suggested_person_is_the_one_that_stands_there(text, locale):
    found = asked(text, "employee", locale, "money")
    if found is None:
        return
    typed, _ = found
    plain = re.sub("[^A-Z0-9]", "", key(text).upper())
    same = plain.translate(str.maketrans("OIL", "011")) == typed
    assert typed in KNOWN
    assert same or abs(len(plain) - len(typed)) == 1, (text, typed)


@EVERYTHING
@given(st.lists(TEXTS, min_size=2, max_size=8), st.sampled_from(LOCALES))
def test_each_text_that_is_wrong_is_told_once(texts, locale):
    rows = [
        f"E00012\t{2024 + at // 12}-{at % 12 + 1:02}\t{t}" for at, t in enumerate(texts * 3)
    ]
    content = "Employee\tPeriod\tQuota\n" + "\n".join(rows).replace('"', "") + "\n"
    answer = read(content, sources=SOURCES[locale, "money"], known=KNOWN)
    if isinstance(answer, Drop):
        return
    told = [(m.column, m.found, m.expected) for m in answer.mistakes]
    assert len(told) == len(set(told))


@EVERYTHING
@given(TEXTS)
def test_today_is_never_suggested(text):
    assert date(2026, 5, 12) == TODAY
    found = asked(text, "period", "en_US", "money")
    if found is not None and "5" not in text:
        assert re.search("(?i)ma[yi]", text) or found[1].period.first.month != TODAY.month
