"""Whether those who decide are enough, are two, are not the employee, and say it themselves."""

from collections.abc import Iterator
from itertools import combinations

from engine.core.policy import walk
from engine.core.policy.duty import IssueDuty
from engine.core.policy.policy import Policy, Role, worsens
from engine.core.policy.references import EMPLOYEE, deciding_roles
from engine.core.policy.review import NotKnownRow, who_decides
from engine.core.policy.right import who_agrees
from engine.core.policy.walk import Path
from engine.core.soundness.suggestions import meant
from engine.core.values.diagnostic import Finding


def kept_apart(policy: Policy, one: str, other: str) -> bool:
    """Whether the policy itself says that the two are never one person."""
    first, second = policy.roles[one], policy.roles[other]
    return other in (*first.not_same_as, *first.above) or one in (
        *second.not_same_as,
        *second.above,
    )


def surely_one(policy: Policy, one: str, other: str) -> bool:
    first, second = policy.roles[one], policy.roles[other]
    same_field = bool(first.field) and first.field == second.field
    same_person = bool(first.person) and first.person == second.person
    return one == other or ((same_field or same_person) and not kept_apart(policy, one, other))


def maybe_one(policy: Policy, one: str, other: str) -> bool:
    """A manager and that manager's manager are two; anything else may meet in one person."""
    if kept_apart(policy, one, other):
        return False
    first, second = policy.roles[one], policy.roles[other]
    stands_in = first.if_vacant == other or second.if_vacant == one
    both_people = bool(first.person and second.person)
    apart = _in_line(first, second) or (both_people and first.person != second.person)
    return stands_in or not apart


def _in_line(first: Role, second: Role) -> bool:
    """One of the two is further up the same line of managers."""
    if not first.field or not second.field or first.field == second.field:
        return False
    longer, shorter = sorted((first.field, second.field), key=len, reverse=True)
    return longer.startswith(shorter + ".")


def _together(policy: Policy) -> Iterator[tuple[Path, tuple[str, ...]]]:
    """Every list of roles that all must say yes."""
    for id_, document in policy.documents.items():
        yield ("documents", id_, "approved_by"), document.approved_by
    for right in walk.every_right(policy):
        yield (*right.path, "approved_by"), who_agrees(right.what)
    for row in walk.every_row(policy):
        yield (*row.path, "decided_by"), who_decides(row.what)


def maybe_one_person(policy: Policy) -> Iterator[Finding]:
    """Warns once for each two roles, where they first decide together."""
    seen: set[frozenset[str]] = set()
    for path, roles in _together(policy):
        known = [role for role in roles if role in policy.roles]
        for one, other in combinations(known, 2):
            pair = frozenset((one, other))
            if pair not in seen and one != other and maybe_one(policy, one, other):
                seen.add(pair)
                message = f"{one} and {other} may be one person"
                hint = f"add not_same_as: [{one}] to the role {other}"
                yield Finding(path, "P252", message, hint, warning=True)


def undecided_ends(policy: Policy) -> Iterator[Finding]:
    """Adverse finals that nobody, or only one person, decides."""
    for row in walk.every_row(policy):
        ends = [n for n in row.what.go if n in policy.stages and policy.stages[n].adverse]
        if not ends or isinstance(row.what, NotKnownRow):
            continue
        deciders = [meant(role, policy.roles) for role in who_decides(row.what)]
        if not deciders:
            message = f'"{ends[0]}" is adverse, and nobody is named to decide it'
            hint = "add decided_by with two roles"
            path = (*walk.go_path(row), str(row.what.go.index(ends[0])))
            yield Finding(path, "P250", message, hint)
        elif all(
            surely_one(policy, a, b) for a, b in combinations(_known(policy, deciders), 2)
        ):
            message = f'"{ends[0]}" is adverse, and {", ".join(deciders)} is one person alone'
            hint = "name a second role that is another person"
            yield Finding((*row.path, "decided_by"), "P251", message, hint)


def _known(policy: Policy, roles: list[str]) -> list[str]:
    return [role for role in roles if role in policy.roles]


def own_cases(policy: Policy) -> Iterator[Finding]:
    for path, role in deciding_roles(policy):
        if role == EMPLOYEE:
            message = 'found "employee"; nobody decides on their own plan'
            yield Finding(path, "P254", message, "name another role")


def vacancy_circles(policy: Policy) -> Iterator[Finding]:
    """Stand-ins that in the end stand in for themselves."""
    told: set[str] = set()
    for id_ in policy.roles:
        chain, role = [id_], policy.roles[id_].if_vacant
        while role in policy.roles and role not in chain:
            chain.append(role)
            role = policy.roles[role].if_vacant
        if role == id_ and not told & set(chain):
            told |= set(chain)
            message = f"{id_} stands in for itself in the end"
            yield Finding(("roles", id_, "if_vacant"), "P255", message, "name another role")


def unsure_ends(policy: Policy) -> Iterator[Finding]:
    """Letters of an adverse final whose approval anybody could type."""
    told: set[str] = set()
    for duty in walk.every_duty(policy):
        id_ = duty.what.document if isinstance(duty.what, IssueDuty) else ""
        document = policy.documents.get(id_)
        ends = [
            stage
            for stage in walk.applies_in(policy, duty)
            if stage in policy.stages and policy.stages[stage].adverse
        ]
        if document is None or not document.approved_by or not ends or id_ in told:
            continue
        if document.assurance != "confirmed":
            told.add(id_)
            message = f'{id_} is issued in "{ends[0]}", which is adverse; its approval must be confirmed'
            path = ("documents", id_, "assurance")
            yield Finding(path, "P256", message, "add assurance: confirmed")


def merged_approvals(policy: Policy) -> Iterator[Finding]:
    """Letters of an adverse step that one person would approve alone."""
    harsh = _entered_adversely(policy)
    for duty in walk.every_duty(policy):
        id_ = duty.what.document if isinstance(duty.what, IssueDuty) else ""
        document = policy.documents.get(id_)
        stages = [s for s in walk.applies_in(policy, duty) if s in harsh]
        if document is not None and document.same_person == "once" and stages:
            message = (
                f'{id_} is issued in "{stages[0]}", an adverse step: it takes different people'
            )
            path = ("documents", id_, "same_person")
            yield Finding(path, "P297", message, "write apart, or name if_same in a role")


def _entered_adversely(policy: Policy) -> set[str]:
    """Stages that a plan is opened in or rises to, and finals that harm."""
    found = {id_ for id_, stage in policy.stages.items() if stage.adverse}
    found |= {name for row in policy.open for name in row.start}
    for row in walk.every_row(policy):
        ahead = (name for name in row.what.go if name in policy.stages)
        found |= {name for name in ahead if worsens(policy, row.stage, name)}
    return found


def own_judges(policy: Policy) -> Iterator[Finding]:
    """Goals that count, set and judged by one person."""
    for id_, stage in policy.stages.items():
        setting = stage.goals.set_by if stage.goals else None
        if setting is None or not setting.weight:
            continue
        both = (setting.role, setting.judged_by)
        if set(both) <= set(policy.roles) and surely_one(policy, *both):
            message = f"goals that {setting.role} sets and judges alone count in the score"
            path = ("stages", id_, "goals", "set_by", "judged_by")
            hint = "name another role under judged_by, or take weight out"
            yield Finding(path, "P295", message, hint, warning=True)


CHECKS = (
    maybe_one_person,
    undecided_ends,
    own_cases,
    vacancy_circles,
    unsure_ends,
    own_judges,
    merged_approvals,
)
