"""The one configuration of a workspace: short to write, exact about what is wrong."""

from decimal import Decimal

import pytest

from engine.policyfile.config import Config, load_config

LEAST = """\
planward: config/1
id: 3f0c9a52-7d1e-4b8a-9c55-0a6e2f4b7d10
company: Northwind Example Ltd
"""


def test_the_least_configuration_has_everything():
    assert load_config(LEAST, "planward.yaml") == Config(
        id="3f0c9a52-7d1e-4b8a-9c55-0a6e2f4b7d10",
        company="Northwind Example Ltd",
        plans="plans",
        state=".planward",
        policies="policies",
        templates="templates",
        key=".planward-key",
        teams=(),
        settle=Decimal(30),
        time_zone="UTC",
        prefix="P",
        language="en-US",
        look_age=60,
    )


def test_what_is_typed_counts():
    text = LEAST + "settle: 0.5\nteams: [north, Team South]\nlook_age: 15\nprefix: NW\n"
    read = load_config(text, "planward.yaml")
    assert isinstance(read, Config)
    assert (read.settle, read.teams, read.look_age) == (
        Decimal("0.5"),
        ("north", "Team South"),
        15,
    )
    assert read.prefix == "NW"


@pytest.mark.parametrize(
    ("line", "code", "hint"),
    [
        pytest.param("setle: 30", "P110", "type settle:", id="key misspelled"),
        pytest.param("settle: fast", "P127", "type it like 30", id="number in words"),
        pytest.param("settle: -1", "P117", "type it like 30", id="time runs forward"),
        pytest.param("teams: [../hr]", "P133", "type hr", id="a team is not a path"),
        pytest.param("teams: [north, north]", "P132", "delete", id="a team twice"),
        pytest.param("prefix: plan-", "P133", "type PLAN", id="prefix in a file's name"),
        pytest.param("time_zone: Europe/Berln", "P131", "type Europe/Berlin", id="time zone"),
        pytest.param("plans:", "P114", "type it like plans", id="no folder"),
    ],
)
def test_a_mistake_has_its_place_and_what_to_type(line, code, hint):
    (said,) = load_config(LEAST + line + "\n", "planward.yaml")
    assert (said.code, said.line) == (code, 4)
    assert hint in said.hint


def test_all_mistakes_are_told_at_once():
    said = load_config("planward: policy/1\nid: 12\n", "planward.yaml")
    assert [d.code for d in said] == ["P111", "P118", "P131"]
