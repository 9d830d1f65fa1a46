"""What people do to Word files in a plan's folder, a situation a code, and the note it leaves."""

import shutil
from io import BytesIO

from docx import Document
from docx.oxml.ns import qn

from engine.disk.child import ProcessLimits
from tests.engine.reviews import (
    DANA,
    DRAFT,
    FOLDER,
    HAL,
    MIA,
    NAME,
    REASON,
    delivered,
    note,
    opens,
    read_but_not_merged,
    saves,
    signs,
)
from tests.faults.whole import DAY

COPY = DRAFT.replace(".docx", " (1).docx")
FORM = f"{FOLDER}/draft/03 Check-in form v1.docx"
LATER = "2026-03-04"


def noted(place, path=DRAFT, day=DAY):
    """After a look: the only note there is."""
    place.runs(day)
    assert len([*place.plans.rglob("*PLEASE FIX.txt")]) == 1
    return note(place, path).strip()


def plain(words):
    """A new file with this text and nothing else, as a program writes it that knows no fields."""
    word, out = Document(), BytesIO()
    for line in words:
        word.add_paragraph(line)
    word.save(out)
    return out.getvalue()


def with_password(place):
    place.drops(DRAFT, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    return noted(place)


def through_another_program(place):
    place.drops(DRAFT, plain(p.text for p in opens(place, DANA).word.paragraphs))
    return noted(place)


def own_notes(place):
    place.drops(f"{FOLDER}/Notes for Thursday.docx", plain(["Ask about May."]))
    return noted(place, f"{FOLDER}/Notes for Thursday.docx")


def by_somebody_else(place):
    saves(place, opens(place, MIA).fills(**signs("second_line", MIA)))
    return noted(place)


def an_old_version(place):
    old = opens(place, DANA)
    saves(place, opens(place, HAL).rewords(REASON, "Results are below 50"))
    place.runs(DAY)
    saves(place, old.adds("Dear Ann Seller", "Please read this with care."))
    return noted(place)


def comment(place):
    return (
        opens(place, DANA).comments(REASON, "Which months?").fills(**signs("second_line", DANA))
    )


def asked(place):
    saves(place, comment(place))
    return noted(place)


def clause_changed(place):
    reviewer = opens(place, HAL)
    (clause,) = (
        sdt
        for sdt in reviewer.word.element.body.iter(qn("w:sdt"))
        if sdt.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val")) == "clause_receipt"
    )
    words = [*clause.iter(qn("w:t"))]
    words[0].text = "The signature confirms that the employee agrees."
    for rest in words[1:]:
        rest.text = ""
    saves(place, reviewer)
    return noted(place)


def two_of_it(place):
    clean = opens(place, HAL)
    saves(place, opens(place, DANA).fills(**signs("second_line", DANA)))
    saves(place, clean.fills(**signs("hr", HAL)), COPY)
    return noted(place, COPY)


def the_same_twice(place):
    saves(place, opens(place, DANA).fills(**signs("second_line", DANA)))
    shutil.copy(place.plans / DRAFT, place.plans / COPY)
    return noted(place, COPY)


def altered(place):
    letter = f"{FOLDER}/{NAME}"
    saves(
        delivered(place),
        opens(place, MIA, letter).rewords(REASON, "Attainment is near 50"),
        letter,
    )
    return noted(place, letter)


def unfinished(place):
    saves(place, opens(place, HAL).fills(decision_hr="Approve"))
    return noted(place)


def hidden(place):
    reviewer = opens(place, HAL)
    reviewer._holder(REASON).add_run("Approved by HR").font.hidden = True
    saves(place, reviewer)
    return noted(place)


def held(place, **more):
    """The form of the first check-in, filled in by the manager."""
    form = opens(place, MIA, FORM)
    return form.fills(held_on=LATER, held_by=MIA, **more)


def form_again(place):
    delivered(place).runs(LATER)
    saves(place, held(place, support="A joint visit."), FORM)
    place.runs(LATER)
    saves(place, held(place, support="A joint visit and a talk."), FORM)
    return noted(place, FORM, LATER)


def too_much_to_merge(place):
    """As a file of many thousand changes would: merging it is given no time at all."""
    saves(place, opens(place, HAL).rewords(REASON, "Attainment is near 50"))
    read_but_not_merged(place, ProcessLimits(wall_seconds=0))
    return noted(place)


REVIEWED = {
    "R401": with_password,
    "R403": through_another_program,
    "R404": own_notes,
    "R405": by_somebody_else,
    "R408": an_old_version,
    "R409": asked,
    "R410": clause_changed,
    "R411": two_of_it,
    "R412": altered,
    "R413": unfinished,
    "R414": hidden,
    "R415": form_again,
    "R416": too_much_to_merge,
}
