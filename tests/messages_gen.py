"""Messages of every shape and with every kind of argument, drawn by Hypothesis."""

from datetime import date

from hypothesis import strategies as st

from engine.core.values.message import Argument, Message
from engine.core.values.period import FiscalPeriod, Period
from engine.core.values.units import Amount, Span, TimeUnit, Unit

DAYS = st.dates(date(1990, 1, 1), date(2150, 12, 31))
FIGURES = st.decimals(
    allow_nan=False, allow_infinity=False, places=2, min_value=-(10**9), max_value=10**9
)
NAMES = st.text("abcdefghijklmnop_", min_size=1, max_size=8)
TEXTS = st.text(max_size=8)
COUNTS = st.integers(-5, 10_000)
PERIODS = st.tuples(DAYS, DAYS).map(lambda ends: Period(min(ends), max(ends)))
AMOUNTS = st.builds(Amount, FIGURES, st.sampled_from(Unit))
SPANS = st.builds(Span, st.integers(0, 400), st.sampled_from(TimeUnit))
FISCAL = st.builds(FiscalPeriod, PERIODS, st.integers(1, 12))
PLAIN: st.SearchStrategy[Argument] = st.one_of(
    TEXTS, COUNTS, FIGURES, DAYS, AMOUNTS, SPANS, FISCAL
)


def messages() -> st.SearchStrategy[Message]:
    """Nested, with lists, and with ids that no catalogue has."""
    inner = st.deferred(
        lambda: st.one_of(PLAIN, messages(), st.lists(PLAIN, max_size=3).map(tuple))
    )
    args = st.dictionaries(NAMES, inner, max_size=3).map(lambda found: tuple(found.items()))
    return st.builds(Message, NAMES, args)
