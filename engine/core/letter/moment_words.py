"""How a letter tells lengths of time, and the moments they run from."""

from collections.abc import Callable
from typing import TypedDict

from engine.core.letter import section_messages as say
from engine.core.plan.in_force import PlanContext, length_of, longest_span
from engine.core.policy.condition import Length
from engine.core.policy.moment import Moment
from engine.core.values.message import Message
from engine.core.values.units import Span


def span_told(m: PlanContext, length: Length) -> Span:
    return length_of(m, length) or longest_span(m, length)


def window_words(m: PlanContext, within: Length, since: Moment) -> Message:
    return say.within_span_of(span_told(m, within), moment_words(m, since))


class MomentMessages(TypedDict):
    """Every moment but a clock's has words of its own: the type checker asks for them."""

    delivered: Callable[[str], Message]
    issued: Callable[[str], Message]
    acknowledged: Callable[[str], Message]
    entered: Callable[[str], Message]
    held: Callable[[str], Message]
    opened: Callable[[str], Message]
    closed: Callable[[str], Message]
    drafted: Callable[[str], Message]
    approved: Callable[[str], Message]
    done: Callable[[str], Message]
    missed: Callable[[str], Message]
    decided: Callable[[str], Message]
    asked: Callable[[str], Message]
    granted: Callable[[str], Message]
    used: Callable[[str], Message]
    left: Callable[[str], Message]


SAID_OF_MOMENT: MomentMessages = {
    "delivered": lambda _: say.when_delivered(),
    "issued": lambda _: say.when_issued(),
    "acknowledged": lambda _: say.when_acknowledged(),
    "entered": lambda _: say.when_entered(),
    "held": lambda _: say.when_held(),
    "opened": lambda _: say.when_opened(),
    "closed": lambda _: say.when_closed(),
    "drafted": say.when_drafted,
    "approved": say.when_approved,
    "done": say.when_done,
    "missed": say.when_missed,
    "decided": say.when_decided,
    "asked": say.when_asked,
    "granted": say.when_granted,
    "used": say.when_used,
    "left": lambda _: say.when_left(),
}


def moment_words(m: PlanContext, moment: Moment) -> Message:
    """`the day this letter is handed over`, `the start of the period`."""
    match moment.moment:
        case "started" | "ended":
            return _edge(m, moment)
        case word:
            return SAID_OF_MOMENT[word](moment.thing)


def _edge(m: PlanContext, moment: Moment) -> Message:
    started = moment.moment == "started"
    if m.plan.visit is not None and len(m.stage.clocks) == 1:
        return say.start_of_period() if started else say.end_of_period()
    return (say.start_of_clock if started else say.end_of_clock)(moment.thing)
