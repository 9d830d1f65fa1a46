"""Finds the content controls of a template, and has each of ours filled in with its own tag and bookmark."""

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from json import dumps

from jinja2 import nodes
from lxml import etree

from engine.core.record.field_names import BOOKMARK, HELD_ON, is_known, name_of
from engine.core.record.returned import SIGNED_TAG
from engine.core.values.diagnostic import Diagnostic
from engine.documents.template.fields import path_of
from engine.documents.template.sandbox import CONTROLS, NUMBERED, PROPERTIES, REVIEW, TITLE
from engine.documents.template.tagged_text import Setting, Weave, is_mark
from engine.documents.template.tags import Tag, problem, quoted_at
from engine.documents.word.wordml import LOCKS, TBL, TC, TR, VAL, Element, P, W

SDT_PR, SDT_CONTENT = f"{W}sdtPr", f"{W}sdtContent"
START, END = f"{W}bookmarkStart", f"{W}bookmarkEnd"
LITERAL = re.compile(r"[a-z0-9_-]*", re.ASCII)


@dataclass(frozen=True, slots=True)
class AuthoredControl:
    """A content control as the author set it.

    `path` is the field its tag prints: `approvals[].id`, empty where it prints none. `ways` says in
    which branch of which choices it stands: two that never stand in one letter differ in one of them.
    """

    tag: str  # as typed: decision_{{ a.id }}
    place: str
    ours: bool
    locked: bool = False
    path: str = ""
    repeated: bool = False
    ways: tuple[tuple[str, int], ...] = ()
    only_in: str = ""  # review: stands in the review copy alone; letter: in the letter alone

    @property
    def name(self) -> str:
        """The tag up to what it prints."""
        return self.tag.partition("{{")[0].strip()

    def excludes(self, other: "AuthoredControl") -> bool:
        mine = dict(self.ways)
        return any(mine.get(choice, branch) != branch for choice, branch in other.ways)


def control_of(tag: Element) -> Element:
    """The control whose tag it is."""
    properties = tag.getparent()
    sdt = properties.getparent() if properties is not None else None
    if sdt is None:
        raise AssertionError("a tag stands in no control")
    return sdt


def is_locked(sdt: Element) -> bool:
    lock = sdt.find(f"{SDT_PR}/{W}lock")
    return lock is not None and lock.get(VAL) in LOCKS


def tag_problem(typed: str, contents: list[str | Tag], where: str) -> Diagnostic | None:
    """Why the engine could not tell the control by its tag when the file comes back."""
    place = quoted_at(where, typed)
    if not contents or isinstance(contents[0], Tag):
        hint = "begin it with its name, for example decision_{{ a.id }}"
        return problem("T635", "found a control's tag that begins with a field", hint, place)
    if SIGNED_TAG.fullmatch(typed):
        name = name_of(typed)
        message = "found a control of a letter that was issued, expected one of a template"
        return problem("T635", message, f"in Word: Properties, set the tag to {name}", place)
    plain = all(LITERAL.fullmatch(piece) for piece in contents if isinstance(piece, str))
    if not plain and is_known(contents[0]):
        message = "found a control's tag with other signs than a to z, figures, - and _"
        return problem("T635", message, "leave spaces and other signs out", place)
    return None


def row_problems(weave: Weave) -> Iterator[Diagnostic]:
    """Choices and loops directly inside a control that holds table rows: it could come out empty."""
    for content in weave.root.iter(SDT_CONTENT):
        sdt = content.getparent()
        marks = [m for m in content if is_mark(m) and weave.tag_at(m).kind != "print"]
        if sdt is not None and marks and _level(sdt) == TBL:
            tag = weave.tag_at(marks[0])
            message = f'found "{tag.kind}" inside a content control that holds table rows'
            yield problem("T627", message, "put the control inside the cells", tag.place)


def settle_controls(weave: Weave) -> None:
    """Lets each of our controls print tag, number and a bookmark around it. Ids of others stay."""
    _drop_own_bookmarks(weave.root)
    for at, ours in enumerate(weave.controls):
        _settle(ours, at, weave)
    for title in weave.titles:
        code = f"({_joined(title)})|{TITLE}"
        made = Tag(title.tag.raw, "print", "inline", code, title.tag.where)
        title.element.set(VAL, weave.in_setting(made))


def _drop_own_bookmarks(root: Element) -> None:
    """Of a letter made into a template: each control is about to get its own."""
    named = {
        start.get(f"{W}id")
        for start in root.iter(START)
        if str(start.get(f"{W}name", "")).lower().startswith(BOOKMARK)
    }
    for element in list(root.iter(START, END)):
        parent = element.getparent()
        if parent is not None and element.get(f"{W}id") in named:
            parent.remove(element)


