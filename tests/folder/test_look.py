import os
from pathlib import Path

import pytest

from engine.folder.found import FoundFile, Kind, Look, NotStill, Places, Trouble
from engine.folder.look import LARGEST, look, snapshot
from engine.folder.root import Paused, place_marker
from engine.folder.seen import seen_from_json, to_json

PLACES = Places(("North", "South"))
QUIET = 5.0


def seen_at(root, *times, seen=None, places=PLACES):
    """The look at the last of these seconds, having looked at all of them."""
    last = None
    for now in times:
        last = look(root, "w-1", places, seen or {}, now=now, quiet=QUIET)
        assert isinstance(last, Look), last
        seen = last.seen
    return last


def taken(look):
    return [found.path for found in look.files]


def kinds(look):
    return {trouble.shown: trouble.kind for trouble in look.trouble}


def test_drops_at_the_top_and_in_a_teams_folder_are_found(plans):
    (plans / "Q2.csv").write_text("a")
    (plans / "North" / "Q2.xlsx").write_text("a")
    assert [(f.path, f.team) for f in seen_at(plans, 0, 5).files] == [
        ("North/Q2.xlsx", "North"),
        ("Q2.csv", ""),
    ]


def test_a_form_is_found_in_a_plan_folder_and_nothing_else_there(plans):
    folder = plans / "North" / "E1 P1"
    folder.mkdir()
    for name in ("TO DO check-in 2026-05-12.xlsx", "figures.xlsx", "01 Warning v1.docx"):
        (folder / name).write_text("a")
    places = Places(("North",), ("North/E1 P1", "North/E2 P1"))
    (form,) = seen_at(plans, 0, 5, places=places).files
    assert (form.path, form.team, form.plan) == (
        "North/E1 P1/TO DO check-in 2026-05-12.xlsx",
        "North",
        "North/E1 P1",
    )


def test_a_slow_copy_is_left_alone_until_it_rests(plans):
    drop = plans / "Q2.csv"
    drop.write_text("a")
    first = seen_at(plans, 0)
    drop.write_text("ab")
    second = seen_at(plans, 4, seen=first.seen)
    assert (taken(first), first.wait) == ([], 5)
    assert [(a.path, a.why, a.waited) for a in second.arriving] == [
        ("Q2.csv", "is arriving", 4)
    ]
    third = seen_at(plans, 8, seen=second.seen)
    assert (taken(third), third.wait) == ([], 1)
    assert taken(seen_at(plans, 9, seen=third.seen)) == ["Q2.csv"]


def test_what_lay_there_at_the_start_settles_by_the_same_rule(plans):
    (plans / "Q2.csv").write_text("half of")
    assert taken(seen_at(plans, 1000)) == []


def test_an_earlier_run_counts_as_an_earlier_look(plans):
    (plans / "Q2.csv").write_text("a")
    kept = to_json(seen_at(plans, 100).seen)
    assert taken(seen_at(plans, 200, seen=seen_from_json(kept, now=200))) == ["Q2.csv"]


def test_a_restarted_machine_never_makes_the_wait_longer_than_it_was(plans):
    (plans / "Q2.csv").write_text("a")
    kept = to_json(seen_at(plans, 9000).seen)
    assert taken(seen_at(plans, 4, seen=seen_from_json(kept, now=4))) == []
    assert taken(seen_at(plans, 5, seen=seen_from_json(kept, now=4))) == ["Q2.csv"]


@pytest.mark.parametrize(
    "data", [None, [], {"Q2.csv": [[1]]}, {"Q2.csv": 3}, {"Q2.csv": [["x"] * 4]}]
)
def test_a_memory_that_cannot_be_read_is_no_memory(data):
    assert seen_from_json(data, now=1) == {}


def test_a_file_open_in_office_is_left_alone(plans):
    (plans / "Q2 quotas.xlsx").write_text("a")
    lock = plans / "~$Q2 quotas.xlsx"
    lock.write_text("Ada")
    open_now = seen_at(plans, 0, 5)
    assert taken(open_now) == []
    assert [a.why for a in open_now.arriving] == ["somebody has it open"]
    assert open_now.wait == 0
    lock.unlink()
    assert taken(seen_at(plans, 6, seen=open_now.seen)) == ["Q2 quotas.xlsx"]


def test_a_lock_left_behind_does_not_hold_a_file_for_ever(plans):
    (plans / "Q2.xlsx").write_text("a")
    (plans / ".~lock.Q2.xlsx#").write_text("Ada")
    day = 24 * 3600
    assert taken(seen_at(plans, 0, day - 1)) == []
    assert taken(seen_at(plans, 0, day)) == ["Q2.xlsx"]


def test_a_lock_a_day_older_than_its_file_is_left_behind(plans):
    (plans / "Q2.xlsx").write_text("a")
    (plans / "~$Q2.xlsx").write_text("Ada")
    written = (plans / "Q2.xlsx").stat().st_mtime
    os.utime(plans / "~$Q2.xlsx", (0, written - 25 * 3600))
    assert taken(seen_at(plans, 0, 5)) == ["Q2.xlsx"]


