"""Makes any text safe to stand in a Word file: forbidden characters go, line breaks stay."""

import re

from jinja2.runtime import Undefined
from markupsafe import Markup, escape

# What XML 1.0 forbids, lone surrogates among it, and what no reader can show: the rest of the
# control characters and the code points that are no characters.
UNPRINTABLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}"
        for plane in range(0x10000, 0x110000, 0x10000)
    )
    + "]"
)
LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85]")
LINE_BREAK = Markup('</w:t><w:br/><w:t xml:space="preserve">')
TAB = Markup('</w:t><w:tab/><w:t xml:space="preserve">')
LONGEST_VALUE = 100_000  # characters


class UnprintableError(TypeError):
    """A value that is no text: a list, a yes/no, or something that was not dressed."""


def cleaned(text: str) -> str:
    """The text as a document shows it. Every kind of line end is a line feed; tabs stay."""
    return UNPRINTABLE.sub("", LINE_ENDS.sub("\n", text))


def finalised(value: object) -> object:
    """What is printed for a value in running text. Jinja escapes it afterwards.

    Raises UnprintableError for what is no text and no whole number, or is too long.
    """
    if type(value) is str:
        if value.isprintable() and len(value) < LONGEST_VALUE:
            return value
        return _broken_into_lines(value)
    if isinstance(value, Markup | Undefined):
        return value  # the template's own text, or what Jinja will refuse by name
    return _number(value)


def flat(value: object) -> str:
    """What is printed where Word allows one line only: a property, an alternative text."""
    if isinstance(value, Undefined):
        return str(value)  # raises
    text = cleaned(value) if isinstance(value, str) else _number(value)
    return " ".join(text.split())


def _broken_into_lines(value: str) -> Markup:
    if len(value) > LONGEST_VALUE:
        raise UnprintableError(f"a text of {len(value):,} characters is too long")
    marked = str(escape(cleaned(value)))
    return Markup(marked.replace("\n", LINE_BREAK).replace("\t", TAB))  # noqa: S704 - escaped above


def _number(value: object) -> str:
    if type(value) is int:
        return str(value)
    kind = {bool: "a yes or no", list: "a list", dict: "a group of fields"}.get(type(value))
    raise UnprintableError(f"{kind or type(value).__name__} cannot be printed")
