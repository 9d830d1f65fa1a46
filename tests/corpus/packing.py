"""What of a recorded workspace is kept, all ledgers in one small archive, and back again."""

import io
import lzma
import tarfile
from collections.abc import Iterator
from pathlib import Path

from engine.workspace.session.versions import versions
from engine.workspace.session.workspace import CONFIG, config_of, reading
from tests.engine.replaying import closures
from tests.ledger.transaction import commits_in

HERE = Path(__file__).parent
ARCHIVE = HERE / "ledgers.tar.xz"
OF_PEOPLE = ("returned", "attached")  # inputs that are files


def pack(roots: dict[str, Path]) -> None:
    """Each workspace under its name. The same workspaces give the same bytes."""
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w") as archive:
        for name, root in roots.items():
            for path in _kept(root):
                content = (root / path).read_bytes()
                entry = tarfile.TarInfo(f"{name}/{path}")
                entry.size, entry.mode = len(content), 0o600
                archive.addfile(entry, io.BytesIO(content))
    ARCHIVE.write_bytes(lzma.compress(held.getvalue(), preset=9 | lzma.PRESET_EXTREME))


def unpack(into: Path) -> None:
    with tarfile.open(ARCHIVE, mode="r:xz") as archive:
        archive.extractall(into, filter="data")
    for key in into.glob("*/.planward"):
        key.chmod(0o700)


def _kept(root: Path) -> Iterator[str]:
    """Without dropped files and letters of the engine alone: facts and briefs say all of them again."""
    config = config_of(root)
    yield from (CONFIG, f"{config.plans}/.planward-root", config.key)
    state = root / config.state
    for kind in ("ledger", "payload", "facts"):
        for file in sorted((state / kind).rglob("*")):
            if file.is_file():
                yield file.relative_to(root).as_posix()
    for sha in sorted(_blobs(root)):
        yield (state / "blobs" / sha).relative_to(root).as_posix()


def _blobs(root: Path) -> set[str]:
    """Pinned closures, files that came back, and letters in which people had a hand."""
    found = {sha for _, pinned in closures(root) for sha in pinned.blobs}
    with reading(root) as workspace:
        for stored in commits_in(workspace.book.ledger):
            if stored.commit.kind in OF_PEOPLE:
                found.add(str(stored.commit.body["blob"]))
        return found | {v.event.letter for v in versions(workspace) if v.event.source}
