"""Why a Word file that came back is not read, in a sentence for the person who sent it."""

from engine.core.values.errors import EngineError


class UnreadableWordError(EngineError):
    """The bytes are no Word document that can be read."""


class UnsafeWordError(EngineError):
    """It is a Word document, and holds what may run, fetch, or bring other content in."""
