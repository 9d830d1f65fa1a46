"""What happens to a document: drafted, approved or sent back, issued, handed over, received."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from engine.core.period import Period

Brief = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Drafted:
    """`item` is the duty, right or open row that wants the document; `occurrence` counts from 1."""

    on: date
    document: str
    item: str
    occurrence: int
    number: int  # of the document within the plan, from 1
    version: int
    template: str = ""  # sha256 of the template's bytes
    sha256: str = ""  # of the bytes as drafted
    brief: Brief | None = None


@dataclass(frozen=True, slots=True)
class Approved:
    on: date
    number: int
    version: int
    role: str
    by: str
    sha256: str
    note: str = ""
    assurance: str = "asserted"  # or confirmed: by that person's own user


@dataclass(frozen=True, slots=True)
class Returned:
    """Changes wanted: `note` says which."""

    on: date
    number: int
    version: int
    role: str
    by: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Issued:
    on: date
    number: int
    version: int
    role: str
    by: str
    sha256: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Delivered:
    on: date
    number: int
    role: str
    by: str
    day: date  # when it was handed over
    note: str = ""


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """`how` is receipt, refused or silence; a refusal carries its witness in the note."""

    on: date
    number: int
    how: str
    day: date
    role: str = ""
    by: str = ""
    note: str = ""
    late: Period | None = None
