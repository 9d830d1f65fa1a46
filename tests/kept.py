"""What a record keeps of files that came back, for tests without one: each reading by its sha256."""

from dataclasses import replace

from engine.core.plan.state import PlanDocument
from engine.core.read_back.in_progress import Copy
from engine.core.record.returned import ReturnedDocument

READ: dict[str, ReturnedDocument] = {}


def with_earlier(copy: Copy, document: PlanDocument) -> Copy:
    """The copy with the earlier files of its version that still matter, as a workspace gives them."""
    READ[copy.sha256] = copy.said
    if copy.version != document.version:
        return copy
    return replace(
        copy,
        pending=tuple((sha, READ[sha]) for sha in document.pending),
        answered=tuple(READ[sha] for sha in document.answered),
        suspect=tuple(READ[sha] for sha in document.suspect),
    )
