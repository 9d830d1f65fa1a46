import hashlib
import os
import shutil
import stat

import pytest

from engine.core.values.errors import TamperedError
from engine.folder.paths import plain_name, unfit_path
from engine.folder.publish import Wanted, publish, withdraw_files
from engine.folder.still import Stamp

LETTER = "North/E1 P1/draft/01 Written warning v1.docx"


def sha(content):
    return hashlib.sha256(content).hexdigest()


def want(content):
    return Wanted(sha(content), lambda: content)


def some(count):
    return {
        f"North/E{i} P{i}/draft/01 Letter v1.docx": want(b"letter %d" % i) for i in range(count)
    }


def contents(root):
    """Every document below the teams' folders, with its bytes."""
    return {
        p.relative_to(root).as_posix(): p.read_bytes()
        for p in root.rglob("*")
        if p.is_file() and p.name != ".planward-root"
    }


def expected(wanted):
    return {path: one.read() for path, one in wanted.items()}


def never():
    raise AssertionError("nobody may read this again")


def test_what_is_missing_is_written_and_what_lies_there_is_kept(plans):
    wanted = some(150)
    first = publish(plans, "w-1", wanted, {})
    assert first.written == tuple(wanted)
    assert contents(plans) == expected(wanted)
    second = publish(plans, "w-1", {p: Wanted(w.sha256, never) for p, w in wanted.items()}, {})
    assert (second.written, second.kept) == ((), tuple(wanted))


def test_a_file_known_as_it_looks_is_not_read_again_but_for_an_audit(plans):
    first = publish(plans, "w-1", {LETTER: want(b"letter")}, {})
    target = plans / LETTER
    state = target.stat()
    with target.open("r+b") as file:
        file.write(b"LETTER")
    os.utime(target, ns=(state.st_atime_ns, state.st_mtime_ns))
    assert publish(plans, "w-1", {LETTER: want(b"letter")}, first.lying).kept == (LETTER,)
    audited = publish(plans, "w-1", {LETTER: want(b"letter")}, first.lying, audit=True)
    assert [held.path for held in audited.conflicts] == [LETTER]


def test_an_edited_document_is_a_conflict_and_stays_as_it_is(plans):
    wanted = some(3)
    first = publish(plans, "w-1", wanted, {})
    edited = plans / "North/E1 P1/draft/01 Letter v1.docx"
    edited.write_bytes(b"with a person's remarks")
    (plans / "North/E2 P2/draft/01 Letter v1.docx").unlink()
    second = publish(plans, "w-1", wanted, first.lying)
    assert [held.path for held in second.conflicts] == ["North/E1 P1/draft/01 Letter v1.docx"]
    assert second.written == ("North/E2 P2/draft/01 Letter v1.docx",)
    assert edited.read_bytes() == b"with a person's remarks"
    third = publish(plans, "w-1", wanted, second.lying)
    assert third.conflicts == second.conflicts


@pytest.mark.parametrize(
    "lay", [os.mkfifo, os.mkdir, lambda path: path.symlink_to("/etc/hosts")]
)
def test_a_name_taken_by_something_else_is_a_conflict(plans, lay):
    publish(plans, "w-1", {LETTER: want(b"letter")}, {})
    (plans / LETTER).unlink()
    lay(plans / LETTER)
    wanted = {LETTER: want(b"letter"), **some(2)}
    outcome = publish(plans, "w-1", wanted, {})
    assert [held.path for held in outcome.conflicts] == [LETTER]
    assert len(outcome.written) == 2


