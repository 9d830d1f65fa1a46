import difflib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.core.values.suggest import (
    did_you_mean,
    nearest,
    one_sign_from,
    one_slip_from,
    slips,
    surely,
)

SAME_ID = 0.8


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        pytest.param("manger", "did you mean manager?", id="a letter left out"),
        pytest.param(
            "second-line", "did you mean second_line?", id="another sign between words"
        ),
        pytest.param("HR", "did you mean hr?", id="capitals"),
        pytest.param(
            "xyz", "expected one of manager, second_line, hr", id="nothing is near: all"
        ),
        pytest.param("", "expected one of manager, second_line, hr", id="nothing typed: all"),
    ],
)
def test_a_mistyped_word_is_answered_with_what_was_meant(typed: str, says: str) -> None:
    assert did_you_mean(typed, ["manager", "second_line", "hr"]) == says


@pytest.mark.parametrize(
    ("typed", "known", "meant"),
    [
        pytest.param("sucess", ["success", "left"], "success", id="a letter left out"),
        pytest.param(
            "Second-Line", ["second_line"], "second_line", id="only other signs between"
        ),
        pytest.param("ipmrovement", ["improvement"], "improvement", id="two signs swapped"),
        pytest.param("improvemnet", ["improvement"], "improvement", id="swapped in the middle"),
        pytest.param("comision", ["commission"], "commission", id="two slips in a long word"),
        pytest.param(
            "fired", ["success", "dismissed"], "", id="another word with the same end"
        ),
        pytest.param("fired", ["hired"], "", id="the first sign differs: another word"),
        pytest.param("unpaid", ["paid"], "", id="the contrary"),
        pytest.param("warning_2", ["warning_1"], "", id="another number"),
        pytest.param("warn_ng", ["warn_1ng"], "", id="a number more"),
        pytest.param("smll", ["small", "smell"], "", id="two words can be meant"),
        pytest.param("a_b", ["ab", "a-b"], "", id="two words but for signs between"),
        pytest.param("at_least", ["at_most"], "", id="the other bound"),
        pytest.param("ad", ["at"], "", id="too short to hold a slip"),
        pytest.param("", ["at"], "", id="nothing typed"),
    ],
)
def test_a_word_is_offered_only_where_no_other_can_be_meant(
    typed: str, known: list[str], meant: str
) -> None:
    assert surely(typed, known) == meant


WORDS = st.text("ab_1", max_size=7)


@given(WORDS, st.lists(WORDS, max_size=6, unique=True))
def test_what_is_offered_is_known_and_the_order_of_the_known_says_nothing(
    typed: str, known: list[str]
) -> None:
    assert surely(typed, known) in ["", *known]
    assert surely(typed, known) == surely(typed, known[::-1])


@given(WORDS, WORDS)
def test_slips_lead_both_ways(one: str, other: str) -> None:
    assert slips(one, other) == slips(other, one)
    assert (slips(one, other) == 0) == (one == other)
    assert abs(len(one) - len(other)) <= slips(one, other) <= max(len(one), len(other))


def test_how_much_must_agree_can_be_asked_for() -> None:
    assert nearest("delivered", ["entered", "left"]) == "entered"
    assert nearest("delivered", ["entered", "left"], 0.7) == ""


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("E00013", "E00012", id="another sign"),
        pytest.param("E0012", "E00012", id="a sign left out"),
        pytest.param("E000012", "E00012", id="a sign too many"),
        pytest.param("E00021", "E00012", id="two signs the other way round"),
        pytest.param("e00012", "E00012", id="a small letter"),
        pytest.param("E00345", "", id="two other signs"),
        pytest.param("", "", id="nothing typed"),
    ],
)
def test_a_person_is_meant_by_an_id_one_slip_away(typed: str, meant: str) -> None:
    assert one_slip_from(typed, frozenset({"E00012", "T90000"}), SAME_ID) == meant


def ids_of(length: int) -> st.SearchStrategy[tuple[str, frozenset[str]]]:
    of_one_length = st.text("AB01-", min_size=length, max_size=length)
    return st.tuples(of_one_length, st.frozensets(of_one_length, max_size=30))


@settings(deadline=None)
@given(st.integers(1, 9).flatmap(ids_of))
def test_of_ids_as_long_as_each_other_it_is_the_nearest_of_all(
    ids: tuple[str, frozenset[str]],
) -> None:
    """Up to nine signs: four fifths of two agree there only when they are one slip apart."""
    typed, known = ids
    assert one_slip_from(typed, known, SAME_ID) == nearest(typed, sorted(known), SAME_ID)


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every word that another was held against."""
    words: list[str] = []

    class Counting(difflib.SequenceMatcher[str]):
        def set_seq1(self, a: str) -> None:
            words.append(a)
            super().set_seq1(a)

    monkeypatch.setattr(difflib, "SequenceMatcher", Counting)
    return words


def test_thousands_of_strangers_are_not_held_against_thousands_of_people(
    compared: list[str],
) -> None:
    known = frozenset(f"E{number:05}" for number in range(2_000))
    strangers = [f"E{number:05}" for number in range(10_000, 18_800)]
    found = [one_slip_from(stranger, known, SAME_ID) for stranger in strangers]
    assert found[0] == "E01000"
    assert 0 < len(compared) < 20 * len(strangers)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("E0012", "E00012", id="a sign left out"),
        pytest.param("E000012", "E00012", id="a sign too many"),
        pytest.param("E00O12", "E00012", id="a letter for the digit like it"),
        pytest.param("EOOOI2", "E00012", id="several"),
        pytest.param("e-00O12", "", id="two things at once"),
        pytest.param("E00013", "", id="another digit: another person"),
        pytest.param("E00021", "", id="two digits changed over: another person"),
        pytest.param("T9000", "", id="one of two"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_a_person_is_suggested_only_where_no_other_can_be_meant(typed, meant) -> None:
    assert one_sign_from(typed, frozenset({"E00012", "T90001", "T90002", "X10"})) == meant
