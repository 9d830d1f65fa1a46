from decimal import Decimal
from itertools import product

import pytest

from engine.core.facts.explanation import Why
from engine.core.measure.comparison import all_of, any_of, compared, none_of
from engine.core.measure.metrics import Measurement
from engine.core.policy.condition import ValueRef
from engine.core.policy.messages import part_of_whole
from engine.core.policy.policy import Dated, Value
from engine.core.values.message import Message
from engine.core.values.period import FiscalPeriod
from engine.core.values.units import Amount
from tests.builders import a_case, a_policy, is_, number, on, percent, period
from tests.english import english

YES, NO = Why(Message("it is"), True), Why(Message("it is not"), False)
UNKNOWN = Why(Message("it is not known"), None)
THREE = (YES, NO, UNKNOWN)


@pytest.mark.parametrize(
    ("one", "other", "both", "either"),
    [
        (YES, YES, True, True),
        (YES, NO, False, True),
        (YES, UNKNOWN, None, True),
        (NO, NO, False, False),
        (NO, UNKNOWN, False, None),
        (UNKNOWN, UNKNOWN, None, None),
    ],
    ids=["yes yes", "yes no", "yes ?", "no no", "no ?", "? ?"],
)
def test_no_beats_not_known_beats_yes_and_the_reverse(
    one: Why, other: Why, both: bool | None, either: bool | None
) -> None:
    for parts in ([one, other], [other, one]):
        assert all_of(parts).answer is both
        assert any_of(parts).answer is either
        assert none_of(parts).answer is (None if either is None else not either)


def test_nothing_asked_is_yes_and_nothing_offered_is_no() -> None:
    assert (all_of([]).answer, any_of([]).answer, none_of([]).answer) == (True, False, True)


@pytest.mark.parametrize("join", [all_of, any_of, none_of], ids=lambda join: join.__name__)
def test_making_one_part_known_never_turns_a_known_answer_round(join: object) -> None:
    for parts in product(THREE, repeat=3):
        before = join(parts).answer  # type: ignore[operator]
        for at, known in product(range(3), (YES, NO)):
            if parts[at] is UNKNOWN and before is not None:
                told = [*parts[:at], known, *parts[at + 1 :]]
                assert join(told).answer is before  # type: ignore[operator]


def test_the_sentence_is_of_the_part_that_decides() -> None:
    assert english(all_of([YES, UNKNOWN, NO]).says) == "it is not"
    assert english(all_of([YES, UNKNOWN]).says) == "it is not known"
    assert english(all_of([YES, YES]).says) == "it is; it is"
    assert english(any_of([NO, UNKNOWN, YES]).says) == "it is"
    assert english(none_of([NO, NO]).says) == "it is not; it is not"
    assert none_of([NO, YES]).parts == (NO, YES)


def a_measured(amount: Amount | None, low: Amount | None = None) -> Measurement:
    over, missing = (FiscalPeriod(period("2026-Q2")),), Message("x is missing")
    detail = part_of_whole(Decimal(62400), Decimal(100000)) if amount else None
    return Measurement("attainment", amount, over, None, low=low, reason=missing, detail=detail)


@pytest.mark.parametrize(
    ("measured", "operator", "value", "says", "answer"),
    [
        pytest.param(
            a_measured(percent("62.4")),
            "below",
            percent(70),
            "Attainment 62.4 % in 2026-Q2 is below 70 % (62,400 of 100,000)",
            True,
            id="yes",
        ),
        pytest.param(
            a_measured(percent("70.0")),
            "below",
            percent(70),
            "Attainment 70.0 % in 2026-Q2 is not below 70 % (62,400 of 100,000)",
            False,
            id="no: on the mark",
        ),
        pytest.param(
            a_measured(None),
            "below",
            percent(70),
            "Attainment in 2026-Q2 is not known: x is missing",
            None,
            id="not known",
        ),
        pytest.param(
            a_measured(percent("62.4")),
            "below",
            ValueRef("floor"),
            "Attainment 62.4 % in 2026-Q2 is below 65 % "
            "(62,400 of 100,000, floor since 2025-10-01, HR-112)",
            True,
            id="a named value says where it comes from",
        ),
        pytest.param(
            a_measured(percent("62.4")),
            "below",
            ValueRef("roof"),
            "Attainment 62.4 % in 2026-Q2 cannot be judged: the policy has no value roof",
            None,
            id="a value not known",
        ),
        pytest.param(
            a_measured(percent("62.4")),
            "below",
            number(70),
            "Attainment 62.4 % in 2026-Q2 cannot be compared with 70: another unit",
            None,
            id="another unit",
        ),
        pytest.param(
            a_measured(None, number(3)),
            "at_least",
            number(3),
            "Attainment in 2026-Q2 is at least 3 (already 3)",
            True,
            id="a count that has reached it already",
        ),
        pytest.param(
            a_measured(None, number(3)),
            "below",
            number(3),
            "Attainment in 2026-Q2 is not below 3 (already 3)",
            False,
            id="and cannot fall below it any more",
        ),
    ],
)
def test_a_figure_against_its_threshold(
    measured: Measurement,
    operator: str,
    value: Amount | ValueRef,
    says: str,
    answer: bool | None,
) -> None:
    floor = Value(dated=(Dated(on("2025-10-01"), percent(65), "HR-112"),))
    case = a_case(policy=a_policy(values={"floor": floor}))
    why = compared(measured, is_(operator, value), case)
    assert (english(why.says), why.answer) == (says, answer)


@pytest.mark.parametrize(
    ("operator", "mark", "answer"),
    [
        ("at_least", 4, None),
        ("above", 3, None),
        ("above", 2, True),
        ("at_most", 3, None),
        ("at_most", 2, False),
        ("below", 4, None),
    ],
)
def test_what_a_count_has_reached_decides_only_what_it_can(
    operator: str, mark: int, answer: bool | None
) -> None:
    why = compared(a_measured(None, number(3)), is_(operator, number(mark)), a_case())
    assert why.answer is answer


@pytest.mark.parametrize(("upper", "answer"), [(2, False), (3, None), (4, None)])
def test_a_count_beyond_both_ends_is_not_between_them(upper: int, answer: bool | None) -> None:
    comparison = is_("between", number(1), number(upper))
    assert compared(a_measured(None, number(3)), comparison, a_case()).answer is answer


def test_a_measured_figure_between_two_values() -> None:
    why = compared(
        a_measured(percent("75")), is_("between", percent(70), percent(80)), a_case()
    )
    assert english(why.says).startswith("Attainment 75 % in 2026-Q2 is between 70 % and 80 %")
