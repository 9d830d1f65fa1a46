from decimal import Decimal
from pathlib import Path

import pytest

from engine.core.measure.messages import are_missing, field_for_period
from engine.core.values.errors import NotAllowedError, WrongUseError
from engine.core.values.message import Message, message
from engine.core.values.period import FiscalPeriod
from engine.core.values.units import Amount, Span, TimeUnit
from engine.words import catalogue as files
from engine.words.figures import figure_text
from engine.words.say import all_in_words, refusal_words, words
from tests.builders import number, on, percent, period
from tests.english import english

HEAD = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n!=0 ? 1 : 2);\\n"
"""
LATVIAN = f"""{HEAD}
msgid "answer.missed"
msgstr "{{asked}} nav {{subject}}"

msgid "list.and"
msgstr "{{most}} un {{last}}"

msgid "span.month"
msgid_plural "span.month"
msgstr[0] "{{count}} mēnesis"
msgstr[1] "{{count}} mēneši"
msgstr[2] "{{count}} mēnešu"
"""


@pytest.fixture
def latvian(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "lv.po").write_text(LATVIAN, "utf-8")
    monkeypatch.setattr(files, "FOLDER", tmp_path)
    return tmp_path


def length(count: int) -> Message:
    return message("letter.extended_by", span=Span(count, TimeUnit.MONTH))


# -- English --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stretch", "starts", "name"),
    [
        pytest.param("2026-05-12", 1, "2026-05-12", id="a day"),
        pytest.param("2026-05", 1, "2026-05", id="a month"),
        pytest.param("2026-Q2", 1, "2026-Q2", id="a calendar quarter"),
        pytest.param(
            "2026-02-01..2026-04-30", 2, "FY2026/27-Q1", id="a fiscal one: both years"
        ),
        pytest.param("2025-11-01..2026-01-31", 2, "FY2025/26-Q4", id="its last"),
        pytest.param("2026-Q2", 2, "2026-04 to 2026-06", id="a quarter of no fiscal year"),
        pytest.param("2026-Q2", 10, "FY2025/26-Q3", id="a year from October"),
        pytest.param("2026-01-01..2026-06-30", 1, "2026-H1", id="a half-year"),
        pytest.param("2026-01-01..2026-12-31", 1, "2026", id="a year"),
        pytest.param("2099-04-01..2100-03-31", 4, "FY2099/00", id="a fiscal year over 1900"),
        pytest.param("2026-05-01..2026-07-31", 1, "2026-05 to 2026-07", id="whole months"),
        pytest.param(
            "2026-05-12..2026-07-11", 1, "2026-05-12 to 2026-07-11", id="anything else by days"
        ),
    ],
)
def test_a_period_has_its_shortest_exact_name(stretch: str, starts: int, name: str) -> None:
    said = message("letter.period", period=FiscalPeriod(period(stretch), starts))
    assert words(said, "en") == name


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("62400", "62,400"),
        ("62400.00", "62,400"),
        ("62400.50", "62,400.50"),
        ("-0.5", "-0.5"),
        ("1E+3", "1,000"),
    ],
)
def test_figures_are_grouped_and_bear_no_empty_cents(value: str, text: str) -> None:
    assert figure_text(Decimal(value), "en") == text


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        pytest.param(percent("70.0"), "70.0 %", id="as rounded"),
        pytest.param(percent("1234.50"), "1,234.50 %", id="every digit of it"),
        pytest.param(number("1200"), "1,200", id="a number has no sign"),
    ],
)
def test_amounts_print_every_digit_they_were_rounded_to(amount: Amount, text: str) -> None:
    assert words(message("letter.amount", amount=amount), "en") == text


@pytest.mark.parametrize(
    ("form", "text"),
    [
        pytest.param("comma", "a, b, c", id="by commas"),
        pytest.param("and", "a and b and c", id="each with its word"),
        pytest.param("or", "a or b or c", id="or another"),
        pytest.param("clauses", "a; b; c", id="sentences in one"),
        pytest.param("series", "a, b and c", id="the word before the last"),
        pytest.param("choice", "a, b or c", id="of several one"),
        pytest.param("lines", "a\nb\nc", id="a line each"),
        pytest.param("choice.title", "A, B or C", id="each in its own form"),
    ],
)
def test_several_are_told_in_a_row(
    form: str, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = f'{HEAD}\nmsgid "letter.any_of_titles"\nmsgstr "{{titles:{form}}}"\n'
    (tmp_path / "en-GB.po").write_text(said, "utf-8")
    monkeypatch.setattr(files, "FOLDER", tmp_path)

    def told(*titles: str) -> str:
        return words(message("letter.any_of_titles", titles=titles), "en-GB")

    assert told("a", "b", "c") == text
    assert told("a").lower() == "a"
    assert told() == ""


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param("no row holds", "No row holds.", id="begins large, ends with a stop"),
        pytest.param("No row holds.", "No row holds.", id="one stop is enough"),
    ],
)
def test_a_sentence_is_a_sentence(text: str, says: str) -> None:
    assert english(message("letter.sentence", says=Message(text))) == says


def test_one_is_missing_and_two_are() -> None:
    one, two = (
        field_for_period(name, FiscalPeriod(period("2026-05"))) for name in ("sales", "target")
    )
    assert english(are_missing((one,))) == "sales for 2026-05 is missing"
    assert english(are_missing((one, two))).endswith("target for 2026-05 are missing")


def test_a_day_is_written_alike_in_every_language() -> None:
    assert (
        words(message("opening.has_left", day=on("2026-05-12")), "de") == "left on 2026-05-12"
    )


def test_figures_have_the_marks_of_the_language() -> None:
    said = message("measure.part_of_whole", part=Decimal("1234.5"), whole=Decimal(100000))
    assert words(said, "de") == "1.234,5 of 100.000"
    assert words(said, "xx") == "1,234.5 of 100,000"


def test_words_stand_in_the_place_of_messages_and_all_else_stays() -> None:
    day = on("2026-05-12")
    rows = [{"due": length(1), "day": day, "known": True, "who": "Mona"}]
    assert all_in_words({"rows": rows, "none": ()}, "en") == {
        "rows": [{"due": "by 1 month", "day": day, "known": True, "who": "Mona"}],
        "none": [],
    }


def test_a_refusal_is_said_in_words_or_as_it_stands() -> None:
    assert refusal_words(NotAllowedError(length(2)), "en") == "by 2 months"
    assert refusal_words(NotAllowedError("not now"), "en") == "not now"
    assert refusal_words(WrongUseError("typed wrongly"), "en") == "typed wrongly"


def test_what_no_catalogue_knows_says_its_id() -> None:
    assert english(message("sung.aloud", by="E1")) == "sung.aloud"


# -- another language is a file -------------------------------------------------------------------


def test_a_language_puts_its_words_in_its_own_order(latvian: Path) -> None:
    said = message("answer.missed", subject=Message("A"), asked=Message("B"))
    assert words(said, "lv") == "B nav A"
    assert words(said, "lv-LV") == "B nav A"
    assert words(said, "en-US") == "A is not B"


def test_a_language_has_as_many_plural_forms_as_it_needs(latvian: Path) -> None:
    said = [words(length(count), "lv") for count in (1, 2, 21, 0)]
    assert said == ["by 1 mēnesis", "by 2 mēneši", "by 21 mēnesis", "by 0 mēnešu"]


def test_a_file_for_a_country_stands_before_that_of_its_language(latvian: Path) -> None:
    (latvian / "lv-LV.po").write_text(
        f'{HEAD}\nmsgid "list.and"\nmsgstr "{{most}} & {{last}}"\n', "utf-8"
    )
    both = message("open.all", items=("a", "b"))
    assert [words(both, tag) for tag in ("lv-LV", "lv")] == ["a & b", "a un b"]
    assert words(length(2), "lv-LV") == "by 2 mēneši"


def test_what_a_language_has_no_words_for_is_said_in_english(latvian: Path) -> None:
    assert words(message("review.no_row_holds"), "lv") == "no row holds"


def test_a_place_that_the_message_does_not_fill_is_a_fault_of_the_file(latvian: Path) -> None:
    (latvian / "lv-LV.po").write_text(
        f'{HEAD}\nmsgid "review.no_row_holds"\nmsgstr "{{row}}"\n', "utf-8"
    )
    with pytest.raises(KeyError, match="row"):
        words(message("review.no_row_holds"), "lv-LV")
