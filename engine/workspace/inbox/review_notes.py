"""What is told beside a document that came back, and in a word on the pages that name nobody."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from engine.core.read_back.in_progress import Note
from engine.intake.note import NoteFrame, note_text
from engine.intake.values.mistake import Mistake, refused
from engine.workspace.inbox.arrivals import Arrivals, DocumentNote
from engine.workspace.session.causes import DocumentReturned
from engine.workspace.session.transaction import TransactionOf

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


def with_notes(cause: DocumentReturned, notes: Iterable[Note]) -> DocumentReturned:
    """With what is to be told beside the file, as long as it lies there and is not answered."""
    said = [*notes]
    if not said:
        return cause
    mistakes = [mistake(note.code, note.says, note.do) for note in said]
    codes = tuple(sorted({note.code for note in said}))
    return replace(cause, note=note_text(refused(cause.name, mistakes), READ), codes=codes)


def left_out(transaction: TransactionOf[DocumentReturned]) -> Iterator[Note]:
    """What could not be carried over into the new version that the file leads to."""
    for why in sorted(set(transaction.writer.uncarried.values())):
        says = f"what was changed in it could not be carried over into the new version: {why}"
        yield Note(
            "R416", says, "make the changes anew in the new version; this file is kept as it is"
        )


def tell_beside(arrivals: Arrivals, path: str, note: str, codes: Iterable[str]) -> None:
    if note:
        arrivals.noted.append(DocumentNote(path, note, problem_of(codes)))


def problem_of(codes: Iterable[str]) -> str:
    """For everybody who may see the folder: what a note is about, without a word of what people wrote."""
    return (
        f"was read and is kept; its note is about {' and '.join(ABOUT[code] for code in codes)}"
    )
