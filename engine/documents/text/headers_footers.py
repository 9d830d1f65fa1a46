"""Which headers and footers of a Word file show: those on first and even pages only where asked for."""

from collections.abc import Iterator

from engine.documents.word.package import Trees
from engine.documents.word.wordml import Element, R, W, is_on

KINDS = {f"{W}headerReference": "header", f"{W}footerReference": "footer"}


def around(trees: Trees, main: str, body: Element) -> Iterator[tuple[str, Element]]:
    """`header` or `footer` with its root, in order, each part once.

    A section without a header of its own shows that of the section before.
    """
    targets = {
        link.id: link.target for link in trees.package.links_from(main) if not link.external
    }
    settings = trees.root(trees.package.target(main, "settings"))
    even = settings is not None and is_on(settings.find(f"{W}evenAndOddHeaders"))
    shown: dict[tuple[str, str], str] = {}
    given: dict[tuple[str, str], None] = {}
    for section in body.iter(f"{W}sectPr"):
        for reference in section:
            if label := KINDS.get(str(reference.tag)):
                kind = str(reference.get(f"{W}type", "default"))
                shown[label, kind] = targets.get(str(reference.get(f"{R}id")), "")
        pages = {"default", "even"} if even else {"default"}
        pages |= {"first"} if is_on(section.find(f"{W}titlePg")) else set()
        for (label, kind), name in sorted(shown.items()):
            if kind in pages:
                given[label, name] = None
    for label, name in given:
        root = trees.root(name)
        if root is not None:
            yield label, root
