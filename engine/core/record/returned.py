"""What a Word file that came back says: its fields, its text, and what people left open in it.

A returned file is a claim and nothing more. These values are what a reader made of its XML; whether
anything follows from them is decided elsewhere.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

# A field that signs carries, after its name, the token of its plan, document, version and role.
SIGNED_TAG = re.compile(r"(?P<name>[a-z][a-z0-9_]*?)__(?P<token>[a-z2-7]{12})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Field:
    """A content control, or what a bookmark still shows of one.

    `value` is what a person reads in it, lines joined with a newline; empty while it shows only its
    prompt. A tick is `yes` or `no`; a date is written 2026-03-05 where the file knows it as a date.
    """

    name: str  # its tag without the token: decision_hr
    value: str
    token: str = ""
    kind: str = "text"  # text | choice | date | tick
    by: str = "tag"  # how it was found: tag | bookmark
    locked: bool = False  # its content may not be changed, says the file


@dataclass(frozen=True, slots=True)
class ReviewComment:
    """A comment. `about` is the text it hangs on, shortened; `where` says where that stands."""

    author: str
    text: str
    about: str = ""
    where: str = ""
    resolved: bool = False
    replies: tuple[tuple[str, str], ...] = ()  # author, text; oldest first


@dataclass(frozen=True, slots=True)
class Change:
    """A tracked change nobody has accepted or rejected. `kind`: inserted | deleted | moved | formatted."""

    kind: str
    author: str
    text: str
    where: str


@dataclass(frozen=True, slots=True)
class ReturnedDocument:
    """All that counts of one returned Word file.

    `lines` is its text with the table structure, each line with its place: what is compared to say
    whether a document was changed. In it a field is its name in brackets, for its value is not text;
    tracked insertions count, deletions do not; what a program rewrites when it saves is left out.
    """

    lines: tuple[str, ...]
    fields: tuple[Field, ...] = ()
    remarks: tuple[ReviewComment, ...] = ()
    changes: tuple[Change, ...] = ()
    hidden: tuple[str, ...] = ()  # text that is not shown; never part of a field or a line
    properties: Mapping[str, str] = field(default_factory=dict)  # the custom ones
    saved_by: str = ""  # as the program noted it; nobody's word
    signed: bool = False  # carries a digital signature, which is not verified

    def field(self, name: str) -> Field | None:
        """The one field of that name, or None. Two that disagree are none: a person must look."""
        found = [each for each in self.fields if each.name == name]
        return found[0] if found and all(each == found[0] for each in found) else None

    def value(self, name: str) -> str:
        found = self.field(name)
        return found.value.strip() if found else ""
