"""One returned file being read: the plan as it stands so far, the entries made, the notes to be told."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from engine.core.plan.in_force import PlanContext, holders
from engine.core.plan.replay import apply
from engine.core.plan.state import Claim, PlanDocument
from engine.core.read_back import sign_off_messages as say
from engine.core.record import events as e
from engine.core.record.returned import ReturnedDocument
from engine.core.values.message import Message


@dataclass(frozen=True, slots=True)
class Copy:
    """A returned file, what it is held against, and where it lay."""

    sha256: str
    said: ReturnedDocument
    base: ReturnedDocument  # its own version, as it was published
    version: int
    tokens: Mapping[str, str]  # role -> the token of this very version
    pending: tuple[
        tuple[str, ReturnedDocument], ...
    ] = ()  # earlier files that left something open, by sha256
    answered: tuple[
        ReturnedDocument, ...
    ] = ()  # earlier files whose comments the drafter has answered
    suspect: tuple[
        ReturnedDocument, ...
    ] = ()  # earlier files in which the employee signed for others
    letter: bool = False  # it is the letter as issued, and no copy to be reviewed
    confirmed: str = ""  # the role that alone can write where the file lay


@dataclass(frozen=True, slots=True)
class Unfit:
    """Why a sign-off does not count: a code of `ClaimRefused`, and a sentence for who filled it in.

    Without a code it is only unfinished: nothing is recorded, and it may be finished at any time.
    """

    because: str
    says: Message
    claims: str = ""  # what it would have said: approve, return …


@dataclass(frozen=True, slots=True)
class Note:
    """What whoever saved the file should know, and what to do about it. `code` is one of docs/errors."""

    code: str
    says: Message
    do: Message


UNFINISHED, NO_SIGN_OFF = "R413", "R405"
DO: Mapping[str, Callable[[], Message]] = {
    "": say.fill_in_what_is_missing,
    "copied": say.sign_in_our_document,
    "contradicts": say.tell_which_holds,
    "employee": say.let_holder_sign_anew,
    "not_holder": say.let_holder_fill_in,
    "superseded": say.sign_in_newest_move_this,
    "edited": say.sign_in_newest,
    "day": say.write_day_of_signing,
    "not_allowed": say.ask_hr,
}


@dataclass(slots=True)
class OutcomeInProgress:
    m: PlanContext
    number: int
    copy: Copy
    day: date
    events: list[e.Event] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    @property
    def document(self) -> PlanDocument:
        return self.m.plan.documents[self.number]

    def happens(self, *events: e.Event) -> None:
        for event in events:
            self.m = replace(self.m, plan=apply(self.m.plan, event))
            self.events.append(event)

    def note(self, code: str, says: Message, do: Message) -> None:
        self.notes.append(Note(code, says, do))

    def reads(
        self,
        state: str,
        open_: tuple[str, ...] = (),
        says: tuple[Message, ...] = (),
        unmet: tuple[str, ...] = (),
    ) -> None:
        copy = self.copy
        read = e.ReadBack(
            self.day, self.number, copy.version, copy.sha256, state, open_, copy.confirmed,
            copy.said.signed, unmet, says,
        )  # fmt: skip
        self.happens(read)

    def refuse(self, role: str, why: Unfit) -> None:
        """Kept as evidence, and said beside the file."""
        if why.because:
            copy = self.copy
            refused = e.ClaimRefused(
                self.day, self.number, copy.version, role, why.claims, why.because, copy.sha256,
                (why.says,),
            )  # fmt: skip
            self.happens(refused)
        self.note(NO_SIGN_OFF if why.because else UNFINISHED, why.says, DO[why.because]())

    def known(self, claim: Claim) -> bool:
        """True for what was recorded before: a file is saved again and again with its sign-offs."""
        approved = claim.says == "approve" and (claim.role, claim.by) in self.document.approvals
        struck = any(_same(claim, said) for said in self.document.struck)
        return (
            approved
            or struck
            or any(
                _same(claim, said) and said.assurance in (claim.assurance, "confirmed")
                for said in self.document.claims
            )
        )

    def claims(self, claim: Claim) -> bool:
        """Recorded, unless that role or that person has said something else of this version."""
        if against := self._against(claim):
            self.refuse(claim.role, against)
            return False
        document = self.document
        self.happens(
            e.Claimed(
                self.day, document.number, document.version, claim.role, claim.by, claim.says, claim.day,
                claim.file, claim.assurance, claim.note, claim.told,
            )
        )  # fmt: skip
        return True

    def _against(self, claim: Claim) -> Unfit | None:
        if claim.says == "reply":
            return None
        others = (c for c in self.document.claims if self._holds(c) and not _same(claim, c))
        said = {*((c.role, c.by) for c in others), *self.document.approvals}
        if claim.role in {role for role, _ in said}:
            return Unfit("contradicts", say.said_otherwise_before(claim.role), claim.says)
        if claim.by in {by for _, by in said}:
            says = say.signed_in_another_role(claim.by, claim.role)
            return Unfit("not_allowed", says, claim.says)
        return None

    def _holds(self, claim: Claim) -> bool:
        """False for a reply, and for what somebody said who no longer holds the role."""
        mine = claim.by in holders(self.m, claim.role, self.day).persons
        return claim.says != "reply" and mine


def spoken(role: str) -> str:
    """A role as a person reads it: `second line`."""
    return role.replace("_", " ")


def _same(one: Claim, other: Claim) -> bool:
    """The same person saying the same: another day beside it makes it no other word."""
    words = (one.role, one.by, one.says) == (other.role, other.by, other.says)
    return words and (one.says != "reply" or one.note == other.note)
