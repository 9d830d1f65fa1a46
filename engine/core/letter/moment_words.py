"""How a letter tells lengths of time, and the moments they run from."""

from collections.abc import Callable, Mapping

from engine.core.letter import section_messages as say
from engine.core.plan.in_force import PlanContext, length_of, longest_span
from engine.core.policy.condition import Length
from engine.core.policy.policy import Moment
from engine.core.values.message import Message
from engine.core.values.units import Span

MOMENTS: Mapping[str, Callable[[], Message]] = {
    "delivered": say.when_delivered,
    "issued": say.when_issued,
    "acknowledged": say.when_acknowledged,
    "entered": say.when_entered,
    "held": say.when_held,
    "opened": say.when_opened,
    "closed": say.when_closed,
    "left": say.when_left,
}
MOMENTS_OF_THINGS: Mapping[str, Callable[[str], Message]] = {
    "drafted": say.when_drafted,
    "approved": say.when_approved,
    "done": say.when_done,
    "missed": say.when_missed,
    "decided": say.when_decided,
    "asked": say.when_asked,
    "granted": say.when_granted,
    "used": say.when_used,
}


def span_told(m: PlanContext, length: Length) -> Span:
    return length_of(m, length) or longest_span(m, length)


def window_words(m: PlanContext, within: Length, since: Moment) -> Message:
    return say.within_span_of(span_told(m, within), moment_words(m, since))


def moment_words(m: PlanContext, moment: Moment) -> Message:
    """`the day this letter is handed over`, `the start of the period`."""
    if moment.moment in MOMENTS:
        return MOMENTS[moment.moment]()
    if moment.moment not in ("started", "ended"):
        return MOMENTS_OF_THINGS[moment.moment](moment.thing)
    started = moment.moment == "started"
    if m.plan.visit is not None and len(m.stage.clocks) == 1:
        return say.start_of_period() if started else say.end_of_period()
    return (say.start_of_clock if started else say.end_of_clock)(moment.thing)
