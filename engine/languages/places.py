"""Which countries, their parts, languages and time zones are known here, and which one a word can only mean.

What is known comes from the installed libraries, and only what is being written is held against it:
a plan that runs keeps the days off and the language it opened under.
"""

from collections.abc import Collection
from functools import cache, lru_cache
from typing import TYPE_CHECKING
from zoneinfo import available_timezones

from engine.core.values.suggest import surely
from engine.languages.letters import language_of

if TYPE_CHECKING:
    from holidays import HolidayBase

# Languages in whose words people name countries and languages.
_SPOKEN = ("en", "de", "fr", "es", "it", "pt", "nl", "pl", "sv", "da")
# Names that several places have, whatever a library calls them.
_SHARED = frozenset({"congo", "georgia"})


@cache
def countries() -> frozenset[str]:
    """Two capital letters each: those whose public holidays are known."""
    from holidays.registry import COUNTRIES  # here: it takes long to load, and few need it

    return frozenset(names[1] for names in COUNTRIES.values())


@lru_cache(maxsize=64)
def parts_of(country: str) -> tuple[str, ...]:
    """The parts of a known country that have holidays of their own, as they are written."""
    return tuple(_land(country).subdivisions)


def has_part(country: str, part: str) -> bool:
    return part in parts_of(country) or part in _land(country).subdivisions_aliases


def country_meant(text: str) -> str:
    """`DE` for Germany, Deutschland, DEU or de; nothing where it can be several, or none."""
    sought = text.strip().casefold()
    codes = {code.casefold(): code for code in countries()} | _long_codes()
    found = {codes[sought]} if sought in codes else _named("territories", sought)
    found = set() if sought in _SHARED else found & countries()
    return found.pop() if len(found) == 1 else ""


def part_meant(country: str, text: str) -> str:
    """`CA` for California."""
    sought = text.strip().casefold()
    names = dict(_land(country).subdivisions_aliases)
    names |= {code: code for code in parts_of(country)}
    # Also as ISO writes it with the country in front: US-CA.
    forms = {f"{country}-{code}": code for code in parts_of(country)}
    found = {code for name, code in (names | forms).items() if name.casefold() == sought}
    return found.pop() if len(found) == 1 else ""


def knows_language(tag: str) -> bool:
    try:
        language_of(tag)
    except ValueError:
        return False
    return True


def language_meant(text: str) -> str:
    """`de-DE` for de_de, `de` for German or Deutsch; nothing where it can be several, or none."""
    language, *rest = text.strip().replace("_", "-").split("-")
    if len(rest) == 1:
        country = country_meant(rest[0]) if len(rest[0]) <= len("DEU") else ""
        tag = f"{language.lower()}-{country}"
        return tag if country and knows_language(tag) else ""
    if rest:
        return ""
    if len(language) == len("de") and knows_language(language.lower()):
        return language.lower()
    found = {tag for tag in _named("languages", language.casefold()) if knows_language(tag)}
    return found.pop() if len(found) == 1 else ""


def language_tags(language: str) -> tuple[str, ...]:
    """Every country's way of writing this language: `de`, `de-AT`, `de-CH`."""
    from babel.localedata import locale_identifiers

    tags = (name.replace("_", "-") for name in locale_identifiers())
    plain = {tag for tag in tags if tag == language or _of_country(tag, language)}
    return tuple(sorted(plain))


def _of_country(tag: str, language: str) -> bool:
    first, _, second = tag.partition("-")
    return first == language and len(second) == len("US") and second.isalpha()


@cache
def zones() -> frozenset[str]:
    return frozenset(available_timezones())


def zone_meant(text: str) -> str:
    """`Europe/Berlin` for europe/berlin, Berlin or Europe/Berlni; nothing for CET+1 or Texas."""
    found = surely(text, zones())
    if "/" in text and found:
        return found
    city = text.strip().casefold().replace(" ", "_")
    of_city = {zone for zone in _regional() if zone.rpartition("/")[2].casefold() == city}
    return of_city.pop() if len(of_city) == 1 else ""


def _regional() -> Collection[str]:
    kept = ("Africa/", "America/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Pacific/")
    return {zone for zone in zones() if zone.startswith(kept)}


def _named(kind: str, sought: str) -> set[str]:
    """The codes that have this name in a language that people here write."""
    from babel import Locale

    return {
        str(code)
        for spoken in _SPOKEN
        for code, name in getattr(Locale.parse(spoken), kind).items()
        if str(name).casefold() == sought
    }


def _long_codes() -> dict[str, str]:
    """The three letters of ISO, and what is written for it though it is no code of it."""
    from holidays.registry import COUNTRIES

    three = {names[2].casefold(): names[1] for names in COUNTRIES.values() if len(names) > 2}
    return three | {"uk": "GB", "u.s.": "US", "u.s.a.": "US", "u.k.": "GB"}


def _land(country: str) -> "HolidayBase":
    from holidays import country_holidays

    return country_holidays(country)
