"""The comments of a Word file: who says what about which words, what was answered, what is done."""

from collections.abc import Mapping

from engine.core.record.returned import ReviewComment
from engine.documents.reading.text_collector import Anchor
from engine.documents.word.package import Trees
from engine.documents.word.place import every_place, paragraph_at, place_of, shortened
from engine.documents.word.wordml import W14, Element, P, W, all_text

W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
DONE = frozenset({"1", "true", "on"})


def remarks_of(
    trees: Trees,
    main: str,
    anchors: Mapping[str, Anchor],
    body: Element,
    headings: Mapping[str, int],
) -> tuple[ReviewComment, ...]:
    """In the order of the comments in the file; an answer stands with what it answers."""
    root = trees.root(trees.package.target(main, "comments"))
    if root is None:
        return ()
    comments = {_key(c, n): c for n, c in enumerate(root.iter(f"{W}comment"))}
    extended = trees.root(trees.package.target(main, "commentsExtended"))
    parents, done = _threads(extended, comments)
    wanted = {p for each in anchors.values() if (p := paragraph_at(each.at)) is not None}
    known = every_place(body, "body", headings, wanted)
    found = []
    for key, comment in comments.items():
        if key in parents:
            continue
        anchor = anchors.get(str(comment.get(f"{W}id", "")))
        answers = (c for k, c in comments.items() if parents.get(k) == key)
        found.append(
            ReviewComment(
                author=_author(comment),
                text=all_text(comment).strip(),
                about=shortened("".join(anchor.pieces)) if anchor else "",
                where=place_of(anchor.at, known, "body") if anchor else "",
                resolved=key in done,
                replies=tuple((_author(c), all_text(c).strip()) for c in answers),
            )
        )
    return tuple(found)


def resolved_of(comments: Element, extended: Element | None) -> set[str]:
    """The ids of the comments that are resolved, with the answers to them."""
    keys = {_key(c, n): c for n, c in enumerate(comments.iter(f"{W}comment"))}
    parents, done = _threads(extended, keys)
    return {
        str(comment.get(f"{W}id", ""))
        for key, comment in keys.items()
        if parents.get(key, key) in done
    }


def _key(comment: Element, number: int) -> str:
    """The id of its last paragraph: that is what the second list of comments names."""
    paragraphs = list(comment.iter(P))
    named = paragraphs[-1].get(f"{W14}paraId") if paragraphs else None
    return str(named).upper() if named else f"comment {number}"


def _threads(
    extended: Element | None, comments: Mapping[str, Element]
) -> tuple[dict[str, str], set[str]]:
    """Answer -> the comment that began the thread; and which are resolved."""
    parents: dict[str, str] = {}
    done: set[str] = set()
    for entry in extended.iter(f"{W15}commentEx") if extended is not None else ():
        key = str(entry.get(f"{W15}paraId", "")).upper()
        parent = str(entry.get(f"{W15}paraIdParent", "")).upper()
        if parent in comments and key in comments:
            parents[key] = parent
        if str(entry.get(f"{W15}done", "")).lower() in DONE:
            done.add(key)
    return {key: first for key in parents if (first := _first(key, parents))}, done


def _first(key: str, parents: Mapping[str, str]) -> str:
    """The comment that began the thread. Answers in a ring answer nothing: empty."""
    seen = {key}
    while key in parents:
        key = parents[key]
        if key in seen:
            return ""
        seen.add(key)
    return key


def _author(comment: Element) -> str:
    return str(comment.get(f"{W}author", ""))
