"""What is told beside a document that came back, and in a word on the pages that name nobody."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import cast

from engine.core.read_back.difference_messages import not_carried_into_new
from engine.core.read_back.in_progress import Note
from engine.core.read_back.messages import change_anew_in_newest
from engine.core.record.commit import Json
from engine.core.values.message import message_from_json
from engine.intake.note import NoteFrame, note_text
from engine.intake.values.mistake import Mistake, refused
from engine.words.say import words
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


def left_out(transaction: TransactionOf[DocumentReturned]) -> Iterator[Note]:
    """What could not be carried over into the new version that the file leads to."""
    for why in sorted(set(transaction.writer.uncarried.values())):
        yield Note("R416", not_carried_into_new(why), change_anew_in_newest())


def review_note(name: str, notes: Sequence[Note], language: str) -> str:
    """The note beside the file of that name, in words; empty where nothing is to be told."""
    mistakes = [
        mistake(each.code, words(each.says, language), words(each.do, language))
        for each in notes
    ]
    return note_text(refused(name, mistakes), READ) if mistakes else ""


def notes_kept(said: Mapping[str, Json]) -> tuple[Note, ...]:
    """The notes of a returned document, as its commit keeps them."""
    kept = cast("Sequence[tuple[str, Json, Json]]", said.get("notes", ()))
    return tuple(
        Note(code, message_from_json(says), message_from_json(do)) for code, says, do in kept
    )


def tell_beside(arrivals: Arrivals, path: str, note: str, codes: Iterable[str]) -> None:
    if note:
        arrivals.noted.append(DocumentNote(path, note, problem_of(codes)))


def problem_of(codes: Iterable[str]) -> str:
    """For everybody who may see the folder: what a note is about, without a word of what people wrote."""
    return (
        f"was read and is kept; its note is about {' and '.join(ABOUT[code] for code in codes)}"
    )
