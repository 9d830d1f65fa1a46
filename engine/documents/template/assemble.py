"""Turns a woven part into compiled Jinja, and proves on samples that what comes out is XML."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

import jinja2
from jinja2 import nodes
from jinja2.exceptions import TemplateError

from engine.documents.template.grammar import source_of
from engine.documents.template.numbering import Numbering, UnsignableError
from engine.documents.template.place_marks import ATTRIBUTE_MARK
from engine.documents.template.sandbox import CONTROLS, Sandbox
from engine.documents.template.tagged_text import MARK, Weave
from engine.documents.template.tags import Tag
from engine.documents.word.metadata import XML_HEAD
from engine.documents.word.wordml import parse, serialised

MARKS = re.compile(rf"<\?{MARK} (\d+)\?>|{ATTRIBUTE_MARK.pattern}")
LARGEST_PART = 20_000_000  # characters of one rendered part
CHUNK = 1024  # pieces joined between two looks at the size


class TooLargeError(ValueError):
    """A part came out larger than any letter: a loop over something it should not loop over."""


@dataclass(frozen=True, slots=True)
class CompiledPart:
    """One changing part: its compiled source, and which tag stands on which line of it."""

    name: str
    jinja: jinja2.Template
    tags: Mapping[int, Tag]

    def rendered(self, values: dict[str, object]) -> bytes:
        """The part's bytes. Whatever Jinja raises comes out as it is; TooLargeError."""
        context = self.jinja.new_context(values, shared=True)
        pieces = self.jinja.root_render_func(context)
        kept: list[str] = []
        size = 0
        while chunk := list(islice(pieces, CHUNK)):
            size += sum(map(len, chunk))
            if size > LARGEST_PART:
                raise TooLargeError(f"{self.name} has more than {LARGEST_PART:,} characters")
            kept += chunk
        return "".join(kept).encode()


def compiled(name: str, weave: Weave, env: Sandbox) -> tuple[CompiledPart, nodes.Template]:
    """The part ready to be filled in, and its syntax tree."""
    source, tags = _source(weave)
    tree = env.parse(source)
    code = env.compile(source, name=name, filename=name)
    return CompiledPart(name, env.template_class.from_code(env, code, {}), tags), tree


def _source(weave: Weave) -> tuple[str, Mapping[int, Tag]]:
    """Each tag's code begins a line of its own, so a line number tells the tag."""
    text = XML_HEAD + serialised(weave.root)
    pieces: list[str] = []
    tags: dict[int, Tag] = {}
    line, at = 1, 0
    for mark in MARKS.finditer(text):
        before = text[at : mark.start()]
        tag = weave.tags[int(mark[1] or mark[2])]
        pieces += (before, source_of(tag))
        line += before.count("\n") + 1
        tags[line] = tag
        at = mark.end()
    return "".join([*pieces, text[at:]]), tags


def sample_error(part: CompiledPart, fields: frozenset[str]) -> str:
    """Why the part does not come out as XML when it is filled with samples; empty when it does.

    One sample takes every first branch and repeats each loop, the other takes none.
    """
    for sample in (_sample(fields, "<&>\"']]>\n\t{{ }}", 2), _sample(fields, "", 0)):
        try:
            parse(part.rendered({**sample, CONTROLS: Numbering(_AnyToken(), 1)}))
        except (TypeError, TemplateError, UnsignableError):
            continue  # the sample did not fit: a text where the template compares figures
        except ValueError as error:
            return str(error)
    return ""


class _AnyToken(dict[str, str]):
    """A token for every role."""

    def get(self, role: str, otherwise: object = None) -> str:  # noqa: ARG002 - as a mapping has it
        return "a" * 12


def _sample(fields: frozenset[str], text: str, items: int) -> dict[str, object]:
    """A brief that has every field, each holding `text`, each list `items` long."""
    root: dict[str, object] = {}
    for path in sorted(fields, reverse=True):  # `goals[].name` comes before `goals`
        _put(root, path.split("."), text, items)
    return root


def _put(at: dict[str, object], steps: list[str], text: str, items: int) -> None:
    name, listed = steps[0].removesuffix("[]"), steps[0].endswith("[]")
    rest = steps[1:]
    if not listed:
        inner = at.setdefault(name, {} if rest else text)
        if rest and isinstance(inner, dict):
            _put(inner, rest, text, items)
        return
    listing = at.setdefault(name, [{} if rest else text for _ in range(items)])
    for item in listing if rest and isinstance(listing, list) else ():
        if isinstance(item, dict):
            _put(item, rest, text, items)
