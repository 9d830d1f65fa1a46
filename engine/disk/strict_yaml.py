"""Read YAML as the plain, small language people think it is: text, lists, and keys used once.

What makes YAML dangerous or surprising is refused by name: anchors and aliases (one line can
grow to gigabytes), tags, merge keys, a key written twice, endless nesting. Every scalar stays
the text that was typed, so `NO`, `012` and `12:30` mean what they say.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

MAX_BYTES = 256 * 1024
MAX_DEPTH = 20
MAX_NODES = 40_000
NOT_UTF_8 = "\ufffd"  # what stands for bytes that are none

# Control characters, other line ends than LF and CR LF, lone surrogates, and the marks that
# turn or hide text on a screen. A file holding them does not show what it says.
_BAD = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069"
    "\ud800-\udfff\ufeff\ufff9-\uffff]"
)


@dataclass(frozen=True, slots=True, order=True)
class YamlProblem:
    """What is wrong with the text, placed as an editor counts: line and column from 1."""

    line: int
    column: int
    code: str
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class YamlKey:
    text: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class YamlNode:
    """A value and where it starts. `value` is text, the items of a list, or keyed items."""

    value: "str | tuple[YamlNode, ...] | Mapping"
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Mapping:
    items: tuple[tuple[YamlKey, YamlNode], ...]

    def get(self, key: str) -> YamlNode | None:
        return next((node for name, node in self.items if name.text == key), None)

    def key(self, key: str) -> YamlKey | None:
        return next((name for name, _ in self.items if name.text == key), None)


Plain = dict[str, "Plain"] | list["Plain"] | str


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not come yet."""

    line: int
    column: int
    keyed: bool
    key: YamlKey | None
    keys: dict[str, YamlKey]
    items: list[tuple[YamlKey, YamlNode]]


def compose(text: str | bytes) -> YamlNode | tuple[YamlProblem, ...]:
    """The document in `text`, or every problem found, in order. Never raises.

    After a syntax error nothing further can be read, so it is the last problem.
    """
    if isinstance(text, bytes):
        decoded = _decoded(text)
        if isinstance(decoded, YamlProblem):
            return (decoded,)
        text = decoded
    text = text.removeprefix("\ufeff")
    problems = _unreadable(text)
    if problems:
        return problems
    reading = _Reading()
    try:
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            if not reading.take(event):
                break
    except yaml.MarkedYAMLError as error:
        reading.problems.append(_syntax(error))
    except (yaml.YAMLError, ValueError, OverflowError):
        # An escape such as "\\U00110000" escapes the parser as a bare ValueError.
        reading.problems.append(YamlProblem(1, 1, "P101", "this is not readable as YAML"))
    if not reading.problems and reading.root is None:
        reading.problems.append(YamlProblem(1, 1, "P101", "the file is empty"))
    return tuple(sorted(reading.problems)) if reading.problems else _whole(reading.root)


def as_plain(node: YamlNode) -> Plain:
    """Dictionaries, lists and text. The depth cap makes recursion safe here."""
    if isinstance(node.value, str):
        return node.value
    if isinstance(node.value, Mapping):
        return {key.text: as_plain(child) for key, child in node.value.items}
    return [as_plain(child) for child in node.value]


def place(node: YamlNode, path: tuple[str | int, ...], *, key: bool = False) -> tuple[int, int]:
    """Line and column, from 1, of the value at `path`, or of its key when `key` is set.

    Of a path that is not there, the nearest part that is.
    """
    at = (node.line, node.column)
    for step in path:
        if isinstance(node.value, Mapping):
            name, child = node.value.key(str(step)), node.value.get(str(step))
            if name is None or child is None:
                return at
            at = (name.line, name.column) if key else (child.line, child.column)
        elif isinstance(node.value, tuple) and str(step).isdigit():
            if int(step) >= len(node.value):
                return at
            child = node.value[int(step)]
            at = (child.line, child.column)
        else:
            return at
        node = child
    return at


