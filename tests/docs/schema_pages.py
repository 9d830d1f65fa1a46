"""References written from the schemas of sources, planward.yaml and reports: nothing in them by hand."""

from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from engine.schematext.schema import Schema, load_schema, resolved, typed_words

SOURCES = """# Source reference

A source says how one kind of export becomes figures, or facts about people. It lies in `policies/sources/`,
one file a source; `planward check` reads them all. A file that is dropped is read by the one source whose
columns it has. One that fits none, or two, or has one wrong cell, is refused whole, with a note beside it;
the note names the nearest source and the columns that differ. What of a file was not read stands on its
receipt. [Mistakes in dropped files](errors-files.md) and [in sources](errors-sources.md) explain each code.

An export of won deals, in which a deal can stand twice, people of other teams stand beside ours, and
whoever closed nothing does not stand at all:

```yaml
{won}```

A sheet with targets beside actuals, under a header of two lines (`Jan-26` over `Target` and `Actual`):

```yaml
{beside}```

The year in one column, the month in another:

```yaml
{parted}```
"""
CONFIG = """# Reference of planward.yaml

The one configuration of a workspace. `planward init` writes it; `planward doctor` says what is wrong with
it. Paths are from its own folder where they do not begin at the root.
"""
REPORTS = """# Report reference

A report says what was done with one employee: the same that `planward record` says, as a YAML file that is
dropped. What is written of somebody's plan is taken only from who may say it; a file with one mistake is
refused whole, with a note beside it. [Mistakes in reports](errors-files.md#reports-in-yaml) explains each
code.

```yaml
{report}```
"""
WON = """\
planward: source/1
id: won-deals
title: Won deals, one report a month
kind: figures
ask: Sales operations
format:
  currency: USD
  stop_at: [salesforce-footer]
where:
  Stage: Closed Won
unique: [Opportunity ID]
unknown_ids: left_out
covers:
  in: file_name
  pattern: 'won (?P<period>[0-9]{4}-[0-9]{2})'
  date_format: "%Y-%m"
absent_means: "0"
fields:
  employee:
    column: Owner ID
  period:
    column: Close Date
    date_format: "%m/%d/%Y"
    to: month
  closed_won:
    column: Amount
    type: money
    sum: "true"
"""
BESIDE = """\
planward: source/1
id: targets-and-actuals
title: Targets beside actuals, by month
kind: figures
format:
  header_lines: "2"
layout:
  wide:
    columns: '^(?P<month>[A-Z][a-z]{2})-(?P<year>[0-9]{2}) (?P<field>Target|Actual)$'
    values:
      Target: quota
      Actual: closed_won
fields:
  employee:
    column: Employee
  quota:
    type: money
  closed_won:
    type: money
blank: ["", "-"]
"""
PARTED = """\
planward: source/1
id: fiscal-quarters
title: Quota by fiscal year and quarter
kind: figures
fields:
  employee:
    column: Employee
  period:
    columns: [Fiscal Year, Quarter]
    date_format: FY%y Q%q
    fiscal_year_starts: february
    fiscal_year_named_by: end
  quota:
    column: Quota
    type: money
"""
REPORT = """\
planward: report/1
employee: E00012
reported_by: E00003
entries:
  - check_in:
      day: 2026-05-12
      remarks: Two joint visits prepared.
  - training:
      day: 2026-05-08
      duty: negotiation
"""


def schema_pages() -> dict[str, str]:
    """Each page by its name, as it is to stand in docs/."""
    heads = {
        "source-reference.md": (
            "source.v1",
            SOURCES.replace("{won}", WON)
            .replace("{beside}", BESIDE)
            .replace("{parted}", PARTED),
        ),
        "config-reference.md": ("config.v1", CONFIG),
        "report-reference.md": ("report.v1", REPORTS.replace("{report}", REPORT)),
    }
    return {name: _page(load_schema(schema), head) for name, (schema, head) in heads.items()}


def _page(root: Schema, head: str) -> str:
    lines = [
        head,
        "A key with a default may be left out. An asterisk stands for a name of yours.",
        "",
    ]
    lines += ["## The file", "", *_table(root, root)]
    for path, said in _inner(root, root, ""):
        lines += ["", f"## `{path}`", "", str(said["description"]), ""]
        examples = said.get("examples", ())[:1]
        lines += [line for each in examples for line in (f"Example: `{_typed(each)}`", "")]
        lines += _table(root, said)
    return "\n".join(lines) + "\n"


def _inner(root: Schema, said: Schema, path: str) -> Iterator[tuple[str, Schema]]:
    """Every mapping inside a mapping, with the keys that lead to it."""
    for key, stated in said.get("properties", {}).items():
        yield from _forms(root, resolved(root, stated), f"{path}.{key}".lstrip("."))
    other = said.get("additionalProperties")
    if isinstance(other, Mapping):
        yield from _forms(root, resolved(root, other), f"{path}.*")


def _forms(root: Schema, said: Schema, path: str) -> Iterator[tuple[str, Schema]]:
    items = said.get("items")
    inner = resolved(root, items) if isinstance(items, Mapping) else said
    if "properties" in inner:
        yield path, inner
    yield from _inner(root, inner, path)


def _table(root: Schema, said: Schema) -> Iterator[str]:
    yield "| Key | What it says | Default | Example |"
    yield "|---|---|---|---|"
    for key, stated in said["properties"].items():
        whole = resolved(root, stated)
        yield _line(key, whole, key in said.get("required", ()))
    other = said.get("additionalProperties")
    if isinstance(other, Mapping) and "description" in resolved(root, other):
        yield _line("*", resolved(root, other), needed=False)


def _line(key: str, said: Mapping[str, Any], needed: bool) -> str:
    text = str(said["description"])
    if words := said.get("enum"):
        text += (
            " One of " + ", ".join(f"`{w}`" for w in dict.fromkeys(typed_words(words))) + "."
        )
    default = f"`{_typed(said['default'])}`" if "default" in said else ""
    meaning, example = text.replace("|", "\\|"), _typed(said["examples"][0])
    example = example.replace("|", "\\|")
    return (
        f"| `{key}` | {meaning} | {default or ('*needed*' if needed else '')} | `{example}` |"
    )


def _typed(value: object) -> str:
    """As one would type it into the file."""
    text = yaml.safe_dump(value, default_flow_style=True, sort_keys=False, width=10_000)
    return text.strip().removesuffix("...").strip()
