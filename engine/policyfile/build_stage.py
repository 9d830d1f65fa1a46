"""Stages, with their clocks, goals and reviews, become typed values."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from engine.core.policy.policy import Clock, Deadline, Goal, Goals, GoalSetting, Stage
from engine.core.policy.review import NotKnownRow, OtherwiseRow, Review, ReviewRow, WhenRow
from engine.core.values.units import TimeUnit
from engine.policyfile import scalar
from engine.policyfile.build_condition import comparison, condition, optional
from engine.policyfile.build_kinds import duty, names, numbered_days, right

Map = Mapping[str, Any]


def stage(said: Map) -> Stage:
    if "final" in said:
        return Stage(title=said["title"], final=said["final"])
    return Stage(
        title=said["title"],
        level=optional(int, said.get("level")),
        clocks={name: _clock(entry) for name, entry in said["clocks"].items()},
        goals=optional(_goals, said.get("goals")),
        must={name: duty(entry) for name, entry in said["must"].items()},
        may={name: right(entry) for name, entry in said["may"].items()},
        reviews={name: _review(entry) for name, entry in said["reviews"].items()},
        deadline=_deadline(said["deadline"]),
    )


def _clock(said: Map) -> Clock:
    return Clock(
        scalar.length(said["length"]),
        scalar.moment(said["from"]),
        optional(TimeUnit, said.get("whole")),
    )


def _goals(said: Map) -> Goals:
    fixed = {name: _goal(entry) for name, entry in said["fixed"].items()}
    return Goals(fixed, optional(_setting, said.get("set_by")))


def _setting(said: Map) -> GoalSetting:
    return GoalSetting(
        said["role"], int(said["at_most"]), said["judged_by"], Decimal(said["weight"])
    )


def _goal(said: Map) -> Goal:
    return Goal(
        title=said["title"],
        metric=said["metric"],
        comparison=comparison(said),
        over=said.get("over", ""),
        each=optional(scalar.part, said.get("each")),
        calendar=said.get("each") == scalar.CALENDAR_WEEK,
        weight=Decimal(said["weight"]),
    )


def _review(said: Map) -> Review:
    return Review(
        by=said["by"],
        rows=tuple(_row(entry) for entry in said["rows"]),
        at=optional(scalar.moment, said.get("at")),
        days=numbered_days(said),
        every=optional(scalar.span, said.get("every")),
        during=said.get("during", ""),
        within=scalar.span(said["within"]),
    )


def _row(said: Map) -> ReviewRow:
    deciders = names(said.get("decided_by", ()))
    if "when" in said:
        return WhenRow(names(said["go"]), condition(said["when"]), deciders)
    if "otherwise" in said:
        return OtherwiseRow(names(said["otherwise"]), deciders)
    return NotKnownRow(names(said["not_known"]))


def _deadline(said: Map) -> Deadline:
    return Deadline(scalar.span(said["within"]), scalar.moment(said["from"]))
