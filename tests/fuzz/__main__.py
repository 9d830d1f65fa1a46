"""By hand: `python -m tests.fuzz --seconds 1200 --seed 7 [--kind csv]`; what it finds is kept in a folder."""

import argparse
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tests.fuzz.kinds import at_work
from tests.fuzz.trying import tried


def until(end: float) -> Iterator[int]:
    number = 0
    while time.monotonic() < end:
        yield number
        number += 1


def main() -> int:
    asked = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    asked.add_argument("--seconds", type=float, default=60)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument(
        "--kind", action="append", help="may be repeated; else all kinds share the time"
    )
    asked.add_argument("--keep", type=Path, default=Path("/tmp/planward-fuzz"))
    given = asked.parse_args()
    found = 0
    with at_work() as kinds:
        named = given.kind or [*kinds]
        for name in named:
            end = time.monotonic() + given.seconds / len(named)
            done = tried(name, kinds[name], given.seed, until(end))
            print(f"{name}: {done.line}", flush=True)
            for crash in done.crashes:
                found += 1
                given.keep.mkdir(parents=True, exist_ok=True)
                file = given.keep / f"{name}-{given.seed}-{crash.number}"
                file.write_bytes(crash.content)
                print(f"  {file}: {crash.why}", flush=True)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
