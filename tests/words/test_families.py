"""Each message the core can make stands in the catalogue, with the same places, and each entry is made."""

import ast
import io
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.core.values.message import message_as_json, message_from_json
from engine.words import say
from engine.words.catalogue import COUNT, OWN, catalogue
from engine.words.say import words
from tests.words.families import CORE, Maker, every_id, given_to, makers, modules

MAKERS = list(makers())
ENTRIES = {
    (each.id[0] if isinstance(each.id, tuple) else each.id): each
    for each in read_po(io.BytesIO(OWN.read_bytes()))
    if each.id
}


def places(text: str) -> set[tuple[str, str]]:
    return {(name, form or "") for _, name, form, _ in string.Formatter().parse(text) if name}


def texts(id_: str) -> tuple[str, ...]:
    said = ENTRIES[id_].string
    return said if isinstance(said, tuple) else (said,)


@pytest.mark.parametrize("maker", MAKERS, ids=lambda maker: maker.__name__)
@settings(max_examples=20, deadline=None)
@given(st.data())
def test_each_message_has_its_words_and_its_record(maker: Maker, data: st.DataObject) -> None:
    said = maker(**data.draw(given_to(maker)))
    assert message_from_json(message_as_json(said)) == said
    assert said.id in ENTRIES
    given_names = {name for name, _ in said.args}
    for text in texts(said.id):
        assert {name for name, _ in places(text)} | ({COUNT} & given_names) == given_names
    told = words(said, "en")
    assert told
    assert said.id not in told


def by_the_words_themselves() -> set[str]:
    """Ids that no core message has: how lists, lengths and periods are put into words."""
    folder = Path(say.__file__).parent
    trees = [ast.parse(file.read_text("utf-8")) for file in folder.glob("*.py")]
    named = {n.value for tree in trees for n in ast.walk(tree) if isinstance(n, ast.Constant)}
    lists = {
        form.partition(".")[0] for id_ in ENTRIES for t in texts(id_) for _, form in places(t)
    }
    lists |= {*say.LAST_BY.values(), "comma"}
    return {id_ for id_ in ENTRIES if id_ in named or id_.removeprefix("list.") in lists}


def test_no_entry_is_left_that_nothing_says() -> None:
    made = set().union(*(every_id(maker) for maker in MAKERS))
    assert ENTRIES.keys() - made - by_the_words_themselves() == set()


def test_one_id_is_of_one_function() -> None:
    ids = [id_ for maker in MAKERS for id_ in every_id(maker)]
    assert sorted(ids) == sorted(set(ids))


def test_messages_are_made_in_their_modules_alone() -> None:
    """Elsewhere in the core nobody makes up an id: its function knows its arguments."""
    at_home = {Path(*name.split(".")[2:]).with_suffix(".py") for name in modules()}
    strangers = [
        file.relative_to(CORE)
        for file in sorted(CORE.rglob("*.py"))
        if file.relative_to(CORE) not in at_home
        and {"message", "Message"} & called(ast.parse(file.read_text("utf-8")))
    ]
    assert strangers == [Path("values/message.py")]


def called(tree: ast.Module) -> set[str]:
    return {
        node.func.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }


def test_a_form_that_nobody_knows_is_no_form() -> None:
    known = {*say.FORMS, *say.LAST_BY, "exact", "two", "lines"}
    known |= {id_.removeprefix("list.") for id_ in ENTRIES if id_.startswith("list.")}
    used = {
        part
        for id_ in ENTRIES
        for t in texts(id_)
        for _, form in places(t)
        for part in form.split(".")
    }
    assert used - known == set()


def test_english_has_every_plural_form() -> None:
    spoken = catalogue("en")
    assert spoken.plurals == {
        id_ for id_, each in ENTRIES.items() if isinstance(each.id, tuple)
    }
    assert all(len(texts(id_)) == 2 and all(texts(id_)) for id_ in spoken.plurals)


NO_SENTENCES = {
    "decide/meaning.py": "a plan that this engine cannot judge: a fault of the record",
    "life/acting.py": "what was typed wrongly",
    "letter/brief_names.py": "the names of a letter's places",
    "policy/usage.py": "for mistakes in policies",
    "plan/owed.py": "a state of a document, as the glossary has it",
    "read_back/differences.py": "how a reader of Word files begins to tell of a row",
    "read_back/sign_off.py": "what people choose in a form",
    "values/suggest.py": "for mistakes in policies",
    "values/units.py": "how a policy writes a length",
}
SENTENCE = re.compile(r"[a-z]{2,} [a-z]{2,}")


def sentences(tree: ast.Module) -> set[str]:
    """Texts of several words that are neither documentation nor the fault of a program."""
    aside = {id(text) for node in ast.walk(tree) for text in _aside(node)}
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in aside
        and SENTENCE.search(node.value)
    }


def _aside(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Raise):
        yield from ast.walk(node)
    elif isinstance(node, ast.Expr):
        yield node.value


def test_the_core_holds_no_sentence() -> None:
    """Mistakes in policies are told where they are found; all else is a message."""
    found = {
        str(file.relative_to(CORE))
        for file in CORE.rglob("*.py")
        if file.parent.name != "soundness" and sentences(ast.parse(file.read_text("utf-8")))
    }
    assert found == {*NO_SENTENCES}
