"""Saves Word files with LibreOffice as they are, and reviews one of them, as a person would.

Runs under the system's own Python: `python3 annotator.py PIPE OUT REVIEWED FILE...`. The file REVIEWED
gets its fields filled, a comment, a resolved comment and tracked changes; the others are only saved.
"""

import os
import sys
from pathlib import Path

import uno
from typist import desktop, setting

TYPED = {
    "name_hr": "Hal Partner",
    "date_hr": "2026-03-05",
    "reply": "I agree with the goals.",
    "remark_g1": "Two calls a week.",
}
AUTHOR = "Hal Partner"


def opened(office, file):
    document = office.loadComponentFromURL(
        file.as_uri(), "_blank", 0, (setting("Hidden", True),)
    )
    if document is None:
        sys.exit(f"LibreOffice did not open {file.name}")
    return document


def saved(document, target):
    document.storeToURL(target.as_uri(), (setting("FilterName", "MS Word 2007 XML"),))
    document.close(True)


def fill(document, dispatcher):
    """Words go in as typed ones do. A choice and a tick are set as the program's own buttons do."""
    controls = document.ContentControls
    named = {c.Tag.split("__")[0]: c for c in map(controls.getByIndex, range(controls.Count))}
    for name, words in TYPED.items():
        cursor = whole(named[name])
        document.CurrentController.ViewCursor.gotoRange(cursor, False)
        frame = document.CurrentController.Frame
        dispatcher.executeDispatch(frame, ".uno:InsertText", "", 0, (setting("Text", words),))
    whole(named["decision_hr"]).String = "Approve"
    whole(named["decision_legal"]).String = "Changes wanted"
    named["companion"].Checked = True


def whole(control):
    cursor = control.createTextCursor()
    cursor.gotoStart(False)
    cursor.gotoEnd(True)
    return cursor


def paragraph(document, words):
    kind = "com.sun.star.text.Paragraph"
    texts = (block for block in document.Text if block.supportsService(kind))
    return next(each for each in texts if each.String.startswith(words))


def remark(document, words, content, *, resolved=False):
    note = document.createInstance("com.sun.star.text.textfield.Annotation")
    note.Content, note.Author, note.Resolved = content, AUTHOR, resolved
    when = uno.createUnoStruct("com.sun.star.util.DateTime")
    when.Year, when.Month, when.Day = 2026, 3, 5
    note.DateTimeValue = when
    document.Text.insertTextContent(start_of(document, words), note, True)


def start_of(document, words):
    cursor = document.Text.createTextCursorByRange(paragraph(document, words).Start)
    cursor.goRight(len(words), True)
    return cursor


def review(document, dispatcher):
    fill(document, dispatcher)
    remark(document, "Commented", "Is this right?")
    remark(document, "Settled", "It was wrong.", resolved=True)
    document.RecordChanges = True
    place = document.Text.createTextCursorByRange(paragraph(document, "Words to").Start)
    document.Text.insertString(place, "New ", False)
    start_of(document, "Struck").String = ""


if __name__ == "__main__":
    pipe, out, reviewed, *files = sys.argv[1:]
    office, dispatcher = desktop(pipe)
    for name in files:
        document = opened(office, Path(name))
        saved(document, Path(out) / Path(name).name)
    document = opened(office, Path(reviewed))
    review(document, dispatcher)
    saved(document, Path(out) / Path(reviewed).name)
    office.terminate()
    # All is saved. The bridge's own threads can crash an interpreter that is being taken down.
    os._exit(0)
