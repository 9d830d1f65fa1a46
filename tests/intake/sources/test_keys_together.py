"""Keys of a source that need each other are told of before a file is dropped, with their place."""

import pytest

from engine.core.values.diagnostic import Diagnostic
from engine.intake.sources.load import load_sources

HEAD = "planward: source/1\nid: one\nkind: figures\n"
LONG = """\
fields:
  employee: {column: Employee}
  period: {column: Period, date_format: "%Y-%m"}
  won: {column: Won, type: number}
"""
WIDE = (
    "fields:\n  employee: {column: Employee}\n  won: {type: number}\n  quota: {type: number}\n"
)
COVERS = "covers: {in: file_name, pattern: '(?P<period>.+)'}\n"
PEOPLE = "planward: source/1\nid: one\nkind: people\n"
OF_PEOPLE = "fields:\n  employee: {column: Employee}\n  name: {column: Name, type: text}\n"


def wide(columns, rest):
    return HEAD + f"layout: {{wide: {{columns: '{columns}', {rest}}}}}\n" + WIDE


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        pytest.param(HEAD + LONG.replace("column: Period", "column: Period, columns: [A, B]"), "P185",
                     'found "columns" beside "column"', id="a column and columns"),
        pytest.param(HEAD + LONG.replace("column: Period, ", ""), "P111", 'found no "column"', id="neither"),
        pytest.param(HEAD + LONG.replace("column: Period", "columns: [Year, Month]"), "P188",
                     "for 2 columns, expected 2 parts", id="a format of one part"),
        pytest.param(HEAD + "absent_means: 0\n" + LONG, "P185", 'without "covers"', id="0 of no period"),
        pytest.param(HEAD + "absent_means: 1\n" + LONG, "P113", 'found "1"', id="anything but 0"),
        pytest.param(HEAD + COVERS.replace("period", "month") + LONG, "P187", "found no named group period",
                     id="a pattern without a period"),
        pytest.param(HEAD + COVERS.replace("(?P<period>.+)", "(") + LONG, "P183", "is no pattern",
                     id="a pattern that is none"),
        pytest.param(HEAD + COVERS + "absent_means: 0\n" + LONG.replace("%Y-%m", "%Y-%m-%d"), "P185",
                     "not all of one month", id="0 of each day"),
        pytest.param(HEAD + COVERS + "absent_means: 0\n" + LONG.replace('"%Y-%m"', '["%Y-%m", "%Y-Q%q"]'),
                     "P185", "not all of one month", id="0 of months and quarters"),
        pytest.param(wide("^(?P<month>.)(?P<year>..)$", "value: won, values: {A: quota}"), "P185",
                     'found "values" beside "value"', id="a value and values"),
        pytest.param(wide("^(?P<month>.)(?P<year>..)$", "year_column: Y").replace(", year_column: Y", ""),
                     "P111", 'found no "value"', id="no value"),
        pytest.param(wide("^(?P<month>.)(?P<year>..)$", "values: {A: won, B: quota}"), "P187",
                     "a named group field goes with values", id="values without a group"),
        pytest.param(wide("^(?P<month>.)(?P<year>..)(?P<field>.)$", "value: won"), "P187",
                     "a named group field goes with values", id="a group without values"),
        pytest.param(wide("^(?P<month>.)(?P<year>..)(?P<field>.)$", "values: {A: gone, B: won}"), "P185",
                     'found "gone", which is no field', id="values of no field"),
        *(pytest.param(PEOPLE + f"{key}: {value}\n" + OF_PEOPLE, "P185", "in a source of people", id=key)
          for key, value in (("unique", "[Id]"), ("unknown_ids", "held"), ("absent_means", "0"),
                             ("covers", "{in: file_name, pattern: '(?P<period>.+)'}"))),
        pytest.param(HEAD + "unknown_ids: ignored\n" + LONG, "P113", 'found "ignored"', id="another word"),
        pytest.param(HEAD + "unique: []\n" + LONG, "P114", "found nothing", id="unique by nothing"),
    ],
)  # fmt: skip
def test_what_does_not_go_together_is_told(text, code, said):
    found = load_sources({"one.yaml": text})
    assert all(isinstance(one, Diagnostic) for one in found), found
    told = [(one.code, one.message) for one in found if isinstance(one, Diagnostic)]
    assert any(c == code and said in message for c, message in told), told
    assert all(one.line > 1 for one in found if isinstance(one, Diagnostic))