def _settle(ours: Setting, at: int, weave: Weave) -> None:
    number, name, tag = f"_number{at}", f"_name{at}", f"_tag{at}"
    wanted = _joined(ours)
    drafter = ", drafter.id" if wanted == f'"{HELD_ON}"' else ""
    code = f"{number}, {name}, {tag} = {CONTROLS}|{NUMBERED}({wanted}{drafter})"
    made = Tag(ours.tag.raw, "set", "inline", code, ours.tag.where)
    holder, sdt = ours.element, control_of(ours.element)
    sdt.addprevious(weave.mark(made))
    weave.locked |= {made} if is_locked(sdt) else set()
    start, end = etree.Element(START), etree.Element(END)
    id_ = sdt.find(f"{SDT_PR}/{W}id")
    if id_ is None:
        id_ = etree.Element(f"{W}id")
        holder.addnext(id_)
    for element, key, printed in (
        (start, f"{W}id", number),
        (start, f"{W}name", name),
        (holder, VAL, tag),
        (id_, VAL, number),
        (end, f"{W}id", number),
    ):
        element.set(key, weave.in_setting(Tag("", "print", "inline", printed, ours.tag.where)))
    _place(sdt, start, end)


def _joined(setting: Setting) -> str:
    """Its pieces as one expression."""
    return " ~ ".join(
        dumps(piece, ensure_ascii=False) if isinstance(piece, str) else f"({piece.code})"
        for piece in setting.contents
    )


def _place(sdt: Element, start: Element, end: Element) -> None:
    """Around the control; around what the cells say where it holds whole cells or rows."""
    cells = [cell for cell in sdt.iter(TC) if _level(sdt) in {TBL, TR}]
    if not cells:
        sdt.addprevious(start)
        sdt.addnext(end)
        return
    first, last = cells[0], [cell for cell in cells if cell.getparent() in _rows(sdt)][-1]
    inside = [child for child in first if child.tag != f"{W}tcPr"]
    if inside[0].tag == P:
        properties = inside[0].find(f"{W}pPr")
        inside[0].insert(0 if properties is None else 1, start)
    else:
        inside[0].addprevious(start)
    if last[-1].tag == P:
        last[-1].append(end)
    else:
        last.append(end)


def _rows(sdt: Element) -> list[Element | None]:
    """What holds the control's own cells: its rows, or its content itself."""
    content = sdt.find(SDT_CONTENT)
    return [content, *(content if content is not None else ())]


def _level(sdt: Element) -> str:
    """What the control stands among: rows of a table, cells of a row, or something else."""
    parent = sdt.getparent()
    while parent is not None and parent.tag == SDT_CONTENT:
        outer = parent.getparent()
        parent = outer.getparent() if outer is not None else None
    return str(parent.tag) if parent is not None else ""


def numbers_taken(root: Element) -> Iterator[int]:
    """Of the bookmarks and controls that are in the template."""
    found = [element.get(f"{W}id") for element in root.iter(START)]
    found += [id_.get(VAL) for id_ in root.iter(f"{W}id")]
    for number in found:
        if re.fullmatch(r"-?\d{1,10}", str(number)):
            yield int(str(number))


def free_numbers(taken: set[int], *, room: int = 1_000_000) -> int:
    """The first number of a stretch that none of the taken ones lies in."""
    met = {number // room for number in taken}
    return next(n for n in range(1, 2**31 // room) if n not in met) * room


def controls_of(
    tree: nodes.Node, part: str, tags: Mapping[int, Tag], shut: Set[Tag]
) -> Iterator[AuthoredControl]:
    """Our controls in one whole part, in reading order. `shut` are those whose content is locked."""
    for node, scope, ways in _walk(tree, {PROPERTIES: ""}, ()):
        tag = tags[node.lineno]
        asked = node.node.args[0] if isinstance(node.node, nodes.Filter) else node.node
        pieces = asked.nodes if isinstance(asked, nodes.Concat) else [asked]
        paths = [path for piece in pieces if (path := path_of(piece, scope))]
        yield AuthoredControl(
            tag=tag.raw,
            place=tag.place,
            ours=True,
            locked=tag in shut,
            path=paths[0] if len(paths) == 1 else "",
            repeated="loop" in scope,
            ways=tuple((f"{part}:{line}", branch) for line, branch in ways),
            only_in=_only_in(ways, tags),
        )


Ways = tuple[tuple[int, int], ...]


def _only_in(ways: Ways, tags: Mapping[int, Tag]) -> str:
    found = [branch for line, branch in ways if tags[line].code == REVIEW]
    return ("review" if found[0] == 0 else "letter") if found else ""


def _walk(
    node: nodes.Node, scope: Mapping[str, str], ways: Ways
) -> Iterator[tuple[nodes.Assign, Mapping[str, str], Ways]]:
    """What sets a control, with the names of the loops around it and the choices it hangs on."""
    if isinstance(node, nodes.Assign):
        yield node, scope, ways
    elif isinstance(node, nodes.If):
        others: list[list[nodes.Node]] = [[other] for other in node.elif_]
        branches = [node.body, *others, node.else_]
        for at, branch in enumerate(branches):
            for child in branch:
                yield from _walk(child, scope, (*ways, (node.lineno, at)))
    elif isinstance(node, nodes.For) and isinstance(node.target, nodes.Name):
        inside = {**scope, node.target.name: f"{path_of(node.iter, scope)}[]", "loop": ""}
        for child in node.body:
            yield from _walk(child, inside, ways)
        for child in node.else_:
            yield from _walk(child, scope, ways)
    else:
        for child in node.iter_child_nodes():
            yield from _walk(child, scope, ways)
