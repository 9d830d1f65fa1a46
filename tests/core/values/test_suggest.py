import difflib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.core.values.suggest import did_you_mean, nearest, one_slip_from

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
