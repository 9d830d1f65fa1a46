"""What can be said of a figure, a trait or an answer that a condition asks about."""

from datetime import date
from decimal import Decimal

from engine.core.measure.trait_messages import none_there
from engine.core.values.message import Message, message
from engine.core.values.period import FiscalPeriod
from engine.core.values.units import Amount, Span

Periods = tuple[FiscalPeriod, ...]

# -- the figure -----------------------------------------------------------------------------------

FIGURE = "measure.figure"


def measured_figure(metric: str, amount: Amount, over: Periods) -> Message:
    return message(FIGURE, metric=metric, amount=amount, over=over)


def amount_said(said: Message, metric: str) -> Amount | None:
    """The amount of the metric that a message compares with what is asked of it."""
    subject = dict(said.args).get("subject")
    if not isinstance(subject, Message) or subject.id != FIGURE:
        return None
    amount = subject.arg("amount")
    return amount if subject.arg("metric") == metric and isinstance(amount, Amount) else None


def metric_over(metric: str, over: Periods) -> Message:
    return message("measure.metric_over", metric=metric, over=over)


def metric_alone(metric: str) -> Message:
    return message("measure.metric", metric=metric)


def mean_of_readings(readings: tuple[Amount, ...]) -> Message:
    return message("measure.mean_of", readings=readings)


# -- why a figure is not known --------------------------------------------------------------------


def clock_not_started(clock: str) -> Message:
    return message("measure.clock_not_started", clock=clock)


def window_has_no_length() -> Message:
    return message("measure.window_has_no_length")


def window_is_empty() -> Message:
    return message("measure.window_is_empty")


def field_is_zero(field: str) -> Message:
    return message("measure.field_is_zero", field=field)


def told_only_up_to(field: str, day: date) -> Message:
    return message("measure.told_only_up_to", field=field, day=day)


def never_told_of(field: str) -> Message:
    return message("measure.never_told_of", field=field)


def field_for_period(field: str, period: FiscalPeriod) -> Message:
    return message("measure.field_for_period", field=field, period=period)


def are_missing(missing: tuple[Message, ...]) -> Message:
    return message("measure.are_missing", count=len(missing), missing=missing)


def figures_are_overdue(period: FiscalPeriod, due: date) -> Message:
    return message("measure.figures_are_overdue", period=period, due=due)


def window_too_old(window: FiscalPeriod, until: date) -> Message:
    return message("measure.window_too_old", window=window, until=until)


def window_not_full(after: date) -> Message:
    return message("measure.window_not_full", after=after)


def fewer_than_needed(needs: Span) -> Message:
    return message("measure.fewer_than_needed", needs=needs)


def no_whole_period() -> Message:
    return message("measure.no_whole_period")


def cannot_be_cut(figure: FiscalPeriod, week: FiscalPeriod) -> Message:
    return message("measure.cannot_be_cut", figure=figure, week=week)


def nothing_whole_since(day: date) -> Message:
    return message("measure.nothing_whole_since", day=day)


def letter_not_delivered() -> Message:
    return message("measure.letter_not_delivered")


def figures_overlap(period: FiscalPeriod) -> Message:
    return message("measure.figures_overlap", period=period)


# -- where a value of the policy comes from, or why it is not known -------------------------------


def no_such_value(name: str) -> Message:
    return message("value.no_such", name=name)


def no_value_on(name: str, day: date) -> Message:
    return message("value.none_on", name=name, day=day)


def value_since(name: str, day: date) -> Message:
    return message("value.since", name=name, day=day)


def value_since_by(name: str, day: date, source: str) -> Message:
    return message("value.since_by", name=name, day=day, source=source)


def value_by_field(field: str, held: str) -> Message:
    return message("value.by_field", field=field, held=held)


def field_unknown_on(field: str, day: date) -> Message:
    return message("value.field_unknown_on", field=field, day=day)


def no_value_for(field: str, held: str) -> Message:
    return message("value.none_for", field=field, held=held or none_there())


def threshold_is_no_figure() -> Message:
    return message("value.no_figure")


# -- what is asked --------------------------------------------------------------------------------

Bound = Amount | Span | Message


def below_bound(bound: Bound) -> Message:
    return message("bound.below", bound=bound)


def at_least_bound(bound: Bound) -> Message:
    return message("bound.at_least", bound=bound)


def above_bound(bound: Bound) -> Message:
    return message("bound.above", bound=bound)


