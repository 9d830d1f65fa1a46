"""Runs every benchmark, prints one table, writes every ratio by name to benchmarks/latest.json."""

import json
import os
import platform
import sys
from pathlib import Path

from benchmarks import bulk, readback, redline, render, strangers

MODULES = (render, readback, redline, bulk, strangers)
LATEST = Path(__file__).parent / "latest.json"


def main(names: list[str]) -> int:
    """All of them, or those named. Returns 1 when a goal was missed."""
    ratios: dict[str, float] = {}
    missed: list[str] = []
    for module in MODULES:
        if names and module.__name__.rpartition(".")[2] not in names:
            continue
        measured = module.measure()
        for name, value in measured.items():
            passed, goal = judged(value, module.GOALS.get(name))
            print(f"{name:32}{value:12.2f}   {goal}")
            missed += [] if passed else [name]
        ratios |= measured
    written = {
        "machine": machine(),
        "ratios": {name: round(v, 4) for name, v in ratios.items()},
    }
    if not names:
        LATEST.write_text(json.dumps(written, indent=2) + "\n", encoding="utf-8")
    for name in missed:
        print(f"missed: {name}")
    return 1 if missed else 0


def judged(value: float, goal: tuple[str, float] | None) -> tuple[bool, str]:
    """Whether the goal is reached, and how it is printed."""
    if goal is None:
        return True, ""
    sense, limit = goal
    reached = value >= limit if sense == ">=" else value <= limit
    return reached, f"goal {sense} {limit:g}: {'reached' if reached else 'MISSED'}"


def machine() -> dict[str, str]:
    return {
        "python": platform.python_version(),
        "system": platform.system(),
        "cores": str(os.cpu_count()),
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
