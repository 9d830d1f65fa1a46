"""A script that only reads `status --json` and runs the first command given plays every plan to its end."""

import json
import shlex
from datetime import date, timedelta
from pathlib import Path

from tests.demo.playing import LINES, inside, played, started, typed, up_to

LAST = date(2027, 6, 30)
DAY = timedelta(days=1)


def status(day: date) -> list[dict]:
    return json.loads(typed("status", "--json", "--as-of", str(day))[1])["plans"]


def first_of(plans: list[dict], day: date) -> str:
    """The first command that can be given on `day`."""
    for plan in plans:
        for awaited in plan["awaiting"]:
            if (awaited["from"] or "") <= str(day):
                return awaited.get("choices", [awaited])[0]["command"]
    return ""


def next_day(plans: list[dict], day: date) -> date:
    """The next day on which anything is awaited or falls due, else the next week."""
    told = [
        a[key] for plan in plans for a in plan["awaiting"] for key in ("from", "due") if a[key]
    ]
    days = [date.fromisoformat(text) for text in told]
    return min([day + 7 * DAY, *(each for each in days if each > day)])


def test_every_plan_comes_to_its_end_by_the_commands_of_status(
    tmp_path: Path,
) -> None:
    """Every month's exports are dropped when the month is over; nothing else is known to the script."""
    started(tmp_path)
    played(tmp_path, LINES[: up_to("2026-03-03")])
    played(tmp_path, tuple(line for line in LINES if line.startswith("echo")))
    day = date(2026, 3, 3)
    with inside(tmp_path):
        while unfinished(plans := status(day)):
            assert day < LAST, plans
            if command := first_of(plans, day):
                words = [*shlex.split(command)[1:], "--as-of", str(day)]
                code, out, said = typed(*words)
                assert code == 0, (command, day, out, said)
                continue
            day = next_day(plans, day)
            drop(tmp_path, day)
            code, out, said = typed("run", "--once", "--as-of", str(day))
            assert code == 0, out + said
    outcomes = {plan["employee"]: plan["outcome"] for plan in plans}
    assert "" not in outcomes.values()


def unfinished(plans: list[dict]) -> bool:
    return any(plan["state"] != "closed" or plan["awaiting"] for plan in plans)


def drop(root: Path, day: date) -> None:
    """Every export of the months before."""
    for file in (root / "exports").glob("*2026-0?.csv"):
        team, _, month = file.stem.rpartition(" ")
        target = root / "plans" / ("East" if team == "Calls" else team) / file.name
        if month < f"{day:%Y-%m}" and not target.exists():
            target.write_bytes(file.read_bytes())