class _Reading:
    """Builds nodes from parser events without recursion, so nesting cannot break the stack."""

    def __init__(self) -> None:
        self.problems: list[YamlProblem] = []
        self.root: YamlNode | None = None
        self._open: list[_Open] = []
        self._nodes = 0
        self._documents = 0

    def take(self, event: yaml.Event) -> bool:
        """False when reading must stop: too deep, too many, or a second document."""
        match event:
            case yaml.DocumentStartEvent():
                return self._document(event)
            case yaml.AliasEvent():
                self._say(event, "P103", f"found the alias *{event.anchor}", "write it out")
                self._add(YamlNode("", *_at(event)))
            case yaml.ScalarEvent():
                return self._scalar(event)
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                return self._start(event)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                done = self._open.pop()
                value = Mapping(tuple(done.items)) if done.keyed else _children(done)
                self._add(YamlNode(value, done.line, done.column))
            case _:
                pass  # where the stream and the document begin and end
        return True

    def _document(self, event: yaml.DocumentStartEvent) -> bool:
        self._documents += 1
        if event.tags:
            self._say(event, "P103", "found a %TAG line", "delete it")
        if self._documents > 1:
            self._say(event, "P101", "found a second document after ---", "use one file each")
        return self._documents == 1

    def _start(self, event: yaml.MappingStartEvent | yaml.SequenceStartEvent) -> bool:
        self._check_marks(event)
        line, column = _at(event)
        keyed = isinstance(event, yaml.MappingStartEvent)
        if self._open and self._open[-1].keyed and self._open[-1].key is None:
            self._say(event, "P101", "found a list or mapping as a key", "a key is one word")
            return False
        self._open.append(_Open(line, column, keyed, None, {}, []))
        if len(self._open) > MAX_DEPTH:
            self._say(event, "P104", f"nested more than {MAX_DEPTH} deep", "write it flatter")
            return False
        return self._count(event)

    def _scalar(self, event: yaml.ScalarEvent) -> bool:
        self._check_marks(event)
        if bad := _BAD.search(event.value):
            self._say(event, "P105", f"found the character {_named(bad[0])}", "delete it")
        inside = self._open[-1] if self._open else None
        if inside is not None and inside.keyed and inside.key is None:
            self._key(inside, event)
        else:
            self._add(YamlNode(event.value, *_at(event)))
        return self._count(event)

    def _key(self, inside: _Open, event: yaml.ScalarEvent) -> None:
        inside.key = YamlKey(event.value, *_at(event))
        if event.value == "<<" and event.implicit[0]:
            self._say(event, "P103", 'found the merge key "<<"', "write the keys out")
        first = inside.keys.setdefault(event.value, inside.key)
        if first is not inside.key:
            message = f'found "{event.value}" twice, first in line {first.line}'
            self._say(event, "P102", message, "delete one of them")

    def _check_marks(
        self, event: yaml.ScalarEvent | yaml.MappingStartEvent | yaml.SequenceStartEvent
    ) -> None:
        if event.anchor is not None:
            self._say(event, "P103", f"found the anchor &{event.anchor}", "delete it")
        if event.tag is not None:
            self._say(event, "P103", f"found the tag {event.tag}", "delete it")

    def _count(self, event: yaml.Event) -> bool:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            self._say(event, "P104", f"more than {MAX_NODES} entries", "split the file")
        return self._nodes <= MAX_NODES

    def _add(self, node: YamlNode) -> None:
        if not self._open:
            self.root = node
            return
        inside = self._open[-1]
        inside.items.append((inside.key or YamlKey("", node.line, node.column), node))
        inside.key = None

    def _say(self, event: yaml.Event, code: str, message: str, hint: str) -> None:
        self.problems.append(YamlProblem(*_at(event), code, message, hint))


def _children(done: _Open) -> tuple[YamlNode, ...]:
    return tuple(child for _, child in done.items)


def _whole(root: YamlNode | None) -> YamlNode:
    assert root is not None  # noqa: S101 - the caller has just said so with a problem
    return root


def _at(event: yaml.Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _named(character: str) -> str:
    return f"U+{ord(character):04X}"


def _decoded(content: bytes) -> str | YamlProblem:
    if len(content) > MAX_BYTES:
        return _too_large()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line, start = before.count(b"\n") + 1, before.rfind(b"\n") + 1
        column = len(before[start:].decode("utf-8", "replace")) + 1
        message = f"found the byte 0x{content[error.start]:02X}, which is not UTF-8"
        return YamlProblem(line, column, "P105", message, "save the file as UTF-8")


def _unreadable(text: str) -> tuple[YamlProblem, ...]:
    if len(text) > MAX_BYTES or len(text.encode("utf-8", "replace")) > MAX_BYTES:
        return (_too_large(),)
    return tuple(_bad_characters(text))


def _bad_characters(text: str) -> Iterator[YamlProblem]:
    """The first of each line: a binary file would fill a screen otherwise."""
    for number, line in enumerate(text.split("\n"), start=1):
        if bad := _BAD.search(line):
            message, hint = f"found the character {_named(bad[0])}", "delete it"
            if bad[0] == NOT_UTF_8:
                message, hint = "found a letter that is not UTF-8", "save the file as UTF-8"
            yield YamlProblem(number, bad.start() + 1, "P105", message, hint)
            if number > 20:
                return


def _too_large() -> YamlProblem:
    return YamlProblem(1, 1, "P104", f"larger than {MAX_BYTES // 1024} KB", "split the file")


# What the parser says -> what we say, and what to do. The first fit counts.
_SYNTAX = (
    ("cannot start any token", "found a sign that cannot start a value", "quote the value"),
    ("found character '\\t'", "found a tab", "indent with blanks"),
    ("mapping values are not allowed", "found a second ':' in one value", "quote the value"),
    ("could not find expected ':'", "found a line without ':'", "write key: value"),
    ("unexpected end of stream", "found no end of a quoted text", "close the quote"),
    ("unknown escape character", "found an unknown escape after \\", "use single quotes"),
    ("expected <block end>", "found a line indented otherwise than its neighbours",
     "indent it like the line above"),
    ("expected ',' or", "found no ',' or closing bracket", "close the bracket"),
    ("did not find expected", "found no end of a list or mapping", "close the bracket"),
)  # fmt: skip


def _syntax(error: yaml.MarkedYAMLError) -> YamlProblem:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    said = error.problem or ""
    if "'\\t'" in said:
        return YamlProblem(line, column, "P101", "found a tab", "indent with blanks")
    for sign, message, hint in _SYNTAX:
        if sign in said:
            return YamlProblem(line, column, "P101", message, hint)
    return YamlProblem(
        line, column, "P101", "this is not readable as YAML", "see the line above"
    )
