"""Names, figures and days as they are typed in a source or a report, and what is said of others."""

import re
from functools import cache

from engine.schematext.dialect import Dialect, dialect
from engine.schematext.text import (
    MisreadError,
    Reader,
    day,
    dotted,
    identifier,
    person_id,
)


@cache
def intake_dialect(schema: str) -> Dialect:
    """Of the schema of that name: source.v1 or report.v1."""
    return dialect(schema, READERS)


def dashed_name(text: str) -> str:
    if not _is_dashed(text):
        likely = re.sub(r"[^a-z0-9_-]+", "-", text.lower()).strip("-_")
        hint = f"type {likely}" if _is_dashed(likely) else "begin with a letter"
        raise MisreadError("P125", "a name of small letters, digits, - and _", hint)
    return text


def _is_dashed(text: str) -> bool:
    return re.fullmatch(r"[a-z][a-z0-9_-]{0,63}", text) is not None


def currency(text: str) -> str:
    if not re.fullmatch(r"[A-Z]{3}", text):
        likely = text.upper() if re.fullmatch(r"[A-Za-z]{3}", text) else "EUR"
        raise MisreadError("P131", "a currency of three capital letters", f"type {likely}")
    return text


def header_row(text: str) -> str:
    if not re.fullmatch(r"auto|[1-9][0-9]{0,2}", text):
        raise MisreadError("P127", 'the number of a row, or "auto"', "type it like 5")
    return text


def layout(text: str) -> str:
    if text != "long":
        raise MisreadError("P113", '"long", or "wide" with its columns', "type long")
    return text


def source_number(text: str) -> str:
    """Of a source: digits and one point, whatever the language of the export."""
    if not re.fullmatch(r"-?[0-9]{1,18}(\.[0-9]{1,9})?", text):
        raise MisreadError("P127", "a number", f"type it like {dotted(text) or '0.5'}")
    return text


def plan_number(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9-]{0,63}", text):
        likely = re.sub(r"[^A-Za-z0-9-]+", "", text).strip("-")
        hint = f"type {likely}" if likely else "type it like P-2026-0003"
        raise MisreadError("P131", "the number of a plan", hint)
    return text


# The `format` words of the two schemas, and the reader behind each.
READERS: dict[str, Reader] = {
    "currency": currency,
    "dashed-name": dashed_name,
    "day": day,
    "header-row": header_row,
    "layout": layout,
    "name": identifier,
    "number": source_number,
    "person-id": person_id,
    "plan-number": plan_number,
}
