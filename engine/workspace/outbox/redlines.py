"""What changed between two versions of a document, as a Word file with tracked changes."""

from collections.abc import Iterator, Sequence
from functools import partial

from engine.core.values.errors import WrongUseError
from engine.documents.reading.read_back import read_returned
from engine.documents.review.redline import redlined
from engine.folder.publish import Wanted
from engine.ledger import store
from engine.workspace.session.version import Version
from engine.workspace.session.versions import content, versions
from engine.workspace.session.workspace import Workspace

ENGINE = "Planward"


def changes_wanted(
    workspace: Workspace, found: Sequence[Version]
) -> Iterator[tuple[str, Wanted]]:
    """Beside each version but the first, what changed since the one before it.

    Only a view: it is made when it is missing, and nothing is promised of its bytes.
    """
    by_version = {(v.plan, v.event.number, v.event.version): v for v in found}
    for version in found:
        before = by_version.get((version.plan, version.event.number, version.event.version - 1))
        if before:
            made = partial(redline_of, workspace, before, version)
            yield (
                f"{version.folder}/draft/{changes_name(workspace, before, version)}",
                Wanted("", made),
            )


def changes_name(workspace: Workspace, before: Version, after: Version) -> str:
    """`02 Written warning v1-v2 changes.docx`."""
    named = after.name(workspace.pinned(after.pin).policy)
    stem = named.removesuffix(f" v{after.event.version}.docx")
    return f"{stem} v{before.event.version}-v{after.event.version} changes.docx"


def redline_of(workspace: Workspace, before: Version, after: Version) -> bytes:
    """Who changed it is named where it was one person's text, else it was the engine.

    The letters are compared: who is to approve them is no change of their text.
    """
    author = ENGINE
    if after.event.edit:
        author = (
            read_returned(store.blob(workspace.book.ledger, after.event.source)).saved_by
            or author
        )
    both = f"{before.event.version}-{after.event.version}"
    old, new = (content(workspace, version.event.letter) for version in (before, after))
    properties = {"planward_version": both}
    return redlined(old, new, author=author, on=after.event.on, properties=properties)


def two_versions(
    workspace: Workspace, plan: str, document: str, first: int, second: int
) -> tuple[Version, Version]:
    """Of the document of that number or id; of several with one id, the newest.

    WrongUseError says which documents and versions there are.
    """
    every = [*versions(workspace, [plan])]
    number = int(document) if document.isascii() and document.isdecimal() else 0
    mine = [v for v in every if v.event.document == document or v.event.number == number]
    if not mine:
        known = sorted({f"{v.event.number:02} ({v.event.document})" for v in every})
        there = f"it has {', '.join(known)}" if known else "it has none yet"
        raise WrongUseError(f'{plan} has no document "{document}"; {there}')
    newest = [v for v in mine if v.event.number == mine[-1].event.number]
    numbered = {v.event.version: v for v in newest}
    for wanted in (first, second):
        if wanted not in numbered:
            there = ", ".join(str(n) for n in numbered)
            raise WrongUseError(
                f"document {document} of {plan} has no version {wanted}; it has {there}"
            )
    if first == second:
        raise WrongUseError(f"version {first} does not differ from itself; name two versions")
    return numbered[first], numbered[second]
