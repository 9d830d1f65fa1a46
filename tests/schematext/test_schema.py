"""The schemas are the published contract: every key says what it is for, and shows it."""

import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from engine.schematext.scalar import READERS, MisreadError
from engine.schematext.schema import load_schema, resolved, typed_words, validator
from tests.policyfile.shipped import POLICIES, ROOT

NAMES = ("policy.v1", "config.v1")


def parts(schema, path=""):
    """Every schema inside a schema, with where it is."""
    if isinstance(schema, dict):
        yield path, schema
        for key, inner in schema.items():
            if key not in ("default", "examples", "enum", "const"):
                yield from parts(inner, f"{path}/{key}")
    elif isinstance(schema, list):
        for at, inner in enumerate(schema):
            yield from parts(inner, f"{path}/{at}")


def properties(name):
    root = load_schema(name)
    for path, part in parts(root):
        for key, said in part.get("properties", {}).items():
            if set(said) != {"const"}:  # the test of an `if`
                yield f"{path}/{key}", root, resolved(root, said)


ALL = [(f"{name}{path}", root, said) for name in NAMES for path, root, said in properties(name)]


def typed(example):
    """An example as it reads when every scalar is text."""
    if isinstance(example, dict):
        return {key: typed(item) for key, item in example.items()}
    if isinstance(example, list):
        return [typed(item) for item in example]
    return typed_words(example)[0]


@pytest.mark.parametrize("name", NAMES)
def test_it_is_a_schema(name):
    Draft202012Validator.check_schema(load_schema(name))
    assert load_schema(name)["$id"] == f"{name}.json"


@pytest.mark.parametrize(("path", "root", "said"), ALL, ids=[path for path, _, _ in ALL])
def test_every_key_has_a_title_a_description_and_examples_that_fit(path, root, said):
    assert re.match(r"[A-Z]", said["title"])
    assert said["description"].endswith(".")
    assert said["examples"], path
    whole = {**said, "$defs": root.get("$defs", {})}
    name = root["$id"].removesuffix(".json")
    for example in [*said["examples"], *([said["default"]] if "default" in said else [])]:
        Draft202012Validator(whole).validate(example)  # as an editor sees it
        assert list(validator(name).evolve(schema=whole).iter_errors(typed(example))) == []


def test_every_format_has_a_reader_that_can_say_no():
    asked = {
        part["format"]
        for name in NAMES
        for _, part in parts(load_schema(name))
        if "format" in part
    }
    assert asked == set(READERS)
    for name in sorted(asked):
        with pytest.raises(MisreadError):
            READERS[name]("-- ?")


def test_every_definition_is_used():
    text = json.dumps(load_schema("policy.v1"))
    unused = [n for n in load_schema("policy.v1")["$defs"] if f'"#/$defs/{n}"' not in text]
    assert unused == []


SHIPPED = [*POLICIES, *sorted((ROOT / "docs" / "examples").glob("*.yaml"))]


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.name)
def test_every_shipped_file_tells_editors_where_its_schema_is(file):
    first = file.read_text("utf-8").splitlines()[0]
    found = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
    assert found
    form = {"planward.yaml": "config", "source.yaml": "source"}.get(file.name, "policy")
    schema = ROOT / "engine" / "schemas" / f"{form}.v1.json"
    assert (file.parent / Path(found[1])).resolve() == schema
