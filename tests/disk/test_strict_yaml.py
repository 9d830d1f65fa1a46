"""Strict YAML: what is typed is what is meant, and nothing in a file can hurt the engine."""

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.disk.strict_yaml import YamlNode, as_plain, compose, place


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        pytest.param("a: NO\nb: 012\nc: 12:30\nd: 1e3\ne: ~\nf:", {
            "a": "NO", "b": "012", "c": "12:30", "d": "1e3", "e": "~", "f": ""
        }, id="every scalar stays text"),
        pytest.param("on: 2024-02-30", {"on": "2024-02-30"}, id="no truth words, no dates"),
        pytest.param("a: [x, {b: c}]\n", {"a": ["x", {"b": "c"}]}, id="lists and mappings"),
        pytest.param("\ufeffa: ü\r\nb: 2\r\n", {"a": "ü", "b": "2"}, id="a Windows file"),
        pytest.param(b"\xef\xbb\xbfa: 1", {"a": "1"}, id="bytes with a byte order mark"),
        pytest.param('"<<": x', {"<<": "x"}, id="a quoted merge key is a key"),
    ],
)  # fmt: skip
def test_text_is_read_as_typed(text, plain):
    node = compose(text)
    assert isinstance(node, YamlNode)
    assert as_plain(node) == plain


LAUGHS = "a: &a [x]\n" + "".join(f"k{i}: &b{i} [*a, *a]\n" for i in range(9))


@pytest.mark.parametrize(
    ("text", "codes_at"),
    [
        pytest.param("a: 1\nb:\n  c: 1\n  c: 2\na: 3", [("P102", 4, 3), ("P102", 5, 1)],
                     id="each key written twice, all of them told"),
        pytest.param("a: &x 1\nb: *x\nc: !!int 3\n<<: d", [
            ("P103", 1, 4), ("P103", 2, 4), ("P103", 3, 4), ("P103", 4, 1)
        ], id="anchor, alias, tag, merge"),
        pytest.param("%TAG ! x\n---\na: 1", [("P103", 1, 1)], id="tag directive"),
        pytest.param("a:\n\tb: 1", [("P101", 2, 1)], id="tab"),
        pytest.param("a: b: c", [("P101", 1, 5)], id="two colons"),
        pytest.param("a: 'x", [("P101", 1, 6)], id="quote left open"),
        pytest.param("", [("P101", 1, 1)], id="empty"),
        pytest.param("a: 1\n---\nb: 1", [("P101", 2, 1)], id="two documents"),
        pytest.param("? [a]\n: b", [("P101", 1, 3)], id="a list as a key"),
        pytest.param("a: x\x07", [("P105", 1, 5)], id="control character"),
        pytest.param("a: x\u202ey", [("P105", 1, 5)], id="text turned round"),
        pytest.param('a: "\\x00"', [("P105", 1, 4)], id="escaped control character"),
        pytest.param('a: "\\U00110000"', [("P101", 1, 1)], id="escape beyond unicode"),
        pytest.param(b"a: 1\nb: \xfcber", [("P105", 2, 4)], id="not UTF-8"),
        pytest.param("[" * 100_000, [("P104", 1, 21)], id="nested without end"),
        pytest.param("- " * 100_000, [("P104", 1, 41)], id="nested lists without brackets"),
        pytest.param("a" * 300_000, [("P104", 1, 1)], id="too large"),
        pytest.param("x: [" + "a," * 100_000, [("P104", 1, 79_999)], id="too many"),
    ],
)  # fmt: skip
def test_what_surprises_is_refused_where_it_stands(text, codes_at):
    found = compose(text)
    assert isinstance(found, tuple)
    assert [(p.code, p.line, p.column) for p in found] == codes_at
    assert all(p.message for p in found)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(LAUGHS, id="aliases that multiply"),
        pytest.param(LAUGHS + "<<: [*a, *a]", id="merge keys that multiply"),
        pytest.param("[" * 250_000, id="a quarter million brackets"),
        pytest.param("{a: " * 60_000, id="nested mappings"),
    ],
)
def test_a_bomb_is_refused_within_a_second_of_work(text):
    before = time.process_time()
    assert isinstance(compose(text), tuple)
    assert time.process_time() - before < 1


def test_a_place_is_found_for_values_and_keys():
    node = compose("a: 1\nlist:\n  - x\n  - inner: y\n")
    assert place(node, ("list", 1, "inner")) == (4, 12)
    assert place(node, ("list", 1, "inner"), key=True) == (4, 5)
    assert place(node, ("list", "0")) == (3, 5)
    assert place(node, ()) == (1, 1)
    assert place(node, ("list", 1, "absent", "deeper")) == (4, 5)
    assert place(node, ("list", 9)) == (3, 3)


@settings(max_examples=200, deadline=None)
@given(
    st.one_of(st.binary(max_size=300), st.text(max_size=300), st.text("a:-[]{}&*!\n '\"%?|,"))
)
def test_nothing_makes_it_raise(text):
    found = compose(text)
    assert isinstance(found, YamlNode) or found


@given(
    st.recursive(
        st.text("abcNOyes0123456789-~: #", max_size=8),
        lambda inner: (
            st.lists(inner, max_size=4) | st.dictionaries(st.text("abc", min_size=1), inner)
        ),
        max_leaves=12,
    )
)
def test_what_is_written_as_json_comes_back(value):
    assert as_plain(compose(json.dumps(value))) == value
