"""Word documents and scans that people put or save into the shared folder."""

import hashlib
import os

import pytest

from engine.folder.found import Kind, Look, Places
from engine.folder.look import LARGEST, look
from engine.folder.publish import Wanted, publish
from engine.folder.still import Stamp
from engine.folder.zones import NOT_READ_BACK

PLAN = "North/E1 PW-2026-0001"
LETTER = "01 Written warning v1.docx"
PLACES = Places(("North", "South"), (PLAN, "North/E2 PW-2026-0002"), {"HR/signed": "hr"})
DAY = 24 * 3600


@pytest.fixture
def plans(plans):
    (plans / PLAN / "draft").mkdir(parents=True)
    (plans / "HR").mkdir(0o700)
    (plans / "HR" / "signed").mkdir(0o700)
    return plans


def seen_at(plans, *times, seen=None, ours=None, places=PLACES):
    last = None
    for now in times:
        last = look(plans, "w-1", places, seen or {}, now=now, quiet=5.0, ours=ours or {})
        assert isinstance(last, Look), last
        seen = last.seen
    return last


def lay(plans, *paths, content=b"words"):
    for path in paths:
        (plans / path).write_bytes(content)


def stamps(plans, *paths):
    return {path: Stamp.of((plans / path).lstat()) for path in paths}


def told(look):
    """What was made of each file: its path -> what, team, plan, role."""
    kinds = (("drop", look.files), ("paper", look.documents), ("scan", look.scans))
    return {f.path: (kind, f.team, f.plan, f.role) for kind, found in kinds for f in found}


# -- what a name means in each room ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "what"),
    [
        (f"{PLAN}/{LETTER}", ("paper", "North", PLAN, "")),
        (f"{PLAN}/notes of mine.DOCX", ("paper", "North", PLAN, "")),
        (f"{PLAN}/draft/{LETTER}", ("paper", "North", PLAN, "")),
        (f"{PLAN}/signed.pdf", ("scan", "North", PLAN, "")),
        (f"{PLAN}/draft/IMG_0001.JPG", ("scan", "North", PLAN, "")),
        (f"{PLAN}/page.tiff", ("scan", "North", PLAN, "")),
        (f"{PLAN}/TO DO check-in 2026-05-12.xlsx", ("drop", "North", PLAN, "")),
        ("letter.docx", ("paper", "", "", "")),
        ("North/letter.docx", ("paper", "North", "", "")),
        (f"HR/signed/{LETTER}", ("paper", "", "", "hr")),
    ],
)
def test_documents_and_scans_are_found_with_the_place_they_lie_in(plans, path, what):
    lay(plans, path)
    seen = seen_at(plans, 0, 5)
    assert (told(seen), seen.trouble, seen.ignored) == ({path: what}, (), 0)


@pytest.mark.parametrize(
    "path",
    [
        f"{PLAN}/01 Written warning v1-v2 changes.docx",
        f"{PLAN}/draft/01 Written warning v1-v2 changes.docx",
        f"{PLAN}/draft/TO DO check-in 2026-05-12.xlsx",
        f"{PLAN}/notes.txt",
        f"{PLAN}/figures.xlsx",
        f"{PLAN}/mail.msg",
        f"{PLAN}/~$ Written warning v1.docx",
        f"{PLAN}/.~lock.{LETTER}#",
        f"{PLAN}/~WRD0001.tmp",
        f"{PLAN}/~WRL0003.tmp",
        f"{PLAN}/Cedd4100",
        f"{PLAN}/.{LETTER}.part",
        f"{PLAN}/draft/._{LETTER}",
        "HR/signed/scan.pdf",
        "HR/signed/letter.doc",
        "HR/signed/TO DO check-in 2026-05-12.xlsx",
        "01 Written warning v1-v2 changes.docx",
    ],
)
def test_other_files_are_nobodys_business_and_not_even_counted(plans, path):
    lay(plans, path)
    seen = seen_at(plans, 0, 5)
    assert (told(seen), seen.trouble, seen.arriving, seen.ignored) == ({}, (), (), 0)


@pytest.mark.parametrize("ending", ["docm", "doc", "odt", "RTF", "dotx", "dotm"])
@pytest.mark.parametrize("folder", [PLAN, f"{PLAN}/draft"])
def test_a_letter_saved_as_another_kind_of_document_is_asked_for_as_word(plans, folder, ending):
    lay(plans, f"{folder}/01 Written warning v1.{ending}")
    (trouble,) = seen_at(plans, 0).trouble
    assert (trouble.kind, trouble.reason) == (Kind.EXTENSION, NOT_READ_BACK)


