"""The content controls of a Word file: what each is called, and what a person reads in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from engine.core.record.field_names import (
    BOOKMARK,
    LONGEST_BOOKMARK,
    name_in_bookmark,
    name_of,
)
from engine.core.record.returned import SIGNED_TAG, Field
from engine.documents.word.wordml import LOCKS, OFF, VAL, W14, Element, W, is_on
from engine.languages.table import month_named

FOREIGN = "goog_rdk_"  # another editor puts these around ordinary text wherever it likes
CHOICES = f"{W}dropDownList", f"{W}comboBox"
PIECE = tuple[str, bool]  # text, and whether it has the look of a prompt


@dataclass(slots=True)
class FilledControl:
    """A field while its text is gathered: a content control, its bookmark, or both together."""

    tag: str
    by: str
    bookmarks: set[str] = field(default_factory=set)  # the ids it is open under
    properties: Element | None = None
    pieces: list[PIECE] = field(default_factory=list)
    tracked: bool = False  # some of it is inserted, deleted or moved and nobody has said yes
    _settings: dict[str, Element] | None = None

    @property
    def name(self) -> str:
        if self.by == "bookmark":
            return name_in_bookmark(BOOKMARK + self.tag)
        return name_of(self.tag)

    @property
    def prompting(self) -> bool:
        """It shows its prompt, says the file."""
        return is_on(self._find(f"{W}showingPlcHdr"))

    def bookmarked(self) -> str:
        """The name of the bookmark that is drawn around it."""
        return (BOOKMARK + self.tag)[:LONGEST_BOOKMARK]

    def ready(self) -> Field:
        signed = SIGNED_TAG.fullmatch(self.tag)
        lock = self._find(f"{W}lock")
        return Field(
            name=self.name,
            value="" if self.tracked else self._value(),
            token=signed["token"] if signed else "",
            kind=self.kind,
            by=self.by,
            locked=lock is not None and lock.get(VAL) in LOCKS,
        )

    @property
    def kind(self) -> str:
        if self._find(f"{W14}checkbox") is not None:
            return "tick"
        if any(self._find(name) is not None for name in CHOICES):
            return "choice"
        return "date" if self._find(f"{W}date") is not None else "text"

    def _find(self, name: str) -> Element | None:
        """The first of its settings that is called so; gathered once, for many are asked for."""
        if self._settings is None:
            there = self.properties if self.properties is not None else ()
            self._settings = {str(each.tag): each for each in reversed(there)}
        return self._settings.get(name)

    def _value(self) -> str:
        kind = self.kind
        if kind == "tick":
            return "yes" if self._ticked() else "no"
        text = _tidy("".join(text for text, _ in self.pieces))
        if kind == "choice":
            return self._chosen(text)
        if self.prompting or (self.properties is None and self._looks_unfilled()):
            return ""
        return self._day(text) if kind == "date" else text

    def _ticked(self) -> bool:
        """One program writes the state of a tick that is a paragraph of its own as `w:val`."""
        box = self._find(f"{W14}checkbox")
        checked = box.find(f"{W14}checked") if box is not None else None
        if checked is None:
            return False
        return str(checked.get(f"{W14}val") or checked.get(VAL) or "0").lower() not in OFF

    def _looks_unfilled(self) -> bool:
        """Where a program dropped the control itself, only the look of its prompt is left."""
        return all(prompt for text, prompt in self.pieces if text.strip())

    def _chosen(self, text: str) -> str:
        """The displayed words. A program may leave the mark of the prompt on a choice that was made:
        then the words must be on the list, and must not look like the prompt.
        """
        items = {str(k): str(v) for k, v in self._items()}
        if self.prompting and (text not in items.values() or self._looks_unfilled()):
            return ""
        return text if text in items.values() else items.get(text, text)

    def _items(self) -> Iterator[tuple[str, str]]:
        """Value and displayed words of each, but the empty one that only asks to choose."""
        for name in CHOICES:
            found = self._find(name)
            for item in found if found is not None else ():
                value = item.get(f"{W}value", "")
                if value:
                    yield str(value), str(item.get(f"{W}displayText") or value)

    def _day(self, text: str) -> str:
        element = self._find(f"{W}date")
        if element is None:
            return text
        try:
            day = date.fromisoformat(str(element.get(f"{W}fullDate", ""))[:10])
        except ValueError:
            return text
        language = element.find(f"{W}lid")
        shown = _shows(text, day, str(language.get(VAL)) if language is not None else "en")
        return day.isoformat() if not text or shown else text


def tag_of(properties: Element | None) -> str:
    """Empty for a control that has none, or one that another editor put there for itself."""
    tag = properties.find(f"{W}tag") if properties is not None else None
    name = str(tag.get(VAL, "")) if tag is not None else ""
    return "" if name.startswith(FOREIGN) else name


def _tidy(text: str) -> str:
    lines = (" ".join(line.split()) for line in text.replace("\u00ad", "").split("\n"))
    return "\n".join(lines).strip()


def _shows(text: str, day: date, language: str) -> bool:
    """True when the text is that day, in figures or with its month in words."""
    figures = [int(each) for each in re.findall(r"[0-9]{1,8}", text)]
    if figures == [day.year * 10000 + day.month * 100 + day.day]:
        return True
    year = {day.year, day.year % 100} & {*figures}
    if (
        not year
        or day.day not in figures
        or {*figures} - {day.year, day.year % 100, day.month, day.day}
    ):
        return False
    words = [word.lower() for word in re.findall(r"[^\W\d_]{3,}", text)]
    return _month_named(words, day.month, language) if words else day.month in figures


def _month_named(words: list[str], month: int, language: str) -> bool:
    """One month is named, and it is this one. Word's own short forms have a point or none."""
    named = {month_named(word, name) for word in words for name in (language, "en")}
    return named - {0} == {month}
