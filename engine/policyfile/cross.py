"""Mistakes of form that need two places of a file to see."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Any

from engine.core.policy.duty import DUTIES
from engine.core.values.suggest import surely
from engine.core.values.units import TimeUnit, span_written
from engine.policyfile.fill import earlier_plan_tests
from engine.policyfile.scalar import LONGEST, MOMENTS
from engine.schematext.mistake import SchemaMistake


def cross_mistakes(plain: Mapping[str, Any], schema: str) -> list[SchemaMistake]:
    """What the schema of that name cannot see in `plain`, which fits it."""
    return [mistake for check in CHECKS.get(schema, ()) for mistake in check(plain)]


def _reviews_have_a_day(plain: Mapping[str, Any]) -> Iterator[SchemaMistake]:
    for stage, said in plain["stages"].items():
        for review, rows in said.get("reviews", {}).items():
            timed = isinstance(rows, dict) and any(
                key in rows for key in ("at", "days", "every")
            )
            if not timed and not said.get("clocks"):
                message = 'found none of "at", "days", "every", expected one of them'
                hint = "type at: and a moment, or give the stage a clock"
                yield SchemaMistake(
                    ("stages", stage, "reviews", review), "P116", message, hint, True
                )


def _stages_name_no_stages(plain: Mapping[str, Any]) -> Iterator[SchemaMistake]:
    for path, item in (*_tasks(plain, "must"), *_tasks(plain, "may")):
        if "in" in item and path[0] == "stages":
            message = 'found "in" inside a stage, expected it only outside stages'
            yield SchemaMistake((*path, "in"), "P110", message, "delete it", True)


def _values_are_oldest_first(plain: Mapping[str, Any]) -> Iterator[SchemaMistake]:
    for name, said in plain.get("values", {}).items():
        entries = said.get("dated", ()) if isinstance(said, dict) else ()
        for at, (earlier, later) in enumerate(pairwise(entries), start=1):
            if later["starting"] < earlier["starting"]:  # dates typed alike sort as text
                message = (
                    f'found "{later["starting"]}" below a later day, expected oldest first'
                )
                path = ("values", name, "dated", str(at), "starting")
                yield SchemaMistake(path, "P134", message, "move it up")


def _earlier_plans_say_it_once(plain: Mapping[str, Any]) -> Iterator[SchemaMistake]:
    for path, test in earlier_plan_tests(plain, ()):
        if "ended_within" in test and not isinstance(test["earlier_plan"], str):
            message = 'found "ended_within", expected within: {length: …} inside earlier_plan'
            yield SchemaMistake((*path, "ended_within"), "P110", message, "move it there", True)


_OF_A_PLAN = re.compile(r"\S+ [A-Z][A-Z0-9]{0,7}-[0-9]{4}-[0-9]{4,}")


def _sign_off_folders_are_one_roles(plain: Mapping[str, Any]) -> Iterator[SchemaMistake]:
    """Who else writes a role's folder could sign for it. File servers take North for north."""
    teams = {team.casefold() for team in plain.get("teams", ())}
    roles: dict[str, str] = {}
    for role, folder in plain.get("sign_off", {}).items():
        way = folder.casefold()
        near = [other for there, other in roles.items() if _one_in_the_other(way, there)]
        if way in teams:
            whose = "the folder of a team"
        elif any(_OF_A_PLAN.fullmatch(step) for step in folder.split("/")):
            whose = "inside the folder of a plan"
        elif near:
            whose = f"whose files are those of {near[0]}, too"
        else:
            roles[way] = role
            continue
        message = f'found "{folder}", {whose}; expected one that only {role} can write'
        yield SchemaMistake(("sign_off", role), "P135", message, f"type Signed by {role}")


def _one_in_the_other(one: str, other: str) -> bool:
    return f"{one}/".startswith(f"{other}/") or f"{other}/".startswith(f"{one}/")


def _some_day_is_worked(plain: Mapping[str, Any]) -> Iterator[SchemaMistake]:
    if len(plain["calendar"].get("weekend", ())) == len(WEEK):
        message = f"found all {len(WEEK)} days of the week, and no working day is left"
        path = ("calendar", "weekend")
        yield SchemaMistake(path, "P195", message, "take out the days that are worked", True)


WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def _extensions_end(plain: Mapping[str, Any]) -> Iterator[SchemaMistake]:
    """However often a clock is extended, each of its days must have a date."""
    for path, right in _tasks(plain, "may"):
        said, times = span_written(right.get("up_to", "")), int(right.get("times", 1))
        if said and said.count * times > LONGEST[said.part]:
            message = f"found {times} times {said}, expected at most {LONGEST[TimeUnit.YEAR]} years in all"
            yield SchemaMistake(
                (*path, "times"), "P189", message, "write fewer, or shorten up_to"
            )


def _tasks(plain: Mapping[str, Any], kind: str) -> Iterator[tuple[tuple[str, ...], Any]]:
    """The duties (`must`) or rights (`may`) of the policy and of its stages."""
    yield from (((kind, name), item) for name, item in plain.get(kind, {}).items())
    for stage, said in plain["stages"].items():
        for name, item in said.get(kind, {}).items():
            yield ("stages", stage, kind, name), item


def with_own_moments(mistake: SchemaMistake, plain: object) -> SchemaMistake:
    """Of a moment that a thing does not have: the hint names those which this thing has."""
    typed = mistake.message.split('"')[1:2] if mistake.code == "P124" else []
    *_, thing, word = ["", "", *typed[0].split(".")] if typed else ["", ""]
    had = moments_had(plain, thing)
    if not word or not had:
        return mistake
    sure = surely(word, had)
    stem = typed[0].removesuffix(word)
    hint = f"type {stem}{sure}" if sure else f"one of: {', '.join(stem + each for each in had)}"
    return replace(mistake, hint=hint)


def moments_had(plain: object, thing: str) -> tuple[str, ...]:
    """Of the thing with this name, wherever in the policy; none where no thing has it."""
    if thing in ("plan", "stage", "document"):
        return MOMENTS[thing]
    found: list[str] = []
    whole = plain if isinstance(plain, Mapping) else {}
    stages = whole.get("stages")
    for part in (whole, *(stages.values() if isinstance(stages, Mapping) else ())):
        for key, kind in _THINGS.items():
            items = part.get(key) if isinstance(part, Mapping) else None
            if isinstance(items, Mapping | list) and thing in items:
                item = items[thing] if isinstance(items, Mapping) else {}
                found += _duty_moments(item) if kind == "duty" else MOMENTS[kind]
    return tuple(dict.fromkeys(found))


_THINGS = {
    "documents": "document",
    "clocks": "clock",
    "must": "duty",
    "may": "right",
    "reviews": "review",
}


def _duty_moments(duty: object) -> tuple[str, ...]:
    held = isinstance(duty, Mapping) and duty.get("do") == DUTIES["meeting"].made.kind
    return MOMENTS["meeting" if held else "duty"]


CHECKS = {
    "policy.v1": (
        _some_day_is_worked,
        _extensions_end,
        _reviews_have_a_day,
        _stages_name_no_stages,
        _values_are_oldest_first,
        _earlier_plans_say_it_once,
    ),
    "config.v1": (_sign_off_folders_are_one_roles,),
}