def test_scratch_files_are_counted_and_ours_are_not(plans):
    for name in ("~WRL0003.tmp", "Cedd4100", "Q2.csv.part", "holiday.jpeg", "STATUS.html"):
        (plans / name).write_text("a")
    seen = seen_at(plans, 0, 5)
    assert (seen.files, seen.arriving, seen.trouble, seen.ignored) == ((), (), (), 4)


def test_an_empty_file_never_settles_and_is_shown_after_an_hour(plans):
    (plans / "Q2.csv").touch()
    early, late = seen_at(plans, 0, 3599), seen_at(plans, 0, 3600)
    assert (taken(early), kinds(early), early.wait) == ([], {}, 0)
    assert (taken(late), kinds(late)) == ([], {"Q2.csv": Kind.EMPTY})


def test_a_file_that_never_rests_is_shown_after_an_hour(plans):
    seen = {}
    for minute in range(61):
        (plans / "log.csv").write_text("a" * (minute + 1))
        last = seen_at(plans, minute * 60.0, seen=seen)
        seen = last.seen
        assert kinds(last) == ({} if minute < 60 else {"log.csv": Kind.RESTLESS})


def test_what_is_no_plain_file_is_refused(plans, tmp_path):
    (tmp_path / "secret.csv").write_text("a")
    (plans / "link.csv").symlink_to(tmp_path / "secret.csv")
    os.link(tmp_path / "secret.csv", plans / "hard.csv")
    os.mkfifo(plans / "pipe.csv")
    with (plans / "huge.csv").open("wb") as huge:
        huge.truncate(LARGEST + 1)
    (plans / "Q2.xls").write_text("a")
    Path(os.fsdecode(os.fsencode(plans) + b"/bad\xff.csv")).write_text("a")
    (plans / "fine.csv").write_text("a")
    seen = seen_at(plans, 0, 5)
    assert taken(seen) == ["fine.csv"]
    assert kinds(seen) == {
        "link.csv": Kind.LINK,
        "hard.csv": Kind.HARD_LINK,
        "pipe.csv": Kind.SPECIAL,
        "huge.csv": Kind.TOO_LARGE,
        "Q2.xls": Kind.EXTENSION,
        "bad\\udcff.csv": Kind.NAME,
    }


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Q2.csv", "q2.CSV", id="capitals"),
        pytest.param("M\u00e4rz.csv", "Ma\u0308rz.csv", id="composed and decomposed"),
    ],
)
def test_twins_are_both_refused(plans, one, other):
    (plans / one).write_text("a")
    (plans / other).write_text("b")
    (plans / "North" / one).write_text("elsewhere it is alone")
    seen = seen_at(plans, 0, 5)
    assert taken(seen) == [f"North/{one}"]
    assert {t.path: t.kind for t in seen.trouble} == {one: Kind.TWINS, other: Kind.TWINS}


def test_a_conflict_copy_is_taken_with_the_name_of_its_original(plans):
    (plans / "North" / "Q2-DESKTOP-AB12.csv").write_text("a")
    (found,) = seen_at(plans, 0, 5).files
    assert found.copy_of == "North/Q2.csv"


def test_a_rename_while_arriving_starts_the_wait_again(plans):
    (plans / "download.csv").write_text("a")
    first = seen_at(plans, 0)
    (plans / "download.csv").rename(plans / "Q2.csv")
    second = seen_at(plans, 5, seen=first.seen)
    assert taken(second) == []
    assert list(second.seen) == ["Q2.csv"]
    assert taken(seen_at(plans, 10, seen=second.seen)) == ["Q2.csv"]


def test_saving_by_renaming_starts_the_wait_again_even_with_equal_size_and_time(plans):
    (plans / "Q2.csv").write_text("a")
    state = (plans / "Q2.csv").stat()
    first = seen_at(plans, 0)
    (plans / "~new.tmp").write_text("b")
    os.utime(plans / "~new.tmp", ns=(state.st_atime_ns, state.st_mtime_ns))
    (plans / "~new.tmp").rename(plans / "Q2.csv")
    assert taken(seen_at(plans, 5, seen=first.seen)) == []


@pytest.mark.parametrize("year_ns", [0, 4_070_908_800 * 10**9], ids=["1970", "2099"])
def test_a_files_own_date_does_not_matter(plans, year_ns):
    (plans / "Q2.csv").write_text("a")
    os.utime(plans / "Q2.csv", ns=(year_ns, year_ns))
    assert taken(seen_at(plans, 0, 5)) == ["Q2.csv"]


