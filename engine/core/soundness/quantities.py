"""Whether like is compared with like: percents with percents, lengths with lengths."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation

from engine.core.policy import walk
from engine.core.policy.condition import (
    AWAY,
    Comparison,
    FieldTest,
    GoalsTest,
    MetricTest,
    Threshold,
    TimeSince,
    ValueRef,
)
from engine.core.policy.metric import kind_of
from engine.core.policy.policy import Policy, Value
from engine.core.policy.references import (
    field_types,
    left_out_mentions,
    lengths,
    value_mentions,
)
from engine.core.policy.walk import Path
from engine.core.soundness.choices import in_force
from engine.core.soundness.suggestions import meant
from engine.core.values.diagnostic import Finding
from engine.core.values.units import Amount, Span, Unit

SURELY_PERCENT = 10  # 70 is 70 %; 0.7 may be 0.7 % or 70 %, and 1.2 both
SAMENESS = frozenset({"is", "is_not", "is_one_of"})
ORDER = frozenset({"below", "at_least", "above", "at_most"})
OPERATORS = {
    "text": SAMENESS,
    "one_of": SAMENESS,
    "absence": SAMENESS,
    "person": SAMENESS,
    "date": frozenset({"is", "is_not", "before", "after"}),
    "number": SAMENESS | ORDER,
}


def metric_unit(policy: Policy, metric: str) -> Unit | None:
    """Of what the metric comes to; None for an unknown one."""
    found = policy.metrics.get(meant(metric, policy.metrics))
    return kind_of(found).unit if found else None


def _comparisons(policy: Policy) -> Iterator[tuple[Path, Comparison, Unit | None, str]]:
    """Each comparison with its place, the unit it needs, and whose unit that is."""
    for test in walk.tests(policy):
        what = test.what
        if isinstance(what, MetricTest):
            yield test.path, what.comparison, metric_unit(policy, what.metric), what.metric
        elif isinstance(what, GoalsTest) and what.comparison is not None:
            unit = Unit.NUMBER if what.what == "met" else Unit.PERCENT
            yield test.path, what.comparison, unit, f"goals: {what.what}"
    for goal in walk.every_goal(policy):
        metric = goal.what.metric
        yield goal.path, goal.what.comparison, metric_unit(policy, metric), metric


def wrong_units(policy: Policy) -> Iterator[Finding]:
    for path, comparison, unit, of in _comparisons(policy):
        sides = [comparison.value] + (
            [comparison.upper] if comparison.upper is not None else []
        )
        for at, side in enumerate(sides):
            place = (*path, comparison.operator, *([str(at)] if len(sides) > 1 else []))
            found = [
                a for a in _amounts(policy, side) if unit is not None and a.unit is not unit
            ]
            if found and unit is not None:
                yield _wrong_unit(place, found[0], unit, of)


def _wrong_unit(place: Path, found: Amount, unit: Unit, of: str) -> Finding:
    expected = "a percent" if unit is Unit.PERCENT else "a plain number"
    message = f'found "{found}", expected {expected}, as {of} is'
    hint = "a number without %, such as 12"
    if unit is Unit.PERCENT:
        sure = found.value >= SURELY_PERCENT
        hint = f"write {found.value:f}%" if sure else "a number with %, such as 70%"
    return Finding(place, "P220", message, hint)


def _amounts(policy: Policy, side: Threshold) -> list[Amount]:
    """What a bound can be; of a value of mixed units only the first, as another check tells."""
    if isinstance(side, Amount):
        return [side]
    value = policy.values.get(meant(side.name, policy.values))
    said = [a for a in entries(value) if isinstance(a, Amount)] if value else []
    return said[:1]


def entries(value: Value) -> list[Amount | Span]:
    return [*(d.value for d in value.dated), *value.by.values()]


def _kind(entry: Amount | Span) -> str:
    if isinstance(entry, Span):
        return "a length of time"
    return "a percent" if entry.unit is Unit.PERCENT else "a plain number"


def mixed_values(policy: Policy) -> Iterator[Finding]:
    """Entries of one value that are not of the first entry's kind."""
    for id_, value in policy.values.items():
        places: list[tuple[Path, Amount | Span]] = [
            *((("dated", str(at), "is"), d.value) for at, d in enumerate(value.dated)),
            *((("is", choice), entry) for choice, entry in value.by.items()),
        ]
        for place, entry in places[1:]:
            if _kind(entry) != (first := _kind(places[0][1])):
                message = f'found "{entry}", expected {first} as above'
                yield Finding(("values", id_, *place), "P221", message, f"write {first}")


def wrong_kinds(policy: Policy) -> Iterator[Finding]:
    """A length where a figure is needed, or a figure where a length is."""
    spans = {path for path, length in lengths(policy) if isinstance(length, ValueRef)}
    for path, name in value_mentions(policy):
        value = policy.values.get(meant(name, policy.values))
        said = entries(value)[:1] if value else []
        if said and isinstance(said[0], Span) != (path in spans):
            expected = "a length of time" if path in spans else "a figure"
            message = f'found "${name}", {_kind(said[0])}; expected {expected}'
            yield Finding(path, "P223", message, f"name a value that is {expected}")


