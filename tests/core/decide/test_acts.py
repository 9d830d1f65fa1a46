import pytest

from engine.core.decide.acts import AFTER_THE_END, TAKERS, taken
from engine.core.values.errors import NotAllowedError
from engine.words.say import refusal_words
from tests.builders import day
from tests.core.plans import DELIVERED, HIGH, act, played


def refused(played_, line: str, today: int | None = None) -> str:
    """What somebody is told whose act is not taken."""
    on = day(int(line.split()[0]) if today is None else today)
    with pytest.raises(NotAllowedError) as problem:
        taken(played_.m, act(line), on)
    return refusal_words(problem.value, "en")


def test_a_word_that_is_no_action_is_told_all_of_them() -> None:
    said = refused(played(), "0 hr approof")
    assert said.startswith('"approof" is not an action; expected one of acknowledge, act, ')
    assert all(word in said for word in TAKERS)


@pytest.mark.parametrize(
    ("said_for", "today"),
    [
        pytest.param("1 hr confirm", 0, id="tomorrow's act said today"),
        pytest.param("9 hr confirm", 0, id="a day far ahead: most likely a slip"),
    ],
)
def test_nothing_is_recorded_before_its_day(said_for: str, today: int) -> None:
    assert (
        refused(played(), said_for, today)
        == f"{act(said_for).day} has not come yet; today is {day(today)}"
    )


def test_what_was_done_today_or_before_may_be_said_today() -> None:
    assert taken(played().m, act("0 hr confirm"), day(0))
    assert taken(played().m, act("0 hr confirm"), day(3))


@pytest.mark.parametrize(
    ("line", "allowed"),
    [
        pytest.param(
            "40 employee acknowledge plan_letter", True, id="a receipt may still come in"
        ),
        pytest.param(
            "40 hr/E00010 delegate --outcome E00001", True, id="somebody may still stand in"
        ),
        pytest.param("40 hr withdraw", False, id="no withdrawing what is over"),
        pytest.param("40 manager extend more", False, id="no more time"),
        pytest.param("40 hr resume", False, id="nothing to resume"),
        pytest.param("40 employee resign", False, id="nothing to resign from"),
    ],
)
def test_after_the_end_only_what_completes_the_record(line: str, allowed: bool) -> None:
    long = {"documents.plan_letter.acknowledged": "{within: 60 business days}"}
    over = played(*DELIVERED, HIGH, changes=long)
    assert over.plan.state == "closed"
    if allowed:
        assert taken(over.m, act(line), day(40))
    else:
        assert refused(over, line) == f"PW-1 is closed (success) since {day(31)}"


def test_every_word_after_the_end_is_a_word() -> None:
    assert TAKERS.keys() >= AFTER_THE_END