def test_nothing_is_written_through_a_link(plans, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (plans / "North" / "E1 P1").symlink_to(tmp_path / "elsewhere")
    outcome = publish(plans, "w-1", {LETTER: want(b"letter"), **some(1)}, {})
    assert [held.path for held in outcome.delayed] == [LETTER]
    assert len(outcome.written) == 1
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_plans_deleted_half_way_come_back(plans):
    wanted = some(20)
    first = publish(plans, "w-1", wanted, {})
    for number in range(0, 20, 2):
        shutil.rmtree(plans / "North" / f"E{number} P{number}")
    shutil.rmtree(plans / "South")
    second = publish(plans, "w-1", wanted, first.lying)
    assert len(second.written) == 10
    assert contents(plans) == expected(wanted)


def test_without_the_marker_everything_waits(plans):
    wanted = some(3)
    first = publish(plans, "w-1", {path: wanted[path] for path in list(wanted)[:1]}, {})
    (plans / ".planward-root").rename(plans / "marker")
    outcome = publish(plans, "w-1", wanted, first.lying)
    assert (outcome.written, outcome.kept, len(outcome.delayed)) == ((), (), 3)
    (plans / "marker").rename(plans / ".planward-root")
    assert publish(plans, "w-1", wanted, outcome.lying).written == tuple(wanted)[1:]


def test_a_share_that_vanishes_half_way_is_not_written_to(plans):
    wanted = some(150)

    def last_words():
        (plans / ".planward-root").unlink(missing_ok=True)
        return b"letter 9"

    tenth = list(wanted)[9]
    outcome = publish(plans, "w-1", {**wanted, tenth: Wanted(sha(b"letter 9"), last_words)}, {})
    assert tenth in outcome.written
    assert len(outcome.delayed) >= 50
    assert len(outcome.written) + len(outcome.delayed) == 150
    assert set(contents(plans)) == set(outcome.written)


def test_a_closed_folder_delays_its_own_documents_only(plans_of_a_plain_user):
    plans = plans_of_a_plain_user
    (plans / "North").chmod(0o500)
    south = {"South/E9 P9/01 Letter v1.docx": want(b"letter")}
    outcome = publish(plans, "w-1", {**some(2), **south}, {})
    assert outcome.written == tuple(south)
    assert [held.path for held in outcome.delayed] == list(some(2))
    (plans / "North").chmod(0o700)
    assert publish(plans, "w-1", {**some(2), **south}, outcome.lying).written == tuple(some(2))


def test_documents_have_the_rights_of_the_folder_they_lie_in(plans):
    (plans / "North").chmod(0o2770)
    publish(
        plans, "w-1", {LETTER: want(b"letter"), "South/E2 P2/01 Letter.docx": want(b"l")}, {}
    )

    def mode(path):
        return stat.S_IMODE((plans / path).stat().st_mode)

    assert (mode("North/E1 P1/draft"), mode(LETTER)) == (0o2770, 0o660)
    assert (mode("South/E2 P2"), mode("South/E2 P2/01 Letter.docx")) == (0o700, 0o600)


def test_what_is_issued_is_read_only_and_what_lies_there_keeps_its_rights(plans):
    (plans / "North").chmod(0o770)
    draft, issued = "North/E1 P1/draft/01 Letter v1.docx", "North/E1 P1/01 Letter v1.docx"
    one = want(b"letter")
    wanted = {draft: one, issued: Wanted(one.sha256, one.read, issued=True)}

    def modes():
        return [stat.S_IMODE((plans / path).stat().st_mode) for path in (draft, issued)]

    first = publish(plans, "w-1", wanted, {})
    assert (modes(), set(first.written)) == ([0o660, 0o440], {draft, issued})
    (plans / issued).chmod(0o640)
    assert publish(plans, "w-1", wanted, {}, audit=True).kept == (draft, issued)
    assert modes() == [0o660, 0o640]


def test_read_only_files_do_not_get_in_the_way_of_a_plain_user(plans_of_a_plain_user):
    plans, letter = plans_of_a_plain_user, "North/E1 P1/01 Letter v1.docx"
    wanted = {letter: Wanted(sha(b"letter"), lambda: b"letter", issued=True)}
    publish(plans, "w-1", wanted, {})
    (plans / letter).unlink()
    assert publish(plans, "w-1", wanted, {}).written == (letter,)
    target = plans / letter
    os.link(target, target.with_name(f".{target.name}.part"))
    assert publish(plans, "w-1", wanted, {}, audit=True).kept == (letter,)
    assert set(contents(plans)) == {letter}
    with pytest.raises(PermissionError):
        target.open("r+b")
    assert withdraw_files(plans, "w-1", {letter: sha(b"letter")}) == (letter,)


def test_what_a_person_saved_and_was_read_back_may_lie_there_instead(plans):
    letter = want(b"letter")
    saved = Wanted(letter.sha256, letter.read, also={sha(b"approved")})
    first = publish(plans, "w-1", {LETTER: saved}, {})
    assert (plans / LETTER).read_bytes() == b"letter"
    assert first.ours.keys() == {LETTER}
    (plans / LETTER).write_bytes(b"approved")
    second = publish(plans, "w-1", {LETTER: saved}, first.lying)
    assert (second.kept, second.conflicts, second.ours) == ((LETTER,), (), {})
    assert publish(plans, "w-1", {LETTER: letter}, second.lying).conflicts != ()
    (plans / LETTER).write_bytes(b"neither")
    assert publish(plans, "w-1", {LETTER: saved}, second.lying).conflicts != ()


def test_a_view_is_written_when_it_is_missing_and_whatever_lies_there_is_kept(plans):
    made = iter((b"first", b"second"))
    view = {LETTER: Wanted("", lambda: next(made))}
    assert publish(plans, "w-1", view, {}).written == (LETTER,)
    assert publish(plans, "w-1", view, {}, audit=True).kept == (LETTER,)
    (plans / LETTER).write_bytes(b"a person's")
    kept = publish(plans, "w-1", view, {}, audit=True)
    assert (kept.kept, kept.ours, contents(plans)) == ((LETTER,), {}, {LETTER: b"a person's"})
    (plans / LETTER).unlink()
    publish(plans, "w-1", view, {})
    assert contents(plans) == {LETTER: b"second"}


def test_only_what_nobody_touched_is_known_as_ours(plans):
    wanted = some(3)
    untouched, edited, gone = wanted
    first = publish(plans, "w-1", wanted, {})
    assert first.ours == {path: Stamp.of((plans / path).lstat()) for path in wanted}
    (plans / edited).write_bytes(b"with a person's remarks")
    (plans / gone).unlink()
    second = publish(plans, "w-1", wanted, first.lying)
    assert second.ours.keys() == {untouched, gone}
    assert second.ours[untouched] == first.ours[untouched]
    assert second.ours[gone] == Stamp.of((plans / gone).lstat())


def test_what_somebody_saves_while_we_still_publish_is_not_taken_for_ours(plans):
    """The two lie under other rights, so the first has its name when the second is made."""
    other = LETTER.replace("01", "02")

    def meanwhile():
        (plans / LETTER).write_bytes(b"LETTER")
        return b"second"

    wanted = {LETTER: want(b"letter"), other: Wanted(sha(b"second"), meanwhile, issued=True)}
    outcome = publish(plans, "w-1", wanted, {})
    assert outcome.written == (LETTER, other)
    assert outcome.ours.keys() == outcome.lying.keys() == {other}


def test_a_crash_between_naming_and_tidying_up_leaves_nothing_over(plans):
    publish(plans, "w-1", {LETTER: want(b"letter")}, {})
    target = plans / LETTER
    os.link(target, target.with_name(f".{target.name}.part"))
    assert publish(plans, "w-1", {LETTER: want(b"letter")}, {}).kept == (LETTER,)
    assert contents(plans) == {LETTER: b"letter"}


def test_what_a_crash_left_unfinished_is_cleared(plans):
    wanted = {LETTER: want(b"letter"), "North/E1 P1/draft/02 Letter v1.docx": want(b"second")}
    publish(plans, "w-1", wanted, {})
    target = plans / LETTER
    os.link(
        target, target.with_name(f".{target.name}.part")
    )  # killed between naming and tidying
    torn = target.with_name(".02 Letter v1.docx.part")
    (plans / "North/E1 P1/draft/02 Letter v1.docx").unlink()
    torn.write_bytes(b"sec")  # killed while writing
    target.with_name(".03 Never named v1.docx.part").write_bytes(b"thi")
    publish(plans, "w-1", wanted, {}, audit=True)
    assert contents(plans) == expected(wanted)


def test_bytes_that_are_not_those_recorded_are_never_published(plans):
    def gone():
        raise TamperedError("blobs/abc is missing")

    other = LETTER.replace("01", "02")
    third = LETTER.replace("01", "03")
    wanted = {
        LETTER: Wanted(sha(b"letter"), lambda: b"forged"),
        other: Wanted(sha(b"lost"), gone),
        third: Wanted(sha(b"sound"), lambda: b"sound"),
    }
    done = publish(plans, "w-1", wanted, {})
    assert contents(plans) == {third: b"sound"}
    assert done.written == (third,)
    assert {held.path: held.reason for held in done.delayed} == {
        LETTER: "it cannot be placed: it is not what was recorded",
        other: "it cannot be placed: blobs/abc is missing",
    }


@pytest.mark.parametrize(
    ("path", "fit"),
    [
        (LETTER, True),
        ("Süd/E1 P1/01 Letter v1.docx", True),
        ("North/E1 P1/TO DO check-in 2026-05-12.xlsx", True),
        ("North/Müller/01 Letter v1.docx", False),
        ("North/../../etc/passwd", False),
        ("/etc/passwd", False),
        ("North//01 Letter.docx", False),
        ("North/CON/01 Letter.docx", False),
        ("North/.hidden/01 Letter.docx", False),
        ("North/E1 P1/01 Letter.docx ", False),
        ("North/E1 P1/C:\\x.docx", False),
        ("North/" + "x" * 94, True),
        ("North/" + "x" * 95, False),
    ],
)
def test_only_short_plain_names_are_published(plans, path, fit):
    assert (unfit_path(path) == "") is fit
    if not fit:
        outcome = publish(plans, "w-1", {path: want(b"letter")}, {})
        assert [held.path for held in outcome.conflicts] == [path]
        assert contents(plans) == {}


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Written warning", "Written warning"),
        ("Überprüfung: 2. Stufe?", "Uberprufung 2. Stufe"),
        ("../../etc", "etc"),
        ("x" * 60, "x" * 40),
        ("改善", "document"),
    ],
)
def test_a_title_becomes_a_plain_name(words, name):
    assert plain_name(words) == name
    assert unfit_path(f"E1/{plain_name(words)}.docx") == ""


def test_only_what_nobody_touched_is_withdrawn(plans):
    wanted = some(4)
    publish(plans, "w-1", wanted, {})
    untouched, edited, opened, gone = wanted
    (plans / edited).write_bytes(b"filled in")
    (plans / opened).with_name("~$ Letter v1.docx").write_text("Ada")
    (plans / gone).unlink()
    removed = withdraw_files(plans, "w-1", {path: one.sha256 for path, one in wanted.items()})
    assert removed == (untouched,)
    assert (plans / edited).read_bytes() == b"filled in"
    assert (plans / opened).exists()
    (plans / ".planward-root").unlink()
    assert withdraw_files(plans, "w-1", {edited: sha(b"filled in")}) == ()
