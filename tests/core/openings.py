# ruff: noqa: E501 - a row of a table is read across
"""What plans are opened by in the tests: policies with other rows, and one look at Anna."""

from dataclasses import replace

from engine.core.decide.opening import considered
from tests.builders import ANNA, day, on
from tests.core.plans import World, a_short_policy, a_world, told

DECEMBER, TODAY = on("2025-12-31"), day(0)
TWO_ROWS = {
    "open.0.when": "{metric: attainment, each: month, for: 2 in a row, below: 50%}",
    "open.1": "{track: gentle, when: {metric: attainment, over: last 3 months, below: 70%}, start: work, propose_to: [manager]}",
}
COVERS = {"covers": "{field: segment, is: smb}"}
RAMP = {"leaves_out": "[{title: Ramp, when: {time_since: hired, below: 6 months}}]"}
SECOND = {
    "leaves_out": "[{title: Second, when: {earlier_plan: same_issue, ended_within: 1 year}}]"
}
BY_HAND = {
    "open.1": "{track: judged, issue: asked, opened_by: [manager, hr], start: [work, last_chance]}"
}
GUARDED = {
    "open.1": "{track: judged, opened_by: [manager], when: {field: segment, is: smb}, start: work}"
}


def looked(
    changes=None,
    said: str = "",
    since=DECEMBER,
    today=TODAY,
    world: World | None = None,
    by_figures=True,
):
    world = told(world or a_world(), said, DECEMBER) if said else world or a_world()
    return considered(
        a_short_policy(changes), ANNA, world.known(), since, today, told=by_figures
    )


def without(field: str) -> World:
    world = a_world()
    return replace(world, traits=tuple(t for t in world.traits if t.field != field))
