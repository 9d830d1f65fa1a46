"""What is told beside a document that came back, and in a word on the pages that name nobody."""

from collections.abc import Iterable, Iterator

from engine.core.read_back.in_progress import Note
from engine.core.record.commit import Json
from engine.intake.note import NoteFrame, note_text
from engine.intake.values.mistake import Mistake, refused
from engine.workspace.inbox.arrivals import Arrivals, DocumentNote
from engine.workspace.session.transaction import Transaction

THEN = "What is saved here is read again by itself. This note goes once nothing is left to do."
READ = NoteFrame(
    "was read and is kept, but something is left to do", "Please look at {this}:", THEN
)
NOT_TAKEN = NoteFrame("was not taken, so nothing in it counts", "Please fix {this}:", THEN)
ABOUT = {
    "R401": "a file that cannot be read",
    "R403": "fields that are gone",
    "R404": "a file that does not belong here",
    "R405": "a sign-off that does not count",
    "R408": "changes in an older version",
    "R409": "tracked changes or comments",
    "R410": "a locked clause",
    "R411": "a second copy",
    "R412": "an issued document that was altered",
    "R413": "something not filled in yet",
    "R414": "hidden text",
    "R415": "a form that does not count",
    "R416": "edits that could not be carried over",
}


def mistake(code: str, says: str, do: str) -> Mistake:
    about = ABOUT[code]
    return Mistake(code, "", said=says, do=do, about=about[:1].upper() + about[1:])


def keep_notes(transaction: Transaction, notes: Iterable[Note]) -> None:
    """What is to be told beside the file, as long as it lies there and is not answered."""
    said = [*notes]
    if said:
        mistakes = [mistake(note.code, note.says, note.do) for note in said]
        transaction.said["note"] = note_text(
            refused(str(transaction.said["name"]), mistakes), READ
        )
        transaction.body["codes"] = sorted({note.code for note in said})


def left_out(transaction: Transaction) -> Iterator[Note]:
    """What could not be carried over into the new version that the file leads to."""
    for why in sorted(set(transaction.writer.uncarried.values())):
        says = f"what was changed in it could not be carried over into the new version: {why}"
        yield Note(
            "R416", says, "make the changes anew in the new version; this file is kept as it is"
        )


def tell_beside(arrivals: Arrivals, path: str, note: Json, codes: Json) -> None:
    if note:
        arrivals.noted.append(DocumentNote(path, str(note), problem_of(codes)))


def problem_of(kept: Json) -> str:
    """For everybody who may see the folder: what a note is about, without a word of what people wrote."""
    codes = [str(code) for code in kept] if isinstance(kept, list) else []
    return (
        f"was read and is kept; its note is about {' and '.join(ABOUT[code] for code in codes)}"
    )
