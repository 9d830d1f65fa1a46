"""What is told of an input beside its file, in the words of a language."""

from engine.words.say import words
from engine.workspace.inbox.review_notes import review_note
from engine.workspace.session.causes import DocumentReturned, DropTaken


def receipt_in_words(cause: DropTaken, language: str) -> str:
    return words(cause.receipt, language) if cause.receipt else ""


def returned_note(cause: DocumentReturned, language: str) -> str:
    """Empty where nothing is left to do."""
    return review_note(cause.name, cause.notes, language)
