"""Put bytes on the disk so that a crash leaves the whole file or none, and replace nothing."""

import errno
import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, zip_longest
from pathlib import Path

from engine.core.values.errors import EngineError, SurroundingsError
from engine.disk import system
from engine.disk.system import sync_folder

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700

_OWNER_WRITES = 0o200
_AT_ONCE = 64  # files held open between write and sync; one sync then often serves many
_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK}
_NOT_PLAIN = {errno.ELOOP, errno.ENXIO}  # a symbolic link, a socket
_NO_SUCH_CALL = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP}

Pair = tuple[Path, bytes]


class TakenError(EngineError):
    """Something else already lies under that name. It was left as it is."""


def write_synced(path: Path, content: bytes, mode: int = PRIVATE_FILE) -> None:
    """Create or truncate `path`; durable when it returns, but torn if killed half-way.

    The name itself is durable only after `sync_folder`. Never use it for a file others read.
    """
    descriptor = os.open(path, system.REPLACE, mode)
    try:
        system.set_mode(path, descriptor, mode)  # the umask has no say
        _write_all(descriptor, content)
        os.fsync(descriptor)  # an error here is final: the pages may be marked clean already
    finally:
        os.close(descriptor)


def write_once(target: Path, content: bytes, mode: int = PRIVATE_FILE) -> None:
    """Place `content` under `target` whole or not at all, durable when it returns.

    Repeatable: the same content already there is fine, also after a crash at any point.
    TakenError when other content (or no plain file) is there; it is not touched.
    """
    write_all_once([(target, content)], mode)


def write_all_once(pairs: Iterable[Pair], mode: int = PRIVATE_FILE) -> None:
    """`write_once` for many: each content is synced before its name appears, each folder once.

    Names appear in the order given. If it raises, some of the earlier names may be there.
    """
    folders: dict[Path, None] = {}
    for some in _in_groups(pairs):
        missing = {target: content for target, content in some if not _there(target, content)}
        if any(missing.get(target, content) != content for target, content in some):
            raise TakenError("the same name was given twice with different content")
        _write_parts(missing, mode)
        folders |= {target.parent: None for target, _ in some}
    for folder in folders:
        sync_folder(folder)


def replace_synced(target: Path, content: bytes, mode: int = PRIVATE_FILE) -> None:
    """Swap in new content, for files the engine owns alone: old or new after a crash."""
    part = part_path(target)
    part.unlink(missing_ok=True)
    try:
        write_synced(part, content, mode)
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)  # a full disk leaves nothing half-written behind
        raise
    sync_folder(target.parent)


def make_folder(path: Path, mode: int = PRIVATE_FOLDER) -> None:
    """Make the folder and those above it where missing; their names are durable on return."""
    if path.is_dir():
        return
    if path.parent != path:
        make_folder(path.parent, mode)
    path.mkdir(mode, exist_ok=True)
    path.chmod(mode)
    sync_folder(path.parent)


def part_path(target: Path) -> Path:
    """Where the bytes of `target` lie until they are whole: always the same name."""
    return target.with_name(f".{target.name}.part")


def clear_parts(folder: Path) -> None:
    """Remove what a crash left of unfinished files in `folder` (not in folders below it)."""
    with os.scandir(folder) as entries:
        left = [e.path for e in entries if e.name.startswith(".") and e.name.endswith(".part")]
    for path in left:
        Path(path).unlink(missing_ok=True)


def _there(target: Path, content: bytes) -> bool:
    """True when `target` holds just this, durable again. TakenError when it holds other."""
    try:
        descriptor = os.open(target, system.READ)
    except FileNotFoundError:
        return False
    except OSError as problem:
        if problem.errno not in _NOT_PLAIN and not target.is_dir():
            raise
        raise TakenError(f"{target.name} is there already and is no plain file") from problem
    try:
        _require_same(target, descriptor, content)
        system.sync_read(descriptor)
    finally:
        os.close(descriptor)
    part_path(target).unlink(missing_ok=True)
    return True


def _require_same(target: Path, descriptor: int, content: bytes) -> None:
    found = os.fstat(descriptor)
    if not stat.S_ISREG(found.st_mode):
        raise TakenError(f"{target.name} is there already and is no plain file")
    if found.st_size != len(content) or _read_all(descriptor) != content:
        raise TakenError(f"{target.name} is there already with other content")


def _write_parts(contents: dict[Path, bytes], mode: int) -> None:
    """Write and sync every part, then give each its name."""
    descriptors: list[int] = []
    try:
        for target, content in contents.items():
            descriptors.append(_new_file(part_path(target), mode | _OWNER_WRITES))
            _write_all(descriptors[-1], content)
        for descriptor in descriptors:
            os.fsync(descriptor)
        if not system.MOVES_OPEN_FILES:
            _close_all(descriptors)
        for target, content in contents.items():
            _place(target, content)
        if not mode & _OWNER_WRITES:
            # Last, and not synced: a Windows disk removes no second name of a read-only file.
            for target, descriptor in zip_longest(contents, descriptors):
                system.set_mode(target, descriptor, mode)
    except BaseException:
        _close_all(descriptors)
        for target in contents:
            part_path(target).unlink(missing_ok=True)  # a full disk leaves nothing half-written
        raise
    finally:
        _close_all(descriptors)


def _close_all(descriptors: list[int]) -> None:
    while descriptors:
        os.close(descriptors.pop())


def _new_file(part: Path, mode: int) -> int:
    # Removed, not truncated: after a crash between link and unlink it is the target itself.
    part.unlink(missing_ok=True)
    descriptor = os.open(part, system.NEW, mode)
    system.set_mode(part, descriptor, mode)
    return descriptor


def _place(target: Path, content: bytes) -> None:
    """Give the part its name. Somebody may have taken the name since we looked."""
    try:
        _link_or_rename(part_path(target), target)
    except FileExistsError:
        _there(target, content)
    part_path(target).unlink(missing_ok=True)


def _link_or_rename(part: Path, target: Path) -> None:
    try:
        system.link(part, target)
    except OSError as problem:
        if problem.errno not in _NO_LINKS:
            raise
    else:
        return
    try:
        system.rename_once(part, target)
    except OSError as problem:
        if problem.errno not in _NO_SUCH_CALL:
            raise
        where = f"the disk that holds {target.parent}"
        raise SurroundingsError(f"{where} can place no file without replacing") from problem


def _in_groups(pairs: Iterable[Pair]) -> Iterator[Sequence[Pair]]:
    rest = iter(pairs)
    while some := list(islice(rest, _AT_ONCE)):
        yield some


def _write_all(descriptor: int, content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def _read_all(descriptor: int) -> bytes:
    with os.fdopen(os.dup(descriptor), "rb") as file:
        return file.read()
