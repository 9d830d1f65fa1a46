"""Commits of every shape, for properties."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from engine.core.facts.facts import Absence, Drop, Figure, Origin, Reported, Trait
from engine.core.record.commit import Commit, Entry, PlanPart
from engine.core.values.period import Period
from tests.messages_gen import messages

START = datetime(2020, 1, 1, tzinfo=UTC)

words = st.text(max_size=12)
days = st.dates(date(2020, 1, 1), date(2035, 12, 31))
json = st.recursive(
    st.none() | st.booleans() | st.integers() | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=6,
)
bodies = st.dictionaries(st.sampled_from(["stage", "day", "plans", "said", "mac"]), json)
entries = st.builds(
    Entry, st.sampled_from(["PlanOpened", "StageEntered"]), st.integers(1, 3), bodies, json
)
plan_ids = st.sampled_from(["P-0001", "P-0002", "P-0003"])
parts = st.builds(PlanPart, plan_ids, st.lists(entries, min_size=1, max_size=3).map(tuple))
instants = st.integers(0, 10**15).map(lambda late: START + timedelta(microseconds=late))
commits = st.builds(
    Commit,
    st.sampled_from(["drop", "act", "tick"]),
    days,
    instants,
    bodies,
    json,
    st.lists(parts, max_size=3).map(tuple),
)

ids = st.from_regex(r"E0000[1-4]", fullmatch=True)
origins = st.builds(Origin, words, words, words, st.integers(0, 9), words, words)
decimals = st.decimals(allow_nan=False, allow_infinity=False, places=3) | st.just(
    Decimal("1E+3")
)
periods = st.tuples(days, days).map(lambda ends: Period(min(ends), max(ends)))
figures = st.builds(Figure, ids, words, periods, decimals, origins)
traits = st.builds(Trait, ids, words, words, days, origins)
absences = st.builds(Absence, ids, words, words, days, st.none() | days, origins)
answers = st.lists(st.tuples(words, words), max_size=2).map(tuple)
reported = st.builds(
    Reported,
    *(ids, words, words, words, words, days, words, words, words, answers),
    st.none() | origins,
    *(st.integers(0, 9), st.integers(0, 9)),
)
texts = st.lists(words, max_size=2).map(tuple)
drops = st.builds(
    Drop,
    *(words, words, words, words),
    st.lists(figures | traits | absences | reported, max_size=6).map(tuple),
    st.integers(0, 9),
    *(texts, texts),
    st.lists(messages(), max_size=2).map(tuple),
)
