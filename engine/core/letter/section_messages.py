"""The sentences of a letter: spans, moments, promises, consequences and what is asked."""

from datetime import date

from engine.core.values.message import Message, message
from engine.core.values.units import Span, TimeUnit

# -- how long, and from when ----------------------------------------------------------------------

LAST = {unit: f"last.{unit.name.lower()}" for unit in TimeUnit}
EVERY = {unit: f"every.{unit.name.lower()}" for unit in TimeUnit}
EACH = {unit: f"each.{unit.name.lower()}" for unit in TimeUnit}


def last_span(span: Span) -> Message:
    """The last month; the last 3 months."""
    return message(LAST[span.part], count=span.count)


def every_span(span: Span) -> Message:
    return message(EVERY[span.part], count=span.count)


def each_unit(unit: TimeUnit) -> Message:
    return message(EACH[unit])


def each_week_of_period() -> Message:
    return message("each.week_of_period")


def within_span_of(span: Span, moment: Message) -> Message:
    return message("letter.within", span=span, moment=moment)


def whole_span_from(span: Span, moment: Message) -> Message:
    return message("letter.whole_span_from", span=span, moment=moment)


def span_from(span: Span, moment: Message) -> Message:
    return message("letter.span_from", span=span, moment=moment)


def day_of_period(day: int) -> Message:
    return message("letter.day_of_period", day=day)


def when_delivered() -> Message:
    return message("moment.delivered")


def when_issued() -> Message:
    return message("moment.issued")


def when_acknowledged() -> Message:
    return message("moment.acknowledged")


def when_entered() -> Message:
    return message("moment.entered")


def when_held() -> Message:
    return message("moment.held")


def when_opened() -> Message:
    return message("moment.opened")


def when_closed() -> Message:
    return message("moment.closed")


def when_left() -> Message:
    return message("moment.left")


def when_drafted(thing: str) -> Message:
    return message("moment.drafted", thing=thing)


def when_approved(thing: str) -> Message:
    return message("moment.approved", thing=thing)


def when_done(thing: str) -> Message:
    return message("moment.done", thing=thing)


def when_missed(thing: str) -> Message:
    return message("moment.missed", thing=thing)


def when_decided(thing: str) -> Message:
    return message("moment.decided", thing=thing)


def when_asked(thing: str) -> Message:
    return message("moment.asked", thing=thing)


def when_granted(thing: str) -> Message:
    return message("moment.granted", thing=thing)


def when_used(thing: str) -> Message:
    return message("moment.used", thing=thing)


def start_of_period() -> Message:
    return message("moment.start_of_period")


def end_of_period() -> Message:
    return message("moment.end_of_period")


def start_of_clock(clock: str) -> Message:
    return message("moment.start_of", clock=clock)


def end_of_clock(clock: str) -> Message:
    return message("moment.end_of", clock=clock)


# -- what is asked, and where it leads ------------------------------------------------------------


def value_named(value: str) -> Message:
    return message("letter.value_named", value=value)


def value_as_set() -> Message:
    return message("letter.value_as_set")


def step_named(title: str) -> Message:
    return message("letter.step", title=title)


def ending_named(title: str) -> Message:
    return message("letter.ending", title=title)


def next_steps(steps: tuple[Message, ...]) -> Message:
    return message("letter.next_steps", steps=steps)


def ends_well(way: Message) -> Message:
    return message("letter.ends_well", way=way)


def figures_due_by(day: date) -> Message:
    return message("letter.figures_due_by", day=day)


def figures_due_within(span: Span) -> Message:
    return message("letter.figures_due_within", span=span)


def ends_sooner(way: Message) -> Message:
    return message("letter.ends_sooner", way=way)


def all_sentences(sentences: tuple[Message, ...]) -> Message:
    return message("letter.sentences", sentences=sentences)


def way_at(moment: Message, condition: Message) -> Message:
    return message("letter.way_at", moment=moment, condition=condition)


