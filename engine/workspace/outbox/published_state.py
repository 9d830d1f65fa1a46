"""Which published documents nobody has touched since: a memory that may be lost without loss.

Then they have to hold still once more before a look knows them for what they are.
"""

import json
from collections.abc import Mapping

from engine.disk.write import replace_synced
from engine.folder.still import Stamp
from engine.workspace.session.workspace import Workspace

NAME = "published.json"


def known_ours(workspace: Workspace) -> Mapping[str, Stamp]:
    """Path -> how each looked when it was last compared with the record, in any process."""
    if workspace.memory.ours is None:
        workspace.memory.ours = _remembered(workspace)
    return workspace.memory.ours


def keep_ours(workspace: Workspace, ours: Mapping[str, Stamp]) -> None:
    """Remember for the next process, too, so that it need not wait for what this one wrote."""
    if ours != known_ours(workspace):
        told = {path: [s.size, s.modified_ns, s.inode] for path, s in sorted(ours.items())}
        replace_synced(workspace.state / NAME, json.dumps(told).encode())
    workspace.memory.ours = ours


def _remembered(workspace: Workspace) -> Mapping[str, Stamp]:
    """A disk's number may change when it is mounted anew, so it is that of today."""
    try:
        device = workspace.plans.stat().st_dev
        told = json.loads((workspace.state / NAME).read_text("utf-8"))
        return {
            str(path): Stamp(int(size), int(modified_ns), int(inode), device)
            for path, (size, modified_ns, inode) in told.items()
        }
    except (OSError, ValueError, TypeError, AttributeError):
        return {}
