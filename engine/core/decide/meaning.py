"""What a policy means has a number: a plan is decided by the meaning it opened under.

Until 1.0 a mended meaning takes the place of the old one, under a new number and with a sentence here,
and no dead rule is kept. From 1.0 on a meaning stays beside its successor for as long as plans run under it.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Protocol

from engine.core.decide.acts import Act
from engine.core.decide.advance import Step, advanced
from engine.core.decide.agenda import EVENING, MORNING, next_due
from engine.core.decide.inputs import after_act, after_facts, after_reading
from engine.core.decide.opening import Considered, considered
from engine.core.plan.in_force import Known, PlanContext
from engine.core.policy.policy import Policy
from engine.core.record import events as e
from engine.core.values.errors import NotAllowedError
from engine.core.values.period import Period

DAY = timedelta(days=1)


class ByTime(Protocol):
    """As `advanced`."""

    def __call__(
        self, m: PlanContext, until: date, phase: int = MORNING, away: Period | None = None
    ) -> Iterator[Step]: ...


class ByLooking(Protocol):
    """As `considered`."""

    def __call__(
        self,
        policy: Policy,
        employee: str,
        known: Known,
        since: date,
        today: date,
        *,
        told: bool,
    ) -> Considered: ...


def day_to_look(m: PlanContext) -> date | None:
    """The first day on which time alone changes something; an evening counts on the day after."""
    due = next_due(m)
    if due is None:
        return None
    return due.day + DAY if due.phase == EVENING else due.day


@dataclass(frozen=True, slots=True)
class DecidingRules:
    """How plans are decided under one meaning. `differs` says in a sentence from the meaning before."""

    differs: str
    looked: ByLooking = considered
    passing: ByTime = advanced
    told: Callable[[PlanContext, date], Iterator[Step]] = after_facts
    acted: Callable[[PlanContext, Act, date], Iterator[Step]] = after_act
    read: Callable[[PlanContext, tuple[e.Event, ...], date], Iterator[Step]] = after_reading
    due: Callable[[PlanContext], date | None] = day_to_look


Meanings = Mapping[int, DecidingRules]
MEANINGS: Meanings = MappingProxyType(
    {
        2: DecidingRules(
            "leave never harms, nobody leaves by a row, earlier plans are those that stood, what hangs "
            "on a recurring thing happens each time, goals of a person weigh what the policy says"
        )
    }
)
SEM = max(MEANINGS)  # what plans that open now are decided by


class UnknownMeaningError(NotAllowedError):
    """A plan was opened under a meaning that this engine does not have: that plan stops, no other."""


def rules_under(meaning: int, what: str, meanings: Meanings = MEANINGS) -> DecidingRules:
    """UnknownMeaningError, which speaks of `what`, when the engine does not have that meaning."""
    found = meanings.get(meaning)
    if found is None:
        have = " and ".join(str(each) for each in sorted(meanings))
        raise UnknownMeaningError(
            f"{what} stands still: its policy is to be understood by meaning {meaning}, and this "
            f"engine has {have}; an engine that has it goes on with the plan"
        )
    return found
