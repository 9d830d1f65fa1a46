"""Placing and replacing files while the machine fails, and what must be true afterwards."""

import shutil
from collections.abc import Callable
from pathlib import Path

from engine.disk.write import clear_parts, make_folder, replace_synced, write_all_once
from tests.faults.killing import (
    FAILING,
    KILLING,
    Mode,
    Point,
    counted,
    fails_always,
    power_cut_after,
    sweep,
)

Ack = Callable[[str], None]
CONTENTS = {
    "01 Letter v1.docx": b"Dear colleague" * 500,
    "02 Letter v1.docx": b"Dear you" * 500,
}


def placing(folder: Path) -> dict[str, int]:
    return sweep(_place(folder), _clean(folder), _check_placed(folder), KILLING)


def placing_read_only(folder: Path) -> dict[str, int]:
    return sweep(_place(folder, 0o400), _clean(folder), _check_placed(folder), KILLING)


def replacing(folder: Path) -> dict[str, int]:
    target = folder / "STATUS.html"

    def prepare() -> None:
        _clean(folder)()
        target.write_bytes(b"old" * 1000)

    def act(ack: Ack) -> None:
        replace_synced(target, b"new" * 1000)
        ack("new")

    def check(point: Point) -> None:
        found = target.read_bytes()
        assert found == b"new" * 1000 or (found == b"old" * 1000 and not point.acked), point
        clear_parts(folder)
        assert [path.name for path in folder.iterdir()] == ["STATUS.html"]

    return sweep(act, prepare, check, KILLING)


def full_disk(folder: Path) -> dict[str, int]:
    """A disk without room leaves no half-written file, not even a hidden one."""

    def check(point: Point) -> None:
        if point.mode is Mode.FULL_DISK:
            assert {path.name for path in folder.iterdir()} <= CONTENTS.keys(), point
        _check_placed(folder)(point)

    return sweep(_place(folder), _clean(folder), check, FAILING)


def no_hard_links(folder: Path) -> dict[str, int]:
    _clean(folder)()
    fails_always(Mode.NO_LINKS, _place(folder))
    for name, content in CONTENTS.items():
        assert (folder / name).read_bytes() == content
    assert {path.name for path in folder.iterdir()} == CONTENTS.keys()
    return {"NO_LINKS": 1}


def lying_syncs(folder: Path) -> list[int]:
    """The syncs without which a power cut loses what was promised."""
    _, syncs = counted(_place(folder), _clean(folder))
    return [number for number in range(1, syncs + 1) if _missed(folder, number)]


def _missed(folder: Path, number: int) -> bool:
    point = power_cut_after(_place(folder), _clean(folder), number)
    assert point.acked == ("placed",)
    return any(
        not (folder / name).is_file() or (folder / name).read_bytes() != content
        for name, content in CONTENTS.items()
    )


def _place(folder: Path, mode: int = 0o600) -> Callable[[Ack], None]:
    def act(ack: Ack) -> None:
        write_all_once(((folder / name, content) for name, content in CONTENTS.items()), mode)
        ack("placed")

    return act


def _clean(folder: Path) -> Callable[[], None]:
    def prepare() -> None:
        shutil.rmtree(folder)
        make_folder(folder)

    return prepare


def _check_placed(folder: Path) -> Callable[[Point], None]:
    def check(point: Point) -> None:
        for name, content in CONTENTS.items():
            there = (folder / name).is_file()
            assert there or not point.acked, point
            assert not there or (folder / name).read_bytes() == content, point
        _place(folder)(lambda _: None)  # again after the restart: nothing is in the way
        assert {path.name for path in folder.iterdir()} == CONTENTS.keys(), point

    return check
