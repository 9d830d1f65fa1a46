"""Which published documents nobody has touched since: a memory that may be lost without loss.

Then they have to hold still once more before a look knows them for what they are.
"""

import json
from collections.abc import Mapping

from engine.disk.write import replace_synced
from engine.folder.still import Stamp
from engine.workspace.session.workspace import Desk

NAME = "published.json"


def known_ours(desk: Desk) -> Mapping[str, Stamp]:
    """Path -> how each looked when it was last compared with the record, in any process."""
    if desk.memory.ours is None:
        desk.memory.ours = _remembered(desk)
    return desk.memory.ours


def keep_ours(desk: Desk, ours: Mapping[str, Stamp]) -> None:
    """Remember for the next process, too, so that it need not wait for what this one wrote."""
    if ours != known_ours(desk):
        told = {path: [s.size, s.modified_ns, s.inode] for path, s in sorted(ours.items())}
        replace_synced(desk.state / NAME, json.dumps(told).encode())
    desk.memory.ours = ours


def _remembered(desk: Desk) -> Mapping[str, Stamp]:
    """A disk's number may change when it is mounted anew, so it is that of today."""
    try:
        device = desk.plans.stat().st_dev
        told = json.loads((desk.state / NAME).read_text("utf-8"))
        return {
            str(path): Stamp(int(size), int(modified_ns), int(inode), device)
            for path, (size, modified_ns, inode) in told.items()
        }
    except (OSError, ValueError, TypeError, AttributeError):
        return {}
