"""One process that takes one drop for a whole company, and says what that cost.

Its last line of output is JSON. Everything is done as `planward run --once` does it, on a disk; the
calls of os.fsync are counted on their way (those that SQLite makes for the index are not seen).
"""

import gc
import json
import os
import resource
import sys
import time
from datetime import date
from pathlib import Path

from click.testing import CliRunner

from engine import clock, sweeping
from engine.cli.main import planward
from engine.results import LookResult
from engine.workspace.session.workspace import working

DAY = date(2026, 3, 20)
ROSTER = """\
Employee,Name,Manager,HR partner,Team,Hired,Job,Segment,Starting
L1,Dana Chief,,,,2015-01-01,Director,,2015-01-01
L2,Mia Lead,L1,L3,East,2018-01-01,Manager,,2018-01-01
L3,Hal Partner,L1,,,2018-01-01,HR,,2018-01-01
"""


def main(folder: Path, people: int) -> None:
    asked = ["init", str(folder), "--policy", "field-sales", "--team", "East", "--settle", "0"]
    assert CliRunner().invoke(planward, asked).exit_code == 0
    (folder / "plans" / "roster.csv").write_text(ROSTER + "".join(map(seller, range(people))))
    swept(folder)
    (folder / "plans" / "quarter.csv").write_text(
        "Employee,Period,Quota,Closed won\n" + "".join(map(figures, range(people)))
    )
    gc.collect()
    calls = counted()
    wall, cpu = time.perf_counter(), time.process_time()
    found = swept(folder)
    spent = {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu}
    letters = len([*(folder / "plans").glob("*/*/draft/*.docx")])
    assert letters == people, found
    print(json.dumps({**spent, "fsyncs": calls[0], "kilobytes": peak()}))


def seller(number: int) -> str:
    return (
        f"E{number:05},Person {number},L2,L3,East,2020-01-01,Account Executive,smb,2020-01-01\n"
    )


def figures(number: int) -> str:
    """Two months below the floor, so that everybody is proposed."""
    return "".join(
        f"E{number:05},2026-{month:02},100000,{40_000 + number % 1000}\n" for month in (1, 2)
    )


def swept(folder: Path) -> LookResult:
    now = clock.now("America/New_York", DAY)
    with working(folder, DAY) as workspace:
        return sweeping.look_once(workspace, now)


def counted() -> list[int]:
    """The number of calls so far, kept up to date."""
    calls, real = [0], os.fsync

    def fsync(descriptor: int) -> None:
        calls[0] += 1
        real(descriptor)

    os.fsync = fsync  # type: ignore[assignment]  # this process does nothing else
    return calls


def peak() -> int:
    """The most memory this process ever held, in kB."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most // 1024 if sys.platform == "darwin" else most


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
