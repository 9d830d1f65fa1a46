"""Sources: every mistake in one pass, with its line; the shipped ones are whole."""

import json
from pathlib import Path

import jsonschema
import pytest

from engine.core.values.diagnostic import Diagnostic
from engine.intake.sources.load import load_sources
from engine.intake.sources.source import Source
from tests.intake.sample import SHIPPED

SCHEMAS = [Path(f"engine/schemas/{name}.v1.json") for name in ("source", "report")]

PLANTED = """\
planward: source/1
id: Broken Source
kind: figures
titel: Two kinds of mistakes
match: {headers_all: []}
format:
  type: pdf
  locale: xx_YY
  encoding: zlib
  stop_at: ["("]
layout:
  wide: {columns: 'M(?P<m>..)', value: quoata}
starting: {column: Starting}
fields:
  employee: {pattern: '[', column: Employee}
  period: {column: Period, date_format: ["%d.%m", "%Y-Q%q"], fiscal_year_starts: octobre}
  Quota: {column: Quota, type: money, min: low}
  job: {column: Job, type: text}
"""


def problems(text):
    return load_sources({"sources/broken.yaml": text})


def test_every_form_problem_is_told_at_once(golden):
    found = problems(PLANTED)
    assert found
    golden("intake/source-form.txt", "".join(f"{p}\n" for p in found))


def test_every_sense_problem_is_told_at_once(golden):
    text = PLANTED.replace("Broken Source", "broken").replace("titel", "title").replace(
        "match: {headers_all: []}\n", "").replace("pdf", "csv").replace("octobre", "october"
        ).replace("  Quota:", "  quota:").replace("min: low", "min: 1")  # fmt: skip
    golden("intake/source-sense.txt", "".join(f"{p}\n" for p in problems(text)))


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        pytest.param("source/1", "source/2", "P118", id="another version"),
        pytest.param("kind: people", "kind: persons", "P113", id="an unknown kind"),
        pytest.param("  employee:\n", "  employe:\n", "P110", id="a misspelt column"),
        pytest.param("type: employee", "type: money", "P185", id="a figure in a roster"),
        pytest.param("  name:\n    column: Name\n", "  name:\n", "P111", id="no column"),
        pytest.param("fields:\n", "fields:\n  period: {column: P}\n", "P185", id="a period"),
        pytest.param(
            "kind: people", "kind: people\nas_of: {column: Day}", "P185", id="two days"
        ),
        pytest.param("kind: people", "kind: people\nscale: {name: 2}", "P185", id="a scale"),
        pytest.param("kind: people", "kind: people\nkind: people", "P102", id="a key twice"),
        pytest.param("kind: people", "kind: &x people", "P103", id="an anchor"),
    ],
)
def test_one_mistake_gives_its_code_and_place(old, new, code):
    text = Path("policies/sources/roster.yaml").read_text("utf-8")
    assert old in text
    found = problems(text.replace(old, new, 1))
    assert code in [p.code for p in found if isinstance(p, Diagnostic)]
    lines = text.replace(old, new, 1).splitlines()
    assert all(1 <= p.line <= len(lines) and p.column >= 1 for p in found)


ROSTER = Path("policies/sources/roster.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        pytest.param(
            "  employee:\n",
            "  employe:\n",
            'P110 found "employe", expected "employee"\n  hint: type employee:',
            id="a needed key misspelt where any key may stand",
        ),
        pytest.param(
            "kind: people",
            "kind: people\nwatch: 3",
            'P110 found "watch", expected one of ',
            id="a word that only policies know",
        ),
        pytest.param(
            "ask: ",
            f"ask: {'x' * 200}",
            " characters, expected 200 at most\n  hint: shorten it",
            id="a text that is too long",
        ),
        pytest.param(
            "    column: Name\n",
            "    column: Name\n    optional: yes\n",
            'P113 found "yes", expected one of "true", "false"\n  hint: type true',
            id="yes for true",
        ),
        pytest.param(
            "    column: Name\n",
            "    column: {is: Name}\n",
            "P112 found keys with values, expected text or a list",
            id="neither text nor a list",
        ),
        pytest.param(
            "kind: people",
            "kind: people\nlayout: lng",
            'P113 found "lng", expected "long", or "wide" with its columns\n  hint: type long',
            id="another layout",
        ),
        pytest.param(
            "kind: people",
            "kind: people\nformat: {currency: eur, header_row: first}",
            'P131 found "eur", expected a currency of three capital letters\n  hint: type EUR',
            id="a currency in small letters",
        ),
    ],
)
def test_a_mistake_says_what_was_expected_and_what_to_type(old, new, said):
    assert old in ROSTER
    assert said in "\n".join(str(problem) for problem in problems(ROSTER.replace(old, new, 1)))


def test_two_sources_cannot_share_an_id():
    text = Path("policies/sources/roster.yaml").read_text("utf-8")
    found = load_sources({"a.yaml": text, "b.yaml": text})
    assert [(p.file, p.code) for p in found] == [("b.yaml", "P186")]


def test_a_problem_in_one_file_is_told_with_those_of_the_others():
    found = load_sources({"a.yaml": "x", "b.yaml": "planward: [", "c.yaml": ""})
    assert {p.file for p in found} == {"a.yaml", "b.yaml", "c.yaml"}


def test_the_shipped_sources_are_whole():
    assert [s.id for s in SHIPPED if isinstance(s, Source)] == [
        "activity", "quota-long", "quota-wide", "roster"
    ]  # fmt: skip
    for path in Path("policies/sources").glob("*.yaml"):
        assert path.read_text("utf-8").startswith("# yaml-language-server: $schema=")


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda p: p.name)
def test_the_schema_explains_every_key(path):
    schema = json.loads(path.read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    keys = list(described(schema, ""))
    assert len(keys) > 15
    for key, rules in keys:
        assert rules.keys() >= {"title", "description", "examples"}, key
        for example in rules["examples"]:
            jsonschema.validate(example, rules)


def described(schema, path):
    for key, rules in schema.get("properties", {}).items():
        yield f"{path}/{key}", rules
        yield from described(rules, f"{path}/{key}")
    for inner in ("additionalProperties", "items"):
        if isinstance(schema.get(inner), dict):
            yield from described(schema[inner], path)
