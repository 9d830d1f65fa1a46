"""Every answer as JSON: what it is and in which version stands first, so that a program can rely on it.

The form of each is `engine/schemas/NAME.vN.json`. A field that is taken away or means something else makes
a new version; one more field does not.
"""

from collections.abc import Mapping, Sequence
from dataclasses import Field, fields, is_dataclass
from datetime import date
from typing import Any, cast

from engine import results as r
from engine.core.record.commit import Json
from engine.core.values.diagnostic import Diagnostic

FORMS: Mapping[type[r.Result], str] = {
    r.StatusResult: "status/1",
    r.HistoryResult: "history/1",
    r.ExplainResult: "explain/1",
    r.PreviewResult: "preview/1",
    r.LookResult: "run/1",
    r.ActResult: "record/1",
    r.CheckResult: "check/1",
    r.VerifyResult: "verify/1",
}


def enveloped(result: r.Result) -> dict[str, Json]:
    """`{"planward": "status/1", …}`: plain values, days as 2026-05-12, instants in UTC."""
    form: dict[str, Json] = {"planward": FORMS[type(result)]}
    if isinstance(result, r.CheckResult):
        problems = [_problem(each, "error") for each in result.errors]
        return form | {"problems": problems + [_problem(w, "warning") for w in result.warnings]}
    return form | _fields(result)


def _problem(problem: Diagnostic, weight: str) -> dict[str, Json]:
    return {
        "file": problem.file, "line": problem.line, "column": problem.column, "code": problem.code,
        "where": problem.where, "message": problem.message, "hint": problem.hint, "weight": weight,
    }  # fmt: skip


def _fields(value: object) -> dict[str, Json]:
    told: dict[str, Json] = {}
    for each in fields(cast("Any", value)):
        told |= _field(each, getattr(value, each.name))
    return told


def _field(each: Field[object], value: object) -> Mapping[str, Json]:
    how = each.metadata.get("json", each.name)
    if how == "merged":
        return cast("Mapping[str, Json]", _plain(value))
    if how == "unsaid":
        return {each.name: _plain(value)} if value else {}
    return {how: _plain(value)}


def _plain(value: object) -> Json:
    match value:
        case bool() | int() | str() | None:
            return value
        case date():  # an instant, too
            return value.isoformat()
        case Mapping():
            return {str(name): _plain(each) for name, each in value.items()}
        case Sequence():
            return [_plain(each) for each in value]
        case _ if is_dataclass(value):
            return _fields(value)
        case _:
            raise TypeError(f"{type(value).__name__} has no form as JSON")
