"""The file of a language: what each message says in it, and in how many plural forms."""

import io
from dataclasses import dataclass
from functools import lru_cache
from gettext import GNUTranslations
from pathlib import Path
from string import Formatter

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ENGLISH = "en"  # what a message says where a language has no words for it
FOLDER = Path(__file__).parent  # where the files of languages lie
OWN = FOLDER / f"{ENGLISH}.po"
COUNT = "count"  # the argument that chooses the plural form


@dataclass(frozen=True, slots=True)
class Piece:
    """Text as it stands, then the place of an argument; without a name: the end of the text."""

    text: str
    name: str
    form: str  # how the argument is shown: title, or, clauses …


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The words of one language, English where it has none."""

    language: str
    translations: GNUTranslations
    plurals: frozenset[str]  # the ids of messages that have plural forms

    def pieces(self, id_: str, count: object = None) -> tuple[Piece, ...]:
        """What a message says. Of an id that no catalogue knows, the id itself."""
        if id_ in self.plurals and isinstance(count, int):
            return pieces_of(self.translations.ngettext(id_, id_, count))
        return pieces_of(self.translations.gettext(id_))


@lru_cache(maxsize=4096)
def pieces_of(text: str) -> tuple[Piece, ...]:
    """ValueError for a text whose braces do not fit."""
    return tuple(
        Piece(plain, name or "", form or "") for plain, name, form, _ in Formatter().parse(text)
    )


def catalogue(language: str) -> Catalogue:
    """Of a tag such as `de-AT`: its own file, else that of `de`; English behind both."""
    return _catalogue(language, FOLDER)


@lru_cache(maxsize=64)
def _catalogue(language: str, folder: Path) -> Catalogue:
    translations, plurals = _read(OWN)
    for file in (folder / f"{tag}.po" for tag in _tags(language)):
        if file.is_file():
            own, more = _read(file)
            own.add_fallback(translations)
            translations, plurals = own, plurals | more
    return Catalogue(language, translations, plurals)


def _tags(language: str) -> list[str]:
    """`de`, `de-AT`: the nearest last. Those of English itself add nothing to it."""
    parts = language.replace("_", "-").split("-")
    tags = ["-".join(parts[:length]) for length in range(1, len(parts) + 1)]
    return [tag for tag in tags if tag != ENGLISH]


def _read(file: Path) -> tuple[GNUTranslations, frozenset[str]]:
    with file.open("rb") as content:
        read = read_po(content, abort_invalid=True)
    plurals = frozenset(each.id[0] for each in read if isinstance(each.id, tuple))
    compiled = io.BytesIO()
    write_mo(compiled, read)
    compiled.seek(0)
    return GNUTranslations(compiled), plurals
