"""Whether it is clear which policy speaks where two can cover one employee."""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import combinations

from engine.core.policy.condition import All, AnyOf, Condition, FieldTest, NoneOf
from engine.core.policy.policy import Policy, behind_each
from engine.core.soundness.suggestions import unknown
from engine.core.values.diagnostic import Finding


@dataclass(frozen=True, slots=True)
class TextSet:
    """The texts a field may be: all of `named`, or all but `named`."""

    named: frozenset[str]
    inside: bool

    def meet(self, other: "TextSet") -> "TextSet":
        if self.inside and other.inside:
            return TextSet(self.named & other.named, inside=True)
        if not self.inside and not other.inside:
            return TextSet(self.named | other.named, inside=False)
        inner, outer = (self, other) if self.inside else (other, self)
        return TextSet(inner.named - outer.named, inside=True)

    @property
    def empty(self) -> bool:
        return self.inside and not self.named


Group = Mapping[str, TextSet]  # employees, by what their fields may be; other fields: anything
ANYBODY: Group = {}


def covered_groups(policy: Policy) -> list[Group]:
    """Groups that together hold everybody a plan could be opened on; sometimes too large."""
    groups = [ANYBODY] if policy.covers is None else groups_of(policy.covers, yes=True)
    for exclusion in policy.leaves_out:
        groups = _both(groups, groups_of(exclusion.when, yes=False))
    return groups


def groups_of(condition: Condition, *, yes: bool) -> list[Group]:
    """Who may meet the condition, or (not `yes`) fail it. What tests no field is anybody."""
    if isinstance(condition, FieldTest):
        named = frozenset(condition.values)
        if condition.operator in ("is", "is_one_of", "is_not"):
            inside = (condition.operator != "is_not") is yes
            return [{condition.field: TextSet(named, inside=inside)}]
        return [ANYBODY]
    if isinstance(condition, All | AnyOf | NoneOf):
        part_yes = yes is not isinstance(condition, NoneOf)
        parts = [groups_of(part, yes=part_yes) for part in condition.parts]
        if part_yes is isinstance(condition, All):
            met: list[Group] = [ANYBODY]
            for part in parts:
                met = _both(met, part)
            return met
        return [group for part in parts for group in part]
    return [ANYBODY]


def _both(some: Sequence[Group], others: Sequence[Group]) -> list[Group]:
    joined = [_meet(a, b) for a in some for b in others]
    return [group for group in joined if not any(texts.empty for texts in group.values())]


def _meet(one: Group, other: Group) -> Group:
    shared = {name: one[name].meet(other[name]) for name in one.keys() & other.keys()}
    return {**one, **other, **shared}


def can_meet(one: Policy, other: Policy) -> bool:
    """Whether one employee can be covered by both. Only tests of texts keep them apart."""
    return bool(_both(covered_groups(one), covered_groups(other)))


def overlapping(
    policies: Sequence[Policy], unread: Set[str] = frozenset()
) -> list[tuple[str, Finding]]:
    """Every problem between policies, with the id of the policy to change.

    `unread` are the ids of those that cannot be read: they are there all the same.
    """
    return [
        *_unknown(policies, unread),
        *_circles(policies),
        *_unordered(policies),
        *_twins(policies),
    ]


def _unknown(policies: Sequence[Policy], unread: Set[str]) -> Iterator[tuple[str, Finding]]:
    ids = {policy.id for policy in policies} | unread
    for policy in policies:
        for at, name in enumerate(policy.precedes):
            for finding in unknown(("precedes", str(at)), "P215", name, "a policy", ids):
                yield policy.id, finding


def _order(policies: Sequence[Policy]) -> Mapping[str, Set[str]]:
    """For each policy id the ids it comes before."""
    return behind_each({policy.id: policy.precedes for policy in policies})


def _circles(policies: Sequence[Policy]) -> Iterator[tuple[str, Finding]]:
    order, told = _order(policies), set[str]()
    for policy in policies:
        if policy.id in order[policy.id] and policy.id not in told:
            told |= {p.id for p in policies if p.id in order[policy.id]}
            message = f"{policy.id} precedes itself in the end"
            finding = Finding(("precedes",), "P281", message, "let one of them go first")
            yield policy.id, finding


def _unordered(policies: Sequence[Policy]) -> Iterator[tuple[str, Finding]]:
    order = _order(policies)
    for one, other in combinations(policies, 2):
        ordered = other.id in order[one.id] or one.id in order[other.id]
        if one.id != other.id and not ordered and can_meet(one, other):
            message = f"{other.id} can cover the same employee as {one.id}"
            hint = f"add precedes: [{one.id}], or the other way round in {one.id}"
            path = ("policy",) if other.covers is None else ("covers",)
            yield other.id, Finding(path, "P280", message, hint)


def _twins(policies: Sequence[Policy]) -> Iterator[tuple[str, Finding]]:
    for one, other in combinations(policies, 2):
        if one.id == other.id and one.effective == other.effective:
            message = f"two texts of {one.id} take effect on {one.effective}"
            yield other.id, Finding(("effective",), "P282", message, "give one a later day")
