"""The one module that knows what the operating system can and cannot do.

Windows knows no users by number, syncs no folders, limits no processes, and changes the bytes of a
file that was not opened as binary. Whoever needs one of these asks here, and need not know where.
"""

import _thread
import ctypes
import errno
import os
import signal
import subprocess
from importlib import import_module
from pathlib import Path
from typing import Any


def _module(name: str) -> Any:  # noqa: ANN401 - whatever the system's own modules hold
    try:
        return import_module(name)
    except ImportError:  # on Windows
        return None


pwd, resource = _module("pwd"), _module("resource")


def _flag(name: str) -> int:
    """0 where the system has no such flag, and so no such danger or no help against it."""
    return int(getattr(os, name, 0))


_PLAIN = _flag("O_NOFOLLOW") | _flag("O_CLOEXEC") | _flag("O_BINARY")
READ = os.O_RDONLY | _PLAIN | _flag("O_NONBLOCK")  # a FIFO must not hang us
CHANGE = os.O_WRONLY | _PLAIN
APPEND = CHANGE | os.O_APPEND | os.O_CREAT
REPLACE = CHANGE | os.O_CREAT | os.O_TRUNC
NEW = CHANGE | os.O_CREAT | os.O_EXCL

_FOLDERS_OPEN = hasattr(os, "O_DIRECTORY")
MOVES_OPEN_FILES = _FOLDERS_OPEN  # Windows renames and removes no file that anybody has open
APART: dict[str, Any] = (  # how a process is started that the terminal's Ctrl-C does not reach
    {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    if hasattr(subprocess, "CREATE_NEW_PROCESS_GROUP")
    else {"start_new_session": True}
)

_NO_SUCH_CALL = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP}
_AT_FDCWD = -100
_RENAME_NOREPLACE = 1


def sync_folder(path: Path) -> None:
    """Make the names in `path` durable. A system or a disk that cannot sync folders is accepted."""
    if not _FOLDERS_OPEN:
        return
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | _flag("O_CLOEXEC"))
    try:
        os.fsync(descriptor)
    except OSError as problem:
        if problem.errno not in _NO_SUCH_CALL:  # some network disks know no such call
            raise
    finally:
        os.close(descriptor)


def sync_read(descriptor: int) -> None:
    """Sync what another process may have written; Windows does so only for who may write."""
    if _FOLDERS_OPEN:
        os.fsync(descriptor)


def set_mode(path: Path, descriptor: int | None, mode: int) -> None:
    """Give the file at `path` its rights, whatever the umask; by its descriptor where it is open."""
    if descriptor is not None and hasattr(os, "fchmod"):
        os.fchmod(descriptor, mode)
    else:
        path.chmod(mode)


def link(source: Path, target: Path) -> None:
    """A second name for the file. FileExistsError when the name is taken."""
    if os.link in os.supports_follow_symlinks:
        os.link(source, target, follow_symlinks=False)
    else:
        os.link(source, target)


def rename_once(source: Path, target: Path) -> None:
    """Rename without replacing, for disks without hard links. FileExistsError when taken."""
    if not _FOLDERS_OPEN:
        source.rename(target)  # Windows never replaces
        return
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS), str(target))
    before, after = os.fsencode(source), os.fsencode(target)
    if rename(_AT_FDCWD, before, _AT_FDCWD, after, _RENAME_NOREPLACE) != 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code), str(target))


def own_id() -> int | None:
    """The user by whose rights this process acts. None where users have no numbers."""
    return os.geteuid() if hasattr(os, "geteuid") else None


def own_real_id() -> int | None:
    """The user who started this process. None where users have no numbers."""
    return os.getuid() if hasattr(os, "getuid") else None


def name_of_user(number: int) -> str:
    """Empty where nobody, or no system, knows the name."""
    if pwd is None:
        return ""
    try:
        return str(pwd.getpwuid(number).pw_name)
    except KeyError:
        return ""


def limit_memory(most: int) -> None:
    """Bytes of address space for this process, or fewer where the machine gives it fewer; it writes no
    files either. Nothing on Windows.
    """
    if resource is None:
        return
    _, given = resource.getrlimit(resource.RLIMIT_AS)
    allowed = most if given == resource.RLIM_INFINITY else min(most, given)
    resource.setrlimit(resource.RLIMIT_AS, (allowed, allowed))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def limit_cpu(seconds: int) -> None:
    """So many seconds from now: what was used before does not count. Nothing on Windows."""
    if resource is None:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    soft = int(used.ru_utime + used.ru_stime) + 1 + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def ended_by_cpu_limit(code: int) -> bool:
    """True for the exit code of a process that `limit_cpu` ended."""
    return -code == getattr(signal, "SIGXCPU", None)


def never_waits(pipe: int) -> None:
    """A write to this full pipe fails instead of waiting. On Windows it stays as it is."""
    if hasattr(os, "set_blocking"):
        os.set_blocking(pipe, False)


def wake(thread: int, number: int) -> None:
    """Signal that thread, ending a call of the system that waits; on Windows its next step."""
    if hasattr(signal, "pthread_kill"):
        signal.pthread_kill(thread, number)
    else:
        _thread.interrupt_main(signal.Signals(number))
