"""Fills a compiled template with a brief: bytes in memory, the same for the same brief and template."""

import re
from collections.abc import Mapping
from types import TracebackType

from jinja2.exceptions import SecurityError, UndefinedError

from engine.core.values.errors import EngineError
from engine.core.values.suggest import nearest
from engine.documents.template.assemble import CompiledPart, TooLargeError
from engine.documents.template.compile import Template
from engine.documents.template.numbering import Numbering, UnsignableError
from engine.documents.template.sandbox import CONTROLS, PROPERTIES, REVIEW
from engine.documents.template.tags import Tag
from engine.documents.word.metadata import NAMES


class BriefError(EngineError):
    """The brief does not hold what the template asks for. Nothing was made."""


def render(
    template: Template,
    brief: Mapping[str, object],
    properties: Mapping[str, str],
    tokens: Mapping[str, str],
    *,
    review: bool = True,
) -> bytes:
    """The Word file: the review copy, or the letter as it is handed over.

    `brief` holds plain dictionaries, lists, texts, whole numbers, yes and no.
    `properties` are the document's custom properties by name, see `metadata.NAMES`; the
    template's own hash is put in here. `tokens` are those of the roles that sign, each 12
    characters of a to z and 2 to 7; the employee's is under `employee`. Equal arguments give equal
    bytes. Raises BriefError.
    """
    absent = [n for n in NAMES if n not in properties and n != "planward_template"]
    if absent:
        raise BriefError(f"{template.name}: the property {absent[0]} was not given")
    numbering = Numbering(tokens, template.first_number)
    values = {**brief, REVIEW: review, PROPERTIES: properties, CONTROLS: numbering}
    return template.frame.packed([_filled(template, part, values) for part in template.parts])


def _filled(template: Template, part: CompiledPart, values: dict[str, object]) -> bytes:
    try:
        return part.rendered(values)
    except UndefinedError as error:
        tag = _failing_tag(part, error.__traceback__)
        raise BriefError(_missing(template, tag, str(error.message), values)) from None
    except (TypeError, SecurityError, TooLargeError, UnsignableError) as error:
        tag = _failing_tag(part, error.__traceback__)
        raise BriefError(f"{_place(template, tag)}: {error}") from None


def _failing_tag(part: CompiledPart, trace: TracebackType | None) -> Tag | None:
    """The tag whose code was running: the innermost line of this template in the traceback."""
    line = 0
    while trace is not None:
        if trace.tb_frame.f_globals.get("name") == part.name:
            line = part.jinja.get_corresponding_lineno(trace.tb_lineno)
        trace = trace.tb_next
    return part.tags.get(line)


def _place(template: Template, tag: Tag | None) -> str:
    return f"{template.name}: {tag.place}" if tag else template.name


def _missing(template: Template, tag: Tag | None, names: str, values: dict[str, object]) -> str:
    name, *beside = names.split("\n")
    near = nearest(name, beside or [key for key in values if not key.startswith("_")])
    hint = f'; did you mean "{near}"?' if near else ""
    chain = re.search(rf"[\w.\[\]]*\b{re.escape(name)}\b", tag.code) if tag else None
    asked = chain[0] if chain else name
    return f'{_place(template, tag)}: the brief has no field "{asked}"{hint}'
