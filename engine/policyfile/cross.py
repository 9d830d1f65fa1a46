"""Mistakes of form that need two places of a file to see."""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from engine.policyfile.fill import earlier_plan_tests
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
    for stage, said in plain["stages"].items():
        for kind in ("must", "may"):
            for name, item in said.get(kind, {}).items():
                if "in" in item:
                    message = 'found "in" inside a stage, expected it only outside stages'
                    path = ("stages", stage, kind, name, "in")
                    yield SchemaMistake(path, "P110", message, "delete it", True)


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


CHECKS = {
    "policy.v1": (
        _reviews_have_a_day,
        _stages_name_no_stages,
        _values_are_oldest_first,
        _earlier_plans_say_it_once,
    ),
    "config.v1": (_sign_off_folders_are_one_roles,),
}
