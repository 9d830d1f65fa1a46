"""A filled policy becomes typed values. Nothing here can fail: the schema has read every word."""

from collections.abc import Mapping
from typing import Any

from engine.core.policy.open_row import ByHandRow, OpenRow, ProposingRow
from engine.core.policy.policy import (
    Acknowledgement,
    Calendar,
    Dated,
    Document,
    EmployeeField,
    Exclusion,
    HeldRule,
    Policy,
    Question,
    Role,
    Value,
)
from engine.policyfile import scalar
from engine.policyfile.build_condition import condition, optional
from engine.policyfile.build_kinds import duty, metric, names, right
from engine.policyfile.build_stage import stage
from engine.schematext import text

Map = Mapping[str, Any]

_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def policy(said: Map) -> Policy:
    return Policy(
        id=said["policy"],
        title=said["title"],
        version=said["version"],
        effective=text.day(said["effective"]),
        owner=said["owner"],
        language=said["language"],
        calendar=_calendar(said["calendar"]),
        held=_held(said["held"]),
        employee={name: _field(entry) for name, entry in said["employee"].items()},
        values={name: _value(entry) for name, entry in said["values"].items()},
        metrics={name: metric(entry) for name, entry in said["metrics"].items()},
        questions={name: _question(entry) for name, entry in said["questions"].items()},
        issues=tuple(said["issues"]),
        covers=condition(said["covers"]) if "covers" in said else None,
        leaves_out=tuple(
            Exclusion(entry["title"], condition(entry["when"])) for entry in said["leaves_out"]
        ),
        roles={name: _role(entry) for name, entry in said["roles"].items()},
        open=tuple(_open_row(entry) for entry in said["open"]),
        documents={name: _document(entry) for name, entry in said["documents"].items()},
        must={name: duty(entry) for name, entry in said["must"].items()},
        may={name: right(entry) for name, entry in said["may"].items()},
        stages={name: stage(entry) for name, entry in said["stages"].items()},
        precedes=tuple(said["precedes"]),
        accepts=dict(said["accepts"]),
    )


def _calendar(said: Map) -> Calendar:
    return Calendar(
        country=said["country"],
        time_zone=said["time_zone"],
        subdivision=said["subdivision"],
        year_starts=_MONTHS.index(said["fiscal_year_starts"]) + 1,
        weekend=frozenset(_WEEKDAYS.index(day) for day in said["weekend"]),
        extra_days_off=tuple(text.day(day) for day in said["extra_days_off"]),
        roll=said["roll"],
        figures_due=scalar.span(said["figures_due"]),
    )


def _held(said: Map) -> HeldRule:
    return HeldRule(
        by=said["by"],
        then=said["then"],
        remind=scalar.span(said["remind"]),
        at_most=scalar.span(said["at_most"]),
    )


def _field(said: Map) -> EmployeeField:
    return EmployeeField(
        said["type"], tuple(said.get("values", ())), said["restricted"] == "true"
    )


def _value(said: Map) -> Value:
    return Value(
        dated=tuple(_dated(entry) for entry in said.get("dated", ())),
        varies_by=said.get("varies_by", ""),
        by={name: scalar.value(text) for name, text in said.get("is", {}).items()},
        taken_at=said["taken_at"],
    )


def _dated(said: Map) -> Dated:
    return Dated(text.day(said["starting"]), scalar.value(said["is"]), said["source"])


def _question(said: Map) -> Question:
    return Question(said["ask"], said["text"], tuple(said["answers"]))


def _role(said: Map) -> Role:
    return Role(
        field=said.get("field", ""),
        group=said.get("group", ""),
        person=said.get("person", ""),
        not_same_as=names(said["not_same_as"]),
        above=names(said["above"]),
        if_vacant=said.get("if_vacant", ""),
        if_same=said.get("if_same", ""),
    )


def _open_row(said: Map) -> OpenRow:
    track, issue, start = said["track"], said["issue"], names(said["start"])
    document = said.get("document", "")
    older = optional(scalar.age, said.get("not_older_than"))
    earlier = said["counts_earlier"] == "true"
    if "opened_by" in said:
        by, when = names(said["opened_by"]), optional(condition, said.get("when"))
        return ByHandRow(track, issue, start, by, when, document, older, earlier)
    to = names(said["propose_to"])
    return ProposingRow(
        track, issue, start, to, condition(said["when"]), document, older, earlier
    )


def _document(said: Map) -> Document:
    return Document(
        template=said["template"],
        drafted_by=said["drafted_by"],
        title=said["title"],
        approved_by=names(said["approved_by"]),
        acknowledged=optional(_acknowledgement, said.get("acknowledged")),
        assurance=said["assurance"],
        same_person=said["same_person"],
    )


def _acknowledgement(said: Map) -> Acknowledgement:
    return Acknowledgement(
        within=scalar.length(said["within"]),
        by=said["by"],
        means=said["means"],
        if_refused=said["if_refused"],
    )
