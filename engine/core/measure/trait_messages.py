"""What can be said of a trait, an absence, an answer or a time that a condition asks about."""

from datetime import date

from engine.core.values.message import Message, message
from engine.core.values.units import Span


def none_there() -> Message:
    return message("trait.none_there")


def trait_named(field: str) -> Message:
    return message("trait.named", field=field)


def trait_unknown(field: str) -> Message:
    return message("trait.unknown", field=field)


def trait_not_there(field: str) -> Message:
    return message("trait.not_there", field=field)


def none_of_values(value: str, values: tuple[str, ...]) -> Message:
    return message("trait.none_of_values", value=value, values=values)


def of_no_such_kind(value: str, kind: str) -> Message:
    return message("trait.no_such_kind", value=value, kind=kind)


def trait_is(field: str, value: str) -> Message:
    return message("trait.is", field=field, value=value or none_there())


def trait_is_not(field: str, value: str, wanted: tuple[str, ...]) -> Message:
    return message("trait.is_not", field=field, value=value or none_there(), wanted=wanted)


def trait_at(field: str, value: str) -> Message:
    return message("trait.at", field=field, value=value or none_there())


def absent_on(field: str, day: date, kinds: tuple[str, ...]) -> Message:
    return message("trait.absent_on", field=field, day=day, kinds=kinds or none_there())


# A field that may never be printed is in no argument of these.

RESTRICTED_FITS = "trait.restricted_fits"
RESTRICTED_DOES_NOT_FIT = "trait.restricted_does_not_fit"
RESTRICTED_UNKNOWN = "trait.restricted_unknown"
RESTRICTED_UNKNOWN_ON = "trait.restricted_unknown_on"
RESTRICTED_WITHOUT_VALUE = "trait.restricted_without_value"
RESTRICTED = frozenset(
    {
        RESTRICTED_FITS,
        RESTRICTED_DOES_NOT_FIT,
        RESTRICTED_UNKNOWN,
        RESTRICTED_UNKNOWN_ON,
        RESTRICTED_WITHOUT_VALUE,
    }
)


def restricted_fits() -> Message:
    return message(RESTRICTED_FITS)


def restricted_does_not_fit() -> Message:
    return message(RESTRICTED_DOES_NOT_FIT)


def restricted_unknown() -> Message:
    return message(RESTRICTED_UNKNOWN)


def restricted_unknown_on(day: date) -> Message:
    return message(RESTRICTED_UNKNOWN_ON, day=day)


def no_value_for_restricted() -> Message:
    return message(RESTRICTED_WITHOUT_VALUE)


# -- answers --------------------------------------------------------------------------------------


def not_answered(question: str) -> Message:
    return message("question.not_answered", question=question)


def was_answered(question: str, given: str) -> Message:
    return message("question.answered", question=question, given=given)


def was_answered_otherwise(question: str, given: str, wanted: tuple[str, ...]) -> Message:
    return message("question.answered_otherwise", question=question, given=given, wanted=wanted)


# -- time -----------------------------------------------------------------------------------------


def time_since(field: str) -> Message:
    return message("time.since", field=field)


def no_date(value: str) -> Message:
    return message("time.no_date", value=value)


def time_since_held(field: str, value: str, asked: Message, day: date) -> Message:
    return message("time.since_held", field=field, value=value, asked=asked, day=day)


def time_since_missed(field: str, value: str, asked: Message, day: date) -> Message:
    return message("time.since_missed", field=field, value=value, asked=asked, day=day)


def earlier_unknown(reason: Message) -> Message:
    return message("earlier.unknown", reason=reason)


def earlier_unknown_on(issue: str, reason: Message) -> Message:
    return message("earlier.unknown_on", issue=issue, reason=reason)


def earlier_ended(ended: date, within: Span) -> Message:
    return message("earlier.ended", ended=ended, within=within)


def earlier_ended_on(issue: str, ended: date, within: Span) -> Message:
    return message("earlier.ended_on", issue=issue, ended=ended, within=within)


def earlier_counted(count: int, how: Message, at_least: int) -> Message:
    return message("earlier.counted", count=count, how=how, at_least=at_least)


def earlier_counted_on(count: int, issue: str, how: Message, at_least: int) -> Message:
    return message("earlier.counted_on", count=count, issue=issue, how=how, at_least=at_least)


def ended_within(within: Span | Message) -> Message:
    return message("earlier.ended_within", within=within)


def started_within(within: Span | Message) -> Message:
    return message("earlier.started_within", within=within)


def ever_ended() -> Message:
    return message("earlier.ever_ended")


def ever_opened() -> Message:
    return message("earlier.ever_opened")


def with_outcomes(how: Message, outcomes: tuple[str, ...]) -> Message:
    return message("earlier.with_outcomes", how=how, outcomes=outcomes)


def none_earlier(within: Span, day: date) -> Message:
    return message("earlier.none", within=within, day=day)


def none_earlier_on(issue: str, within: Span, day: date) -> Message:
    return message("earlier.none_on", issue=issue, within=within, day=day)
