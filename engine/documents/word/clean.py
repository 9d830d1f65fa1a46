"""Makes any text safe to stand in a Word file: forbidden characters go, line breaks stay."""

import re

from jinja2.runtime import Undefined
from markupsafe import escape

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
BREAKS = re.compile("[\n\t]+")
LINE_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
TAB = '</w:t><w:tab/><w:t xml:space="preserve">'
LONGEST_VALUE = 100_000  # characters


class UnprintableError(TypeError):
    """A value that is no text: a list, a yes/no, or something that was not dressed."""


def cleaned(text: str) -> str:
    """The text as a document shows it. Every kind of line end is a line feed; tabs stay."""
    return UNPRINTABLE.sub("", LINE_ENDS.sub("\n", text))


def printed(value: object) -> object:
    """What stands in the file for a value, escaped. Called for everything a template prints.

    Raises UnprintableError for what is no text and no whole number, or is too long.
    """
    if type(value) is str:
        if not value.isprintable() or len(value) > LONGEST_VALUE:
            return _broken_into_lines(value)
        if "&" in value or "<" in value or ">" in value or '"' in value:
            return str(escape(value))
        return value  # most values: an apostrophe needs no escape, attributes stand in quotes
    return value if isinstance(value, Undefined) else _number(value)  # Jinja refuses by name


def one_line(value: object) -> str:
    """The value without line breaks and tabs: for a property or an alternative text."""
    if type(value) is str:
        return value if value.isprintable() else BREAKS.sub(" ", cleaned(value))
    return str(value) if isinstance(value, Undefined) else _number(value)


def _broken_into_lines(value: str) -> str:
    if len(value) > LONGEST_VALUE:
        raise UnprintableError(f"a text of {len(value):,} characters is too long")
    return str(escape(cleaned(value))).replace("\n", LINE_BREAK).replace("\t", TAB)


def _number(value: object) -> str:
    if type(value) is int:
        return str(value)
    kind = {bool: "a yes or no", list: "a list", dict: "a group of fields"}.get(type(value))
    raise UnprintableError(f"{kind or type(value).__name__} cannot be printed")