def way_on_days(days: tuple[int, ...], condition: Message) -> Message:
    return message("letter.way_on_days", days=days, condition=condition)


def way_every(every: Message, condition: Message) -> Message:
    return message("letter.way_every", every=every, condition=condition)


def all_hold(conditions: tuple[Message, ...]) -> Message:
    return message("condition.all", conditions=conditions)


def any_holds(conditions: tuple[Message, ...]) -> Message:
    return message("condition.any", conditions=conditions)


def all_goals_met() -> Message:
    return message("condition.all_goals_met")


def goals_weigh(asked: Message) -> Message:
    return message("condition.goals_weigh", asked=asked)


def metric_is(metric: str, asked: Message) -> Message:
    return message("condition.metric", metric=metric, asked=asked)


def metric_over_clock_is(metric: str, clock: str, asked: Message) -> Message:
    return message("condition.metric_over_clock", metric=metric, clock=clock, asked=asked)


def metric_in_row_is(metric: str, asked: Message, row: Span) -> Message:
    return message("condition.metric_in_row", metric=metric, asked=asked, row=row)


def metric_over_last_is(metric: str, last: Message, asked: Message) -> Message:
    return message("condition.metric_over_last", metric=metric, last=last, asked=asked)


def question_is_answered(question: str, answers: tuple[str, ...]) -> Message:
    return message("condition.answered", question=question, answers=answers)


def question_is_not_answered(question: str, answers: tuple[str, ...]) -> Message:
    return message("condition.not_answered", question=question, answers=answers)


def none_holds(conditions: tuple[Message, ...]) -> Message:
    return message("condition.none", conditions=conditions)


def in_brackets(condition: Message) -> Message:
    return message("condition.in_brackets", condition=condition)


def mean_over_last_is(metric: str, last: Message, asked: Message) -> Message:
    return message("condition.mean_over_last", metric=metric, last=last, asked=asked)


def metric_in_last_is(metric: str, last: Message, asked: Message) -> Message:
    return message("condition.metric_in_last", metric=metric, last=last, asked=asked)


def goals_counted(asked: Message) -> Message:
    return message("condition.goals_counted", asked=asked)


def time_since_is(field: str, asked: Message) -> Message:
    return message("condition.time_since", field=field, asked=asked)


def earlier_plan(within: Span) -> Message:
    return message("condition.earlier_plan", within=within)


def earlier_plan_on(issue: str, within: Span) -> Message:
    return message("condition.earlier_plan_on", issue=issue, within=within)


def earlier_plans(count: int, how: Message) -> Message:
    return message("condition.earlier_plans", count=count, how=how)


def earlier_plans_on(count: int, issue: str, how: Message) -> Message:
    return message("condition.earlier_plans_on", count=count, issue=issue, how=how)


def field_is_one_of(field: str, values: tuple[str, ...]) -> Message:
    return message("condition.field", field=field, values=values)


def field_is_none_of(field: str, values: tuple[str, ...]) -> Message:
    return message("condition.field_not", field=field, values=values)


def field_is_bound(field: str, asked: Message) -> Message:
    return message("condition.field_bound", field=field, asked=asked)


def hidden_field_fits() -> Message:
    """Of a field that may never be printed; in no argument of this."""
    return message("condition.hidden_field")


# -- rights and receipts --------------------------------------------------------------------------


def means_received() -> Message:
    return message("letter.means_received")


def means_understood() -> Message:
    return message("letter.means_understood")


def extended_by(span: Span) -> Message:
    return message("letter.extended_by", span=span)


def goals_kept() -> Message:
    return message("letter.goals_kept")


def goals_set_anew() -> Message:
    return message("letter.goals_set_anew")


def any_of_titles(titles: tuple[str, ...]) -> Message:
    return message("letter.any_of_titles", titles=titles)


def all_of_them() -> Message:
    return message("letter.all_of_them")
