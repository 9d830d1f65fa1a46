"""A role that passes to somebody else on a day told ahead passes on that day, without another file."""

from tests.engine.company import FOLDER, PLAN
from tests.workspaces import PlayedWorkspace

ROSTER = "Employee,Name,Manager,HR partner,Team,Job,Starting\n"
AHEAD = ROSTER + "E012,Ann Seller,E003,E009,East,Account Executive,2026-03-10\n"
BOSS_GOES = "Employee,Name,Manager,Starting\nE002,Mia Lead,E001,2015-01-01\n"


def entries(ws: PlayedWorkspace) -> list[tuple[str, str]]:
    return [(x["on"], x["event"]) for x in ws.history(PLAN)]


def test_the_new_manager_takes_over_on_the_day(known: PlayedWorkspace) -> None:
    known.does(
        "record", PLAN, "confirm", "--role", "hr", "--by", "E009", "--as-of", "2026-03-02"
    )
    known.drops("ahead.csv", AHEAD)
    known.runs("2026-03-03")
    known.runs("2026-03-09")
    assert "HandedOver" not in [event for _, event in entries(known)]
    known.runs("2026-03-10")
    assert ("2026-03-10", "HandedOver") in entries(known)
    assert entries(known)[-1] == ("2026-03-10", "Drafted")
    names = [file.name for file in (known.plans / FOLDER / "draft").glob("*Improvement*")]
    assert sorted(names) == [
        "02 Improvement plan v1-v2 changes.docx",
        "02 Improvement plan v1.docx",
        "02 Improvement plan v2.docx",
    ]
