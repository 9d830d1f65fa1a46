from engine.core.letter.moment_words import moment_words
from engine.core.policy.moment import MOMENT_WORDS, Moment
from tests.core.plans import DRAFTED, played
from tests.english import english


def test_no_moment_is_printed_as_the_policy_writes_it() -> None:
    m = played(*DRAFTED).m
    for word in MOMENT_WORDS:
        said = english(moment_words(m, Moment("first_talk", word)))
        assert said.startswith("the ")
        assert "_" not in said
        assert f".{word}" not in said
