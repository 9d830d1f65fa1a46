"""Run a function over bytes in a process that may not hurt us: little memory, little time.

A file that makes a parser explode kills the child, never the engine; the next file gets a new
child. The function must be importable by name, take bytes and return bytes: nothing that the
child says is ever executed or unpickled here.
"""

import os
import struct
import subprocess
import sys
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import IO

from engine.disk import system

MEMORY = 512 * 1024 * 1024  # bytes of address space
CPU_SECONDS = 30  # for one call
WALL_SECONDS = 120.0  # for one call; a child that sleeps uses no CPU
LARGEST_ANSWER = 128 * 1024 * 1024  # bytes
OURS = Path(__file__).parents[1]
DEEPEST = 6  # places in our own code that are named, the innermost ones
_LENGTH = struct.Struct(">Q")
_OK, _ERROR, _MEMORY = b"o", b"e", b"m"


class FailureCause(StrEnum):
    MEMORY = "it needs too much memory"
    TIME = "it takes too long"
    DIED = "its reader stopped"
    ERROR = "its reader failed"


@dataclass(frozen=True, slots=True)
class Failed:
    """The child gave no answer. `detail` is a signal, or an exception's name and place, never its
    text: that may quote what the file says.
    """

    why: FailureCause
    detail: str = ""


@dataclass(frozen=True, slots=True)
class ProcessLimits:
    memory: int = MEMORY
    cpu_seconds: int = CPU_SECONDS
    wall_seconds: float = WALL_SECONDS


class Child:
    """A warm process, started at the first call and again after it died. Not for two threads."""

    def __init__(self, limits: ProcessLimits = ProcessLimits()) -> None:
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    def call(self, function: str, payload: bytes) -> bytes | Failed:
        """What `module:name` returns for these bytes, or why there is no answer. Never raises."""
        try:
            process = self._started()
        except (OSError, MemoryError) as error:
            return Failed(FailureCause.DIED, f"not started: {type(error).__name__}")
        assert process.stdin is not None  # noqa: S101 - both are pipes, as started below
        assert process.stdout is not None  # noqa: S101
        late = threading.Event()
        alarm = threading.Timer(self._limits.wall_seconds, _kill, (process, late))
        alarm.start()
        try:
            _write(process.stdin, function.encode(), payload)
            answer = _read(process.stdout)
        except OSError:
            answer = None
        except (
            MemoryError
        ):  # here, for the answer: what is left of it in the pipe goes with the child
            self.close()
            return Failed(FailureCause.DIED, "no memory for its answer")
        finally:
            alarm.cancel()
        if answer is None:
            return self._gone(process, timed_out=late.is_set())
        return _told(answer)

    def close(self) -> None:
        """End the process. A later call starts another."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            for pipe in (self._process.stdin, self._process.stdout):
                _close(pipe)
            self._process = None

    def _started(self) -> "subprocess.Popen[bytes]":
        if self._process is None:
            memory, cpu = str(self._limits.memory), str(self._limits.cpu_seconds)
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                [sys.executable, "-P", "-m", "engine.disk.child", memory, cpu],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_surroundings(),
                **system.APART,  # Ctrl-C is for us; the child ends with its pipe
            )
        return self._process

    def _gone(self, process: "subprocess.Popen[bytes]", *, timed_out: bool) -> Failed:
        process.kill()
        code = process.wait()
        self.close()
        if timed_out or system.ended_by_cpu_limit(code):
            return Failed(FailureCause.TIME)
        return Failed(FailureCause.DIED, f"exit {code}" if code >= 0 else f"signal {-code}")


@contextmanager
def child(limits: ProcessLimits = ProcessLimits()) -> Iterator[Child]:
    """One warm child for a sweep, ended at its end."""
    process = Child(limits)
    try:
        yield process
    finally:
        process.close()


def _told(answer: tuple[bytes, bytes]) -> bytes | Failed:
    kind, body = answer
    if kind == _OK:
        return body
    if kind == _MEMORY:
        return Failed(FailureCause.MEMORY)
    return Failed(FailureCause.ERROR, body.decode("ascii", "replace"))


def _kill(process: "subprocess.Popen[bytes]", late: threading.Event) -> None:
    late.set()
    process.kill()


def _close(pipe: IO[bytes] | None) -> None:
    # A child that died leaves half-written bytes behind, which can only be dropped.
    with suppress(OSError):
        if pipe is not None:
            pipe.close()


def _surroundings() -> dict[str, str]:
    """What the child needs to find Python and us; no secret of ours goes along."""
    kept = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "LANG", "LD_LIBRARY_PATH")
    surroundings = {name: os.environ[name] for name in kept if name in os.environ}
    return surroundings | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
                           "PYTHONDONTWRITEBYTECODE": "1"}  # fmt: skip


def _write(pipe: IO[bytes], *frames: bytes) -> None:
    for frame in frames:
        pipe.write(_LENGTH.pack(len(frame)))
        pipe.write(frame)
    pipe.flush()


def _frame(pipe: IO[bytes], most: int) -> bytes | None:
    """None at the end of the stream, also in the middle of a frame."""
    start = pipe.read(_LENGTH.size)
    if len(start) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(start)
    if length > most:
        return None
    frame = pipe.read(length)
    return frame if len(frame) == length else None


def _read(pipe: IO[bytes]) -> tuple[bytes, bytes] | None:
    kind = _frame(pipe, 1)
    body = _frame(pipe, LARGEST_ANSWER) if kind else None
    return (kind, body) if kind and body is not None else None


def _serve(memory: int, cpu_seconds: int) -> None:
    """The child's whole life: read a request, answer it, until the parent is gone."""
    source, sink = os.fdopen(0, "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not land among the answers
    system.limit_memory(memory)
    while (name := _frame(source, 200)) is not None:
        payload = _frame(source, 2**40)
        if payload is None:
            return
        system.limit_cpu(cpu_seconds)
        _write(sink, *_answer(name.decode(), payload))


def _answer(name: str, payload: bytes) -> tuple[bytes, bytes]:
    try:
        module, function = name.split(":")
        return _OK, bytes(memoryview(getattr(import_module(module), function)(payload)))
    except MemoryError:
        return _MEMORY, b""
    except ImportError:
        raise  # the machine has not even memory for our own code: the child ends
    except Exception as error:  # any failure of a parser is an answer here
        return _ERROR, places_of(error).encode("ascii", "replace")


def places_of(failure: BaseException) -> str:
    """What was raised, and where in our code: never its words, which may quote what a file says."""
    frames = traceback.extract_tb(failure.__traceback__)
    files = [(Path(f.filename), f) for f in frames if f.filename != __file__]
    own = [(file, f) for file, f in files if file.is_relative_to(OURS)]
    places = [f"{file.name}:{f.lineno} {f.name}" for file, f in own[-DEEPEST:]]
    at = f" at {' > '.join(places)}" if places else ""
    return f"{type(failure).__name__}{at}"


if __name__ == "__main__":
    _serve(int(sys.argv[1]), int(sys.argv[2]))
