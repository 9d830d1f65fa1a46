"""Makes this Python lack for the engine what Windows lacks, when loaded as `sitecustomize`.

Nothing here is Windows: it takes away names, and refuses what Windows refuses. Libraries keep what
they have, for they ask for the system by its name.
"""

import errno
import fcntl
import os
import stat
import sys
import types
from contextlib import suppress
from pathlib import Path

import filelock  # noqa: F401 - loaded while there still are modules that it looks for

OURS = f"{os.sep}engine{os.sep}"
BINARY = 0x4000_0000  # a flag no real system gives a meaning, to see whether it was asked for

_open, _fsync, _link = os.open, os.fsync, os.link
_access = fcntl.fcntl


def _ours(depth: int = 2) -> bool:
    where = sys._getframe(depth).f_code.co_filename
    return OURS in where and "site-packages" not in where


def opened(path, flags, mode=0o777, *, dir_fd=None):
    if _ours() and Path(path).is_dir():
        raise PermissionError(errno.EACCES, "a folder cannot be opened", str(path))
    if _ours() and not flags & BINARY:
        raise AssertionError(f"{path} would be opened as text: its bytes would change")
    return _open(path, flags & ~BINARY, mode, dir_fd=dir_fd)


def synced(descriptor):
    if _access(descriptor, fcntl.F_GETFL) & os.O_ACCMODE == os.O_RDONLY:
        raise OSError(errno.EBADF, "only what is open for writing can be synced")
    _fsync(descriptor)


def linked(source, target, *, src_dir_fd=None, dst_dir_fd=None, follow_symlinks=None):
    if follow_symlinks is not None:
        raise NotImplementedError("link: follow_symlinks unavailable on this platform")
    _link(source, target)


def _free(path) -> None:
    """Windows moves and removes no file that this or another process has open."""
    where = Path(path).absolute()
    for descriptor in Path("/proc/self/fd").iterdir():
        with suppress(FileNotFoundError):  # the one by which this is read
            if descriptor.readlink() == where:
                raise PermissionError(errno.EACCES, "another process has it open", str(where))


def _closed_to_writing(path) -> bool:
    found = os.lstat(path)
    return stat.S_ISREG(found.st_mode) and not found.st_mode & stat.S_IWUSR


def _guarded(call, *, removing: bool):
    def guarded(source, *more, **how):
        _free(source)
        for target in more:
            _free(target)
            if not removing and call is not _replace and os.path.lexists(target):
                raise FileExistsError(errno.EEXIST, "there already", str(target))
        if removing and os.path.lexists(source) and _closed_to_writing(source):
            raise PermissionError(errno.EACCES, "read-only", str(source))
        return call(source, *more, **how)

    return guarded


_replace = os.replace
LACKING = {"O_NOFOLLOW", "O_DIRECTORY", "O_NONBLOCK", "O_CLOEXEC", "geteuid", "getuid", "getegid",
           "getgid", "fchmod", "fchown", "chown"}  # fmt: skip


class _Lacking(types.ModuleType):
    def __getattribute__(self, name):
        if name in LACKING and _ours():
            raise AttributeError(f"module 'os' has no attribute {name!r}")
        return super().__getattribute__(name)


os.__class__ = _Lacking
for name in ("pwd", "grp", "fcntl", "resource", "termios"):
    sys.modules[name] = None  # type: ignore[assignment]
os.O_BINARY = BINARY
os.open, os.fsync, os.link = opened, synced, linked
os.supports_follow_symlinks.discard(_link)
os.unlink = os.remove = _guarded(os.unlink, removing=True)
os.rename = _guarded(os.rename, removing=False)
os.replace = _guarded(_replace, removing=False)
