"""What a disk refuses is told in a sentence; what is our own fault stays one."""

import errno
import os
import sqlite3

import pytest

from engine import service
from engine.core.values.errors import SurroundingsError
from engine.disk.failing import disk_told
from engine.workspace.session.workspace import config_of, locked, reading
from tests.workspaces import new_workspace


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EIO, errno.EACCES])
def test_a_disk_that_refuses_is_told_with_its_reason_and_the_file(code):
    with pytest.raises(SurroundingsError) as told, disk_told():
        raise OSError(code, os.strerror(code), "a/b")
    assert str(told.value) == (
        f"a disk does not do its work: {os.strerror(code)} (a/b); what was recorded stays recorded, "
        "and the rest can be done again"
    )


def test_an_index_that_has_no_room_is_told(tmp_path):
    index = sqlite3.connect(tmp_path / "index.sqlite")
    index.execute("PRAGMA max_page_count = 2")
    index.execute("CREATE TABLE t (x)")
    with (
        pytest.raises(SurroundingsError, match="the index: database or disk is full"),
        disk_told(),
    ):
        index.execute("INSERT INTO t VALUES (?)", ("x" * 100_000,))
    index.close()


def test_what_no_disk_refused_stays_what_it_is():
    with pytest.raises(ZeroDivisionError), disk_told():
        _ = 1 // 0
    with pytest.raises(NotADirectoryError), disk_told():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
    index = sqlite3.connect(":memory:")
    with pytest.raises(sqlite3.OperationalError, match="no such table"), disk_told():
        index.execute("SELECT * FROM t")
    index.close()


@pytest.mark.parametrize("opened", ["to look", "to act"])
def test_a_workspace_tells_it_whoever_opened_it(tmp_path, opened):
    root = new_workspace(tmp_path, "field-sales", teams=("East",)).root
    how = reading(root) if opened == "to look" else locked(root, config_of(root))
    with pytest.raises(SurroundingsError, match="No space left on device"), how:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_folder_in_the_place_of_the_index_is_told_by_every_command(tmp_path):
    root = new_workspace(tmp_path, "field-sales", teams=("East",)).root
    index = root / config_of(root).state / "index.sqlite"
    index.unlink(missing_ok=True)
    index.mkdir()
    for ask in (service.status, service.look, service.verify, service.rebuild):
        with pytest.raises(SurroundingsError, match="the index: "):
            ask(root)
