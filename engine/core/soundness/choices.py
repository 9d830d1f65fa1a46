"""Which values `$name` can stand for: by day of taking, and by the employee's field."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations_with_replacement, product

from engine.core.policy.policy import Policy, Value
from engine.core.values.units import Amount, Span

TAKEN = ("plan.opened", "stage.entered", "today")  # in the order the days come


@dataclass(frozen=True, slots=True)
class Choice:
    """One way the values in question can turn out together; `said` puts it in words."""

    said: str
    values: Mapping[str, Amount | Span]


def choices(policy: Policy, names: Iterable[str]) -> list[Choice]:
    """Every joint choice: values taken on the same day agree on the day, and on the employee.

    Days before the policy is effective are left out, and so are fields' missing rows.
    """
    used = {name: policy.values[name] for name in sorted(set(names)) if name in policy.values}
    taken = [t for t in TAKEN if any(v.dated and v.taken_at == t for v in used.values())]
    days = _days(policy, used.values())
    fields = sorted({v.varies_by for v in used.values() if v.varies_by})
    groups = [
        sorted({c for v in used.values() if v.varies_by == f for c in v.by}) for f in fields
    ]
    found: list[Choice] = []
    # A plan is opened before its stages are entered: the days come in the order of TAKEN.
    for on in combinations_with_replacement(days, len(taken)):
        for of in product(*groups):
            choice = _choice(
                used, dict(zip(taken, on, strict=True)), dict(zip(fields, of, strict=True))
            )
            if choice not in found:
                found.append(choice)
    return found


def _days(policy: Policy, values: Iterable[Value]) -> list[date]:
    """The effective day and every later day on which one of the values changes."""
    starts = {d.starting for v in values for d in v.dated if d.starting > policy.effective}
    return sorted({policy.effective} | starts)


def _choice(used: Mapping[str, Value], on: Mapping[str, date], of: Mapping[str, str]) -> Choice:
    found: dict[str, Amount | Span] = {}
    for name, value in used.items():
        if value.dated:
            current = in_force(value, on[value.taken_at])
            found[name] = current if current is not None else value.dated[0].value
        elif of[value.varies_by] in value.by:
            found[name] = value.by[of[value.varies_by]]
    said = [f"${name} = {value}" for name, value in found.items()]
    return Choice(", ".join(said), found)


def in_force(value: Value, day: date) -> Amount | Span | None:
    begun = [d for d in value.dated if d.starting <= day]
    return max(begun, key=lambda d: d.starting).value if begun else None
