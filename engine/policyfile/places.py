"""Countries, parts of them, languages and time zones in a policy: known, or what can be meant."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from engine.languages.places import (
    countries,
    country_meant,
    has_part,
    knows_language,
    language_meant,
    language_tags,
    part_meant,
    parts_of,
    zone_meant,
    zones,
)
from engine.schematext.mistake import SchemaMistake
from engine.schematext.text import MisreadError

_COUNTRY, _LANGUAGE = "[A-Z]{2}", "[a-z]{2}(-[A-Z]{2})?"
_HOW_COUNTRY = "two capital letters as ISO 3166 gives them, like US, DE or GB"
_HOW_LANGUAGE = "two small letters, and of a country two capitals: like en-US, de or fr-CA"
_HOW_ZONE = "a region and a city, like America/New_York or Europe/Berlin"


def country(text: str) -> str:
    if not re.fullmatch(_COUNTRY, text):
        hint = _typed(country_meant(text), _HOW_COUNTRY)
        raise MisreadError("P131", "a country of two capital letters", hint)
    return text


def language(text: str) -> str:
    if not re.fullmatch(_LANGUAGE, text):
        raise MisreadError("P131", "a language and country", _language_hint(text))
    return text


def time_zone(text: str) -> str:
    if text not in zones():
        raise MisreadError("P194", "a known time zone", _typed(zone_meant(text), _HOW_ZONE))
    return text


def unknown_places(plain: object) -> Iterator[SchemaMistake]:
    """What is written well and means no place or language that is known here.

    Asked of what is being written, never of what a running plan keeps: a new release of a library
    may know a country no longer.
    """
    if not isinstance(plain, Mapping):
        return
    tag = plain.get("language")
    if isinstance(tag, str) and re.fullmatch(_LANGUAGE, tag) and not knows_language(tag):
        message = f'found "{tag}", expected a known language'
        yield SchemaMistake(("language",), "P193", message, _language_hint(tag))
    if isinstance(calendar := plain.get("calendar"), Mapping):
        yield from _unknown_country(calendar)


def _unknown_country(calendar: Mapping[str, Any]) -> Iterator[SchemaMistake]:
    land, part = calendar.get("country"), calendar.get("subdivision", "")
    if not isinstance(land, str) or not re.fullmatch(_COUNTRY, land):
        return
    if land not in countries():
        message = f'found "{land}", expected a country whose public holidays are known'
        hint = _typed(country_meant(land), _HOW_COUNTRY)
        yield SchemaMistake(("calendar", "country"), "P191", message, hint)
    elif isinstance(part, str) and part and not has_part(land, part):
        listed = f"one of: {', '.join(parts_of(land))}" if parts_of(land) else "take it out"
        message = f'found "{part}", expected a part of {land} with holidays of its own'
        hint = _typed(part_meant(land, part), listed)
        yield SchemaMistake(("calendar", "subdivision"), "P192", message, hint)


def _language_hint(text: str) -> str:
    known = language_tags(text[:2].lower())
    listed = (
        f"one of: {', '.join(known)}" if known and re.match("[A-Za-z]{2}([-_]|$)", text) else ""
    )
    return _typed(language_meant(text), listed or _HOW_LANGUAGE)


def _typed(meant: str, otherwise: str) -> str:
    return f"type {meant}" if meant else otherwise
