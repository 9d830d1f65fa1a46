"""Makes the look of what comes from another file fit this one: styles by name, emphasis, nothing else."""

from collections.abc import Callable, Mapping

from engine.documents.review.tracked import P_PR
from engine.documents.text.inline_units import R_PR
from engine.documents.word.editable import EditableDocument
from engine.documents.word.wordml import VAL, Element, W

EMPHASIS = frozenset(
    {f"{W}{name}" for name in ("b", "i", "u", "strike", "vertAlign", "rStyle")}
)
KEPT_OF_PARAGRAPH = frozenset({f"{W}{name}" for name in ("pStyle", "jc")})
STYLED = (f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle")


def fitting(source: EditableDocument, target: EditableDocument) -> Callable[[Element], None]:
    """A program renames styles and writes fonts and languages at every word when it saves."""
    names = {id_: name for name, id_ in _styles(source).items()}
    ids = _styles(target)

    def fit(element: Element) -> None:
        for look in list(element.iter(R_PR)):
            _keep(look, EMPHASIS)
        for look in list(element.iter(P_PR)):
            _keep(look, KEPT_OF_PARAGRAPH)
        for style in list(element.iter(*STYLED)):
            known = ids.get(names.get(str(style.get(VAL)), ""))
            parent = style.getparent()
            if known is not None:
                style.set(VAL, known)
            elif parent is not None:
                parent.remove(style)

    return fit


def _keep(look: Element, tags: frozenset[str]) -> None:
    for child in list(look):
        if child.tag not in tags:
            look.remove(child)


def _styles(word: EditableDocument) -> Mapping[str, str]:
    """Name in small letters -> id. Programs agree on names and not on ids."""
    root = word.part("styles")
    found = {}
    for style in root.iter(f"{W}style") if root is not None else ():
        name = style.find(f"{W}name")
        if name is not None:
            found[str(name.get(VAL)).lower()] = str(style.get(f"{W}styleId"))
    return found
