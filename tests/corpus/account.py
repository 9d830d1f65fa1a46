"""What a recorded workspace says to people: how plans stand, what happened and why, what letters say."""

import re
from collections.abc import Iterator
from pathlib import Path

from engine.documents.text.extract import read_word

from engine.workspace.session.versions import content, versions
from engine.workspace.session.workspace import reading
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
            said = read_word(content(workspace, version))
            yield from (line for line in (*said.around, *said.lines) if line.strip())
