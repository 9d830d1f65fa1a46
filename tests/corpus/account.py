"""What a recorded workspace says to people: how plans stand, what happened and why, what letters say."""

import re
from collections.abc import Iterator
from pathlib import Path

from engine.workspace.session.rendering import Writer, draft_files, version_of
from engine.workspace.session.version import Version
from engine.workspace.session.versions import content, versions
from engine.workspace.session.workspace import Workspace, reading
from tests.documents.word_text import read_word
from tests.workspaces import PlayedWorkspace

HASH = re.compile(r"\b[0-9a-f]{64}\b")  # of bytes: another compression makes another


def account_of(root: Path) -> str:
    return HASH.sub("…", "\n".join(_lines(root))) + "\n"


def _lines(root: Path) -> Iterator[str]:
    made = PlayedWorkspace(root)
    with reading(root) as workspace:
        plans = [*workspace.standing().values()]
        for plan in plans:
            yield f"{plan.id} {plan.employee}: {plan.stage} {plan.state} {plan.outcome}".rstrip()
        for plan in plans:
            yield f"\n# {plan.id}: what happened\n\n{made.does('history', plan.id).rstrip()}"
            yield f"\n# {plan.id}: why\n\n{made.does('explain', plan.id).rstrip()}"
        for version in versions(workspace):
            yield f"\n# {version.plan}: {version.name(workspace.pinned(version.pin).policy)}\n"
            said = read_word(_letter(workspace, version))
            yield from (line for line in (*said.around, *said.lines) if line.strip())


def _letter(workspace: Workspace, version: Version) -> bytes:
    """As it was kept where people had a hand in it, else made again from what is recorded."""
    event = version.event
    if event.source:
        return content(workspace, event.letter)
    writer: Writer = workspace.writer()
    whole = version_of(version.plan, event.number, event.version, writer)
    pinned = workspace.pinned(version.pin)
    template = pinned.template(pinned.policy.documents[event.document].template)
    return draft_files(template, version.plan, version.pin, whole, writer.key).letter
