"""The policy reference, written from the schema: docs/policy-reference.md and nothing by hand."""

from collections.abc import Iterator, Mapping
from typing import Any

from engine.schematext.mistake import flow
from engine.schematext.schema import Schema, load_schema, resolved, typed_words

_HEAD = """# Policy reference

Written from `engine/schemas/policy.v1.json`. A key with a default may be left out; a key that is
neither *needed* nor has a default means what its line says when it is not there.
Lengths are typed like `10 business days`, `6 months`, `1 year`; percents like `80%`; dates like
`2026-04-01`; moments like `stage.entered` or `improvement_plan.delivered`; `$floor` stands for the
value called floor. Wherever the schema lists several forms, one key tells them apart.
"""


def reference_page() -> str:
    """The whole page as Markdown."""
    root = load_schema("policy.v1")
    lines = [_HEAD, "## The file", "", *_table(root, root)]
    for name, said in _own_forms(root):
        lines += ["", f"## {name}", "", *_section(root, said)]
    return "\n".join(lines) + "\n"


def config_table() -> str:
    """The keys of planward.yaml, as docs/file-formats.md has them."""
    root = load_schema("config.v1")
    return "\n".join(_table(root, root)) + "\n"


def _own_forms(root: Schema) -> Iterator[tuple[str, Schema]]:
    """What gets a section: each closed form under `$defs`, and the maps inside the file itself."""
    for key, said in root["properties"].items():
        inner = said.get("additionalProperties")
        if "properties" in said:
            yield f"`{key}`", said
        elif isinstance(inner, Mapping) and "properties" in inner:
            yield f"An entry of `{key}`", inner
        elif "properties" in said.get("items", {}):
            yield f"An entry of `{key}`", said["items"]
    for said in root["$defs"].values():
        if "properties" in said:
            yield _named(said), said


def _named(said: Schema) -> str:
    word = next(iter(said["properties"]))
    constant = said["properties"][word].get("const")
    return f"`{word}: {constant}`" if constant else str(said["title"])


def _section(root: Schema, said: Schema) -> Iterator[str]:
    yield str(said["description"])
    for example in said.get("examples", ())[:1]:
        yield ""
        yield f"Example: `{flow(example)}`"
    yield ""
    yield from _table(root, said)


def _table(root: Schema, said: Schema) -> Iterator[str]:
    yield "| Key | What it says | Default | Example |"
    yield "|---|---|---|---|"
    for key, stated in said["properties"].items():
        whole = resolved(root, stated)
        yield _line(key, whole, key in said.get("required", ()))
        # A mapping typed in one place only is shown where it stands; those of the file itself
        # have a section each.
        if said is not root:
            for inner, part in whole.get("properties", {}).items():
                needed = inner in whole.get("required", ())
                yield _line(f"{key}.{inner}", resolved(root, part), needed)


def _line(key: str, said: Schema, needed: bool) -> str:
    return f"| `{key}` | {_meaning(said)} | {_default(said, needed)} | {_example(said)} |"


def _meaning(said: Schema) -> str:
    text = str(said["description"])
    words = said.get("enum")
    if words:
        text += " One of " + ", ".join(f"`{word}`" for word in typed_words(words)) + "."
    return text.replace("|", "\\|")


def _default(said: Mapping[str, Any], needed: bool) -> str:
    if "default" in said:
        return f"`{flow(said['default']) or '(empty)'}`"
    return "*needed*" if needed else ""


def _example(said: Schema) -> str:
    return f"`{flow(said['examples'][0])}`"
