"""Hears the text of a Word file piece by piece, and says what of it is a line, a field, or hidden."""

from dataclasses import dataclass, field

from engine.core.record.field_names import BOOKMARK
from engine.documents.text.filled_controls import FilledControl, tag_of
from engine.documents.text.visibility import Looks
from engine.documents.word.fieldcodes import COUNTED, field_name
from engine.documents.word.wordml import VAL, Element, W

PAGE = "#"  # stands for a page number
PLACEHOLDER = "PlaceholderText"  # the style of a prompt, in every language
MOST_PIECES = 100  # of the text that a comment hangs on; it is shortened later


@dataclass(slots=True)
class Anchor:
    """The text a comment hangs on, and the element at which it begins."""

    at: Element
    pieces: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Code:
    """A field such as PAGE: its code, then what it shows."""

    text: list[str] = field(default_factory=list)
    shows: bool = False
    counted: bool = False  # each program counts it anew, so that it is no text


@dataclass(slots=True)
class Listener:
    """`looks` is None when nothing can be hidden. `touched` is true inside a tracked insertion,
    deletion or move, `gone` inside a deletion.
    """

    looks: Looks | None = None
    touched: bool = False
    gone: bool = False
    run: Element | None = None
    line: list[str | FilledControl] = field(default_factory=list)
    unmarked: list[FilledControl] = field(default_factory=list)  # begun between two paragraphs
    depth: int = 0  # of paragraphs inside paragraphs
    controls: list[FilledControl] = field(default_factory=list)
    open: list[FilledControl] = field(default_factory=list)
    anchors: dict[str, Anchor] = field(default_factory=dict)
    hanging: dict[str, Anchor] = field(default_factory=dict)
    codes: list[Code] = field(default_factory=list)
    hidden: list[list[str]] = field(default_factory=list)
    veiled: bool = False  # what was heard last was hidden

    def say(self, text: str) -> None:
        if self.codes and self._in_code(text):
            return
        if self.looks is not None and self.run is not None and self._hides(self.looks, text):
            return
        if self.open:
            self._fill(text)
        if self.gone:
            return
        for anchor in self.hanging.values():
            if len(anchor.pieces) < MOST_PIECES:
                anchor.pieces.append(text)
        if not self.open:
            self.line.append(text)

    def _in_code(self, text: str) -> bool:
        for code in reversed(self.codes):
            if not code.shows:
                code.text.append(text)
                return True
        return any(code.counted for code in self.codes)

    def _hides(self, looks: Looks, text: str) -> bool:
        assert self.run is not None  # noqa: S101 - asked by the one caller
        before, self.veiled = self.veiled, looks.hides(self.run)
        if self.veiled and not before:
            self.hidden.append([])
        if self.veiled:
            self.hidden[-1].append(text)
        return self.veiled

    def _fill(self, text: str) -> None:
        prompt = _like_a_prompt(self.run)
        for control in reversed(self.open):
            if not self.gone:
                control.pieces.append((text, prompt))
            if control.prompting:
                return  # a prompt is no text of the field around it either

    def touch(self) -> None:
        """What stands in the open fields is not said for certain: some of it is a tracked change."""
        for control in self.open:
            control.tracked = True

    def end_paragraph(self, *, touched: bool) -> None:
        self.veiled = False
        for control in self.open:
            control.pieces.append(("\n", False))
        if touched:
            self.touch()

    def begin_control(self, properties: Element | None) -> tuple[FilledControl | None, bool]:
        """The field whose content begins, if any; and whether it ends where the control ends.

        A bookmark with the field's name stays open longer: one program keeps no more than the first
        paragraph of a control, and the bookmark holds the rest together.
        """
        tag = tag_of(properties)
        for control in reversed(self.open):
            unclaimed = control.properties is None and control.by == "bookmark"
            if unclaimed and (not tag or control.bookmarked() == (BOOKMARK + tag)[:40]):
                control.properties = properties
                if tag:
                    control.tag, control.by = tag, "tag"
                return control, False
        if not tag:
            return None, False
        return self._begun(FilledControl(tag, "tag", properties=properties)), True

    def begin_bookmark(self, name: str, identity: str) -> None:
        if not name.startswith(BOOKMARK):
            return
        for control in self.open:
            if control.bookmarked() == name:
                if control.bookmarks:  # begun twice and ended once: so one program writes
                    control.bookmarks.add(identity)
                return
        self._begun(FilledControl(name.removeprefix(BOOKMARK), "bookmark", {identity}))

    def end_bookmark(self, identity: str) -> None:
        for control in self.open:
            if identity in control.bookmarks:
                self.end(control)
                return

    def _begun(self, control: FilledControl) -> FilledControl:
        if not self.open and not self.gone:
            (self.line if self.depth else self.unmarked).append(control)
        control.tracked = self.touched
        self.controls.append(control)
        self.open.append(control)
        return control

    def end(self, control: FilledControl) -> None:
        if control in self.open:
            self.open.remove(control)

    def begin_anchor(self, identity: str, at: Element) -> None:
        if identity not in self.anchors:
            self.anchors[identity] = self.hanging[identity] = Anchor(at)

    def code_turns(self, kind: str) -> None:
        """`begin`, `separate` or `end` of a field such as PAGE."""
        if kind == "begin":
            self.codes.append(Code())
        elif kind == "separate" and self.codes:
            self._shows()
        elif kind == "end" and self.codes:
            if not self.codes[-1].shows:
                self._shows()
            self.codes.pop()

    def _shows(self) -> None:
        code = self.codes[-1]
        code.shows = True
        if field_name("".join(code.text)) in COUNTED:
            self.say(PAGE)
            code.counted = True


def _like_a_prompt(run: Element | None) -> bool:
    style = run.find(f"{W}rPr/{W}rStyle") if run is not None else None
    return style is not None and style.get(VAL) == PLACEHOLDER
