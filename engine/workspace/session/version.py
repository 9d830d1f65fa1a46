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
    issued: bool
    returned: tuple[e.ReadBack, ...] = ()

    def name(self, policy: Policy) -> str:
        document = policy.documents[self.event.document]
        title = plain_name(document.title or title_of(self.event.document))
        again = f" {self.event.occurrence}" if self.event.occurrence > 1 else ""
        return f"{self.event.number:02} {title}{again} v{self.event.version}.docx"
