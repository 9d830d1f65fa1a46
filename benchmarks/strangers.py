"""A file of 8,800 rows of people whom the roster of 2,000 does not know, held against one of known people.

Each unknown id is looked for among the known ones, in case it is one of them misspelt. Compared with each of
them that took 40 seconds; now only the few are compared that can be one sign away. Medians of CPU time.
"""

import gc
import statistics
import time

from engine.intake.values.mistake import Refusal
from tests.intake.sample import read

GOALS = {"strangers_seconds": ("<=", 1.0), "strangers_vs_known_cpu": ("<=", 3.0)}
ROWS, PEOPLE, ROUNDS = 8_800, 2_000, 5
KNOWN = frozenset(f"E{number:05}" for number in range(PEOPLE))


def measure() -> dict[str, float]:
    """Prints the seconds of each; gives the ratio, and what the unknown ones take."""
    known = [f"E{number % PEOPLE:05}" for number in range(ROWS)]
    taken = {
        "known": spent(
            known, refused=True
        ),  # for the months told twice, which nobody looks for
        "strangers": spent([f"E{50_000 + number:05}" for number in range(ROWS)], refused=True),
        "beside": spent([f"E{5_000 + number:05}" for number in range(ROWS)], refused=True),
        "misspelt": spent([f"{each}{at % 10}" for at, each in enumerate(known)], refused=True),
    }
    for name, seconds in taken.items():
        print(f"  {name:12}{seconds:8.2f} s")
    worst = max(taken["strangers"], taken["beside"], taken["misspelt"])
    return {"strangers_seconds": worst, "strangers_vs_known_cpu": worst / taken["known"]}


def spent(ids: list[str], *, refused: bool) -> float:
    text = "Employee,Period,Quota\n" + "".join(f"{each},2026-04,100\n" for each in ids)
    times: list[float] = []
    for _ in range(ROUNDS):
        gc.collect()
        began = time.process_time()
        found = read(text, known=KNOWN)
        times.append(time.process_time() - began)
        assert isinstance(found, Refusal) == refused
    return statistics.median(times)
