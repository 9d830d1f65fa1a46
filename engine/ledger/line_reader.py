"""Read the ledger: its newest commit, the commits since one, each line held to its seal."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from engine.core.record.commit import NOTHING_YET, Head
from engine.core.values.errors import SurroundingsError
from engine.ledger.canonical import sha256
from engine.ledger.line_codec import LedgerKey, LedgerLine, Sealed, Tail, line_from, unsealed
from engine.ledger.payload import BrokenLineError, Words, words_in

KEY_BYTES = 32
_LOOK_BACK = 1 << 16  # bytes read at first from a file's end


@dataclass(slots=True)
class Ledger:
    """An open ledger. `writer`: the caller holds the workspace's lock, there is no other."""

    folder: Path
    key: LedgerKey
    writer: bool
    unsure: bool = False  # a write failed: what is on the disk is not known, so nothing follows


@dataclass(frozen=True, slots=True)
class End:
    """Where the whole lines stop. `file` is None for an empty ledger, `size` in bytes."""

    head: Head
    file: Path | None
    size: int


def read_key(path: Path) -> LedgerKey:
    """SurroundingsError when the file is missing or holds no key."""
    try:
        secret = bytes.fromhex(path.read_text("ascii"))
    except FileNotFoundError as problem:
        raise SurroundingsError(
            f"the key {path} is missing; nothing works without it"
        ) from problem
    except ValueError as problem:
        raise SurroundingsError(f"{path} does not hold a key") from problem
    if len(secret) != KEY_BYTES:
        raise SurroundingsError(f"{path} does not hold a key")
    return LedgerKey(secret, sha256(secret)[:8])


def head(ledger: Ledger) -> Head:
    """The newest commit on the disk, read anew."""
    return end_of(ledger).head


def ledger_lines(ledger: Ledger, since: int = 0) -> Iterator[LedgerLine]:
    """The commits after `since`, oldest first, as written, with the links of each plan's journal.

    TamperedError at the first line that does not fit. Taken-away words are None.
    """
    before = NOTHING_YET if since <= 1 else None
    for place, text in _texts(ledger, max(since, 1)):
        try:
            sealed = unsealed(text, ledger.key)
            before = _following(before, sealed)
            if sealed.head.seq > since:
                yield line_from(sealed, read_words(ledger.folder, sealed.head.seq))
        except BrokenLineError as problem:
            raise BrokenLineError(problem.code, f"{place}: {problem}") from problem


def head_at(ledger: Ledger, seq: int) -> Head | None:
    """The head as it was after commit `seq`. None when there is no such commit."""
    if seq == 0:
        return NOTHING_YET
    _, text = next(_texts(ledger, seq), (None, b""))
    found = unsealed(text, ledger.key).head if text else None
    return found if found and found.seq == seq else None


def tails_of(ledger: Ledger, plans: Iterable[str]) -> dict[str, Tail]:
    """The ends of these plans' journals, by reading everything. New plans are left out."""
    wanted = set(plans)
    found: dict[str, Tail] = {}
    for line in ledger_lines(ledger) if wanted else ():
        for link in line.links:
            if link.plan in wanted:
                found[link.plan] = link.after
    return found


def read_words(folder: Path, seq: int) -> Words | None:
    """None when there is no payload: nothing was said, or it was taken away."""
    try:
        content = payload_path(folder, seq).read_bytes()
    except FileNotFoundError:
        return None
    return words_in(content, seq)


def payload_path(folder: Path, seq: int) -> Path:
    return folder / "payload" / f"{seq}.json"


def month_files(folder: Path) -> list[Path]:
    """The ledger's files, oldest first."""
    return sorted((folder / "ledger").glob("[0-9][0-9][0-9][0-9]-[0-9][0-9].jsonl"))


def end_of(ledger: Ledger) -> End:
    for file in reversed(month_files(ledger.folder)):
        size, text = _last_line(file)
        if size:
            return End(_unsealed_in(file, text, ledger.key).head, file, size)
    return End(NOTHING_YET, None, 0)


def _last_line(file: Path) -> tuple[int, bytes]:
    """Where the last whole line ends, in bytes, and the line itself. 0 when there is none."""
    with file.open("rb") as opened:
        size = opened.seek(0, os.SEEK_END)
        take = _LOOK_BACK
        while True:
            start = max(0, size - take)
            opened.seek(start)
            block = opened.read(size - start)
            stop = block.rfind(b"\n")
            begin = block.rfind(b"\n", 0, max(stop, 0)) + 1
            if begin or start == 0:
                return start + stop + 1, block[begin : max(stop, 0)]
            take *= 8


def _following(before: Head | None, sealed: Sealed) -> Head:
    if before is not None and (sealed.head.seq, sealed.prev) != (before.seq + 1, before.mac):
        raise BrokenLineError("L503", "a line before it is missing, or it was moved")
    return sealed.head


def _texts(ledger: Ledger, start: int) -> Iterator[tuple[str, bytes]]:
    """Every whole line from commit `start` on, without its newline, and where it stands."""
    files = month_files(ledger.folder)
    first, number = _file_holding(ledger, files, start)
    for file in files[first:]:
        with file.open("rb") as opened:
            for at, text in enumerate(opened, 1):
                if number < start:
                    number += 1
                    continue
                if text.endswith(b"\n"):
                    yield f"{file.name}, line {at}", text[:-1]
                elif file != files[-1]:
                    raise BrokenLineError("L501", f"{file.name}, line {at}: it has no end")


def _file_holding(ledger: Ledger, files: list[Path], start: int) -> tuple[int, int]:
    """The position of the file to begin with, and the number of its first commit."""
    for at in range(len(files) - 1, 0, -1):
        with files[at].open("rb") as opened:
            text = opened.readline()
        if text.endswith(b"\n"):
            number = _unsealed_in(files[at], text[:-1], ledger.key).head.seq
            if number <= start:
                return at, number
    return 0, 1


def _unsealed_in(file: Path, text: bytes, key: LedgerKey) -> Sealed:
    try:
        return unsealed(text, key)
    except BrokenLineError as problem:
        raise BrokenLineError(problem.code, f"{file.name}: {problem}") from problem
