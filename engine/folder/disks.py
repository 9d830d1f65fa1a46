"""What kind of disk a folder lies on: some are blind to others' writing, some unfit for truth."""

import re
from pathlib import Path

_MOUNTS = Path("/proc/self/mountinfo")
_REMOTE = re.compile(
    r"(nfs\d?|cifs|smb\d?|smbfs|ncpfs|afs|9p|virtiofs|ceph|glusterfs|lustre|gpfs|beegfs|davfs"
    r"|coda|ocfs2|gfs2?|fuse(blk|ctl)?|fuse\..+|vboxsf|vmhgfs|prl_fs|drvfs)"
)
_ESCAPED = re.compile(r"\\([0-7]{3})")
UNKNOWN = ""


def file_system_kind(path: Path) -> str:
    """The file system's own name for itself ("ext4", "cifs", "fuse.sshfs"); "" if not known.

    `path` need not exist yet; links on the way to it are followed.
    """
    try:
        mounts = _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return UNKNOWN  # no Linux: taken for a local disk, and the sweep is the truth anyway
    return kind_among(mounts, path.resolve())


def kind_among(mounts: str, path: Path) -> str:
    """The kind of the innermost mount above `path`, in text as Linux lists mounts."""
    best, depth = UNKNOWN, -1
    for line in mounts.splitlines():
        before, _, after = line.partition(" - ")
        point = Path(_ESCAPED.sub(lambda code: chr(int(code[1], 8)), before.split()[4]))
        if path.is_relative_to(point) and len(point.parts) >= depth:  # a later one lies on top
            best, depth = after.split()[0], len(point.parts)
    return best


def remote(kind: str) -> bool:
    """True where others may write without our machine noticing, or locks and syncs may lie."""
    return _REMOTE.fullmatch(kind) is not None


def unfit_state(state: Path, plans: Path) -> str | None:
    """Why the truth may not be kept in `state`, in a sentence, or None when it may."""
    inner, outer = state.resolve(), plans.resolve()
    if inner.is_relative_to(outer):
        return f"the state folder {state} lies inside the shared folder {plans}"
    if outer.is_relative_to(inner):
        return f"the shared folder {plans} lies inside the state folder {state}"
    kind = file_system_kind(state)
    if remote(kind):
        return f"the state folder {state} lies on a {kind} disk; it needs a local one"
    return None
