"""All versions of documents that the record names, and their bytes."""

from collections.abc import Iterable, Iterator, Mapping

from engine.core.plan.replay import Plan
from engine.core.record import events as e
from engine.core.record.codec import decoded
from engine.core.record.commit import Entry
from engine.ledger import index, store
from engine.workspace.session.version import Version
from engine.workspace.session.workspace import Workspace

# The events that say which versions there are, and which files came back of them.
TELLING = ("Proposed", "Drafted", "Issued", "ReadBack")


def folder_of(first: e.Proposed, plan: str) -> str:
    """`East/E00012 PW-2026-0001`: the plan's folder, in the team's where it has one."""
    own = f"{first.employee} {plan}"
    return f"{first.team}/{own}" if first.team else own


def folder_of_plan(plan: Plan) -> str:
    own = f"{plan.employee} {plan.id}"
    return f"{plan.team}/{own}" if plan.team else own


def versions(workspace: Workspace, plans: Iterable[str] | None = None) -> Iterator[Version]:
    """All versions of the plans named (None: of all), in the order they were drafted."""
    if plans is None:
        for several in _every(workspace).values():
            yield from several
    else:
        yield from (
            version for several in _read(workspace, plans).values() for version in several
        )


def _every(workspace: Workspace) -> Mapping[str, tuple[Version, ...]]:
    """By plan; what did not change since is not read again."""
    seq, found = workspace.memory.versions
    head = workspace.head.seq
    if head < seq:
        seq, found = 0, {}
    if head > seq:
        new = index.touched_since(workspace.book.index, seq) if seq else None
        workspace.memory.versions = (
            head,
            dict(sorted({**found, **_read(workspace, new)}.items())),
        )
    return workspace.memory.versions[1]


def _read(workspace: Workspace, plans: Iterable[str] | None) -> dict[str, tuple[Version, ...]]:
    return {
        plan: tuple(_versions(plan, entries))
        for plan, entries in index.outlines(workspace.book.index, TELLING, plans)
    }


def _versions(plan: str, entries: Iterable[Entry]) -> Iterator[Version]:
    first: e.Proposed | None = None
    drafts: list[e.Drafted] = []
    issued: dict[tuple[int, int], e.Issued] = {}
    read: dict[tuple[int, int], list[e.ReadBack]] = {}
    before: dict[tuple[int, int], int] = {}  # how many had been read when it was issued
    for event in map(decoded, entries):
        if isinstance(event, e.Proposed):
            first = event
        elif isinstance(event, e.Drafted):
            drafts.append(event)
        elif isinstance(event, e.Issued):
            key = (event.number, event.version)
            issued[key], before[key] = event, len(read.get(key, ()))
        elif isinstance(event, e.ReadBack):
            read.setdefault((event.number, event.version), []).append(event)
    if first is None:
        return
    for draft in drafts:
        key = (draft.number, draft.version)
        back, folder = tuple(read.get(key, ())), folder_of(first, plan)
        since = back[before.get(key, len(back)) :]
        yield Version(plan, first.pin, folder, draft, issued.get(key), back, since)


def content(workspace: Workspace, sha256: str) -> bytes:
    """The bytes of a version's file, as they were kept when it was made. TamperedError when they are not."""
    foretold = workspace.foretold.get(sha256)
    return store.blob(workspace.book.ledger, sha256) if foretold is None else foretold
