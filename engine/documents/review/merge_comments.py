"""Writes into a merged draft what a reviewer remarked, and where they and the new draft disagree."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from engine.documents.review.comments import Comment, Spot, comments_of, hang, write_comment
from engine.documents.review.not_carried import LeftOut, text_of_note
from engine.documents.review.rewording import cut_out
from engine.documents.review.threeway import (
    BOTH_CHANGED,
    HOLDS_FIELD,
    THEY_DELETED,
    WE_DROPPED,
    Collision,
    Merge,
    home_of,
)
from engine.documents.text.blocks import readable
from engine.documents.word.editable import EditableDocument
from engine.documents.word.place import every_place, place_of, shortened
from engine.documents.word.wordml import Element, P, heading_styles

ENGINE, INITIALS = "Planward", "PW"  # who tells about a collision
SENTENCES = {
    BOTH_CHANGED: "{author} and the new draft both changed “{quote}” ({place}).",
    THEY_DELETED: "{author} deleted “{quote}”, which the new draft changed ({place}).",
    WE_DROPPED: "{author} changed “{quote}”, which the new draft no longer has ({place}).",
    HOLDS_FIELD: "{author} deleted “{quote}”, which stays: it holds a field to fill in ({place}).",
}
LEFT_OUT = (
    "Left out of this version: {what} {how} by {author} ({place}); "
    "it is kept in the file that came back."
)
PLACES = {"headerReference": "a header", "footerReference": "a footer"}
NEW_DRAFT = "New draft: "


@dataclass(slots=True)
class Teller:
    """One merge's comments in work: `sentences` gathers what the caller is told."""

    old: EditableDocument
    their: EditableDocument
    new: EditableDocument
    author: str
    when: str
    numbers: Iterator[int]
    sentences: list[str] = field(default_factory=list)
    told: set[str] = field(default_factory=set)  # the text of what was left out

    def tell(self, part: str, their_root: Element, merge: Merge) -> None:
        """All that one story of the document leaves to say."""
        if merge.collisions:
            styles = heading_styles(self.old.part("styles"))
            root = merge.collisions[0].base.getroottree().getroot()
            known = every_place(root, part, styles)
            for collision in merge.collisions:
                self._tell_one(collision, place_of(collision.base, known, part), part)
        if merge.left_out:
            self._tell_left_out(part, their_root, merge)
        if part == "body":
            self._carry_comments(merge)

    def _tell_left_out(self, part: str, their_root: Element, merge: Merge) -> None:
        """Each kind once a paragraph, at what stands where it stood in their file."""
        root = their_root.getroottree().getroot()
        known = every_place(root, part, heading_styles(self.their.part("styles")))
        order = list(root.iter(P))
        at = {paragraph: n for n, paragraph in enumerate(order)}
        alike: dict[tuple[Element, str, str], list[LeftOut]] = {}
        for left in sorted(merge.left_out, key=lambda left: at[left.paragraph]):
            alike.setdefault((left.paragraph, left.what, left.how), []).append(left)
        for (paragraph, what, how), these in alike.items():
            place = known.get(paragraph, part)
            sentence = LEFT_OUT.format(what=what, how=how, author=self.author, place=place)
            home = home_of(paragraph, order, merge) if part == "body" else None
            if home is None and part == "body":  # ahead of all that was there
                home = next(self.new.body.iter(P), None)
            self._tell_of_these(sentence, home, [left.says for left in these if left.says])

    def _tell_of_these(self, sentence: str, home: Element | None, says: Sequence[str]) -> None:
        self._say(home, [sentence, *(f"{self.author}: {text}" for text in says)])
        self.sentences.append(sentence)
        self.told.update(says)

    def _tell_one(self, collision: Collision, place: str, part: str) -> None:
        sentence = SENTENCES[collision.kind].format(
            author=self.author, quote=shortened(readable(collision.base)), place=place
        )
        lines = [sentence]
        if collision.theirs is not None:
            lines.append(f"{self.author}: {readable(collision.theirs)}")
        if collision.ours is not None and collision.kind != HOLDS_FIELD:
            lines.append(NEW_DRAFT + readable(collision.ours))
        at = collision.at if part == "body" else None  # Word has no comments in a header
        self._say(at, lines)
        self.sentences.append(sentence)

    def tell_of_the_rest(self) -> None:
        """What they changed in footnotes, or wrote into a header that only their file has."""
        had = {text for _, text in _not_merged(self.old, frozenset())} | self.told
        uses = frozenset(use for use, _ in self.new.around())
        for place, text in _not_merged(self.their, uses):
            if text not in had:
                sentence = f"{self.author} changed {place}, where nothing is merged: “{shortened(text)}”."
                self._say(None, [sentence, f"{self.author}: {text}"])
                self.sentences.append(sentence)

    def _say(self, at: Element | None, lines: Sequence[str]) -> None:
        comment = Comment(ENGINE, "\n".join(lines), self.when, INITIALS)
        self._hang(Spot(self._paragraph(at)), comment)

    def _paragraph(self, at: Element | None) -> Element:
        """The one at the element; at the end of the document where there is none."""
        inside = list(at.iter(P)) if at is not None else []
        return inside[0] if inside else list(self.new.body.iter(P))[-1]

    def _carry_comments(self, merge: Merge) -> None:
        """Theirs only: those that were in the draft already are the engine's own."""
        had = Counter((c.author, c.text) for c in comments_of(self.old))
        order = list(self.their.body.iter(P))
        for comment in comments_of(self.their):
            if had[comment.author, comment.text]:
                had[comment.author, comment.text] -= 1
                continue
            self._carry(comment, order, merge)

    def _carry(self, comment: Comment, order: Sequence[Element], merge: Merge) -> None:
        home = home_of(comment.paragraph, order, merge)
        spot = Spot(self._paragraph(home))
        if home is not None:
            spot = Spot(home, *cut_out(home, comment.about, merge.pen))
        kept = replace(
            comment, author=comment.author or self.author, when=comment.when or self.when
        )
        self._hang(spot, kept)

    def _hang(self, spot: Spot, comment: Comment) -> None:
        number = next(self.numbers)
        write_comment(self.new, number, comment)
        hang(number, spot)


def _not_merged(
    word: EditableDocument, merged: frozenset[tuple[str, str]]
) -> Iterator[tuple[str, str]]:
    """Where it stands and what it says: all text that no container of the new draft answers to."""
    found = []
    for kind, one in (("footnotes", "a footnote"), ("endnotes", "an endnote")):
        notes = word.part(kind)
        found += [(one, note) for note in (notes if notes is not None else ())]
    found += [(PLACES[use[0]], root) for use, root in word.around() if use not in merged]
    for place, root in found:
        if text := text_of_note(root):
            yield place, text