def test_a_teams_folder_that_is_missing_or_a_link_costs_nothing_else(plans, tmp_path):
    (plans / "Q2.csv").write_text("a")
    (plans / "North").rmdir()
    (plans / "South").rmdir()
    (tmp_path / "Q2.csv").write_text("a")
    (plans / "South").symlink_to(tmp_path)
    seen = seen_at(plans, 0, 5)
    assert taken(seen) == ["Q2.csv"]
    assert kinds(seen) == {"North": Kind.UNREADABLE, "South": Kind.SPECIAL}


def test_without_its_marker_nothing_is_concluded(plans):
    (plans / "Q2.csv").write_text("a")
    (plans / ".planward-root").unlink()
    reason = look(plans, "w-1", PLACES, {}, now=0, quiet=0)
    assert isinstance(reason, Paused)
    assert "seems to be away" in reason.reason


def test_another_workspaces_folder_is_left_alone(plans):
    assert isinstance(look(plans, "w-2", PLACES, {}, now=0, quiet=0), Paused)


def test_a_missing_folder_a_file_or_a_pipe_for_a_marker_pause(tmp_path):
    assert isinstance(look(tmp_path / "gone", "w-1", PLACES, {}, now=0, quiet=0), Paused)
    os.mkfifo(tmp_path / ".planward-root")
    assert isinstance(look(tmp_path, "w-1", PLACES, {}, now=0, quiet=0), Paused)


class Meanwhile(tuple):
    """No teams; but as the sweep asks for them, something happens to the folder."""

    def __new__(cls, happens):
        made = super().__new__(cls)
        made.happens = happens
        return made

    def __iter__(self):
        self.happens()
        return super().__iter__()


def test_a_share_that_vanishes_or_comes_back_during_the_sweep_proves_nothing(plans):
    (plans / "Q2.csv").write_text("a")
    marker, away = plans / ".planward-root", plans / "away"
    vanishes = Places(Meanwhile(lambda: marker.rename(away)))
    assert isinstance(look(plans, "w-1", vanishes, {}, now=0, quiet=0), Paused)
    comes_back = Places(Meanwhile(lambda: away.rename(marker)))
    assert isinstance(look(plans, "w-1", comes_back, {}, now=0, quiet=0), Paused)
    assert away.exists()  # it did not even begin


def test_a_marker_is_placed_once(tmp_path):
    place_marker(tmp_path, "w-1")
    place_marker(tmp_path, "w-1")
    assert isinstance(look(tmp_path, "w-1", Places(), {}, now=0, quiet=0), Look)


def found(plans, name="Q2.csv", content=b"a,b\n"):
    (plans / name).write_bytes(content)
    (one,) = look(plans, "w-1", PLACES, {}, now=0, quiet=0).files
    return one


def test_a_snapshot_holds_the_bytes_that_lie_there(plans):
    assert snapshot(plans, found(plans, content=b"a\r\n\x00\xff")) == b"a\r\n\x00\xff"


def test_a_file_changed_since_it_was_seen_is_not_taken(plans):
    one = found(plans)
    (plans / "Q2.csv").write_bytes(b"a,b\nc,")
    assert isinstance(snapshot(plans, one), NotStill)


def test_a_file_replaced_by_equals_is_not_taken(plans):
    one = found(plans)
    state = (plans / "Q2.csv").stat()
    (plans / "new").write_bytes(b"b,a\n")
    os.utime(plans / "new", ns=(state.st_atime_ns, state.st_mtime_ns))
    (plans / "new").rename(plans / "Q2.csv")
    assert isinstance(snapshot(plans, one), NotStill)


@pytest.mark.parametrize(
    "lay", [os.mkfifo, os.mkdir, lambda path: path.symlink_to("/etc/hosts")]
)
def test_what_took_the_place_of_a_file_is_neither_followed_nor_waited_for(plans, lay):
    one = found(plans)
    (plans / "Q2.csv").unlink()
    lay(plans / "Q2.csv")
    assert isinstance(snapshot(plans, one), NotStill)


def test_a_file_taken_away_before_it_was_read_is_no_error(plans):
    one = found(plans)
    (plans / "Q2.csv").unlink()
    assert isinstance(snapshot(plans, one), NotStill)


def test_a_file_that_may_not_be_read_is_reported_and_the_others_go_on(plans_of_a_plain_user):
    plans = plans_of_a_plain_user
    for name in ("closed.csv", "open.csv"):
        (plans / name).write_text(name)
    (plans / "closed.csv").chmod(0)
    (plans / "South").chmod(0)
    seen = look(plans, "w-1", PLACES, {}, now=0, quiet=0)
    assert kinds(seen) == {"South": Kind.UNREADABLE}
    closed, opened = (snapshot(plans, one) for one in seen.files)
    assert isinstance(closed, Trouble)
    assert closed.kind is Kind.UNREADABLE
    assert opened == b"open.csv"


def test_a_found_file_prints_its_composed_name(plans):
    one = found(plans, "Ma\u0308rz.csv")
    assert isinstance(one, FoundFile)
    assert (one.path, one.shown) == ("Ma\u0308rz.csv", "M\u00e4rz.csv")
