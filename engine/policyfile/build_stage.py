"""Stages, with their duties, rights, goals and reviews, become typed values."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from engine.core.policy.policy import (
    Clock,
    Deadline,
    Duty,
    Goal,
    Goals,
    GoalSetting,
    MissedStep,
    Review,
    ReviewRow,
    Right,
    Stage,
)
from engine.core.values.units import TimeUnit
from engine.policyfile import scalar
from engine.policyfile.build_condition import comparison, condition, optional

Map = Mapping[str, Any]


def names(said: str | Sequence[str]) -> tuple[str, ...]:
    """One name or a list of them."""
    return (said,) if isinstance(said, str) else tuple(said)


def stage(said: Map) -> Stage:
    if "final" in said:
        return Stage(title=said["title"], final=said["final"])
    return Stage(
        title=said["title"],
        level=int(said["level"]),
        clocks={name: _clock(entry) for name, entry in said["clocks"].items()},
        goals=optional(_goals, said.get("goals")),
        must={name: duty(entry) for name, entry in said["must"].items()},
        may={name: right(entry) for name, entry in said["may"].items()},
        reviews={name: _review(entry) for name, entry in said["reviews"].items()},
        deadline=_deadline(said["deadline"]),
    )


def duty(said: Map) -> Duty:
    return Duty(
        do=said["do"],
        by=said["by"],
        document=said.get("document", ""),
        text=said.get("text", ""),
        given_by=said.get("given_by", ""),
        notice=optional(scalar.span, said.get("notice")),
        within=optional(scalar.length, said.get("within")),
        since=optional(scalar.moment, said.get("from")),
        at=optional(scalar.moment, said.get("at")),
        every=optional(scalar.span, said.get("every")),
        days=_days(said),
        during=said.get("during", ""),
        in_stages=names(said.get("in", ())),
        when=optional(condition, said.get("when")),
        if_missed=tuple(_step(entry) for entry in said["if_missed"]),
    )


def right(said: Map) -> Right:
    return Right(
        do=said["do"],
        by=said["by"],
        clock=said.get("clock", ""),
        up_to=optional(scalar.span, said.get("up_to")),
        goals=said.get("goals", "kept"),
        go=said.get("go", ""),
        approved_by=names(said.get("approved_by", ())),
        times=int(said.get("times", "1")),
        document=said.get("document", ""),
        within=optional(scalar.length, said.get("within")),
        since=optional(scalar.moment, said.get("from")),
        during=said.get("during", ""),
        in_stages=names(said.get("in", ())),
        when=optional(condition, said.get("when")),
    )


def _days(said: Map) -> tuple[int, ...]:
    return tuple(sorted(int(day) for day in said.get("days", ())))


def _step(said: Map) -> MissedStep:
    if "remind" in said:
        return MissedStep("remind", scalar.span(said["remind"]))
    return MissedStep("escalate", scalar.span(said["after"]), said["escalate"])


def _clock(said: Map) -> Clock:
    return Clock(scalar.length(said["length"]), scalar.moment(said["from"]))


def _goals(said: Map) -> Goals:
    fixed = {name: _goal(entry) for name, entry in said["fixed"].items()}
    return Goals(fixed, optional(_setting, said.get("set_by")))


def _setting(said: Map) -> GoalSetting:
    return GoalSetting(said["role"], int(said["at_most"]))


def _goal(said: Map) -> Goal:
    return Goal(
        title=said["title"],
        metric=said["metric"],
        comparison=comparison(said),
        over=said.get("over", ""),
        each=optional(TimeUnit, said.get("each")),
        weight=Decimal(said["weight"]),
    )


def _review(said: Map) -> Review:
    return Review(
        by=said["by"],
        rows=tuple(_row(entry) for entry in said["rows"]),
        at=optional(scalar.moment, said.get("at")),
        days=_days(said),
        every=optional(scalar.span, said.get("every")),
        during=said.get("during", ""),
        within=scalar.span(said["within"]),
    )


def _row(said: Map) -> ReviewRow:
    kind = next(kind for kind in ("when", "otherwise", "not_known") if kind in said)
    return ReviewRow(
        kind=kind,
        go=names(said["go"] if kind == "when" else said[kind]),
        when=optional(condition, said.get("when")),
        decided_by=names(said.get("decided_by", ())),
    )


def _deadline(said: Map) -> Deadline:
    return Deadline(scalar.span(said["within"]), scalar.moment(said["from"]))
