"""Scans of signed copies in plan folders: kept as they are, once each."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from engine.core.record.codec import decoded
from engine.core.record.events import Attached
from engine.folder.found import FoundFile
from engine.folder.still import owner_of
from engine.ledger import index
from engine.workspace.inbox.arrivals import Arrivals, opened_arrival
from engine.workspace.session.workspace import Workspace

NUMBER = re.compile(r"[0-9]{2,3}(?= )", re.ASCII)


@dataclass(frozen=True, slots=True)
class Scan:
    """`number` is of the document whose number its name begins with; 0: of none."""

    sha256: str
    content: bytes
    plan: str
    number: int
    kind: str  # pdf, png …
    name: str
    owner: str = ""  # of the file, as the disk says; nobody's word


def scanned(
    workspace: Workspace, found: Iterable[FoundFile], arrivals: Arrivals
) -> Iterator[Scan]:
    """Every scan that the record does not have yet of its plan."""
    scans = [*found]
    if not scans:
        return
    kept = _kept(workspace)
    plans = workspace.standing()
    for each in scans:
        plan = plans.get(PurePosixPath(each.plan).name.rpartition(" ")[2])
        if plan is None or workspace.why_still(plan):
            continue
        file = opened_arrival(
            workspace, each, {sha for of, sha in kept if of == plan.id}, arrivals
        )
        if file is None or (plan.id, file.sha256) in kept:
            continue
        kept.add((plan.id, file.sha256))
        named = NUMBER.match(file.name)
        number = int(named[0]) if named and int(named[0]) in plan.documents else 0
        kind = PurePosixPath(file.name).suffix[1:].lower()
        owner = owner_of(workspace.plans / each.path)
        yield Scan(file.sha256, file.content, plan.id, number, kind, file.name, owner)


def _kept(workspace: Workspace) -> set[tuple[str, str]]:
    return {
        (plan, event.sha256)
        for plan, entries in index.outlines(workspace.book.index, ("Attached",))
        for event in map(decoded, entries)
        if isinstance(event, Attached)
    }
