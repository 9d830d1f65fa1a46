"""Does a policy make sense: every mistake that can be found before anybody relies on it."""

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from itertools import chain

from engine.core.policy.policy import Policy
from engine.core.soundness import (
    completeness,
    moments,
    names,
    people,
    precedence,
    printing,
    quantities,
    reachability,
    rows,
    timing,
    whole_periods,
)
from engine.core.values.diagnostic import Finding

Check = Callable[[Policy], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    *names.CHECKS,
    *moments.CHECKS,
    *quantities.CHECKS,
    *reachability.CHECKS,
    *timing.CHECKS,
    *rows.CHECKS,
    *people.CHECKS,
    *printing.CHECKS,
    *completeness.CHECKS,
    *whole_periods.CHECKS,
)


def soundness(
    policy: Policy,
    templates: Mapping[str, frozenset[str]] | None = None,
    brief_fields: frozenset[str] | None = None,
    faulty: frozenset[str] = frozenset(),
) -> list[Finding]:
    """Every problem of one policy; none that is not a warning means sound.

    `templates` maps a template's file name to the fields it asks for (`goals[].name`), and
    `brief_fields` are those a document is given; where None, they are not checked against.
    `faulty` are templates with mistakes that nobody else tells.
    A path may end in a list position where the file has a single value. A warning that the policy
    accepts with a reason is none.
    """
    found = list(chain.from_iterable(check(policy) for check in CHECKS))
    if templates is not None:
        found += printing.missing_templates(policy, templates)
        found += printing.faulty_templates(policy, faulty)
        found += printing.restricted_in_templates(policy, templates)
        if brief_fields is not None:
            found += printing.unknown_asked(policy, templates, brief_fields)
    return [each for each in found if not (each.warning and each.code in policy.accepts)]


def overlap(
    policies: Sequence[Policy], unread: Set[str] = frozenset()
) -> list[tuple[str, Finding]]:
    """Every problem between policies that are in force together, with the policy to change.

    `unread` are the ids of those that are there and cannot be read.
    """
    return precedence.overlapping(policies, unread)
