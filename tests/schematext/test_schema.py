"""The schemas are the published contract: every key says what it is for, and shows it."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from engine.intake.values import typed as of_intake
from engine.policyfile import scalar as of_policies
from engine.schematext.say import SAY
from engine.schematext.schema import load_schema, resolved, typed_words, validator
from engine.schematext.text import MisreadError
from tests.policyfile.shipped import POLICIES, ROOT

READERS = {
    "policy.v1": of_policies.READERS,
    "config.v1": of_policies.READERS,
    "source.v1": of_intake.READERS,
    "report.v1": of_intake.READERS,
}
NAMES = tuple(READERS)


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
    assert load_schema(name)["$id"].endswith(f"{name}.json")


@pytest.mark.parametrize(("path", "root", "said"), ALL, ids=[path for path, _, _ in ALL])
def test_every_key_has_a_title_a_description_and_examples_that_fit(path, root, said):
    assert re.match(r"[A-Z]", said["title"])
    assert said["description"].endswith(".")
    assert said["examples"], path
    whole = {**said, "$defs": root.get("$defs", {})}
    name = root["$id"].rsplit("/", 1)[-1].removesuffix(".json")
    for example in [*said["examples"], *([said["default"]] if "default" in said else [])]:
        Draft202012Validator(whole).validate(example)  # as an editor sees it
        assert (
            list(
                validator(name, READERS[name]).evolve(schema=whole).iter_errors(typed(example))
            )
            == []
        )


def formats(name):
    return [part for _, part in parts(load_schema(name)) if isinstance(part.get("format"), str)]


def test_every_format_has_a_reader_that_can_say_no():
    for readers in (of_policies.READERS, of_intake.READERS):
        names = [name for name in NAMES if READERS[name] is readers]
        assert {part["format"] for name in names for part in formats(name)} == set(readers)
        for read in readers.values():
            with pytest.raises(MisreadError):
                read("-- ?")


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_no_text_of_any_format(name):
    """A reader is not asked about it, so the schema has to refuse it."""
    for part in formats(name):
        assert not validator(name, READERS[name]).evolve(schema=part).is_valid(""), part


PATTERNS = {
    (name, part["pattern"], part.get("format"))
    for name in NAMES
    for _, part in parts(load_schema(name))
    if isinstance(part.get("pattern"), str)
}


@pytest.mark.parametrize(("name", "pattern", "form"), sorted(PATTERNS))
@given(text=st.text("aZ0-_.:,+ /\n", max_size=70) | st.dates().map(str))
def test_what_a_reader_takes_fits_the_pattern_that_editors_see(name, pattern, form, text):
    """The pattern is for editors only, so it may not ask for more than the reader does."""
    try:
        READERS[name][form](text)
    except MisreadError:
        return
    assert re.search(pattern, text)


# What only leads on to other schemas, and what is said to people or editors.
LEADING = frozenset(
    {"properties", "propertyNames", "items", "$defs", "$ref", "if", "then", "else", "allOf"}
)
ABOUT = frozenset({"$schema", "$id", "title", "description", "default", "examples", "pattern"})


@pytest.mark.parametrize("name", NAMES)
def test_every_keyword_has_a_sentence(name):
    maps = ("properties", "$defs", "dependentRequired")
    schemas = [part for path, part in parts(load_schema(name)) if not path.endswith(maps)]
    assert {key for part in schemas for key in part} - LEADING - ABOUT <= SAY.keys()


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
