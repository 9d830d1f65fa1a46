"""Read source files: YAML text in, typed sources out, or every problem with its place."""

import codecs
import hashlib
import re
import warnings
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, cast

from engine.core.values.diagnostic import Diagnostic
from engine.disk.strict_yaml import YamlNode, YamlProblem, as_plain, compose, place
from engine.intake.sources.build import built
from engine.intake.sources.keys_together import (
    Path,
    Told,
    Tree,
    texts_of,
    together_faults,
    wide_fields,
    wide_layout,
)
from engine.intake.sources.source import FIGURES, PEOPLE, Source
from engine.intake.values.day import format_faults
from engine.intake.values.number import known_locale
from engine.intake.values.typed import intake_dialect
from engine.schematext.form_check import form_problems

FIGURE_TYPES, TRAIT_TYPES = (
    {"money", "number", "percent"},
    {"text", "date", "employee", "one_of"},
)


def load_sources(files: Mapping[str, str]) -> tuple[Source, ...] | tuple[Diagnostic, ...]:
    """All sources in order of file name; or, when there are any, all problems of all files."""
    sources: list[Source] = []
    problems: list[Diagnostic] = []
    for name in sorted(files):
        loaded = load_source(files[name])
        if isinstance(loaded, Source):
            first = next((s for s in sources if s.id == loaded.id), None)
            if first is None:
                sources.append(loaded)
            else:
                said = f'found the id "{loaded.id}", which another file has too'
                problems.append(Diagnostic(name, 1, 1, "P186", said, "choose another id"))
        else:
            problems += [_placed(name, problem) for problem in loaded]
    return tuple(sorted(problems)) if problems else tuple(sources)


@lru_cache(maxsize=64)  # a source is a function of its text
def load_source(text: str) -> Source | tuple[YamlProblem, ...]:
    node = compose(text)
    if not isinstance(node, YamlNode):
        return node
    problems = form_problems(node, intake_dialect("source.v1"))
    if not problems:
        tree = cast("dict[str, Any]", as_plain(node))
        problems = tuple(sorted(_placed_in(node, told) for told in _senseless(tree)))
        if not problems:
            return built(tree, hashlib.sha256(text.encode()).hexdigest()[:12])
    return problems


def _placed(name: str, problem: YamlProblem) -> Diagnostic:
    at = (problem.line, problem.column, problem.code, problem.message, problem.hint)
    return Diagnostic(name, *at)


def _placed_in(node: YamlNode, told: tuple[Path, str, str, str]) -> YamlProblem:
    path, code, message, hint = told
    return YamlProblem(*place(node, path), code, message, hint)


def _senseless(tree: Tree) -> Told:
    """What the schema cannot see: unusable patterns and names, keys that do not go together."""
    yield from _patterns(tree)
    yield from _names_of_the_world(tree)
    yield from _formats(tree, ())
    yield from _of_this_kind(tree)
    yield from _about_the_year(tree)
    yield from together_faults(tree)
    for field in tree.get("scale", {}):
        if field not in tree["fields"]:
            yield ("scale", field), "P185", f'found "{field}", which is no field', ""


def _patterns(tree: Tree) -> Told:
    stops = tree.get("format", {}).get("stop_at", [])
    found: list[tuple[Path, str]] = [(("format", "stop_at", i), p) for i, p in enumerate(stops)]
    if "pattern" in tree["fields"]["employee"]:
        pattern = tree["fields"]["employee"]["pattern"]
        found.append((("fields", "employee", "pattern"), pattern))
    wide = wide_layout(tree)
    if wide:
        at: Path = ("layout", "wide", "columns")
        found += [(at, pattern) for pattern in texts_of(wide["columns"])]
    if "covers" in tree:
        found.append((("covers", "pattern"), tree["covers"]["pattern"]))
    for path, pattern in found:
        if why := _no_pattern(pattern):
            yield path, "P183", f'found "{pattern}", which is no pattern: {why}', ""


