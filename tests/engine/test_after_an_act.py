"""After a person's act the shared folder says at once how things stand, as far as the act goes."""

import re
from pathlib import Path

import pytest

from tests.demo.playing import everything
from tests.engine.company import FOLDER, PLAN
from tests.workspaces import PlayedWorkspace

DAY = "2026-03-03"
CONFIRM = f"planward record {PLAN} confirm --role hr --by E009"
BOB = "Employee,Period,Quota,Closed won\nE013,2026-01,100000,42000\nE013,2026-02,100000,44000\n"
BOBS = "East/E013 PW-2026-0002/draft/01 Gap statement v1.docx"
LETTER = "02 Improvement plan v1.docx"
BAD = "broken.csv"


@pytest.fixture
def two(known: PlayedWorkspace) -> PlayedWorkspace:
    """Two plans are proposed, and a file of East's waits to be fixed."""
    known.drops("bob.csv", BOB)
    known.drops(f"East/{BAD}", "Employee,Period\nE012,never\n")
    known.runs(DAY)
    assert (known.plans / BOBS).is_file()
    return known


def page(ws: PlayedWorkspace, team: str = "East") -> str:
    return (ws.plans / team / "STATUS.html").read_text("utf-8")


def row(ws: PlayedWorkspace, plan: str) -> str:
    """What East's page says of a plan, without its marks."""
    rows = re.findall(r"<tr.*?</tr>", page(ws), re.DOTALL)
    said = " ".join(re.sub(r"<[^>]+>", " ", next(r for r in rows if plan in r)).split())
    return re.sub(r"in \d+ days", "in some days", said)  # counted from the day of the page


def looked(ws: PlayedWorkspace) -> str:
    found = re.search(r"Last look <strong>(.*?)</strong>", page(ws))
    assert found
    return found[1]


def test_the_pages_say_what_the_act_did(two: PlayedWorkspace) -> None:
    before, when = row(two, PLAN), looked(two)
    others = row(two, "PW-2026-0002")
    assert "proposed" in before
    two.says(CONFIRM, "2026-03-04")
    assert "open" in row(two, PLAN)
    assert "proposed" not in row(two, PLAN)
    assert f"draft/{LETTER}".replace(" ", "%20") in page(two)
    assert row(two, "PW-2026-0002") == others
    assert looked(two) == when, "nobody has looked since"
    assert f"{BAD} - PLEASE FIX.txt".replace(" ", "%20") in page(two)
    counted = re.sub(r"<[^>]+>", " ", page(two, ""))
    assert re.search(r"1\s+proposed|proposed\s+1", counted)


def test_the_page_at_the_top_says_which_team_has_files_to_fix(two: PlayedWorkspace) -> None:
    two.says(CONFIRM, "2026-03-04")
    found = re.findall(r'data-label="files to fix"[^>]*><span>(\d+)', page(two, ""))
    assert found == ["1", "0"]
    assert "all files were taken" not in page(two, "")
    assert BAD not in page(two, "")


def test_a_page_after_an_act_is_the_page_of_the_next_look(two: PlayedWorkspace) -> None:
    two.says(CONFIRM, "2026-03-04")
    after = page(two)
    two.runs("2026-03-04")
    same = re.compile(r"Last look <strong>.*?</strong>|<strong>[0-9-]+</strong>")
    assert same.sub("", after) == same.sub("", page(two))


def test_what_may_not_be_done_changes_no_page(two: PlayedWorkspace) -> None:
    before = everything(two.root, "plans")
    two.does(
        *["record", "PW-2026-0001", "confirm", "--role", "hr", "--by", "E002", "--as-of"],
        "2026-03-04",
        exit_code=1,
    )
    two.does(*CONFIRM.split()[1:], "--as-of", "2026-03-04", "--dry-run")
    assert everything(two.root, "plans") == before


def test_only_the_plans_it_touches_are_published(two: PlayedWorkspace) -> None:
    """Another plan's missing letter is the next look's to put back."""
    (two.plans / BOBS).unlink()
    two.says(CONFIRM, "2026-03-04")
    assert (two.plans / FOLDER / "draft" / LETTER).is_file()
    assert not (two.plans / BOBS).exists()
    two.runs("2026-03-04")
    assert (two.plans / BOBS).is_file()


def test_what_others_published_stays_known(two: PlayedWorkspace) -> None:
    """An act forgets nothing of other plans' documents: no later look has to wait for them."""
    two.says(CONFIRM, "2026-03-04")
    known = (two.root / ".planward" / "published.json").read_text("utf-8")
    assert BOBS in known
    assert f"{FOLDER}/draft/{LETTER}" in known


def test_an_act_overwrites_nobodys_work(two: PlayedWorkspace) -> None:
    own = two.plans / FOLDER / "draft" / LETTER
    own.write_bytes(b"somebody's own")
    mine = two.plans / "East" / "STATUS.html"
    mine.write_text("<p>My own page.</p>", "utf-8")
    two.says(CONFIRM, "2026-03-04")
    assert own.read_bytes() == b"somebody's own"
    assert mine.read_text("utf-8") == "<p>My own page.</p>"


def test_while_the_folder_is_away_the_act_counts_and_nothing_is_written(
    two: PlayedWorkspace,
) -> None:
    marker = two.plans / ".planward-root"
    kept = marker.read_bytes()
    marker.unlink()
    before = everything(two.root, "plans")
    two.says(CONFIRM, "2026-03-04")
    assert everything(two.root, "plans") == before
    assert [e["event"] for e in two.history(PLAN)][2] == "Opened"
    marker.write_bytes(kept)
    two.runs("2026-03-04")
    assert "open" in row(two, PLAN)


def test_where_the_last_look_is_forgotten_the_page_says_so(two: PlayedWorkspace) -> None:
    Path(two.root / ".planward" / "last-look.json").unlink()
    two.says(CONFIRM, "2026-03-04")
    assert looked(two) == "not known"
