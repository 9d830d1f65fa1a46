"""Where published files may lie: short names that every file system takes for the same."""

import os
import re
import stat
import unicodedata
from pathlib import Path

from engine.folder import names

LONGEST = 100  # characters of a path below the shared folder; Windows stops at 260 in all
_ODD = re.compile(r"[^A-Za-z0-9 ,()_.-]")
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ,()_.-]*")


def unfit_path(path: str) -> str:
    """Why nothing may be published at `path`, or nothing. Only a team's folder, which is a
    company's own word and always comes first, may hold letters other than ASCII.
    """
    parts = path.split("/")
    if len(path) > LONGEST:
        return f"the path has {len(path)} characters, more than {LONGEST}"
    odd = [p for p in parts if not p or names.unfit(p) or names.scratch(p.casefold())]
    odd += [part for part in parts[len(parts) > 1 :] if not _PLAIN.fullmatch(part)]
    return f"{names.printable(odd[0])!r} is no name to publish under" if odd else ""


def plain_name(words: str, longest: int = 40) -> str:
    """`words` as part of a file name: ASCII, nothing that a file system trips over."""
    ascii_only = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    kept = _ODD.sub(" ", ascii_only)
    return " ".join(kept.split())[:longest].strip(" .-") or "document"


def ready_folder(root: Path, path: str) -> Path:
    """The folder in which `path` lies, made where missing with the rights of the one above.

    OSError when it cannot be made, or when something else (a link, a file) stands in its place:
    nothing is ever written through a link that somebody laid. New folders are not synced: if a
    power cut takes them, the next sweep makes them again, and syncing each would double its cost.
    """
    folder = root
    for part in path.split("/")[:-1]:
        above, folder = folder, folder / part
        try:
            found = os.lstat(folder)
        except FileNotFoundError:
            mode = stat.S_IMODE(os.lstat(above).st_mode)
            folder.mkdir(mode)
            folder.chmod(mode)  # the umask has no say
            continue
        if not stat.S_ISDIR(found.st_mode):
            raise NotADirectoryError(20, "something else stands where a folder should be", part)
    return folder


def file_mode(folder: Path) -> int:
    """The rights for a file in `folder`: whoever may use the folder may use the file."""
    return stat.S_IMODE(os.lstat(folder).st_mode) & 0o666
