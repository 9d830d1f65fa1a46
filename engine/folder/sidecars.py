"""The engine's own texts beside people's files: notes, receipts, the status pages."""

import hashlib
import os
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from engine.disk.write import part_path, replace_synced
from engine.folder.found import Places
from engine.folder.names import NOTE, RECEIPT, STATUS, printable
from engine.folder.paths import file_mode
from engine.folder.publish import Unpublished
from engine.folder.root import paused
from engine.folder.status_page import PAGE_HEADER
from engine.folder.still import MovedError, read_still

HEADER = "Written by Planward, which removes it by itself. Your own file was not changed."
_LONGEST_NAME = 200  # bytes; file systems stop at 255
_LARGEST = 20_000_000  # bytes of a text of ours


@dataclass(frozen=True, slots=True)
class Sidecar:
    """What people are told about one dropped file, as long as that file lies there."""

    file: str  # its path, as the disk spells it
    text: str
    accepted: bool = False  # a receipt; else a note that asks to fix it


@dataclass(frozen=True, slots=True)
class SidecarRound:
    """What one round did, by path of the text."""

    written: tuple[str, ...]
    removed: tuple[str, ...]
    held: tuple[Unpublished, ...]  # a person's own file has that name, or the disk refused


@dataclass(slots=True)
class _Round:
    root: Path
    written: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    held: list[Unpublished] = field(default_factory=list)


def remark_path(remark: Sidecar) -> str:
    """Where the remark lies: beside its file, under the file's name and what it is."""
    folder, slash, name = remark.file.rpartition("/")
    plain = printable(name)
    if len(plain.encode()) > _LONGEST_NAME:
        digest = hashlib.sha256(plain.encode()).hexdigest()[:8]
        plain = f"{plain.encode()[: _LONGEST_NAME - 9].decode(errors='ignore')}~{digest}"
    return f"{folder}{slash}{plain}{RECEIPT if remark.accepted else NOTE}"


def keep_remarks(
    root: Path,
    workspace: str,
    places: Places,
    remarks: Iterable[Sidecar],
    left: Iterable[str] = (),
) -> SidecarRound:
    """Make the notes and receipts in the drop places exactly these. Safe to repeat.

    A remark whose file is gone is not wanted any more; a text of ours that is not wanted goes.
    A file is ours by its name *and* its first line; other people's are never touched. Nothing
    is done while the shared folder is away. `left` are files that were left alone this time,
    because somebody has them open: what lies beside them stays.
    """
    work = _Round(root)
    if away := paused(root, workspace):
        return SidecarRound((), (), (Unpublished("", away.reason),))
    wanted = {remark_path(r): _note(r.text) for r in remarks if _lies(root / r.file)}
    stays = {remark_path(Sidecar(file, "", kind)) for file in left for kind in (True, False)}
    for folder in places.folders:
        _tidy(work, folder, {*wanted, *stays})
    if not paused(root, workspace):
        for path, content in wanted.items():
            _put(work, path, content, HEADER)
    return SidecarRound(tuple(work.written), tuple(work.removed), tuple(work.held))


def keep_pages(root: Path, workspace: str, pages: Mapping[str, str]) -> SidecarRound:
    """Put STATUS.html into each folder: folder ("" is the top) -> page, from `status_page`."""
    work = _Round(root)
    if away := paused(root, workspace):
        return SidecarRound((), (), (Unpublished("", away.reason),))
    for folder, page in pages.items():
        path = f"{folder}/{STATUS}" if folder else STATUS
        _put(work, path, page.encode(), PAGE_HEADER)
    return SidecarRound(tuple(work.written), tuple(work.removed), tuple(work.held))


def _note(text: str) -> bytes:
    """As Notepad shows it right: a byte order mark and both line ends."""
    lines = [HEADER, "", *text.strip().splitlines(), ""]
    return "\r\n".join(lines).encode("utf-8-sig")


def _lies(file: Path) -> bool:
    try:
        os.lstat(file)
    except FileNotFoundError:
        return False
    except OSError:
        return True  # not known is not gone
    return True


def _put(work: _Round, path: str, content: bytes, header: str) -> None:
    target = work.root / path
    try:
        if _content(target) == content:
            part_path(target).unlink(missing_ok=True)
            return
        if not _ours_or_free(target, header):
            work.held.append(Unpublished(path, "a file of somebody else has this name"))
            return
        replace_synced(target, content, file_mode(target.parent))
    except OSError as problem:
        work.held.append(
            Unpublished(path, f"the shared folder does not take it: {problem.strerror}")
        )
    else:
        work.written.append(path)


def _content(target: Path) -> bytes | None:
    try:
        return read_still(target, _LARGEST)[0]
    except MovedError:
        return None


def _ours_or_free(target: Path, header: str) -> bool:
    if not os.path.lexists(target):
        return True
    content = _content(target)
    return content is not None and content.decode("utf-8-sig", "replace").startswith(header)


def _tidy(work: _Round, folder: str, wanted: Container[str]) -> None:
    """Take away our texts nobody needs any more, and what a crash left of unfinished ones."""
    try:
        for path in [*_texts_in(work.root, folder)]:
            target = work.root / path
            part_path(target).unlink(missing_ok=True)
            if path not in wanted and _lies(target) and _ours_or_free(target, HEADER):
                target.unlink()
                work.removed.append(path)
    except OSError as problem:
        if _lies(work.root / folder):
            work.held.append(Unpublished(folder, f"cannot be tidied: {problem.strerror}"))


def _texts_in(root: Path, folder: str) -> Iterator[str]:
    """Paths of notes and receipts in `folder`, by name only, those half-written included."""
    with os.scandir(root / folder) as scan:
        listed = {entry.name for entry in scan}
    names = {_whole(name) for name in listed}
    for name in sorted(name for name in names if name.endswith((NOTE, RECEIPT))):
        yield f"{folder}/{name}" if folder else name


def _whole(name: str) -> str:
    return name[1:].removesuffix(".part") if name.startswith(".") else name
