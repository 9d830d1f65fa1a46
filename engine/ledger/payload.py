"""What a commit says about people: in a file of its own, promised in the line, erasable."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from engine.core.record.commit import Commit, Json
from engine.core.values.errors import TamperedError
from engine.ledger.canonical import as_list, as_mapping, as_text, canonical, parsed, sha256

FORM = 1
SALT_BYTES = 16


class BrokenLineError(TamperedError):
    """A line or payload that is not what was written. `code` is the diagnostic code."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


@dataclass(frozen=True, slots=True)
class Words:
    """A payload: `[salt, said]` or None for the commit, and for each of its entries."""

    said: Json
    entries: Sequence[Json]


def random_needed(commit: Commit) -> int:
    """How many random bytes the salts of a commit take; 0 when nobody said anything."""
    entries = sum(entry.said is not None for part in commit.plans for entry in part.entries)
    return SALT_BYTES * (entries + (commit.said is not None))


def salts_from(random: bytes) -> Iterator[str]:
    return (random[at : at + SALT_BYTES].hex() for at in range(0, len(random), SALT_BYTES))


def promise(said: Json, salts: Iterator[str]) -> tuple[str | None, str]:
    """The commitment for the line and the words for the payload, both ready to be written."""
    if said is None:
        return None, "null"
    salt, text = next(salts), canonical(said)
    return _commitment(salt, text), f'["{salt}",{text.decode("ascii")}]'


def payload_of(seq: int, said: str, entries: Iterable[str]) -> bytes:
    """The file's content from the words `promise` gave."""
    text = f'{{"entries":[{",".join(entries)}],"said":{said},"seq":{seq},"v":{FORM}}}\n'
    return text.encode("ascii")


def words_in(content: bytes, seq: int) -> Words:
    """BrokenLineError L507 when this is not, byte for byte, a payload of commit `seq`."""
    try:
        found = as_mapping(parsed(content))
        words = Words(found["said"], as_list(found["entries"]))
    except (ValueError, KeyError, RecursionError) as problem:
        raise _changed() from problem
    only: Json = {"entries": words.entries, "said": words.said, "seq": seq, "v": FORM}
    if canonical(only) + b"\n" != content:
        raise _changed()
    return words


def kept_words(word: Json, promised: Json) -> Json:
    """What was said, held against the line's promise. None: said nothing, or taken away."""
    if word is None:
        return None
    try:
        salt, said = as_list(word)
        fits = _commitment(as_text(salt), canonical(said)) == promised
    except ValueError as problem:
        raise _changed() from problem
    if not fits:
        raise _changed()
    return said


def _commitment(salt: str, said: bytes) -> str:
    """Nobody can guess what was said from this once the salt is gone."""
    return sha256(salt.encode("ascii", "replace") + said)


def _changed() -> BrokenLineError:
    return BrokenLineError("L507", "the payload is not what the line was sealed over")
