"""What commits refer to by its hash: blobs, alone or many in a pack, and facts files; each written once."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from engine.core.facts.facts import Drop
from engine.core.record.commit import Json
from engine.core.values.errors import SurroundingsError, TamperedError
from engine.disk.write import write_all_once
from engine.ledger import factfile, pack
from engine.ledger.canonical import sha256
from engine.ledger.line_reader import Ledger

BLOB_KEYS = ("blob", "blobs", "pin", "review_copy", "letter", "drawn", "approvals_sheet")
MOST_ALONE = 64  # blobs of one commit that are files of their own; more share packs


def put_blobs(ledger: Ledger, contents: Iterable[bytes]) -> list[str]:
    """Keep the bytes for ever, durably; gives each sha256. Repeatable.

    Few syncs are made: more than a handful share packs.
    """
    _require_writer(ledger)
    there = [*contents]
    hashes = [sha256(content) for content in there]
    blobs = dict(zip(hashes, there, strict=True))
    if len(blobs) <= MOST_ALONE:
        write_all_once((blob_path(ledger.folder, sha), blobs[sha]) for sha in blobs)
        return hashes
    for content in pack.in_packs(blobs.items()):
        write_all_once([(pack_folder(ledger.folder) / sha256(content), content)])
    return hashes


def blob(ledger: Ledger, sha: str) -> bytes:
    """The bytes of that hash. TamperedError when they are missing or are others."""
    path = blob_path(ledger.folder, sha)
    if path.exists():
        return _fitting(path, sha)
    broken = ""
    for each in packs(ledger.folder):
        try:
            content = pack.read_from(each, sha)
        except TamperedError:  # what was in it may be in another, too
            broken = f", and packs/{each.name} is no pack"
            continue
        if content is not None:
            return _same(content, sha, f"a blob in packs/{each.name}")
    raise TamperedError(f"blobs/{sha} is missing{broken}")


def has_blob(ledger: Ledger, sha: str) -> bool:
    """Whether it is there, not whether it is as it was."""
    if blob_path(ledger.folder, sha).is_file():
        return True
    for each in packs(ledger.folder):
        with suppress(TamperedError):
            if pack.table_of(each).place(sha):
                return True
    return False


def packs(folder: Path) -> list[Path]:
    """The packs there are; what a crash left of one is none."""
    try:
        return sorted(p for p in pack_folder(folder).iterdir() if not p.name.startswith("."))
    except (FileNotFoundError, NotADirectoryError):
        return []


def put_facts(ledger: Ledger, drop: Drop) -> str:
    """Keep what a drop said, durably; gives the name to put under `facts` in the commit."""
    _require_writer(ledger)
    content = factfile.facts_content(drop)
    sha = sha256(content)
    write_all_once([(facts_path(ledger.folder, sha), content)])
    return sha


def stored_drop(ledger: Ledger, sha: str) -> Drop:
    """What the drop said, as it was put. TamperedError when the file is missing or changed."""
    return factfile.read(_fitting(facts_path(ledger.folder, sha), sha))


def blob_path(folder: Path, sha: str) -> Path:
    return folder / "blobs" / sha


def pack_folder(folder: Path) -> Path:
    return folder / "packs"


def facts_path(folder: Path, sha: str) -> Path:
    return folder / "facts" / f"{sha}.json"


def blobs_named(body: Json) -> Iterator[str]:
    """The blobs a commit's or entry's body refers to."""
    if isinstance(body, dict):
        for key in BLOB_KEYS:
            yield from _hashes(body.get(key))


def _hashes(value: Json) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _hashes(each)
    elif isinstance(value, list):
        for each in value:
            yield from _hashes(each)


def _fitting(path: Path, sha: str) -> bytes:
    try:
        content = path.read_bytes()
    except FileNotFoundError as problem:
        raise TamperedError(f"{path.parent.name}/{path.name} is missing") from problem
    except OSError as problem:
        sentence = f"{path.parent.name}/{path.name} cannot be read: {problem.strerror}"
        raise TamperedError(sentence) from problem
    return _same(content, sha, f"{path.parent.name}/{path.name}")


def _same(content: bytes, sha: str, what: str) -> bytes:
    if sha256(content) != sha:
        raise TamperedError(f"{what} is not what was put there")
    return content


def _require_writer(ledger: Ledger) -> None:
    if not ledger.writer:
        raise SurroundingsError("this ledger was opened to be read only")
