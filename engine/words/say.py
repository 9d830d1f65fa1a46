"""What a message says in a language."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from functools import lru_cache, reduce

from engine.core.facts.explanation import title_of
from engine.core.values.errors import EngineError, NotAllowedError
from engine.core.values.message import Argument, Message, message
from engine.core.values.period import FiscalPeriod, Period, month_end, period_holding
from engine.core.values.units import Amount, Span, TimeUnit, Unit
from engine.words.catalogue import COUNT, Catalogue, catalogue
from engine.words.figures import digits_text, figure_text


def words(said: Message, language: str) -> str:
    """In the language of a tag such as `en-US`; English where that language has no words for it.

    KeyError or ValueError where the file of a language asks for what the message does not have.
    """
    return _said(said, catalogue(language))


def all_in_words(value: object, language: str) -> object:
    """The value with words in the place of every message in its mappings and lists."""
    if isinstance(value, Message):
        return words(value, language)
    if isinstance(value, Mapping):
        return {name: all_in_words(each, language) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [all_in_words(each, language) for each in value]
    return value


@contextmanager
def refusals_in(language: str) -> Iterator[None]:
    """What is not allowed inside is told outside in words."""
    try:
        yield
    except NotAllowedError as problem:
        raise NotAllowedError(refusal_words(problem, language)) from problem


def refusal_words(problem: EngineError, language: str) -> str:
    """Why something was not done, in a sentence."""
    if isinstance(problem, NotAllowedError) and isinstance(problem.says, Message):
        return words(problem.says, language)
    return str(problem)


def _said(said: Message, spoken: Catalogue) -> str:
    args = dict(said.args)
    return "".join(
        piece.text + (_shown(args[piece.name], piece.form, spoken) if piece.name else "")
        for piece in spoken.pieces(said.id, args.get(COUNT))
    )


def _shown(value: Argument, form: str, spoken: Catalogue) -> str:
    """As its type is shown, then in the form its place asks for; of a list, its style and `.form`."""
    if isinstance(value, tuple):
        style, _, inner = form.partition(".")
        return _listed([_shown(each, inner, spoken) for each in value], style, spoken)
    if isinstance(value, Decimal) and form == "exact":
        return digits_text(str(value), spoken.language)
    if isinstance(value, int) and form == "two":
        return f"{value:02}"
    return FORMS[form](_plainly(value, spoken))


def _plainly(value: Argument, spoken: Catalogue) -> str:
    match value:
        case str():
            return value
        case Message():
            return _said(value, spoken)
        case Amount():
            return _amount(value, spoken)
        case Decimal():
            return figure_text(value, spoken.language)
        case Span():
            return _said(message(SPANS[value.part], count=value.count), spoken)
        case FiscalPeriod():
            return _said(named_period(value), spoken)
        case date():
            return value.isoformat()
        case _:
            return str(value)


# -- texts ----------------------------------------------------------------------------------------


def _start(text: str) -> str:
    return text[:1].upper() + text[1:]


def _sentence(text: str) -> str:
    """From a capital to a full stop."""
    started = _start(text)
    return started if started.endswith(".") else f"{started}."


FORMS: Mapping[str, Callable[[str], str]] = {
    "": str,
    "title": title_of,
    "lower": lambda text: title_of(text).lower(),
    "small": str.lower,
    "spoken": lambda text: text.replace("_", " "),
    "start": _start,
    "sentence": _sentence,
}


LAST_BY = {"series": "and", "choice": "or"}  # with a comma between those before the last


def _listed(texts: Sequence[str], form: str, spoken: Catalogue) -> str:
    """Several in a row, two at a time: a, b and c."""
    if not texts:
        return ""
    if form in LAST_BY:
        *most, last = texts
        ends = [_listed(most, "comma", spoken), last] if most else [last]
        return _listed(ends, LAST_BY[form], spoken)
    if form == "lines":
        return "\n".join(texts)

    def joined(most: str, last: str) -> str:
        return _said(message(f"list.{form}", most=most, last=last), spoken)

    return reduce(joined, texts)


# -- time -----------------------------------------------------------------------------------------

SPANS = {
    TimeUnit.DAY: "span.day",
    TimeUnit.BUSINESS_DAY: "span.business_day",
    TimeUnit.WEEK: "span.week",
    TimeUnit.MONTH: "span.month",
    TimeUnit.QUARTER: "span.quarter",
    TimeUnit.HALF_YEAR: "span.half_year",
    TimeUnit.YEAR: "span.year",
}
NAMED = ((TimeUnit.QUARTER, 3, "period.quarter"), (TimeUnit.HALF_YEAR, 6, "period.half_year"))


@lru_cache(maxsize=4096)
def named_period(said: FiscalPeriod) -> Message:
    """2026-05-12, 2026-05, 2026-Q2, 2026-H1, 2026, 2026-05 to 2026-07, else both days.

    Where the fiscal year does not start in January it bears both its years, FY2026/27-Q2, as
    companies differ on which of the two names it.
    """
    period, starts = said.period, said.year_starts
    year = _year(period, starts)
    months_in = (period.first.month - starts) % 12
    for part, length, name in NAMED:
        if period_holding(period.first, part, starts) == period:
            return message(name, year=year, number=months_in // length + 1)
    if period_holding(period.first, TimeUnit.YEAR, starts) == period:
        return year
    if period.first.day == 1 and period.last == month_end(period.last):
        first, last = f"{period.first:%Y-%m}", f"{period.last:%Y-%m}"
    else:
        first, last = period.first.isoformat(), period.last.isoformat()
    if first == last:
        return message("period.one", name=first)
    return message("period.stretch", first=first, last=last)


def _year(period: Period, starts: int) -> Message:
    year = period_holding(period.first, TimeUnit.YEAR, starts)
    name = str(year.first.year)
    if starts == 1:
        return message("period.one", name=name)
    return message("period.fiscal_year", first=name, last=f"{year.last.year % 100:02}")


def _amount(amount: Amount, spoken: Catalogue) -> str:
    """As rounded by the policy: 70.0 %. Of a number the zeros that say nothing are left away: 1,200."""
    if amount.unit is not Unit.PERCENT:
        return figure_text(amount.value, spoken.language)
    figure = digits_text(f"{amount.value:f}", spoken.language)
    return _said(message("unit.percent", figure=figure), spoken)
