import pytest

from engine.core.record.field_names import (
    BEGINS,
    BOOKMARK,
    LONGEST_BOOKMARK,
    WHOLE,
    is_filled,
    is_known,
    name_in_bookmark,
    name_of,
)

TOKEN = "__abcdefgh2345"


@pytest.mark.parametrize("name", [*sorted(WHOLE), *(f"{begin}x-1" for begin in sorted(BEGINS))])
def test_every_name_is_known_and_only_clauses_are_text(name: str) -> None:
    assert is_known(name)
    assert is_filled(name) != name.startswith("clause_")


@pytest.mark.parametrize(
    "name", ["", "decision", "receipts", "Receipt", "my_receipt", "note", "held_on_"]
)
def test_other_names_are_not_ours(name: str) -> None:
    assert not is_known(name)
    assert not is_filled(name)


@pytest.mark.parametrize("name", ["decision_", "remark_two words", "name_é"])
def test_a_name_that_only_begins_like_one_is_filled_by_nobody(name: str) -> None:
    assert not is_filled(name)


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        pytest.param(f"decision_hr{TOKEN}", "decision_hr", id="signed"),
        pytest.param("remark_g1", "remark_g1", id="plain"),
        pytest.param("decision_hr__short", "decision_hr__short", id="no token"),
        pytest.param(f"name_{TOKEN}{TOKEN}", f"name_{TOKEN}", id="the last one is the token"),
    ],
)
def test_a_tag_carries_its_token_behind_its_name(tag: str, name: str) -> None:
    assert name_of(tag) == name


def cut(tag: str) -> str:
    return f"{BOOKMARK}{tag}"[:LONGEST_BOOKMARK]


@pytest.mark.parametrize(
    ("bookmark", "name"),
    [
        pytest.param(cut(f"decision_hr{TOKEN}"), "decision_hr", id="whole"),
        pytest.param(
            cut(f"decision_{'x' * 20}{TOKEN}"),
            f"decision_{'x' * 20}",
            id="cut within the token",
        ),
        pytest.param(
            cut(f"decision_{'x' * 26}{TOKEN}"), f"decision_{'x' * 26}", id="cut right before it"
        ),
        pytest.param(cut(f"remark_{'x' * 60}"), f"remark_{'x' * 30}", id="a long name, cut"),
        pytest.param("_GoBack", "", id="of another program"),
    ],
)
def test_a_bookmark_carries_the_name_even_where_it_is_cut(bookmark: str, name: str) -> None:
    assert name_in_bookmark(bookmark) == name
