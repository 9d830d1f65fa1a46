"""What a template must not hold: what would leak, change by itself, or reach outside the letter."""

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from engine.core.record.field_names import DATE, DECISION, NAME, OF_EMPLOYEE
from engine.core.values.diagnostic import Diagnostic
from engine.documents.template.controls import AuthoredControl
from engine.documents.template.place_marks import left_over
from engine.documents.template.sandbox import REVIEW
from engine.documents.template.tagged_text import Weave
from engine.documents.template.tags import QUOTED, Tag, problem, quoted_at
from engine.documents.word.fieldcodes import (
    ACTIVE,
    CHANGING,
    COUNTED,
    FETCHING,
    MAIN_TYPE,
    SAFE_ADDRESS,
    TRACKED,
    XML_SUFFIXES,
    field_name,
    fields_of,
)
from engine.documents.word.package import CONTENT_TYPES, Package, Relationship
from engine.documents.word.place import every_place, place_of, shortened
from engine.documents.word.wordml import W_NS, BrokenXmlError, Element, W, parse

OF_APPROVERS = (DECISION, NAME, DATE)
REVIEW_ASKED = re.compile(rf"(?<![\w.]){REVIEW}\b(?!\s*[.\[])", re.ASCII)
REVIEW_BLOCK = (
    "put {%p if review %} into a paragraph of its own above the block and {%p endif %} below it, "
    "outside of any table"
)


def package_problems(package: Package) -> Iterator[Diagnostic]:
    """What the parts and their links say before any text is looked at."""
    main = package.content_type(package.target("", "officeDocument"))
    if "macro" in main.lower():
        hint = "save it as a Word document (.docx)"
        yield problem("T604", "found a document with macros, expected one without", hint, "")
    elif main != MAIN_TYPE:
        yield problem(
            "T603", "found no Word document", "save it as a Word document (.docx)", ""
        )
    for link in package.links:
        yield from _link_problems(link)


def _link_problems(link: Relationship) -> Iterator[Diagnostic]:
    where = posixpath.basename(link.source) or "the file itself"
    if link.kind == "attachedTemplate":
        hint = "in Word: Developer, Document Template, attach Normal"
        message = f'found the attached template "{link.target}"'
        yield problem("T613", message, hint, where)
    elif link.kind in ACTIVE:
        message = f"found {ACTIVE[link.kind]}, expected text, tables and pictures"
        yield problem("T614", message, "take it out, or paste it as text or picture", where)
    elif link.external and not (link.kind == "hyperlink" and SAFE_ADDRESS.match(link.target)):
        message = f'found a link outside the file to "{shortened(link.target)}"'
        yield problem("T612", message, "only links to https:// and mailto: may stay", where)
    elif link.kind == "comments":
        hint = "delete all comments: they would go out with every letter"
        yield problem("T611", "found comments, expected none in a template", hint, where)


def unrendered_problems(parts: Mapping[str, bytes]) -> Iterator[Diagnostic]:
    """Tags left over in the parts nobody fills in: comments, endnotes, charts, settings."""
    for name, content in parts.items():
        if not name.endswith(XML_SUFFIXES) or name == CONTENT_TYPES:
            continue
        try:
            root = parse(content, name)
        except BrokenXmlError as error:
            yield broken_xml(error)
            continue
        for text in _pieces(root):
            if "{{" in text or "{%" in text:
                yield left_over(quoted_at(name, shortened(text)))


def broken_xml(error: BrokenXmlError) -> Diagnostic:
    hint = "open the file in Word and save it again"
    return problem("T606", "found a damaged part, expected XML", hint, str(error))


def _pieces(root: Element) -> Iterator[str]:
    """Attribute values, and the text of each paragraph in one piece."""
    holders = [e for e in root.iter(etree.Element) if etree.QName(e).localname == "p"]
    for holder in holders or [root]:
        yield "".join(str(text) for text in holder.itertext())
    for element in root.iter(etree.Element):
        yield from (str(value) for value in element.attrib.values())


def content_problems(
    root: Element, part: str, headings: Mapping[str, int]
) -> Iterator[Diagnostic]:
    """Tracked changes, fields that fetch or change, in one part's text."""
    if root.nsmap.get("w") != W_NS:
        message = 'found a part in which "w" does not stand for Word\'s own names'
        yield problem("T606", message, "open the file in Word and save it as .docx", part)
    known = every_place(root, part, headings)
    for element in root.iter(etree.Element):
        name = etree.QName(element).localname
        if element.tag == f"{W}{name}" and name in TRACKED:
            yield _tracked(place_of(element, known, part))
        elif element.tag == f"{W}altChunk":
            message = "found another document placed inside, expected text"
            yield problem("T614", message, "paste it as text", place_of(element, known, part))
        elif element.tag == f"{W}commentReference":
            hint = "delete all comments: they would go out with every letter"
            yield problem("T611", "found a comment", hint, place_of(element, known, part))
    for code, result, at in fields_of(root):
        yield from _field_problems(code, result, place_of(at, known, part))


def _tracked(where: str) -> Diagnostic:
    hint = "in Word: Review, Accept All Changes and Stop Tracking"
    return problem("T610", "found a tracked change, expected final text", hint, where)


def _field_problems(code: str, result: str, where: str) -> Iterator[Diagnostic]:
    name = field_name(code)
    place = quoted_at(where, shortened(code))
    if name in FETCHING:
        message = f"found the field {name}, which brings in something from outside"
        yield problem("T615", message, "replace it by text", place)
    elif name in CHANGING:
        message = f"found the field {name}, which changes after the letter is issued"
        yield problem(
            "T617", message, "write {{ document.drafted }} for the letter's date", place
        )
    elif name in COUNTED and not result.strip():
        message = f"found the field {name} without the number it last showed"
        yield problem("T616", message, "in Word: select all, press F9, save", place)


def copy_problems(weave: Weave) -> Iterator[Diagnostic]:
    """Where `review` is asked for in another way than around whole paragraphs and tables of the body."""
    at_home = {
        weave.tag_at(mark)
        for mark in weave.marks()
        if (parent := mark.getparent()) is not None and parent.tag == f"{W}body"
    }
    for tag in weave.tags:
        if _asks(tag) and not (_plain(tag) and tag in at_home):
            message = 'found another use of "review" than {%p if review %} in the body'
            yield problem("T642", message, REVIEW_BLOCK, tag.place)


def _asks(tag: Tag) -> bool:
    bare = "".join(QUOTED.split(tag.code)[::2])
    return tag.kind != "set" and bool(REVIEW_ASKED.search(bare))


def _plain(tag: Tag) -> bool:
    return (tag.kind, tag.level, tag.code) == ("if", "p", REVIEW)


def misplaced(controls: Iterable[AuthoredControl]) -> Iterator[Diagnostic]:
    """Approvals that would be handed over with the letter, and receipts the letter would lack."""
    for control in controls:
        if not control.ours:
            continue
        if control.name.startswith(OF_APPROVERS) and control.only_in != "review":
            message = f'found the control "{control.tag}" where the letter would have it, too'
            yield problem("T643", message, REVIEW_BLOCK, control.place)
        elif control.tag in OF_EMPLOYEE and control.only_in == "review":
            message = f'found the control "{control.tag}" where the letter would not have it'
            hint = "put it outside {%p if review %}: it is filled in in the letter"
            yield problem("T643", message, hint, control.place)
