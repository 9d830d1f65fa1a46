"""What the ledger is doing when it is hurt, and what must be true afterwards."""

import shutil
from collections.abc import Callable
from pathlib import Path

from engine.core.record.commit import Head, Json
from engine.ledger import book, index, line_reader, store
from engine.ledger.canonical import sha256
from engine.ledger.verify import verify_ledger
from tests.faults.killing import FAILING, Mode, Point, counted, power_cut_after, sweep
from tests.ledger.transaction import (
    FILE,
    act,
    commits_in,
    drop_commit,
    drop_of,
    later,
    new_book,
    opened,
)

Ack = Callable[[str], None]
MANY = [b"blob %d" % number for number in range(store.MOST_ALONE + 1)]


class Scene:
    """A ledger with one commit; the act puts a blob, facts and two commits into it."""

    def __init__(self, folder: Path) -> None:
        self.state, self.fresh = folder / "state", folder / "fresh"
        begun = new_book(self.fresh)
        self.start = book.append_commit(begun, act(), after=Head(0, ""))
        book.close(begun)

    def prepare(self) -> None:
        shutil.rmtree(self.state, ignore_errors=True)
        shutil.copytree(self.fresh, self.state)

    def act(self, ack: Ack) -> None:
        at_work = opened(self.state)
        (blob,) = store.put_blobs(at_work.ledger, [FILE])
        ack("blob")
        facts = store.put_facts(at_work.ledger, drop_of("E00012", "E00013"))
        ack("facts")
        head = book.append_commit(at_work, drop_commit(facts, blob), after=self.start)
        ack("drop")
        # A month later: a new file, whose name must last too.
        book.append_commit(at_work, later(act(), 30), after=head)
        ack("act")

    def check(self, point: Point) -> None:
        again = opened(self.state)
        try:
            self._whole(again, point.acked)
        except AssertionError as problem:
            raise AssertionError(f"{point}: {problem}") from problem
        finally:
            book.close(again)

    def _whole(self, again: book.Book, acked: tuple[str, ...]) -> None:
        found = [stored.commit.kind for stored in commits_in(again.ledger)]
        expected = 1 + ("drop" in acked) + ("act" in acked)
        assert found in (["act", "drop", "act"][:n] for n in (expected, expected + 1)), found
        assert index.indexed_head(again.index) == line_reader.head(again.ledger)
        if "drop" in acked:
            assert index.has_drop(again.index, drop_of().sha256)
            assert len(index.facts_by_employee(again.index)["E00013"][0]) == 1
            assert line_reader.read_words(self.state, 2) is not None
        if "act" in acked:
            assert line_reader.read_words(self.state, 3) is not None
        assert store.has_blob(again.ledger, drop_of().sha256) or "blob" not in acked
        assert verify_ledger(self.state, self.state / "key") == []
        left = {path.name for path in self.state.rglob("*") if path.is_file()}
        stray = {name for name in left if name.startswith(".") or name.endswith("-journal")}
        assert not stray
        words = {name for name in left if name.removesuffix(".json").isdecimal()}
        assert words == {f"{n}.json" for n in range(1, len(found) + 1)}


class PackScene(Scene):
    """The same ledger; the act puts so many blobs that they share a pack, and a commit that names them."""

    def act(self, ack: Ack) -> None:
        at_work = opened(self.state)
        hashes: list[Json] = [*store.put_blobs(at_work.ledger, MANY)]
        ack("blobs")
        book.append_commit(at_work, act(blobs=hashes), after=self.start)
        ack("act")

    def check(self, point: Point) -> None:
        again = opened(self.state)
        try:
            kinds = [stored.commit.kind for stored in commits_in(again.ledger)]
            expected = 1 + ("act" in point.acked)
            assert kinds in (["act"] * expected, ["act"] * (expected + 1)), (point, kinds)
            there = store.has_blob(again.ledger, sha256(MANY[9]))
            assert there or "blobs" not in point.acked, point
            assert verify_ledger(self.state, self.state / "key") == [], point
            assert not list(self.state.rglob(".*.part")), point
        finally:
            book.close(again)


def packs_killed_everywhere(folder: Path) -> dict[str, int]:
    scene = PackScene(folder)
    modes = (Mode.BEFORE, Mode.TORN, Mode.POWER, *FAILING)
    return sweep(scene.act, scene.prepare, scene.check, modes)


def killed_everywhere(folder: Path) -> dict[str, int]:
    scene = Scene(folder)
    # Killed after a call is killed before the next one: AFTER would only cost time here.
    modes = (Mode.BEFORE, Mode.TORN, Mode.POWER)
    return sweep(scene.act, scene.prepare, scene.check, modes)


def failing_everywhere(folder: Path) -> dict[str, int]:
    scene = Scene(folder)
    return sweep(scene.act, scene.prepare, scene.check, FAILING)


def lying_syncs(folder: Path) -> list[int]:
    """The syncs without which a power cut loses what was promised."""
    scene = Scene(folder)
    _, syncs = counted(scene.act, scene.prepare)
    return [number for number in range(1, syncs + 1) if _missed(scene, number)]


def _missed(scene: Scene, number: int) -> bool:
    point = power_cut_after(scene.act, scene.prepare, number)
    assert len(point.acked) == 4
    try:
        scene.check(point)
    except Exception:  # whatever way it shows
        return True
    return False
