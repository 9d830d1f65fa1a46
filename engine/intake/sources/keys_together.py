"""Keys of a source that need each other, or of which only one can stand: as far as a schema cannot see it."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, cast

from engine.core.values.units import TimeUnit
from engine.intake.values.day import precision
from engine.intake.values.day_parts import columns_wanted

Path = tuple[str | int, ...]
Told = Iterator[tuple[Path, str, str, str]]  # path, code, message, hint
Tree = Mapping[str, Any]  # as the schema has it: text, lists and keys


def together_faults(tree: Tree) -> Told:
    """Of the columns of a period, the fields of a wide sheet, and what a report covers."""
    period = tree["fields"].get("period")
    if period is not None:
        yield from _period_columns(period)
    yield from _wide_values(tree)
    yield from _covers(tree)


def texts_of(value: str | list[str]) -> list[str]:
    """One text, or a list of them, as a list."""
    return [value] if isinstance(value, str) else value


def wide_layout(tree: Tree) -> dict[str, Any] | None:
    """What a source says of a wide sheet; None for a long one."""
    layout = tree.get("layout", "long")
    return cast("dict[str, Any]", layout["wide"]) if isinstance(layout, dict) else None


def wide_fields(tree: Tree) -> set[str]:
    """The fields whose values stand below headers of periods."""
    wide = wide_layout(tree) or {}
    return {*wide.get("values", {}).values(), *([wide["value"]] if "value" in wide else [])}


def _period_columns(period: Tree) -> Told:
    path: Path = ("fields", "period")
    if "column" in period and "columns" in period:
        yield (*path, "columns"), "P185", 'found "columns" beside "column"', "keep one"
    elif "column" not in period and "columns" not in period:
        yield path, "P111", 'found no "column", expected it here', "say which column holds it"
    elif "columns" in period:
        wanted = len(period["columns"])
        for form in texts_of(period.get("date_format", "%Y-%m-%d")):
            if columns_wanted(form) != wanted:
                said = f'found "{form}" for {wanted} columns, expected {wanted} parts with a blank between'
                yield (*path, "date_format"), "P188", said, "for example %Y %b"


def _wide_values(tree: Tree) -> Told:
    wide, path = wide_layout(tree), ("layout", "wide")
    if wide is None:
        return
    if "value" in wide and "values" in wide:
        yield (*path, "values"), "P185", 'found "values" beside "value"', "keep one"
    elif "value" not in wide and "values" not in wide:
        yield path, "P111", 'found no "value", expected it here', "say which field it is"
    if "value" in wide and wide["value"] not in tree["fields"]:
        said = f'found "{wide["value"]}", which is no field'
        yield (*path, "value"), "P185", said, "describe it under fields"
    for word, field in wide.get("values", {}).items():
        if field not in tree["fields"]:
            said = f'found "{field}", which is no field'
            yield (*path, "values", word), "P185", said, "describe it under fields"
    for pattern in texts_of(wide["columns"]):
        if ("(?P<field>" in pattern) != ("values" in wide):
            said = "a named group field goes with values, and values with a named group field"
            hint = "write (?P<field>Target|Actual)" if "values" in wide else "write values"
            yield (*path, "columns"), "P187", said, hint


def _covers(tree: Tree) -> Told:
    covers = tree.get("covers")
    if "absent_means" in tree and covers is None:
        said = 'found "absent_means" without "covers": nobody could say for which period'
        yield ("absent_means",), "P185", said, "say what the report covers"
    if covers is None:
        return
    groups = set(re.findall(r"\(\?P<(\w+)>", covers["pattern"]))
    if groups not in ({"period"}, {"first", "last"}):
        said = "found no named group period, nor first and last"
        yield ("covers", "pattern"), "P187", said, r"write (?P<period>\d{4}-\d\d)"
    period = tree["fields"].get("period")
    if wide_layout(tree) is not None or period is None:
        if tree["kind"] == "figures":
            said = 'found "covers" where no column holds the period of a row'
            yield ("covers",), "P185", said, "delete it"
    elif "absent_means" in tree and _size(period) in (None, TimeUnit.DAY):
        said = 'found "absent_means", but the rows are not all of one month, quarter or year'
        yield ("absent_means",), "P185", said, 'add "to: month" to the period'


def _size(period: Tree) -> TimeUnit | None:
    """How long the period of a row is; None where that differs from row to row."""
    if "to" in period:
        return TimeUnit(period["to"])
    sizes = {precision(form) for form in texts_of(period.get("date_format", "%Y-%m-%d"))}
    return sizes.pop() if len(sizes) == 1 else None
