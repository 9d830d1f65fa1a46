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
        users={},
        sign_off={},
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


def test_users_and_sign_off_folders_are_read_as_typed():
    text = LEAST + (
        "teams: [north]\nusers: {E00003: anna, e-1: EXAMPLE\\Jo Li, E7: jo@example.com}\n"
        "sign_off: {hr: Signed by HR, second_line: north/Signed/second line}\n"
    )
    read = load_config(text, "planward.yaml")
    assert isinstance(read, Config), read
    assert read.users == {"E00003": "anna", "e-1": "EXAMPLE\\Jo Li", "E7": "jo@example.com"}
    assert read.sign_off == {"hr": "Signed by HR", "second_line": "north/Signed/second line"}


@pytest.mark.parametrize(
    ("line", "code", "hint"),
    [
        pytest.param("setle: 30", "P110", "type settle:", id="key misspelled"),
        pytest.param("settle: fast", "P127", "a number from 0 to 3600", id="number in words"),
        pytest.param("settle: -1", "P117", "a number from 0 to 3600", id="time runs forward"),
        pytest.param("teams: [../hr]", "P133", "type hr", id="a team is not a path"),
        pytest.param("teams: [north, north]", "P132", "delete", id="a team twice"),
        pytest.param("prefix: plan-", "P133", "type PLAN", id="prefix in a file's name"),
        pytest.param("time_zone: Europe/Berln", "P194", "type Europe/Berlin", id="time zone"),
        pytest.param("plans:", "P114", "type it like plans", id="no folder"),
        pytest.param("users: [anna]", "P112", "type it like {E00003: anna}", id="users without persons"),
        pytest.param("users: {E 3: anna}", "P131", "type it as the roster does", id="no person's id"),
        pytest.param("users: {E3: }", "P114", "type it like anna", id="a person without a user"),
        pytest.param("users: {E3: an:na}", "P131", "type it as the system shows it", id="no user's name"),
        pytest.param("users: {E3: [anna, jo]}", "P112", "type it like anna", id="one user a person"),
        pytest.param("sign_off: {HR: Signed}", "P125", "type hr", id="no role"),
        pytest.param("sign_off: {hr: ../Signed}", "P133", "type Signed", id="out of the shared folder"),
        pytest.param("sign_off: {hr: /Signed}", "P133", "type Signed", id="from the root"),
        pytest.param("sign_off: {hr: a//b}", "P133", "type a/b", id="a folder without a name"),
        pytest.param("sign_off: {hr: .}", "P133", "type Signed by hr", id="all of the shared folder"),
        pytest.param("sign_off: {hr: E1 PW-2026-0001/in}", "P135", "type Signed by hr", id="of a plan"),
        pytest.param("sign_off: {hr: In, boss: in}", "P135", "type Signed by boss", id="one for two"),
        pytest.param("sign_off: {hr: In, boss: In/boss}", "P135", "type Signed by boss", id="inside"),
        pytest.param("sign_off: {boss: In/boss, hr: in}", "P135", "type Signed by hr", id="around"),
    ],
)  # fmt: skip
def test_a_mistake_has_its_place_and_what_to_type(line, code, hint):
    (said,) = load_config(LEAST + line + "\n", "planward.yaml")
    assert (said.code, said.line) == (code, 4)
    assert hint in said.hint


def test_a_teams_own_folder_is_no_sign_off_folder():
    text = LEAST + "teams: [North]\nsign_off: {hr: north, boss: North/Boss}\n"
    (said,) = load_config(text, "planward.yaml")
    assert (said.code, said.line, said.column) == ("P135", 5, 16)
    assert said.message.startswith('found "north", the folder of a team')


def test_folders_whose_names_only_begin_alike_are_two():
    text = LEAST + "sign_off: {hr: Signed, boss: Signed by boss}\n"
    assert isinstance(load_config(text, "planward.yaml"), Config)


def test_all_mistakes_are_told_at_once():
    said = load_config("planward: policy/1\nid: 12\n", "planward.yaml")
    assert [d.code for d in said] == ["P111", "P118", "P131"]
