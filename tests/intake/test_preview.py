"""A preview says which source fits and why, and shows what is typed beside what is read."""

from engine.core.facts.facts import Drop
from engine.intake.preview import Shown, reading_preview
from engine.intake.values.mistake import Refusal
from tests.intake.books import book
from tests.intake.sample import KNOWN, SHIPPED, TODAY, source

LONG = b"Report\nEmployee;Period;Quota;Team\nE00012;2026-04;1.234;x\n" + b"".join(
    b"E%05d;2026-04;1;x\n" % n for n in range(100, 110)
)


def look(content, sources=SHIPPED, known=None):
    return reading_preview("a.csv", content, sources, today=TODAY, known_employees=known)


def test_raw_and_read_stand_side_by_side():
    seen = look(LONG)
    assert (seen.encoding, seen.separator, seen.locale, seen.sheet) == (
        "utf-8",
        ";",
        "en_US",
        "",
    )
    assert seen.shown[0] == Shown(3, "Quota", "1.234", "quota 1.234 for E00012 in 2026-04")
    assert len({shown.row for shown in seen.shown}) == 5
    assert isinstance(seen.outcome, Drop)
    assert seen.outcome.unread_columns == ("Team",)


def test_the_declared_language_decides_and_is_seen():
    german = source(
        "planward: source/1\nid: de\nkind: figures\nformat: {locale: de_DE}\nfields:\n"
        '  employee: {column: Employee}\n  period: {column: Period, date_format: "%Y-%m"}\n'
        "  quota: {column: Quota, type: number}\n"
    )
    assert look(LONG, german).shown[0].read == "quota 1,234 for E00012 in 2026-04"


def test_every_source_says_why_it_fits_or_does_not():
    said = {v.source: (v.fits, v.why) for v in look(LONG).verdicts}
    assert said == {
        "activity": (False, "it lacks the columns Date, Coaching talks or Customer calls"),
        "quota-long": (True, "its columns are in row 2"),
        "quota-wide": (False, "it reads xlsx files, and this is csv"),
        "roster": (False, "it lacks the columns Name, Manager"),
    }


def test_a_refused_file_is_previewed_too():
    seen = look(LONG, known=KNOWN)
    assert isinstance(seen.outcome, Refusal)
    assert [v.source for v in seen.verdicts if v.fits] == ["quota-long"]
    assert seen.shown == ()


def test_a_workbook_tells_its_sheet():
    content = book(["Employee", "Jan-26"], ["E00012", 5], sheet="Plan")
    seen = reading_preview("a.xlsx", content, SHIPPED, today=TODAY, known_employees=None)
    assert (seen.sheet, seen.encoding, seen.shown[0].raw) == ("Plan", "", "5")


def test_a_file_nobody_can_open_has_no_verdicts():
    assert look(b"").verdicts == ()
