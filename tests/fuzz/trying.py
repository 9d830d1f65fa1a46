"""Try damaged files one after the other, and keep each that our own code fails over."""

import time
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from tests.fuzz.kinds import FuzzKind

SLOWEST = 60.0  # seconds for one file, even on a busy machine; a file of these sizes takes one


@dataclass(frozen=True)
class FoundCrash:
    number: int
    content: bytes
    why: str


@dataclass
class Tried:
    """`answers` counts what became of the files; `slowest` in seconds."""

    answers: Counter[str] = field(default_factory=Counter)
    crashes: list[FoundCrash] = field(default_factory=list)
    slowest: float = 0.0

    @property
    def line(self) -> str:
        kinds = ", ".join(f"{said} {count}" for said, count in self.answers.most_common(6))
        more = f" and {len(self.answers) - 6} other answers" if len(self.answers) > 6 else ""
        return f"{self.answers.total()} files, slowest {self.slowest:.1f} s: {kinds}{more}"


def mutant(kind: str, each: FuzzKind, seed: int, number: int) -> bytes:
    """The same for the same seed, whatever was tried before."""
    chance = Random(f"{kind} {seed} {number}")
    return each.damage(chance, chance.choice(each.seeds))


def tried(kind: str, each: FuzzKind, seed: int, numbers: Iterator[int]) -> Tried:
    done = Tried()
    for number in numbers:
        content = mutant(kind, each, seed, number)
        began = time.monotonic()
        try:
            done.answers[each.read(content)] += 1
        except Exception as failure:
            done.answers["CRASH"] += 1
            done.crashes.append(FoundCrash(number, content, in_short(failure)))
        spent = time.monotonic() - began
        done.slowest = max(done.slowest, spent)
        if spent > SLOWEST:
            done.crashes.append(FoundCrash(number, content, f"it took {spent:.0f} s"))
    return done


def in_short(failure: Exception) -> str:
    frames = traceback.extract_tb(failure.__traceback__)
    places = " > ".join(
        f"{f.filename.rpartition('/')[2]}:{f.lineno} {f.name}" for f in frames[-5:]
    )
    return f"{type(failure).__name__} {str(failure)[:300]!r} at {places}"
