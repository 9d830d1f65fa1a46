"""What git holds of a folder on the default branch. Nothing else in the house asks git."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

PATIENCE = 10.0  # seconds for one question
MOST_BYTES = 1_000_000  # of a file that is read
USUAL = (
    "refs/remotes/origin/main",
    "refs/remotes/origin/master",
    "refs/heads/main",
    "refs/heads/master",
)


@dataclass(frozen=True, slots=True)
class BranchFiles:
    """The files that lie in the folder itself, by name, as they stand on `branch`."""

    branch: str  # as people call it: main, origin/main
    texts: Mapping[str, bytes]


def on_default_branch(folder: Path, suffix: str) -> BranchFiles | None:
    """The files of `folder` that end in `suffix`; None where git has no branch to go by."""
    prefix = _asked(folder, "rev-parse", "--show-prefix")
    ref = _default_branch(folder) if prefix is not None else ""
    if prefix is None or not ref:
        return None
    where = prefix.decode("utf-8", "replace").rstrip("\n")
    listed = _asked(
        folder, "ls-tree", "-z", "-l", "--full-tree", ref, *([where] if where else [])
    )
    texts: dict[str, bytes] = {}
    for line in (listed or b"").decode("utf-8", "surrogateescape").split("\0"):
        about, _, path = line.partition("\t")
        name = path.removeprefix(where)
        _, kind, sha, size = about.split() if about else ("", "", "", "")
        if kind == "blob" and name.endswith(suffix) and int(size) <= MOST_BYTES:
            texts[name] = _asked(folder, "cat-file", "blob", sha) or b""
    return BranchFiles(ref.split("/", 2)[2], texts)


def _default_branch(folder: Path) -> str:
    """What the remote calls so, else main or master, else the only one there is; "" for none."""
    if told := _asked(folder, "symbolic-ref", "-q", "refs/remotes/origin/HEAD"):
        return told.decode().strip()
    found = _refs(folder, *USUAL)
    if found:
        return min(found, key=USUAL.index)
    only = _refs(folder, "refs/heads")
    return only[0] if len(only) == 1 else ""


def _refs(folder: Path, *patterns: str) -> list[str]:
    told = _asked(folder, "for-each-ref", "--format=%(refname)", *patterns) or b""
    return told.decode("utf-8", "replace").split()


def _asked(folder: Path, *words: str) -> bytes | None:
    """What git answers; None where there is no git, no folder, no repository, or no such thing."""
    git = shutil.which("git")
    if git is None:
        return None
    # Where a hook runs us, its repository is not to stand for the one of the folder.
    own = {key: said for key, said in os.environ.items() if not key.startswith("GIT_")}
    quiet = {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
    try:
        done = subprocess.run(  # noqa: S603 - git itself, with words of our own
            [git, "-c", "core.fsmonitor=false", "-C", str(folder), *words],
            env={**own, **quiet, "GIT_NO_LAZY_FETCH": "1"},
            stdin=subprocess.DEVNULL, capture_output=True, timeout=PATIENCE, check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None
