"""One drafted version of a document, and where its copies lie."""

from dataclasses import dataclass

from engine.core.facts.explanation import title_of
from engine.core.policy.policy import Policy
from engine.core.record import events as e
from engine.folder.paths import plain_name


@dataclass(frozen=True, slots=True)
class Version:
    """One drafted version of a document and where its copies lie. The event is without its brief."""

    plan: str
    pin: str
    folder: str
    event: e.Drafted
    issued: e.Issued | None = None
    returned: tuple[e.ReadBack, ...] = ()
    since_issue: tuple[e.ReadBack, ...] = ()  # of those, what came back after it was issued

    @property
    def files(self) -> frozenset[str]:
        """The sha256 of all that was made of it, published or not."""
        event, sheet = self.event, self.issued.approvals_sheet if self.issued else ""
        return frozenset({event.review_copy, event.letter, sheet} - {""})

    def name(self, policy: Policy) -> str:
        document = policy.documents[self.event.document]
        title = plain_name(document.title or title_of(self.event.document))
        again = f" {self.event.occurrence}" if self.event.occurrence > 1 else ""
        return f"{self.event.number:02} {title}{again} v{self.event.version}.docx"

    def sheet_name(self, policy: Policy) -> str:
        """Of the sheet that says who approved it: `02 Written warning v1 approvals.docx`."""
        return f"{self.name(policy).removesuffix('.docx')} approvals.docx"
