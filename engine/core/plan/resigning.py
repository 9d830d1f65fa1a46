"""A resignation that was said and may still be withdrawn: until when, and where it leads."""

from dataclasses import dataclass
from datetime import date

from engine.core.plan.in_force import PlanContext
from engine.core.policy.right import ResignRight


@dataclass(frozen=True, slots=True)
class Resignation:
    """Pending up to the end of `effective`. `agreed`: nobody else is asked any more."""

    right: str
    number: int
    effective: date
    go: str
    agreed: bool


def resignation(m: PlanContext) -> Resignation | None:
    """The one that is pending in a plan that has not ended."""
    for (name, number), use in m.plan.uses.items():
        if use.state != "asked" or use.effective is None or m.plan.ended:
            continue
        stage = next(v.stage for v in m.plan.visits if v.number == use.visit)
        right = {**m.policy.may, **m.policy.stages[stage].may}[name]
        if isinstance(right, ResignRight):
            said = {role for role, _ in use.granted}
            agreed = said >= {*right.approved_by}
            return Resignation(name, number, use.effective, right.go, agreed)
    return None
