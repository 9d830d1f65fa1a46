"""The line of a paragraph as units that can be compared: words, marks, whole fields, notes, pictures."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from engine.core.record.field_names import is_filled, name_in_bookmark, name_of
from engine.documents.word.wordml import BREAKS, HYPHENS, RUN, VAL, Element, T, W, all_text

SDT, CONTENT = f"{W}sdt", f"{W}sdtContent"
SIMPLE = f"{W}fldSimple"
BOOKMARK_START, BOOKMARK_END = f"{W}bookmarkStart", f"{W}bookmarkEnd"
FIELD_CHAR, INSTRUCTION = f"{W}fldChar", f"{W}instrText"
NOTE = f"{W}footnoteReference"
R_PR = f"{W}rPr"
VEIL = f"{W}unseen-"  # begins the name of an element that is there and must not be read
INSIDE = frozenset(
    {f"{W}{n}" for n in ("hyperlink", "smartTag", "customXml", "dir", "bdo", "fldSimple")}
)
# In a run, but nothing a reader sees as text: stays where it is and is never brought along.
SILENT = frozenset(
    {R_PR, *(f"{W}{n}" for n in ("lastRenderedPageBreak", "commentReference", "annotationRef",
                                 "footnoteRef", "endnoteRef", "separator", "continuationSeparator"))}
)  # fmt: skip
# What a run may hold when it is brought from another file: nothing that points to another part.
PORTABLE = frozenset(
    {T, INSTRUCTION, *(f"{W}{n}" for n in ("tab", "ptab", "br", "cr", "sym", "noBreakHyphen",
                                           "softHyphen", "fldChar", "pgNum"))}
)  # fmt: skip
UNBOUND = PORTABLE | SILENT | {NOTE}  # a footnote may be brought
TOKEN = re.compile(r"\s+|\d+(?:[.,]\d+)*|[^\W\d]+|[^\w\s]|\w")  # 62.4 is one word
MARK = "\ue000"  # opens the key of what is no text
NOTE_KEY, FIELD_KEY = f"{MARK}note", f"{MARK}field "
# What a program counts anew whenever it shows the page.
COUNTED = re.compile(r"\s*(PAGE|NUMPAGES|SECTIONPAGES)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RunPart:
    """A child of a run, or some of the text of one. `child` is None for a whole control."""

    run: Element
    child: Element | None
    text: str = ""


@dataclass(frozen=True, slots=True)
class InlineUnit:
    """What is kept or replaced as a whole. `path` names the controls and links it stands in."""

    key: str
    parts: tuple[RunPart, ...]
    path: tuple[str, ...] = ()

    @property
    def value(self) -> bool:
        """A field a person fills in: never marked, never brought along."""
        return self.key.startswith(FIELD_KEY)

    @property
    def bound(self) -> bool:
        """A picture, a text box …: it cannot be brought into another file."""
        children = (part.child for part in self.parts if part.child is not None)
        return any(child.tag not in UNBOUND for child in children)


def control_name(sdt: Element) -> str:
    """Its tag without the token: the same in every version of a document."""
    tag = sdt.find(f"{W}sdtPr/{W}tag")
    return name_of(str(tag.get(VAL))) if tag is not None else ""


def bookmarked_field(start: Element) -> str:
    """The field around which this bookmark stands, or nothing."""
    found = name_in_bookmark(str(start.get(f"{W}name", "")))
    return found if is_filled(found) else ""


Group = tuple[
    list["RunPart"], tuple[str, ...], str
]  # parts, path, key: a text, a field, a control


def units(paragraph: Element, *, values: bool = False) -> list[InlineUnit]:
    """The line of the paragraph. With `values` a field people fill in is one unit, whatever it says."""
    groups = _groups(paragraph, values)
    return _cut(groups, range(len(groups)))


def whole_units(paragraph: Element, *, values: bool = False) -> list[InlineUnit]:
    """The same with texts not cut into words: for a paragraph that is not compared."""
    return _cut(_groups(paragraph, values), range(0))


def both_lines(
    left: Element, right: Element, *, values: bool = False
) -> tuple[list[InlineUnit], list[InlineUnit]]:
    """The lines of two paragraphs. Texts that both begin or end with are not cut into words."""
    mine, theirs = _groups(left, values), _groups(right, values)
    least = min(len(mine), len(theirs))
    start = end = 0
    while start < least and mine[start][1:] == theirs[start][1:]:
        start += 1
    while end < least - start and mine[-1 - end][1:] == theirs[-1 - end][1:]:
        end += 1
    return _cut(mine, range(start, len(mine) - end)), _cut(
        theirs, range(start, len(theirs) - end)
    )


def _groups(paragraph: Element, values: bool) -> list[Group]:
    return list(_fields_whole(list(_parts(paragraph, (), values))))


def _cut(groups: Sequence[Group], into_words: range) -> list[InlineUnit]:
    found: list[InlineUnit] = []
    waiting: list[RunPart] = []  # silent ones at the start of a run go with what follows
    for n, (part, path, name) in enumerate(groups):
        if part[0].child is not None and part[0].child.tag in SILENT:
            waiting = _silent(part[0], found, waiting)
            continue
        ahead = [w for w in waiting if w.run is part[0].run]
        waiting = []
        if n in into_words:
            found += _split(part, path, name, ahead)
        elif name:
            found.append(InlineUnit(name, (*ahead, *part), path))
    return found


def _silent(part: RunPart, found: list[InlineUnit], waiting: list[RunPart]) -> list[RunPart]:
    if found and found[-1].parts[-1].run is part.run:
        last = found.pop()
        found.append(InlineUnit(last.key, (*last.parts, part), last.path))
        return waiting
    return [*waiting, part]


def _split(
    parts: list[RunPart], path: tuple[str, ...], name: str, ahead: list[RunPart]
) -> Iterator[InlineUnit]:
    """A text becomes a unit for each word; everything else is one."""
    first = parts[0]
    if len(parts) > 1 or first.child is None or first.child.tag != T:
        yield InlineUnit(name, (*ahead, *parts), path)
        return
    for token in TOKEN.findall(first.child.text or ""):
        yield InlineUnit(token, (*ahead, RunPart(first.run, first.child, token)), path)
        ahead = []


def said(paragraph: Element, *, values: bool = False) -> str:
    """All keys of its units in a row: equal for two paragraphs that read the same."""
    return "".join(name for _, _, name in _groups(paragraph, values))


Found = tuple[RunPart, tuple[str, ...], str]


def _parts(parent: Element, path: tuple[str, ...], values: bool) -> Iterator[Found]:
    inside: str | None = None  # the id of the bookmark around a field
    for element in parent:
        if inside is not None:
            if element.tag == BOOKMARK_END and element.get(f"{W}id") == inside:
                inside = None
        elif values and element.tag == BOOKMARK_START and (name := bookmarked_field(element)):
            inside = str(element.get(f"{W}id"))
            yield RunPart(element, None), path, FIELD_KEY + name
        else:
            yield from _parts_of(element, path, values)


def _parts_of(element: Element, path: tuple[str, ...], values: bool) -> Iterator[Found]:
    if element.tag == RUN:
        for child in element:
            if child.tag != R_PR:
                yield RunPart(element, child), path, _key(child)
    elif element.tag == SDT:
        yield from _control(element, path, values)
    elif element.tag == SIMPLE and (counted := COUNTED.match(str(element.get(f"{W}instr")))):
        yield RunPart(element, None), path, f"{MARK}{counted[1].upper()}"
    elif element.tag in INSIDE:
        yield from _parts(element, (*path, str(element.tag)), values)


def _control(sdt: Element, path: tuple[str, ...], values: bool) -> Iterator[Found]:
    name = control_name(sdt)
    if values and is_filled(name):
        yield RunPart(sdt, None), path, FIELD_KEY + name
        return
    content = sdt.find(CONTENT)
    if content is not None:
        yield from _parts(content, (*path, name), values)


def _key(child: Element) -> str:
    tag = str(child.tag)
    if tag == T:
        return child.text or ""
    if tag in SILENT:
        return ""
    plain = BREAKS.get(tag) or HYPHENS.get(tag)
    if plain and child.get(f"{W}type") in {None, "textWrapping"}:
        return plain
    if tag == NOTE:
        return NOTE_KEY
    if tag == FIELD_CHAR:
        return f"{MARK}{child.get(f'{W}fldCharType')}"
    if tag == INSTRUCTION:
        return f"{MARK}{child.text}"
    name = tag.rpartition("}")[2]
    seen = "".join(str(e.get("descr") or "") for e in child.iter() if e.get("descr"))
    return f"{MARK}{name} {child.get(f'{W}char') or child.get(f'{W}type') or ''}{seen}{all_text(child)}"


def _fields_whole(parts: list[Found]) -> Iterator[Group]:
    """A field from its beginning to its end is one: half of one would be no field."""
    at = 0
    while at < len(parts):
        end = _end_of_field(parts, at) if parts[at][2] == f"{MARK}begin" else at
        names = "".join(name for _, _, name in parts[at : end + 1])
        counted = (
            COUNTED.match(names.partition(MARK)[2].partition(MARK)[2]) if end > at else None
        )
        if counted:
            names = f"{MARK}{counted[1].upper()}"
        yield [part for part, _, _ in parts[at : end + 1]], parts[at][1], names
        at = end + 1


def _end_of_field(parts: list[Found], start: int) -> int:
    """Its last part; the start itself when the field ends in another paragraph."""
    depth = 0
    for at in range(start, len(parts)):
        depth += {f"{MARK}begin": 1, f"{MARK}end": -1}.get(parts[at][2], 0)
        if not depth:
            return at
    return start
