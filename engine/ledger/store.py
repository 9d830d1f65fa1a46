"""What commits refer to by its hash: blobs and facts files, each written once."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from engine.core.facts.facts import Drop
from engine.core.record.commit import Json
from engine.core.values.errors import SurroundingsError, TamperedError
from engine.disk.write import write_all_once
from engine.ledger import factfile
from engine.ledger.canonical import sha256
from engine.ledger.line_reader import Ledger

BLOB_KEYS = ("blob", "blobs", "pin")


def put_blobs(ledger: Ledger, contents: Iterable[bytes]) -> list[str]:
    """Keep the bytes for ever, durably, with one sync of the folder; gives each sha256. Repeatable."""
    _require_writer(ledger)
    hashes: list[str] = []

    def pairs() -> Iterator[tuple[Path, bytes]]:
        for content in contents:
            hashes.append(sha256(content))
            yield blob_path(ledger.folder, hashes[-1]), content

    write_all_once(pairs())
    return hashes


def blob(ledger: Ledger, sha: str) -> bytes:
    """The bytes of that hash. TamperedError when they are missing or are others."""
    return _fitting(blob_path(ledger.folder, sha), sha)


def has_blob(ledger: Ledger, sha: str) -> bool:
    return blob_path(ledger.folder, sha).is_file()


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
    if sha256(content) != sha:
        raise TamperedError(f"{path.parent.name}/{path.name} is not what was put there")
    return content


def _require_writer(ledger: Ledger) -> None:
    if not ledger.writer:
        raise SurroundingsError("this ledger was opened to be read only")
