"""Which plans a person had before count, and what is said of them."""

from collections.abc import Iterator
from datetime import date

from engine.core.facts.explanation import Why
from engine.core.measure import messages as say
from engine.core.measure import trait_messages as told
from engine.core.measure.context import EvaluationContext, Looked, looked_up
from engine.core.policy.condition import EarlierPlan
from engine.core.policy.policy import COUNTED_ENDS
from engine.core.values.message import Message
from engine.core.values.units import Span


def judge_earlier_plans(test: EarlierPlan, case: EvaluationContext) -> Why:
    """How many of the employee's plans count, as of the basis."""
    issue = case.issue if test.same_issue else ""
    looked = looked_up(test.within.length, case) if test.within else Looked(None)
    if test.within and not isinstance(looked.value, Span):
        reason = looked.note or say.window_has_no_length()
        unknown = (
            told.earlier_unknown_on(issue, reason) if issue else told.earlier_unknown(reason)
        )
        return Why(unknown, None)
    days = sorted(_earlier_days(test, case), reverse=True)
    if isinstance(looked.value, Span):
        within = looked.value
        days = [day for day in days if case.basis <= case.workdays.add(day, within)]
        if usual(test):
            return _usual_earlier(issue, days, within, case.basis)
        how = how_long_ago(test, within)
    else:
        how = how_long_ago(test, None)
    counted = (
        told.earlier_counted_on(len(days), issue, how, test.at_least)
        if issue
        else told.earlier_counted(len(days), how, test.at_least)
    )
    return Why(counted, len(days) >= test.at_least)


def _earlier_days(test: EarlierPlan, case: EvaluationContext) -> Iterator[date]:
    """The days on which the plans that count ended or, where that is asked, started; none to come."""
    by_end = bool(test.outcomes) if test.within is None else test.within.of == "ended"
    only_over = by_end or bool(test.outcomes)
    found = [
        (plan.issue, plan.ended if by_end else plan.started or plan.ended)
        for plan in case.earlier
        if (not test.outcomes or plan.outcome in test.outcomes)
        and (plan.ended <= case.basis or not only_over)
    ]
    if not only_over:
        found += [(plan.issue, plan.started) for plan in case.running]
    for issue, day in found:
        if day <= case.basis and (not test.same_issue or issue == case.issue):
            yield day


def _usual_earlier(issue: str, days: list[date], within: Span, basis: date) -> Why:
    """Said as of one plan, for one is enough."""
    if not days:
        none = (
            told.none_earlier_on(issue, within, basis)
            if issue
            else told.none_earlier(within, basis)
        )
        return Why(none, False)
    ended = (
        told.earlier_ended_on(issue, days[0], within)
        if issue
        else told.earlier_ended(days[0], within)
    )
    return Why(ended, True)


def usual(test: EarlierPlan) -> bool:
    """One plan that ended not long ago, with no outcomes named but those that count by default."""
    ended = test.within is not None and test.within.of == "ended"
    return ended and test.at_least == 1 and test.outcomes in ((), COUNTED_ENDS)


def how_long_ago(test: EarlierPlan, within: Span | Message | None) -> Message:
    """`ended within 1 year`, with the outcomes where the policy names its own."""
    if test.within is None or within is None:
        how = told.ever_ended() if test.outcomes else told.ever_opened()
    elif test.within.of == "ended":
        how = told.ended_within(within)
    else:
        how = told.started_within(within)
    named = test.outcomes not in ((), COUNTED_ENDS)
    return told.with_outcomes(how, test.outcomes) if named else how
