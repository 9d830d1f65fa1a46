"""What is told beside a document that came back, and in a word on the pages that name nobody."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import cast

from engine.core.read_back.difference_messages import not_carried_into_new
from engine.core.read_back.in_progress import Note
from engine.core.read_back.messages import change_anew_in_newest
from engine.core.record.commit import Json
from engine.core.values.message import message_as_json, message_from_json
from engine.intake.note import NoteFrame, note_text
from engine.intake.values.mistake import Mistake, refused
from engine.words.say import words
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
        transaction.said["notes"] = [
            [note.code, message_as_json(note.says), message_as_json(note.do)] for note in said
        ]
        transaction.body["codes"] = sorted({note.code for note in said})


def left_out(transaction: Transaction) -> Iterator[Note]:
    """What could not be carried over into the new version that the file leads to."""
    for why in sorted(set(transaction.writer.uncarried.values())):
        yield Note("R416", not_carried_into_new(why), change_anew_in_newest())


def review_note(said: Mapping[str, Json], language: str) -> str:
    """The note beside the file of that `name`, in words; empty where nothing is to be told."""
    kept = cast("Sequence[tuple[str, Json, Json]]", said.get("notes", ()))
    mistakes = [
        mistake(code, _words(says, language), _words(do, language)) for code, says, do in kept
    ]
    return note_text(refused(str(said["name"]), mistakes), READ) if mistakes else ""


def _words(said: Json, language: str) -> str:
    return words(message_from_json(said), language)


def tell_beside(arrivals: Arrivals, path: str, note: str, codes: Json) -> None:
    if note:
        arrivals.noted.append(DocumentNote(path, note, problem_of(codes)))


def problem_of(kept: Json) -> str:
    """For everybody who may see the folder: what a note is about, without a word of what people wrote."""
    codes = [str(code) for code in kept] if isinstance(kept, list) else []
    return (
        f"was read and is kept; its note is about {' and '.join(ABOUT[code] for code in codes)}"
    )
