"""Mistakes of form that need two places of a policy to see."""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from engine.policyfile.mistake import Mistake


def cross_mistakes(plain: Mapping[str, Any]) -> list[Mistake]:
    """What the schema cannot see in `plain`, which fits it."""
    return [mistake for check in CHECKS for mistake in check(plain)]


def _reviews_have_a_day(plain: Mapping[str, Any]) -> Iterator[Mistake]:
    for stage, said in plain["stages"].items():
        for review, rows in said.get("reviews", {}).items():
            timed = isinstance(rows, dict) and any(
                key in rows for key in ("at", "days", "every")
            )
            if not timed and not said.get("clocks"):
                message = 'found none of "at", "days", "every", expected one of them'
                hint = "type at: and a moment, or give the stage a clock"
                yield Mistake(("stages", stage, "reviews", review), "P116", message, hint, True)


def _stages_name_no_stages(plain: Mapping[str, Any]) -> Iterator[Mistake]:
    for stage, said in plain["stages"].items():
        for kind in ("must", "may"):
            for name, item in said.get(kind, {}).items():
                if "in" in item:
                    message = 'found "in" inside a stage, expected it only outside stages'
                    path = ("stages", stage, kind, name, "in")
                    yield Mistake(path, "P110", message, "delete it", True)


def _values_are_oldest_first(plain: Mapping[str, Any]) -> Iterator[Mistake]:
    for name, said in plain.get("values", {}).items():
        entries = said.get("dated", ()) if isinstance(said, dict) else ()
        for at, (earlier, later) in enumerate(pairwise(entries), start=1):
            if later["starting"] < earlier["starting"]:  # dates typed alike sort as text
                message = (
                    f'found "{later["starting"]}" below a later day, expected oldest first'
                )
                path = ("values", name, "dated", str(at), "starting")
                yield Mistake(path, "P134", message, "move it up")


CHECKS = (_reviews_have_a_day, _stages_name_no_stages, _values_are_oldest_first)
