"""What `check` says of a policy in its workspace and never of a lone file: unused, unsupplied, vacant."""

import shutil
from pathlib import Path

import pytest

from tests.demo.playing import typed
from tests.policyfile.shipped import ROOT
from tests.stories.patching import BASE, patched
from tests.workspaces import PlayedWorkspace, new_workspace

ROSTER = """\
Employee,Name,Manager,HR partner,Group,Job,Hired,Left,Starting
E1,Ann One,M1,H1,,AE,2020-01-01,,2026-01-01
E2,Bob Two,M1,,,AE,2020-01-01,,2026-01-01
E3,Cy Three,M2,H1,,AE,2020-01-01,,2026-01-01
E4,Di Four,,,,AE,2020-01-01,2026-02-01,2026-01-01
M1,Max Boss,M2,H1,"deciders, works council",Boss,2019-01-01,,2026-01-01
M2,Mia Top,,H1,,Boss,2019-01-01,,2026-01-01
H1,Hal Help,M2,,,HR,2019-01-01,,2026-01-01
"""
PLAIN = {
    "employee.segment": None,
    "employee.size": None,
    "employee.grade": None,
    "employee.hired": None,
    "covers": "{field: job, is: AE}",
    "documents.plan_letter.template": "coaching_letter.docx",
}


def sold(root: Path, changes: dict[str, str | None], roster: str = ROSTER) -> PlayedWorkspace:
    made = new_workspace(root, patched(BASE, {**PLAIN, **changes}))
    sources = made.root / "policies" / "sources"
    shutil.rmtree(sources)
    shutil.copytree(ROOT / "policies" / "sources", sources)
    made.drops("roster.csv", roster)
    assert "taken roster.csv: 7 rows" in made.runs("2026-03-02")
    return made


def said(made: PlayedWorkspace, code: str) -> list[str]:
    _, out, _ = typed("check", root=made.root)
    return [line.split(f"{code} ")[1] for line in out.splitlines() if f"{code} " in line]


@pytest.mark.parametrize(
    ("roles", "then"),
    [
        pytest.param(
            {"documents.plan_letter.approved_by": "[hr]"},
            ["nobody holds hr for 1 employee: E2"],
            id="a partner nobody named; who has left and who is not covered is missed by nobody",
        ),
        pytest.param(
            {"documents.plan_letter.approved_by": "[second_line, hr]"},
            [
                "nobody holds second_line for 1 employee: E3",
                "nobody holds hr for 1 employee: E2",
            ],
            id="a second line above the top",
        ),
        pytest.param(
            {
                "roles.hr": "{field: hr_partner, if_vacant: manager}",
                "documents.plan_letter.approved_by": "[hr]",
            },
            [],
            id="somebody steps in",
        ),
        pytest.param(
            {
                "roles.director": "{field: director}",
                "employee.director": "{type: person}",
                "documents.plan_letter.approved_by": "[director]",
            },
            [
                "nobody holds director for 3 employees: E1, E2, E3",
                "nobody holds hr for 1 employee: E2",
            ],
            id="a field the roster does not have misses everybody",
        ),
        pytest.param(
            {
                "roles.hr": "{group: deciders}",
                "documents.plan_letter.approved_by": "[hr]",
            },
            [],
            id="one of two groups of a person",
        ),
        pytest.param(
            {
                "roles.hr": "{group: decider}",
                "documents.plan_letter.approved_by": "[hr]",
            },
            ["nobody holds hr for 3 employees: E1, E2, E3"],
            id="a group nobody is in",
        ),
    ],
)
def test_who_is_missed_is_named(tmp_path: Path, roles: dict[str, str], then: list[str]):
    assert sorted(said(sold(tmp_path / "ws", roles), "P298")) == sorted(then)


@pytest.mark.parametrize(
    ("partner", "hint"),
    [
        pytest.param("", "add if_vacant to the role", id="nobody is named"),
        pytest.param("M1", "add if_same to the role", id="it would be the manager again"),
    ],
)
def test_the_hint_names_the_key_that_helps(tmp_path: Path, partner: str, hint: str):
    roster = ROSTER.replace("E2,Bob Two,M1,", f"E2,Bob Two,M1,{partner}")
    made = sold(tmp_path / "ws", {}, roster)
    _, out, _ = typed("check", root=made.root)
    assert (
        out.split("P298 nobody holds hr for 1 employee: E2\n")[1].splitlines()[0].endswith(hint)
    )


def test_a_field_of_type_person_is_where_a_role_is_found(tmp_path: Path):
    made = new_workspace(
        tmp_path / "ws",
        patched(
            BASE,
            {
                **PLAIN,
                "employee.director": "{type: person}",
                "roles.director": "{field: director}",
                "open.0.propose_to": "[director]",
            },
        ),
    )
    sources = made.root / "policies" / "sources"
    shutil.rmtree(sources)
    shutil.copytree(ROOT / "policies" / "sources", sources)
    roster = (sources / "roster.yaml").read_text("utf-8")
    director = "  director:\n    column: Director\n    type: employee\n    optional: yes\n"
    director = director.replace("yes", '"true"')
    (sources / "roster.yaml").write_text(roster.replace("  hired:\n", director + "  hired:\n"))
    lines = ROSTER.splitlines()
    told = [
        lines[0] + ",Director",
        *(f"{line},{'M2' if 'E1' in line else ''}" for line in lines[1:]),
    ]
    made.drops("roster.csv", "\n".join(told) + "\n")
    made.drops("figures.csv", "Employee,Period,Quota,Closed won\nE1,2026-02,100,50\n")
    made.runs("2026-03-23")
    (plan,) = made.status()["plans"]
    assert [(step["role"], step["person"]) for step in plan["awaiting"]] == [
        ("director", "M2"),
        ("director", "M2"),
    ]
    assert said(made, "P289") == []


def test_the_case_of_figures_questions_and_values_for_nothing(tmp_path: Path):
    changes = {
        **PLAIN,
        "values.unused": "3",
        "metrics.nowhere": "{sum: nothing_of_ours}",
        "questions.nobody": "{text: x, answers: [a, b]}",
    }
    made = sold(tmp_path / "ws", changes)
    assert sorted(said(made, "P288")) == [
        "nothing uses the metric nowhere",
        "nothing uses the question nobody",
        "nothing uses the value unused",
    ]
    assert said(made, "P289") == [
        'no source supplies the figure "nothing_of_ours" of metric nowhere'
    ]
    assert typed("check", root=made.root)[0] == 0, "warnings alone do not count"


def test_a_lone_file_has_no_sources_and_no_people(tmp_path: Path):
    made = sold(tmp_path / "ws", {"values.unused": "3", "metrics.nowhere": "{sum: nothing}"})
    file = shutil.copy(next((made.root / "policies").glob("*.yaml")), tmp_path / "lone.yaml")
    assert typed("check", str(file), root=tmp_path) == (0, "no problems\n", "")


def test_a_source_with_a_mistake_is_told_and_what_it_lacks_is_not(tmp_path: Path):
    made = sold(tmp_path / "ws", {"metrics.nowhere": "{sum: nothing}"})
    source = made.root / "policies" / "sources" / "activity.yaml"
    source.write_text(source.read_text("utf-8").replace("kind: figures", "kind: figure"))
    assert said(made, "P289") == []
    assert typed("check", root=made.root)[0] == 1