def at_most_bound(bound: Bound) -> Message:
    return message("bound.at_most", bound=bound)


def between_bounds(bound: Bound) -> Message:
    return message("bound.between", bound=bound)


def before_bound(bound: Bound) -> Message:
    return message("bound.before", bound=bound)


def after_bound(bound: Bound) -> Message:
    return message("bound.after", bound=bound)


def one_of_bounds(bound: Bound) -> Message:
    return message("bound.one_of", bound=bound)


def both_ends(ends: tuple[Amount | Message, ...]) -> Message:
    return message("bound.both_ends", ends=ends)


def either_value(values: tuple[str, ...]) -> Message:
    return message("bound.either", values=values)


# -- the answer -----------------------------------------------------------------------------------


def bound_held(subject: Message, asked: Message) -> Message:
    return message("answer.held", subject=subject, asked=asked)


def bound_held_by(subject: Message, asked: Message, details: tuple[Message, ...]) -> Message:
    return message("answer.held_by", subject=subject, asked=asked, details=details)


def bound_missed(subject: Message, asked: Message) -> Message:
    return message("answer.missed", subject=subject, asked=asked)


def bound_missed_by(subject: Message, asked: Message, details: tuple[Message, ...]) -> Message:
    return message("answer.missed_by", subject=subject, asked=asked, details=details)


def bound_unknown(subject: Message, asked: Message) -> Message:
    return message("answer.unknown", subject=subject, asked=asked)


def bound_unknown_by(subject: Message, asked: Message, details: tuple[Message, ...]) -> Message:
    return message("answer.unknown_by", subject=subject, asked=asked, details=details)


def already_reached(low: Amount) -> Message:
    return message("answer.already_reached", low=low)


def days_counted(days: Span) -> Message:
    return message("answer.days_counted", days=days)


def cannot_be_judged(subject: Message, reason: Message) -> Message:
    return message("answer.cannot_be_judged", subject=subject, reason=reason)


def another_unit() -> Message:
    return message("answer.another_unit")


def of_another_unit(subject: Message, ends: tuple[Amount, ...]) -> Message:
    return message("answer.of_another_unit", subject=subject, ends=ends)


def is_not_known(subject: Message, reason: Message) -> Message:
    return message("answer.not_known", subject=subject, reason=reason)


def nothing_is_asked() -> Message:
    return message("answer.nothing_is_asked")


def nothing_is_offered() -> Message:
    return message("answer.nothing_is_offered")


# -- period by period -----------------------------------------------------------------------------


def reading_over(over: Periods, amount: Amount) -> Message:
    return message("row.reading", over=over, amount=amount)


def held_in_each(metric: str, asked: Message, row: Span) -> Message:
    return message("row.held", metric=metric, asked=asked, row=row)


def held_in_each_at(
    metric: str, asked: Message, row: Span, readings: tuple[Message, ...]
) -> Message:
    return message("row.held_at", metric=metric, asked=asked, row=row, readings=readings)


def missed_in_each(metric: str, asked: Message, row: Span) -> Message:
    return message("row.missed", metric=metric, asked=asked, row=row)


def missed_in_each_at(
    metric: str, asked: Message, row: Span, readings: tuple[Message, ...]
) -> Message:
    return message("row.missed_at", metric=metric, asked=asked, row=row, readings=readings)


def unknown_in_each(metric: str, row: Span, reason: Message) -> Message:
    return message("row.unknown", metric=metric, row=row, reason=reason)


# -- goals ----------------------------------------------------------------------------------------


def no_goals_set() -> Message:
    return message("goals.none_set")


def goals_met(met: int, of: int) -> Message:
    return message("goals.met", met=met, of=of)


def goals_met_between(low: int, high: int, of: int) -> Message:
    return message("goals.met_between", low=low, high=high, of=of)


def nothing_asked_of_goals(what: str) -> Message:
    return message("goals.nothing_asked", what=what)


def number_of_goals_met(met: int, of: int) -> Message:
    return message("goals.number_met", met=met, of=of)


def number_of_goals_between(low: int, high: int, of: int) -> Message:
    return message("goals.number_between", low=low, high=high, of=of)


def weight_of_goals(weight: Amount) -> Message:
    return message("goals.weight", weight=weight)


def weight_of_goals_between(low: Decimal, high: Amount) -> Message:
    return message("goals.weight_between", low=low, high=high)
