"""Where several people must agree, and where one person would have to be two of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from engine.core.plan import messages as say
from engine.core.plan.in_force import PlanContext, holders
from engine.core.plan.review import deciding
from engine.core.policy import walk
from engine.core.policy.policy import Policy
from engine.core.policy.right import who_agrees
from engine.core.soundness.reachability import leads_to
from engine.core.values.message import Message

Roles = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """`roles` that must all say yes to `what`. `once`: one person in several roles says it once."""

    what: Message
    roles: Roles
    once: bool = False


def obstacles(m: PlanContext, day: date) -> tuple[Message, ...]:
    """What will stop the plan for want of people, as of `day`: too few for a chain, or nobody."""
    found: dict[Message, list[Message]] = {}
    for chain in _chains_ahead(m):
        for says in _obstacles_of(m, chain, day):
            found.setdefault(says, []).append(chain.what)
    return tuple(
        say.stops_chains(says, tuple(dict.fromkeys(chains))) for says, chains in found.items()
    )


def _obstacles_of(m: PlanContext, chain: Chain, day: date) -> Iterator[Message]:
    held = {role: holders(m, role, day) for role in dict.fromkeys(chain.roles)}
    for role, found in held.items():
        if not found.persons:
            yield say.nobody_holds(role, found.why)
    able = {role: frozenset(found.persons) for role, found in held.items() if found.persons}
    for count in () if chain.once else range(2, len(able) + 1):
        for roles in combinations(able, count):
            persons = frozenset[str]().union(*(able[role] for role in roles))
            if len(persons) < count:
                yield say.too_few_people(tuple(sorted(persons)), roles)
                return  # the fewest roles say it


def _chains_ahead(m: PlanContext) -> Iterator[Chain]:
    policy, first = m.policy, m.plan.start if m.plan.visit is None else (m.plan.stage,)
    if m.plan.visit is None and (document := policy.open[m.plan.row].document):
        yield _of_letter(policy, document)
    for stage in _stages_ahead(policy, first):
        yield from _in_stage(policy, stage)


def _stages_ahead(policy: Policy, first: Roles) -> list[str]:
    found = list(dict.fromkeys(first))
    for stage in found:
        ways = () if policy.stages[stage].final else sorted(leads_to(policy, stage))
        found += [way for way in ways if way not in found]
    return found


def _in_stage(policy: Policy, stage: str) -> Iterator[Chain]:
    for duty in walk.every_duty(policy):
        if stage in walk.applies_in(policy, duty) and duty.what.document:
            yield _of_letter(policy, duty.what.document)
    for right in walk.rights_in(policy, stage):
        yield Chain(say.agreement_to(right.id), who_agrees(right.what))
        if document := walk.document_of(right.what):
            yield _of_letter(policy, document)
    for review in policy.stages[stage].reviews.values():
        for row in review.rows:
            roles = deciding(policy, stage, review, row)
            yield Chain(say.decision_for(row.go), roles)


def _of_letter(policy: Policy, document: str) -> Chain:
    rule = policy.documents[document]
    return Chain(say.approval_of(document), rule.approved_by, rule.same_person == "once")
