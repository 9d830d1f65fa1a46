"""Finds the tags in a line of text and says what each one is, in docxtpl's documented syntax."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from engine.core.values.diagnostic import Diagnostic
from engine.core.values.suggest import nearest

Kind = Literal["print", "if", "elif", "else", "endif", "for", "endfor", "comment", "set"]
Level = Literal["inline", "p", "tr"]

BRACKETS = re.compile(r"\{\{|\{%|\{#|\}\}|%\}")
CLOSER = {"{{": "}}", "{%": "%}", "{#": "#}"}
STATEMENTS: tuple[Kind, ...] = ("if", "elif", "else", "endif", "for", "endfor")
OTHER_TONGUES: dict[str, Kind] = {
    "elseif": "elif",
    "elsif": "elif",
    "foreach": "for",
}
LEVEL = re.compile(r"(tr|tc|p|r)\s+(?=\S)", re.IGNORECASE)
DOCXTPL_ONLY = frozenset({"cellbg", "colspan", "hm", "vm"})
NOT_IN_LETTERS = frozenset(
    {"set", "macro", "include", "import", "from", "extends", "block", "filter", "call", "raw"}
    | {"with", "autoescape", "do", "trans", "break", "continue", "debug"}
)
QUOTES = str.maketrans(dict.fromkeys("“”„‟«»", '"') | dict.fromkeys("‘’‚‛‹›", "'"))
DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
QUOTED = re.compile(r"""("[^"]*"|'[^']*')""")


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag. `code` is its expression in plain ASCII punctuation; `flat` asks for one line.

    "set" is never typed: it is how a content control's own names come into a part.
    """

    raw: str
    kind: Kind
    level: Level
    code: str
    where: str
    flat: bool = False

    @property
    def place(self) -> str:
        return quoted_at(self.where, self.raw)


@dataclass(frozen=True, slots=True)
class TagSpan:
    """Where a tag stands in its line of text, or what is wrong with it."""

    start: int
    end: int
    raw: str
    problem: str = ""  # "unclosed" or "unopened"


def quoted_at(where: str, raw: str) -> str:
    return f'{where}: "{" ".join(raw.split())}"'


def problem(code: str, message: str, hint: str, where: str) -> Diagnostic:
    """A problem whose file is not known yet."""
    return Diagnostic("", 0, 0, code, message, hint, where)


def tag_spans(text: str) -> Iterator[TagSpan]:
    """Every tag in order, and every bracket that has no partner."""
    at = 0
    while match := BRACKETS.search(text, at):
        closer = CLOSER.get(match[0])
        if closer is None:
            yield TagSpan(match.start(), match.end(), match[0], "unopened")
            at = match.end()
            continue
        end = text.find(closer, match.end())
        another = re.compile(r"\{[{%#]").search(text, match.end())
        if end < 0 or (another and another.start() < end):
            stop = another.start() if another else len(text)
            yield TagSpan(
                match.start(), match.end(), text[match.start() : stop].strip(), "unclosed"
            )
            at = match.end()
            continue
        at = end + len(closer)
        yield TagSpan(match.start(), at, text[match.start() : at])


def bracket_problem(span: TagSpan, where: str) -> Diagnostic:
    """The words for a bracket without a partner."""
    place = quoted_at(where, span.raw)
    if span.problem == "unclosed":
        closer = CLOSER[span.raw[:2]]
        return problem(
            "T620",
            f'found "{span.raw[:2]}" and no "{closer}" after it in the same paragraph',
            f'close the tag with "{closer}" before the paragraph ends',
            place,
        )
    opener = "{{" if span.raw == "}}" else "{%"
    return problem(
        "T620",
        f'found "{span.raw}" without "{opener}" before it in the same paragraph',
        f'begin the tag with "{opener}"; two braces, no space between them',
        place,
    )


def read_tag(
    raw: str, where: str, *, flat: bool = False
) -> tuple[Tag | None, Diagnostic | None]:
    """What the tag is. Both come back when a mistake is plain enough to guess what was meant."""
    body = raw[2:-2]
    if body[:1] in {"-", "+"} or (body[-1:] in {"-", "+"} and len(body) > 1):
        return None, _docxtpl_only(raw, where, "the dash that joins paragraphs")
    level, body, refused = _level(raw, body)
    if refused:
        return None, _docxtpl_only(raw, where, refused)
    if raw.startswith("{#"):
        return Tag(raw, "comment", level, "", where), None
    code = plain_code(body)
    if raw.startswith("{{"):
        return Tag(raw, "print", "inline", code, where, flat), _capital_word(code, raw, where)
    return _statement(Tag(raw, "else", level, code, where))


def plain_code(code: str) -> str:
    """The code with the quotes, dashes and spaces that Word changes while typing set right."""
    parts = QUOTED.split(" ".join(code.split()).translate(QUOTES))
    return "".join(p if n % 2 else p.translate(DASHES) for n, p in enumerate(parts))


def _level(raw: str, body: str) -> tuple[Level, str, str]:
    """The element a tag stands for, the rest of the tag, and why it is refused, if so."""
    match = LEVEL.match(body)
    if match is None:
        return "inline", body, ""
    name, rest = match[1].lower(), body[match.end() :]
    if raw.startswith("{{"):
        return "inline", rest, f'"{{{{{name}", which inserts formatted text'
    if name == "tc":
        return "inline", rest, '"{%tc", a loop over the columns of a table'
    if name == "r":
        return "inline", rest, ""
    return ("p" if name == "p" else "tr"), rest, ""


def _docxtpl_only(raw: str, where: str, what: str) -> Diagnostic:
    return problem(
        "T630",
        f"found {what}, expected a plain {{{{ }}}}, {{% %}}, {{%p %}} or {{%tr %}}",
        "write it with the plain tags; a letter keeps to these",
        quoted_at(where, raw),
    )


def _statement(draft: Tag) -> tuple[Tag | None, Diagnostic | None]:
    word, _, rest = draft.code.partition(" ")
    kind = next((k for k in STATEMENTS if k == word.lower()), None)
    if kind is None:
        meant = _meant(word)
        guess = Tag(draft.raw, meant, draft.level, rest.strip(), draft.where) if meant else None
        return guess, _unknown(draft, word)
    tag = Tag(draft.raw, kind, draft.level, rest.strip(), draft.where)
    if word != kind:
        return tag, _capital(draft.raw, word, kind, draft.where)
    if kind in {"else", "endif", "endfor"} and rest:
        return tag, problem(
            "T621",
            f'found "{rest}" after "{kind}", expected nothing',
            f"write {{% {kind} %}}" + (", or {% elif … %}" if kind == "else" else ""),
            tag.place,
        )
    return tag, _capital_word(tag.code, tag.raw, tag.where)


def _unknown(tag: Tag, word: str) -> Diagnostic:
    if word.lower() in DOCXTPL_ONLY:
        return _docxtpl_only(tag.raw, tag.where, f'"{word}"')
    if word.lower() in NOT_IN_LETTERS:
        return problem(
            "T624",
            f'found "{word}", expected "if" or "for"',
            "a letter prints, chooses and repeats; the engine prepares all else",
            tag.place,
        )
    if LEVEL.match(tag.code + " "):
        hint = f"leave no space between {{% and {word.lower()}: {{%{word.lower()} …"
    elif meant := _meant(word):
        hint = f'did you mean "{meant}"?'
    else:
        hint = "write {{ … }} to print a field"
    return problem("T622", f'found the unknown tag "{word}"', hint, tag.place)


def _meant(word: str) -> Kind | None:
    """The statement a misspelt one comes closest to."""
    near = nearest(word, STATEMENTS)
    return OTHER_TONGUES.get(word.lower()) or next((k for k in STATEMENTS if k == near), None)


def _capital(raw: str, word: str, right: str, where: str) -> Diagnostic:
    return problem(
        "T623",
        f'found "{word}", expected "{right}" in small letters',
        f'did you mean "{right}"? Word capitalises the first word of a line',
        quoted_at(where, raw),
    )


def _capital_word(code: str, raw: str, where: str) -> Diagnostic | None:
    bare = "".join(QUOTED.split(code)[::2])
    for match in re.finditer(r"\b(in|and|or|not|is)\b", bare, re.IGNORECASE):
        if match[0] != match[0].lower() and bare[match.start() - 1 : match.start()] != ".":
            return _capital(raw, match[0], match[0].lower(), where)
    return None
