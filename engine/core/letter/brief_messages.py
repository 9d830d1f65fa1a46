"""What a letter prints of figures, goals and names: short texts beside dates and amounts."""

from decimal import Decimal

from engine.core.values.message import Message, message
from engine.core.values.period import FiscalPeriod
from engine.core.values.units import Amount

# -- the reason -----------------------------------------------------------------------------------


def as_sentence(says: Message) -> Message:
    """From a capital to a full stop."""
    return message("letter.sentence", says=says)


def opening_row(row: int, track: str) -> Message:
    return message("letter.opening_row", row=row, track=track)


def exclusion_applies() -> Message:
    return message("letter.exclusion_applies")


def exclusion_does_not_apply() -> Message:
    return message("letter.exclusion_does_not_apply")


def exclusion_not_known() -> Message:
    return message("letter.exclusion_not_known")


# -- figures --------------------------------------------------------------------------------------


def figure_printed(figure: Decimal) -> Message:
    return message("letter.figure", figure=figure)


def amount_printed(amount: Amount) -> Message:
    return message("letter.amount", amount=amount)


def amount_so_far(amount: Amount) -> Message:
    return message("letter.amount_so_far", amount=amount)


def period_printed(period: FiscalPeriod) -> Message:
    return message("letter.period", period=period)


def field_on_days(field: str, count: int) -> Message:
    return message("letter.field_on_days", field=field, count=count)


def asked_of_field(asked: Message, field: str) -> Message:
    return message("letter.asked_of_field", asked=asked, field=field)


# -- goals ----------------------------------------------------------------------------------------


def judged_by_manager() -> Message:
    return message("letter.judged_by_manager")


def judged_by_role(role: str) -> Message:
    return message("letter.judged_by_role", role=role)


def not_counted() -> Message:
    return message("letter.not_counted")


def target_met() -> Message:
    return message("letter.target_met")


def goal_yes() -> Message:
    return message("letter.goal_yes")


def goal_no() -> Message:
    return message("letter.goal_no")


def goal_not_known() -> Message:
    return message("letter.goal_not_known")


def not_measured_yet() -> Message:
    return message("letter.not_measured_yet")


def at_end_of_period() -> Message:
    return message("letter.at_end_of_period")


def weights_met(score: Amount) -> Message:
    return message("letter.weights_met", score=score)


def metric_titled(metric: str) -> Message:
    return message("letter.metric", metric=metric)


def measured_each(what: Message, each: Message) -> Message:
    return message("letter.measured_each", what=what, each=each)


def measured_over(what: Message, clock: str) -> Message:
    return message("letter.measured_over", what=what, clock=clock)


# -- names ----------------------------------------------------------------------------------------


def only_proposed() -> Message:
    return message("letter.only_proposed")


def the_employee() -> Message:
    return message("letter.employee")


def any_of_answers(answers: tuple[str, ...]) -> Message:
    return message("letter.any_of_answers", answers=answers)


def judged_by_person() -> Message:
    return message("form.judged_by_person")
