"""One employee's report in YAML into facts, or into mistakes with their line."""

from collections.abc import Container, Iterator
from datetime import date
from typing import Any, cast

from engine.core.facts.facts import Absence, Drop, Fact, Origin, Reported
from engine.disk.strict_yaml import YamlNode, YamlProblem, as_plain, compose, place
from engine.intake.values.day import YEARS_AHEAD
from engine.intake.values.mistake import Mistake, Refusal, refused
from engine.intake.values.typed import intake_dialect
from engine.schematext.form_check import form_problems

READER = "report/1"
ACTIONS = {"check_in": "check-in", "training": "train", "support": "support", "action": "act",
           "meeting": "meet", "delivered": "deliver", "answers": "answer"}  # fmt: skip
UNREADABLE, WRONG_VALUE = "F330", "F333"
_OF_KEYS = {"P110": "F331", "P111": "F332"}  # what else a schema finds is a wrong value
_Tree = dict[str, Any]


def is_report(name: str, content: bytes) -> bool:
    """By its name, or by its first key, so that a file renamed to .txt is read all the same."""
    lines = (line.strip() for line in content[:4096].removeprefix(b"\xef\xbb\xbf").splitlines())
    first = next((line for line in lines if line and not line.startswith((b"#", b"---"))), b"")
    return name.lower().endswith((".yaml", ".yml")) or first.startswith(b"planward:")


def read_report(
    name: str, content: bytes, sha256: str, today: date, known: Container[str] | None
) -> Drop | Refusal:
    """The facts of a report. Days may lie in the past or be today; leave may be planned."""
    node = compose(content)
    if not isinstance(node, YamlNode):
        return refused(name, [_mistake(problem, UNREADABLE) for problem in node])
    problems = form_problems(node, intake_dialect("report.v1"))
    if problems:
        said = [_mistake(one, _OF_KEYS.get(one.code, WRONG_VALUE)) for one in problems]
        return refused(name, said)
    tree = cast("_Tree", as_plain(node))
    mistakes = [*_strangers(node, tree, known), *_days(node, tree, today)]
    if mistakes:
        return refused(name, mistakes)
    facts: list[Fact] = []
    for number, entry in enumerate(tree["entries"]):
        kind, told = next(iter(entry.items()))
        path = ("entries", number, kind)
        line = place(node, path, key=True)[0]
        origin = Origin(sha256, name, "", line, kind, told.get("day") or told["first"])
        facts.append(_fact(tree, kind, told, origin))
    return Drop(sha256, name, "report", READER, tuple(facts), len(facts))


def _fact(tree: _Tree, kind: str, told: _Tree, origin: Origin) -> Fact:
    if kind == "leave":
        until = told.get("until")
        return Absence(
            tree["employee"], told.get("field", "leave"), told["kind"],
            date.fromisoformat(told["first"]), date.fromisoformat(until) if until else None,
            origin,
        )  # fmt: skip
    goals = told.get("goals", {})
    said = [told["remarks"]] if "remarks" in told else []
    said += [f"{goal}: {one['remark']}" for goal, one in goals.items() if "remark" in one]
    judged = [(g, "met" if one["met"] in ("yes", "true") else "not_met")
              for g, one in goals.items() if "met" in one]  # fmt: skip
    return Reported(
        tree["employee"], tree.get("plan", ""), ACTIONS[kind], tree.get("role", "manager"),
        tree["reported_by"], date.fromisoformat(told["day"]),
        item=told.get("duty") or told.get("document", ""),
        note="\n".join(line.strip() for line in said),
        answers=tuple(judged or told.get("to", {}).items()),
        origin=origin,
    )  # fmt: skip


def _mistake(problem: YamlProblem, code: str) -> Mistake:
    do, line, column = problem.hint or "correct this line", problem.line, problem.column
    return Mistake(code, "", said=problem.message, do=do, line=line, line_column=column)


def _strangers(node: YamlNode, tree: _Tree, known: Container[str] | None) -> Iterator[Mistake]:
    for key in ("employee", "reported_by"):
        if known is not None and tree[key] not in known:
            line, column = place(node, (key,))
            said = f'found "{tree[key]}", expected the id of somebody the roster knows'
            do = "type another id, or have this person added to the roster first"
            yield Mistake("F311", "", said=said, do=do, line=line, line_column=column)


def _days(node: YamlNode, tree: _Tree, today: date) -> Iterator[Mistake]:
    for number, entry in enumerate(tree["entries"]):
        kind, told = next(iter(entry.items()))
        for key in ("day", "first", "until"):
            if key in told and (expected := _unlikely(told, key, today)):
                line, column = place(node, ("entries", number, kind, key))
                said = f'found "{told[key]}", expected {expected}'
                do = "type the day that is meant"
                yield Mistake("F334", "", said=said, do=do, line=line, line_column=column)


def _unlikely(told: _Tree, key: str, today: date) -> str:
    """What was expected instead of this day; empty when it can be right."""
    day = date.fromisoformat(told[key])
    if key == "day":
        return "" if day.year >= 1990 and day <= today else f"a day up to today, {today}"
    if not 1990 <= day.year <= today.year + YEARS_AHEAD:
        return f"a day between 1990 and {today.year + YEARS_AHEAD}"
    first = date.fromisoformat(told["first"])
    if key == "until" and day < first:
        return f"a last day on or after {first}"
    return ""