def wrong_operators(policy: Policy) -> Iterator[Finding]:
    """Field tests that do not fit the field's type, and texts that are no date or number."""
    types = field_types(policy)
    for test in walk.tests(policy):
        what = test.what
        if isinstance(what, TimeSince) and types.get(what.field, "date") != "date":
            message = (
                f'found "{what.field}", a field of type {types[what.field]}; expected a date'
            )
            path = (*test.path, "time_since")
            yield Finding(path, "P222", message, "name a field of type date")
        elif isinstance(what, FieldTest) and what.field in types:
            yield from _field_test(test.path, what, types[what.field])
    for id_, value in policy.values.items():
        if types.get(value.varies_by, "one_of") != "one_of":
            message = f'found "{value.varies_by}", expected a field of type one_of'
            hint = "list the field's values, or vary by another"
            yield Finding(("values", id_, "varies_by"), "P222", message, hint)
    for id_, metric in policy.metrics.items():
        for path, name in left_out_mentions(id_, metric):
            if types.get(name, "absence") != "absence":
                message = f'found "{name}", expected a field of type absence'
                yield Finding(path, "P222", message, "name an absence")


def nameless_kinds(policy: Policy) -> Iterator[Finding]:
    """A kind of absence that is only the field's own name: no roster gives that as a kind."""
    types = field_types(policy)
    for test in walk.tests(policy):
        what = test.what
        if not isinstance(what, FieldTest) or types.get(what.field) != "absence":
            continue
        for at, kind in enumerate(what.values):
            if kind.casefold() == what.field.casefold():
                path = (*test.path, what.operator, str(at))
                message = f'found "{kind}", a kind of {what.field} that no roster gives'
                hint = f"write {AWAY} for any kind, or a kind as the roster writes it"
                yield Finding(path, "P228", message, hint, warning=True)


def _field_test(path: Path, test: FieldTest, kind: str) -> Iterator[Finding]:
    allowed = OPERATORS[kind]
    if test.operator not in allowed:
        message = f'found "{test.operator}", but {test.field} is of type {kind}'
        hint = f"one of: {', '.join(sorted(allowed))}"
        yield Finding((*path, test.operator), "P222", message, hint)
        return
    for at, value in enumerate(test.values):
        if not _reads_as(value, kind):
            like = "a day like 2026-05-12" if kind == "date" else "a number like 12.5"
            message = f'found "{value}", expected a {kind}'
            yield Finding((*path, test.operator, str(at)), "P222", message, like)


def _reads_as(text: str, kind: str) -> bool:
    try:
        if kind == "date":
            date.fromisoformat(text)
        elif kind == "number":
            return Decimal(text).is_finite()
    except (ValueError, InvalidOperation):
        return False
    return True


def upside_down(policy: Policy) -> Iterator[Finding]:
    for path, comparison, _, _ in _comparisons(policy):
        low, high = comparison.value, comparison.upper
        if isinstance(low, Amount) and isinstance(high, Amount) and low.value > high.value:
            message = f"found between {low} and {high}, where nothing lies"
            hint = f"write between: [{high}, {low}]"
            yield Finding((*path, "between"), "P224", message, hint)


def days_twice(policy: Policy) -> Iterator[Finding]:
    for id_, value in policy.values.items():
        seen: list[date] = []
        for at, entry in enumerate(value.dated):
            path = ("values", id_, "dated", str(at), "starting")
            if entry.starting in seen:
                message = f"found a second entry starting {entry.starting}"
                yield Finding(path, "P225", message, "keep one of them")
            seen.append(entry.starting)


def missing_values(policy: Policy) -> Iterator[Finding]:
    """Values that are nothing on the effective day, or for some choice of their field."""
    for id_, value in policy.values.items():
        if value.dated and in_force(value, policy.effective) is None:
            first, at = min((d.starting, at) for at, d in enumerate(value.dated))
            message = f"${id_} starts on {first}, the policy on {policy.effective}"
            hint = f"add an entry starting {policy.effective} or before"
            path = ("values", id_, "dated", str(at), "starting")
            yield Finding(path, "P226", message, hint)
        field = policy.employee.get(value.varies_by)
        for choice in field.values if field else ():
            if choice not in _choices_meant(value, field.values if field else ()):
                message = f"${id_} is nothing where {value.varies_by} is {choice}"
                yield Finding(("values", id_, "is"), "P227", message, f"add {choice}: …")


def _choices_meant(value: Value, known: tuple[str, ...]) -> set[str]:
    return {meant(choice, known) for choice in value.by}


CHECKS = (
    wrong_units,
    mixed_values,
    wrong_kinds,
    wrong_operators,
    nameless_kinds,
    upside_down,
    days_twice,
    missing_values,
)
