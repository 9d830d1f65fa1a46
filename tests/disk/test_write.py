"""Files appear whole or not at all, last when they should, and never replace anybody's."""

import json
import os
import stat
from pathlib import Path

import pytest

from engine.disk.system import rename_once
from engine.disk.write import (
    TakenError,
    clear_parts,
    make_folder,
    part_path,
    replace_synced,
    write_all_once,
    write_once,
    write_synced,
)
from tests.faults.killing import in_fault_process

LETTER = b"Dear colleague"


@pytest.fixture
def loose_umask():
    before = os.umask(0)
    yield
    os.umask(before)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_written_whole_and_leaves_no_part(tmp_path):
    write_once(tmp_path / "a", LETTER)
    assert (tmp_path / "a").read_bytes() == LETTER
    assert names(tmp_path) == ["a"]


@pytest.mark.usefixtures("loose_umask")
@pytest.mark.parametrize("put", [write_once, write_synced, replace_synced])
def test_files_are_private_whatever_the_umask(tmp_path, put):
    put(tmp_path / "a", LETTER)
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o600


@pytest.mark.usefixtures("loose_umask")
def test_a_mode_that_was_asked_for_holds(tmp_path):
    write_once(tmp_path / "a", LETTER, 0o640)
    make_folder(tmp_path / "shared" / "plan", 0o750)
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o640
    assert stat.S_IMODE((tmp_path / "shared").stat().st_mode) == 0o750
    assert stat.S_IMODE((tmp_path / "shared" / "plan").stat().st_mode) == 0o750


@pytest.mark.usefixtures("loose_umask")
def test_a_read_only_file_is_whole_leaves_no_part_and_may_be_asked_for_again(tmp_path):
    for _ in range(2):
        write_once(tmp_path / "a", LETTER, 0o440)
        assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o440
        assert ((tmp_path / "a").read_bytes(), names(tmp_path)) == (LETTER, ["a"])


@pytest.mark.usefixtures("loose_umask")
def test_folders_are_private_and_made_as_deep_as_needed(tmp_path):
    make_folder(tmp_path / "state" / "blobs")
    make_folder(tmp_path / "state" / "blobs")
    assert stat.S_IMODE((tmp_path / "state" / "blobs").stat().st_mode) == 0o700


def test_the_same_content_again_is_fine(tmp_path):
    write_once(tmp_path / "a", LETTER)
    written = (tmp_path / "a").stat().st_mtime_ns
    write_once(tmp_path / "a", LETTER)
    assert (tmp_path / "a").stat().st_mtime_ns == written


@pytest.mark.parametrize(
    "other", [b"", b"Dear Colleague", LETTER + b"\n"], ids=["empty", "same length", "longer"]
)
def test_other_content_is_never_replaced(tmp_path, other):
    (tmp_path / "a").write_bytes(other)
    with pytest.raises(TakenError, match="a is there already with other content"):
        write_once(tmp_path / "a", LETTER)
    assert (tmp_path / "a").read_bytes() == other
    assert names(tmp_path) == ["a"]


def _link(path: Path) -> None:
    (path.parent / "elsewhere").write_bytes(LETTER)
    path.symlink_to(path.parent / "elsewhere")


@pytest.mark.parametrize(
    "place", [_link, os.mkfifo, Path.mkdir], ids=["symbolic link", "FIFO", "folder"]
)
def test_what_is_no_plain_file_is_left_alone_without_hanging(tmp_path, place):
    place(tmp_path / "a")
    with pytest.raises(TakenError, match="no plain file"):
        write_once(tmp_path / "a", LETTER)


def test_a_part_left_between_link_and_unlink_does_not_spoil_the_file(tmp_path):
    # The part is then the same file as the target: truncating it would empty an issued letter.
    write_once(tmp_path / "a", LETTER)
    os.link(tmp_path / "a", part_path(tmp_path / "a"))
    with pytest.raises(TakenError):
        write_once(tmp_path / "a", b"another")
    assert (tmp_path / "a").read_bytes() == LETTER
    write_once(tmp_path / "a", LETTER)
    assert names(tmp_path) == ["a"]


def test_a_stale_part_is_written_anew(tmp_path):
    part_path(tmp_path / "a").write_bytes(b"half of someth")
    write_once(tmp_path / "a", LETTER)
    assert (tmp_path / "a").read_bytes() == LETTER


def test_many_files_appear_in_many_folders(tmp_path):
    for name in "xy":
        make_folder(tmp_path / name)
    pairs = [(tmp_path / "xy"[n % 2] / str(n), str(n).encode()) for n in range(150)]
    write_all_once(pairs + pairs[:3])
    assert {target: target.read_bytes() for target, _ in pairs} == dict(pairs)
    assert len(names(tmp_path / "x")) == 75


def test_one_name_with_two_contents_is_refused_before_it_appears(tmp_path):
    with pytest.raises(TakenError, match="twice"):
        write_all_once([(tmp_path / "a", b"1"), (tmp_path / "a", b"2")])
    assert names(tmp_path) == []


def test_a_taken_name_among_many_leaves_no_parts(tmp_path):
    (tmp_path / "b").write_bytes(b"mine")
    with pytest.raises(TakenError):
        write_all_once([(tmp_path / "a", b"1"), (tmp_path / "b", b"2"), (tmp_path / "c", b"3")])
    assert (tmp_path / "b").read_bytes() == b"mine"
    assert not [name for name in names(tmp_path) if name.endswith(".part")]


def test_what_the_engine_owns_is_replaced(tmp_path):
    replace_synced(tmp_path / "STATUS.html", b"old")
    replace_synced(tmp_path / "STATUS.html", b"new")
    assert (tmp_path / "STATUS.html").read_bytes() == b"new"
    assert names(tmp_path) == ["STATUS.html"]


def test_only_parts_are_cleared(tmp_path):
    for name in (".a.part", ".b.part", "c.part", ".d"):
        (tmp_path / name).touch()
    clear_parts(tmp_path)
    assert names(tmp_path) == [".d", "c.part"]


def test_a_rename_replaces_nothing(tmp_path):
    (tmp_path / "a").write_bytes(b"a")
    (tmp_path / "b").write_bytes(b"b")
    with pytest.raises(FileExistsError):
        rename_once(tmp_path / "a", tmp_path / "b")
    rename_once(tmp_path / "a", tmp_path / "c")
    assert (tmp_path / "b").read_bytes() == b"b"
    assert names(tmp_path) == ["b", "c"]


@pytest.mark.parametrize(
    "function", ["placing", "placing_read_only", "replacing", "full_disk", "no_hard_links"]
)
def test_old_or_new_but_never_torn(tmp_path, function):
    points = json.loads(in_fault_process("tests.disk.sweeps", function, tmp_path))
    assert min(points.values()) >= 1


def test_leaving_out_a_sync_loses_a_promised_file(tmp_path):
    # The parts' two syncs and the folder's: without any one of them a power cut shows.
    assert in_fault_process("tests.disk.sweeps", "lying_syncs", tmp_path).strip() == "[1, 2, 3]"