def _no_pattern(text: str) -> str:
    """Why it cannot be used; empty when it can."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # "[a--b]" may mean another thing one day
            re.compile(text)
    except re.error as error:
        return error.msg
    except (FutureWarning, DeprecationWarning, OverflowError, RecursionError) as error:
        return str(error).partition(" at position")[0].lower()
    return ""


def _names_of_the_world(tree: Tree) -> Told:
    form = tree.get("format", {})
    locale, encoding = form.get("locale", "en_US"), form.get("encoding", "auto")
    if not known_locale(locale):
        yield ("format", "locale"), "P184", f'"{locale}" is no language', "for example de_DE"
    if encoding != "auto" and not _text_codec(encoding):
        said = f'"{encoding}" is no encoding'
        yield ("format", "encoding"), "P184", said, "for example cp1252"


def _text_codec(name: str) -> bool:
    try:
        return bool(codecs.lookup(name)._is_text_encoding)  # noqa: SLF001 - the only way to tell text codecs from zlib
    except LookupError:
        return False


def _formats(tree: object, path: Path) -> Told:
    if not isinstance(tree, dict):
        return
    for key, value in tree.items():
        if key == "date_format":
            for form in texts_of(value):
                if fault := format_faults(form):
                    yield (
                        (*path, key),
                        "P188",
                        f'found "{form}": {fault}',
                        "for example %Y-%m-%d",
                    )
        else:
            yield from _formats(value, (*path, key))


def _of_this_kind(tree: Tree) -> Told:
    kind, wide = tree["kind"], wide_layout(tree)
    foreign = {FIGURES: ("starting", "as_of", "absences"),
               PEOPLE: ("layout", "scale", "on_duplicate", "unique", "unknown_ids", "covers",
                       "absent_means")}[kind]  # fmt: skip
    for key in foreign:
        if key in tree:
            yield (key,), "P185", f'found "{key}" in a source of {kind}', "delete it"
    if kind == PEOPLE and "period" in tree["fields"]:
        yield (
            ("fields", "period"),
            "P185",
            "found a period in a source of people",
            "use starting",
        )
    if kind == FIGURES and not wide and "period" not in tree["fields"]:
        yield (
            ("fields",),
            "P111",
            'found no "period", expected it here',
            "say which column holds it",
        )
    if "starting" in tree and "as_of" in tree:
        yield ("as_of",), "P185", 'found "as_of" beside "starting"', "keep one"
    for name in tree["fields"].keys() - {"employee", "period"}:
        yield from _one_field(tree, name, name in wide_fields(tree))


def _one_field(tree: Tree, name: str, wide_value: bool) -> Told:
    field, path = tree["fields"][name], ("fields", name)
    types = FIGURE_TYPES if tree["kind"] == FIGURES else TRAIT_TYPES
    if field["type"] not in types:
        said = f'found "{field["type"]}" in a source of {tree["kind"]}'
        yield (*path, "type"), "P185", said, "one of " + ", ".join(sorted(types))
    if "column" not in field and not wide_value:
        yield (
            path,
            "P111",
            'found no "column", expected it here',
            "name the header over the values",
        )
    if "column" in field and wide_value:
        yield (
            (*path, "column"),
            "P185",
            "found a column for the value of a wide sheet",
            "delete it",
        )
    if field["type"] == "one_of" and "values" not in field:
        yield path, "P111", 'found no "values", expected it here', "list the allowed values"
    if "bare" in field and field["type"] != "percent":
        yield (*path, "bare"), "P185", 'found "bare" without type percent', "delete it"


def _about_the_year(tree: Tree) -> Told:
    wide = wide_layout(tree)
    if wide:
        path: Path = ("layout", "wide", "columns")
        for pattern in texts_of(wide["columns"]):
            groups = set(re.findall(r"\(\?P<(\w+)>", pattern))
            if len(groups & {"month", "quarter"}) != 1:
                said = "found no named group month or quarter"
                yield path, "P187", said, r"write (?P<month>\d\d)"
            if ("year" in groups) == ("year_column" in wide):
                said = "the year must stand in the headers or in its own column, in one of them"
                yield path, "P187", said, "write year_column: Year"
        yield from _fiscal(wide, "(?P<quarter>" in str(wide["columns"]), ("layout", "wide"))
    period = tree["fields"].get("period")
    if period:
        forms = period.get("date_format", "%Y-%m-%d")
        yield from _fiscal(period, "%q" in "".join(forms), ("fields", "period"))
        yield from _widening(period, texts_of(forms))


def _fiscal(holder: Tree, quarters: bool, path: Path) -> Told:
    starts = holder.get("fiscal_year_starts", "january")
    if quarters and starts != "january" and "fiscal_year_named_by" not in holder:
        said = "which year names the fiscal year is not said"
        yield (*path, "fiscal_year_starts"), "P187", said, "add fiscal_year_named_by: end"


def _widening(period: Tree, forms: list[str]) -> Told:
    sizes = ["day", "month", "quarter", "year"]
    from_forms = [3 if "%d" not in f and not re.search("%[mBbq]", f) else
                  2 if "%q" in f else 0 if "%d" in f else 1 for f in forms]  # fmt: skip
    to = period.get("to")
    if to and sizes.index(to) < max(from_forms):
        said = f'found "to: {to}", but a format is only as exact as a {sizes[max(from_forms)]}'
        yield ("fields", "period", "to"), "P185", said, "delete it"
