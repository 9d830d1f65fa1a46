import pytest

from engine.core.read_back.sign_off import day_of, folded, named
from tests.builders import day
from tests.core.plans import DRAFTED, HEDDA, IVAR, played


@pytest.mark.parametrize(
    ("name", "person"),
    [
        ("Hedda Moe", HEDDA),
        (" hedda   moe ", HEDDA),
        (HEDDA, HEDDA),
        (f"{HEDDA} Hedda Moe", HEDDA),
        (f"Hedda Moe {HEDDA}", HEDDA),
        ("Ivar Juhl", IVAR),
        ("Hedda", None),
        ("Mona Lind", None),
        ("", None),
    ],
)
def test_a_person_is_named_by_id_or_by_the_whole_name(name: str, person: str | None) -> None:
    assert named(played(*DRAFTED).m, "hr", name, day(0)) == person


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("2026-01-05", True),
        ("2026-01-06", False),
        ("1989-12-31", False),
        ("2026-02-30", False),
        ("2026-1-5", False),
        ("٢٠٢٦-01-05", False),
        ("", False),
    ],
)
def test_a_day_is_written_in_one_way_and_has_come(text: str, counts: bool) -> None:
    assert (day_of(text, day(0)) is not None) is counts


def test_case_blanks_and_underscores_mean_nothing() -> None:
    assert folded("  Changes_Wanted ") == "changes wanted"