def test_a_document_that_is_no_plain_file_is_refused_where_it_lies(plans, tmp_path):
    lay(tmp_path, "secret.docx")
    draft = plans / PLAN / "draft"
    (draft / "link.docx").symlink_to(tmp_path / "secret.docx")
    os.link(tmp_path / "secret.docx", draft / "hard.docx")
    os.mkfifo(draft / "pipe.pdf")
    with (draft / "huge.docx").open("wb") as huge:
        huge.truncate(LARGEST + 1)
    lay(draft, "a\u202eb.docx", "Twin v1.docx", "twin V1.docx")
    seen = seen_at(plans, 0, 5)
    assert told(seen) == {}
    assert {t.shown.rpartition("/")[2]: t.kind for t in seen.trouble} == {
        "link.docx": Kind.LINK,
        "hard.docx": Kind.HARD_LINK,
        "pipe.pdf": Kind.SPECIAL,
        "huge.docx": Kind.TOO_LARGE,
        "a\\u202eb.docx": Kind.NAME,
        "Twin v1.docx": Kind.TWINS,
        "twin V1.docx": Kind.TWINS,
    }


@pytest.mark.parametrize(
    "copy",
    [
        "01 Written warning v1 (1).docx",
        "01 Written warning v1 - Copy.docx",
        "01 Written warning v1-DESKTOP-AB12.docx",
        "01 Written warning v1 (Ada's conflicted copy 2026-11-24).docx",
        "01 Written warning v1.sync-conflict-20261124-101500-ABCDEFG.docx",
    ],
)
def test_a_copy_of_a_document_names_its_original(plans, copy):
    lay(plans, f"{PLAN}/draft/{copy}", f"{PLAN}/draft/{LETTER}")
    found = {document.path: document.copy_of for document in seen_at(plans, 0, 5).documents}
    assert found == {
        f"{PLAN}/draft/{copy}": f"{PLAN}/draft/{LETTER}",
        f"{PLAN}/draft/{LETTER}": "",
    }


def test_a_drafts_folder_that_is_a_link_is_not_followed(plans, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    lay(tmp_path, "elsewhere/letter.docx")
    (plans / PLAN / "draft").rmdir()
    (plans / PLAN / "draft").symlink_to(tmp_path / "elsewhere")
    seen = seen_at(plans, 0, 5)
    assert told(seen) == {}
    assert [(t.path, t.kind) for t in seen.trouble] == [(f"{PLAN}/draft", Kind.SPECIAL)]


def test_a_folder_named_like_the_drafts_is_one_only_in_a_plans_folder(plans):
    for place in ("draft", "North/draft", "HR/signed/draft"):
        (plans / place).mkdir()
        lay(plans, f"{place}/letter.docx")
    seen = seen_at(plans, 0, 5)
    assert (told(seen), seen.trouble, seen.arriving) == ({}, (), ())
    lay(plans, "draft/figures.csv")
    assert [t.path for t in seen_at(plans, 0, 5).trouble] == ["draft"]


# -- settling --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "lock", ["~$ Written warning v1.docx", f"~${LETTER}", f".~lock.{LETTER}#"]
)
@pytest.mark.parametrize("folder", [PLAN, f"{PLAN}/draft", "HR/signed"])
def test_a_document_somebody_has_open_is_left_alone_for_a_day(plans, folder, lock):
    lay(plans, f"{folder}/{LETTER}", f"{folder}/{lock}")
    seen = seen_at(plans, 0, 5)
    assert told(seen) == {}
    assert [a.why for a in seen.arriving] == ["somebody has it open"]
    assert list(told(seen_at(plans, 0, DAY))) == [f"{folder}/{LETTER}"]
    (plans / folder / lock).unlink()
    assert list(told(seen_at(plans, 6, seen=seen.seen))) == [f"{folder}/{LETTER}"]


def test_words_way_of_saving_is_one_new_reading(plans):
    draft = plans / PLAN / "draft"
    lay(draft, LETTER)
    first = seen_at(plans, 0, 5)
    lay(draft, "~WRD0001.tmp", content=b"WORDS")
    during = seen_at(plans, 6, seen=first.seen)
    (draft / LETTER).rename(draft / "~WRL0003.tmp")
    between = seen_at(plans, 6.5, seen=during.seen)
    (draft / "~WRD0001.tmp").rename(draft / LETTER)
    saved = seen_at(plans, 7, seen=between.seen)
    (draft / "~WRL0003.tmp").unlink()
    assert [len(seen.documents) for seen in (first, during, between, saved)] == [1, 1, 0, 0]
    after = seen_at(plans, 12, seen=saved.seen)
    assert [document.stamp for document in after.documents] == [
        Stamp.of((draft / LETTER).lstat())
    ]
    assert after.documents[0].stamp != first.documents[0].stamp


