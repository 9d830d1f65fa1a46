"""What a record keeps of files that came back, for tests without one: each reading by its sha256."""

from dataclasses import replace

from engine.core.plan.state import Paper
from engine.core.read_back.in_progress import Copy
from engine.core.record.returned import Returned

READ: dict[str, Returned] = {}


def with_earlier(copy: Copy, paper: Paper) -> Copy:
    """The copy with the earlier files of its version that still matter, as a workspace gives them."""
    READ[copy.sha256] = copy.said
    if copy.version != paper.version:
        return copy
    return replace(
        copy,
        pending=tuple((sha, READ[sha]) for sha in paper.pending),
        answered=tuple(READ[sha] for sha in paper.answered),
        suspect=tuple(READ[sha] for sha in paper.suspect),
    )
