"""A parser that explodes takes only its own process with it; the next file is read all the same."""

import os
import time

import pytest

from engine.disk.child import Child, Failed, FailureCause, ProcessLimits, child

ECHO = "builtins:bytes"
RUN = "builtins:exec"  # runs the payload: the child misbehaves as told


@pytest.fixture(scope="module")
def warm():
    with child(ProcessLimits(cpu_seconds=1, wall_seconds=20)) as process:
        yield process


def test_bytes_go_through_whole_in_one_warm_process(warm):
    content = bytes(range(256)) * 8192
    assert warm.call(ECHO, content) == content
    first = warm.pid
    assert warm.call("zlib:compress", b"")[:1] == b"x"
    assert warm.pid == first


@pytest.mark.parametrize(
    ("code", "why"),
    [
        pytest.param(b"bytearray(600_000_000)", FailureCause.MEMORY, id="too much memory"),
        pytest.param(b"while True: pass", FailureCause.TIME, id="endless loop"),
        pytest.param(b"import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", FailureCause.DIED,
                     id="crash of a C library"),
        pytest.param(b"raise SystemExit(3)", FailureCause.DIED, id="an exit"),
        pytest.param(b"raise KeyError('a name from the file')", FailureCause.ERROR, id="an exception"),
        pytest.param(b"pass", FailureCause.ERROR, id="no bytes as an answer"),
    ],
)  # fmt: skip
def test_misbehaviour_is_an_answer_and_the_next_file_is_read(warm, code, why):
    failed = warm.call(RUN, code)
    assert isinstance(failed, Failed)
    assert failed.why == why
    assert "a name" not in failed.detail
    assert warm.call(ECHO, b"next file") == b"next file"


def test_a_child_that_sleeps_is_ended_by_the_clock():
    with child(ProcessLimits(wall_seconds=0.5)) as process:
        before = time.monotonic()
        assert process.call(RUN, b"import time; time.sleep(60)") == Failed(FailureCause.TIME)
        assert time.monotonic() - before < 10


def test_what_is_printed_does_not_become_an_answer(warm):
    code = b"import sys; print('x' * 99); sys.stdout.flush()"
    assert warm.call(RUN, code).why == FailureCause.ERROR  # exec answers None
    assert warm.call(ECHO, b"after") == b"after"


def test_the_limit_of_time_is_per_call_and_not_for_life(warm):
    for _ in range(3):
        spend = b"import time; end = time.process_time() + 0.6\nwhile time.process_time() < end: pass"
        assert warm.call(RUN, spend).why == FailureCause.ERROR


def test_the_child_cannot_write_files(warm, tmp_path):
    target = tmp_path / "written"
    warm.call(RUN, f"open({str(target)!r}, 'w').write('x' * 10)".encode())
    assert not target.exists() or target.stat().st_size == 0


def test_no_secret_of_ours_is_handed_on(warm):
    assert "HOME" in os.environ
    assert warm.call(RUN, b"import os; os.environ['HOME']") == Failed(
        FailureCause.ERROR, "KeyError"
    )


def test_nothing_is_left_running_after_the_end():
    process = Child()
    process.call(ECHO, b"")
    pid = process.pid
    process.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    assert process.call(ECHO, b"again") == b"again"
    process.close()