def test_an_empty_document_never_settles(plans):
    lay(plans, f"{PLAN}/new.docx", content=b"")
    assert told(seen_at(plans, 0, 3599)) == {}
    late = seen_at(plans, 0, 3600)
    assert (told(late), [t.kind for t in late.trouble]) == ({}, [Kind.EMPTY])


# -- what we put there ourselves -------------------------------------------------------------------


def test_what_we_published_is_passed_over_until_somebody_saves_it(plans):
    paths = (f"{PLAN}/{LETTER}", f"{PLAN}/draft/{LETTER}")
    wanted = Wanted(hashlib.sha256(b"words").hexdigest(), lambda: b"words")
    ours = publish(plans, "w-1", dict.fromkeys(paths, wanted), {}).ours
    seen = seen_at(plans, 0, ours=ours)
    assert (told(seen), seen.arriving, seen.wait) == ({}, (), 0)
    lay(plans, paths[1], content=b"with a remark")
    seen = seen_at(plans, 1, ours=ours)
    assert [a.path for a in seen.arriving] == [paths[1]]
    assert list(told(seen_at(plans, 6, seen=seen.seen, ours=ours))) == [paths[1]]


def test_a_twin_of_a_document_of_ours_is_refused_and_ours_is_not(plans):
    ours, twin = f"{PLAN}/{LETTER}", f"{PLAN}/{LETTER.upper()}"
    lay(plans, ours, twin)
    seen = seen_at(plans, 0, 5, ours=stamps(plans, ours))
    assert told(seen) == {}
    assert [(t.path, t.kind) for t in seen.trouble] == [(twin, Kind.TWINS)]


def test_a_document_that_a_crash_left_with_two_names_is_not_held_against_anybody(plans):
    letter = plans / PLAN / "draft" / LETTER
    lay(plans, f"{PLAN}/draft/{LETTER}")
    os.link(letter, letter.with_name(f".{LETTER}.part"))
    seen = seen_at(plans, 0, 5)
    assert (told(seen), seen.trouble) == ({}, ())
    letter.with_name(f".{LETTER}.part").rename(letter.with_name("other.docx"))
    assert {t.kind for t in seen_at(plans, 0, 5).trouble} == {Kind.HARD_LINK}


# -- where one role signs by putting a document ----------------------------------------------------


def everybody_may_write(plans):
    (plans / "HR" / "signed").chmod(0o777)


def everybody_may_put_another_in_its_place(plans):
    (plans / "HR").chmod(0o703)


def it_is_a_link(plans):
    (plans / "HR" / "signed").rename(plans / "HR" / "other")
    (plans / "HR" / "signed").symlink_to("other")


def it_lies_behind_a_link(plans):
    (plans / "HR").rename(plans / "Other")
    (plans / "HR").symlink_to("Other")


def it_is_missing(plans):
    (plans / "HR" / "signed").rename(plans / "HR" / "sign")


@pytest.mark.parametrize(
    ("spoilt", "why"),
    [
        (everybody_may_write, "may be written to by everybody"),
        (everybody_may_put_another_in_its_place, "may be written to by everybody"),
        (it_is_a_link, "is a link or no folder"),
        (it_lies_behind_a_link, "is a link or no folder"),
        (it_is_missing, "is not there"),
    ],
)
def test_nothing_is_taken_from_a_folder_in_which_others_could_have_signed(plans, spoilt, why):
    lay(plans, f"HR/signed/{LETTER}", f"{PLAN}/{LETTER}")
    assert set(told(seen_at(plans, 0, 5))) == {f"HR/signed/{LETTER}", f"{PLAN}/{LETTER}"}
    spoilt(plans)
    seen = seen_at(plans, 0, 5)
    assert set(told(seen)) == {f"{PLAN}/{LETTER}"}
    (trouble,) = seen.trouble
    assert (trouble.path, trouble.kind) == ("HR/signed", Kind.FOLDER)
    assert trouble.reason.startswith(why)
    assert seen.arriving == ()


def test_the_group_of_a_sign_off_folder_may_write_to_it(plans):
    (plans / "HR" / "signed").chmod(0o770)
    lay(plans, f"HR/signed/{LETTER}")
    assert told(seen_at(plans, 0, 5)) == {f"HR/signed/{LETTER}": ("paper", "", "", "hr")}


def test_a_sign_off_folder_is_no_strange_folder(plans):
    (plans / "signed").mkdir(0o700)
    lay(plans, "signed/figures.csv")
    places = Places(("North", "South"), (), {"signed": "hr"})
    assert seen_at(plans, 0, 5, places=places).trouble == ()
    assert [t.kind for t in seen_at(plans, 0, 5).trouble][:1] == [Kind.FOLDER]
