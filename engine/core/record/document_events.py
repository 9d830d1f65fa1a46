"""What happens to a document: drafted, read back, approved or sent back, issued, handed over, received."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from engine.core.values.message import Message
from engine.core.values.period import Period

Brief = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Drafted:
    """`item` is the duty, right or open row that wants the document; `occurrence` counts from 1.

    `source` is the file that came back and whose text this version carries: alone, where a reviewer
    changed the text (`edit`), or merged with what the engine drafted anew.

    A version is two files of one brief, each made once and kept: the `review_copy` in which people
    approve, comment and change, and the `letter` as it will be handed over, without their boxes. A
    version that carries people's text keeps as `drawn` what the engine alone would have written.
    """

    on: date
    document: str
    item: str
    occurrence: int
    number: int  # of the document within the plan, from 1
    version: int
    template: str = ""  # sha256 of the template's bytes
    review_copy: str = ""  # sha256, as are the next two
    letter: str = ""
    drawn: str = ""  # empty: the review copy is as the engine drew it
    source: str = ""  # sha256; empty: by the engine alone
    edit: bool = False
    made_from: int = 0  # the version that file was made from
    open: tuple[str, ...] = ()  # what it holds that people must settle: changes, comments
    brief: Brief | None = None
    note: tuple[Message, ...] = ()  # who changed what


@dataclass(frozen=True, slots=True)
class Approved:
    """`sha256` is of the letter, which `file`, a saved review copy, may say."""

    on: date
    number: int
    version: int
    role: str
    by: str
    sha256: str
    file: str = ""  # sha256 of the returned file that says so; empty: said to `record`
    assurance: str = (
        "asserted"  # or confirmed: by the person's own user, or where only they write
    )
    note: str = ""
    once_as: str = ""  # the role as which the same person said it, once for both


@dataclass(frozen=True, slots=True)
class ReadBack:
    """A Word file that came back was read. `sha256` is of its bytes, which are kept.

    `state` is same (saved again, unchanged), filled, edited, stripped (its fields are gone), late (of
    a version that another has followed), over (its document was issued, or its step is over) or
    altered (after it was issued). What is `open` (changes, comments, clause; lost: in an earlier file
    and not in this one) holds approvals back; the note says which and where.
    """

    on: date
    number: int
    version: int
    sha256: str
    state: str
    open: tuple[str, ...] = ()
    role: str = ""  # in whose own sign-off folder it lay
    signed: bool = False  # it carries a digital signature, which nobody verified
    unmet: tuple[
        str, ...
    ] = ()  # earlier files of this version: what they left open is not in this one
    note: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Claimed:
    """What a filled field of a returned file claims that `by` said as `role`, on `day`.

    `says` is approve, return, received, refused or reply.
    """

    on: date
    number: int
    version: int
    role: str
    by: str
    says: str
    day: date
    sha256: str
    assurance: str = "asserted"  # or confirmed
    note: str = ""
    told: tuple[Message, ...] = ()  # who saw it


@dataclass(frozen=True, slots=True)
class ClaimRefused:
    """A sign-off that does not count; the file is kept as evidence. `because` is a code.

    copied, contradicts, employee, not_holder, superseded, day, not_allowed.
    """

    on: date
    number: int
    version: int
    role: str
    says: str
    because: str
    sha256: str
    note: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Revised:
    """Whoever drafts the document answers what was wanted; the text stays as it is."""

    on: date
    number: int
    version: int
    role: str
    by: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Attached:
    """A scan somebody put into the plan's folder, kept as it is. It decides nothing.

    `number` is of the document its name speaks of; 0: of none.
    """

    on: date
    number: int
    sha256: str
    kind: str  # pdf, png …
    note: str = ""
    assurance: str = "asserted"  # or confirmed: by that person's own user


@dataclass(frozen=True, slots=True)
class Returned:
    """Changes wanted: `note` says which, or what the document itself `told`."""

    on: date
    number: int
    version: int
    role: str
    by: str
    note: str = ""
    told: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Issued:
    """`sha256` is of the letter. Beside it goes the sheet that says who approved it and when."""

    on: date
    number: int
    version: int
    role: str
    by: str
    sha256: str
    note: str = ""
    approvals_sheet: str = ""  # sha256


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
    """`how` is receipt, refused or silence; a refusal carries its witness in the note, or in what is told."""

    on: date
    number: int
    how: str
    day: date
    role: str = ""
    by: str = ""
    note: str = ""
    late: Period | None = None
    file: str = ""  # sha256 of the returned document that says so
    told: tuple[Message, ...] = ()  # as the document itself tells it
