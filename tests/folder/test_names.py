import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.folder.names import (
    Meaning,
    copied_name,
    is_changes,
    locks_of,
    meaning,
    meaning_in_plan,
    printable,
    twin_key,
    unfit,
)
from engine.folder.paths import plain_name


@pytest.mark.parametrize(
    "name",
    [
        *("~$Q2 quotas.xlsx", ".~lock.Q2 quotas.xlsx#", "~WRD0001.tmp", "~WRL0003.tmp"),
        *(
            "~DF3C.tmp",
            "Cedd4100",
            "00A1B2C3",
            "Q2.csv.part",
            "Q2.csv.partial",
            "Q2.xlsx.filepart",
        ),
        *("Q2.xlsx.crdownload", ".DS_Store", "Thumbs.db", "desktop.ini", "._Q2.xlsx", "Q2.tmp"),
        *(".syncthing.Q2.xlsx.tmp", "~.Q2.xlsx", ".hidden.csv"),
    ],
)
def test_what_programs_leave_while_they_work_is_scratch(name):
    assert meaning(name) is Meaning.SCRATCH


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Q2 quotas.xlsx", Meaning.DROP),
        ("Q2 QUOTAS.XLSX", Meaning.DROP),
        ("Cedd4100.csv", Meaning.DROP),
        ("E00012.yaml", Meaning.DROP),
        ("E00012.yml", Meaning.DROP),
        ("Q2 quotas.xls", Meaning.UNREAD),
        ("Q2 quotas.pdf", Meaning.UNREAD),
        ("macro.xlsm", Meaning.UNREAD),
        ("notes.txt", Meaning.UNREAD),
        ("letter.docx", Meaning.DOCUMENT),
        ("Letter.DOCX", Meaning.DOCUMENT),
        ("letter.doc", Meaning.UNREAD),
        ("01 Letter v1-v2 changes.docx", Meaning.OURS),
        ("README.txt", Meaning.STRANGE),
        ("README.docx", Meaning.STRANGE),
        ("holiday.jpeg", Meaning.STRANGE),
        ("no extension", Meaning.STRANGE),
        ("STATUS.html", Meaning.OURS),
        ("Q2 quotas.xlsx - PLEASE FIX.txt", Meaning.OURS),
        ("Q2 quotas.xlsx - RECEIVED.txt", Meaning.OURS),
        (".planward-root", Meaning.OURS),
    ],
)
def test_a_name_says_what_to_do(name, said):
    assert meaning(name) is said


@pytest.mark.parametrize(
    ("name", "original"),
    [
        ("Q2 quotas (1).xlsx", "Q2 quotas.xlsx"),
        ("Q2 quotas(2).xlsx", "Q2 quotas.xlsx"),
        ("Q2 quotas - Copy.xlsx", "Q2 quotas.xlsx"),
        ("Q2 quotas - Copy (3).xlsx", "Q2 quotas.xlsx"),
        ("Q2 quotas copy.xlsx", "Q2 quotas.xlsx"),
        ("Q2 quotas-DESKTOP-AB12.xlsx", "Q2 quotas.xlsx"),
        ("Q2 quotas-LAPTOP-9XK2F41.xlsx", "Q2 quotas.xlsx"),
        ("Q2 quotas-fileserver-safeBackup-0001.xlsx", "Q2 quotas.xlsx"),
        ("Q2 quotas (Ada's conflicted copy 2026-04-02).xlsx", "Q2 quotas.xlsx"),
        ("Q2 quotas (conflicted copy 2026-04-02 101500).xlsx", "Q2 quotas.xlsx"),
        ("Q2 quotas.sync-conflict-20260402-101500-ABCDEFG.xlsx", "Q2 quotas.xlsx"),
        ("Q2 quotas.xlsx", ""),
        ("Q2-NORTH.xlsx", ""),
        ("(1).xlsx", ""),
        ("Photocopy.xlsx", ""),
    ],
)
def test_a_conflict_copy_names_its_original(name, original):
    assert copied_name(name) == original


TITLES = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        ("Copy", "Letter - Copy", "Letter (1)", "Plan copy 2", "Final-DESKTOP-AB12", "changes",
         "Letter (conflicted copy)", "Reply.sync-conflict-20261124-101500", "v1-v2 changes")
    ),
)  # fmt: skip
COUNTS = st.integers(1, 120)


@given(title=TITLES, number=COUNTS, occurrence=COUNTS, version=COUNTS)
def test_our_own_names_never_look_like_copies_or_comparisons(
    title: str, number: int, occurrence: int, version: int
) -> None:
    """Made as the shelf makes them, however odd a document's title is."""
    again = f" {occurrence}" if occurrence > 1 else ""
    stem = f"{number:02} {plain_name(title)}{again} v{version}"
    assert (copied_name(f"{stem}.docx"), is_changes(f"{stem}.docx")) == ("", False)
    assert meaning_in_plan(f"{stem}.docx") is Meaning.DOCUMENT
    compared = f"{stem}-v{version + 1} changes.docx"
    assert (copied_name(compared), is_changes(compared)) == ("", True)
    assert copied_name(f"{stem} (1).docx") == f"{stem}.docx"


@pytest.mark.parametrize(
    ("name", "ours"),
    [
        ("02 Written warning v1-v2 changes.docx", True),
        ("04 Check-in form 2 v9-v10 Changes.DOCX", True),
        ("02 Written warning v1 changes.docx", False),
        ("02 Written warning v1-v2 changes mine.docx", False),
        ("02 Written warning changes.docx", False),
        ("02 Written warning v1-v2 changes.doc", False),
    ],
)
def test_a_comparison_is_known_by_its_name(name: str, ours: bool) -> None:
    assert is_changes(name) is ours


@pytest.mark.parametrize(
    ("name", "lock"),
    [
        ("Q2 quotas.xlsx", "~$Q2 quotas.xlsx"),
        ("Warning letter.docx", "~$rning letter.docx"),
        ("Q2 quotas.xlsx", ".~lock.Q2 quotas.xlsx#"),
        ("Letters.docx", "~$etters.docx"),
        ("Letter.docx", "~$Letter.docx"),
    ],
)
def test_an_open_file_is_known_by_its_lock(name, lock):
    assert lock in locks_of(name)


@pytest.mark.parametrize("twin", ["q2.CSV", "Q2.csv", "ｑ2.csv"])
def test_names_that_differ_in_capitals_are_twins(twin):
    assert (twin_key(twin) == twin_key("Q2.csv")) is (twin != "ｑ2.csv")


def test_composed_and_decomposed_names_are_twins():
    assert twin_key("Ma\u0308rz.csv") == twin_key("M\u00c4RZ.csv")
    assert printable("Ma\u0308rz.csv") == "M\u00e4rz.csv"


@pytest.mark.parametrize(
    "name",
    [
        "bad\udcff.csv",
        "a\nb.csv",
        "a\u202ecsv.exe.csv",
        "CON.csv",
        "aux.xlsx",
        "Q2 .csv",
        'a"b.csv',
    ],
)
def test_a_name_that_trips_somebody_is_refused(name):
    assert unfit(name)
    assert printable(name).isprintable()


def test_names_people_use_are_fit():
    assert [unfit(n) for n in ("März 2026.csv", "Q2 (final).xlsx", "contacts.csv")] == [""] * 3
