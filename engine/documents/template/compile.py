"""Compiles a Word template once: every mistake with its place, or a template ready to be filled in."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from engine.core.values.diagnostic import Diagnostic
from engine.disk.safe_zip import (
    DuplicateNameError,
    EmptyZipError,
    PasswordError,
    UnsafeZipError,
    read_zip,
)
from engine.documents.template.assemble import CompiledPart, compiled, sample_error
from engine.documents.template.controls import (
    AuthoredControl,
    controls_of,
    free_numbers,
    numbers_taken,
    row_problems,
    settle_controls,
)
from engine.documents.template.fields import fields_asked, loop_problems
from engine.documents.template.grammar import tag_problems
from engine.documents.template.place_marks import woven, woven_properties
from engine.documents.template.refuse import (
    broken_xml,
    content_problems,
    copy_problems,
    misplaced,
    package_problems,
    unrendered_problems,
)
from engine.documents.template.sandbox import PROPERTIES, REVIEW, Sandbox, sandbox
from engine.documents.template.structure import settle_structure, structure_problems
from engine.documents.template.tagged_text import Weave
from engine.documents.template.tags import Tag, problem
from engine.documents.word.metadata import (
    CORE,
    CUSTOM,
    XML_HEAD,
    own_properties,
    with_own_properties,
)
from engine.documents.word.package import Package, open_package, reachable, root_element
from engine.documents.word.wordml import (
    BrokenXmlError,
    P,
    all_text,
    heading_level,
    heading_styles,
    parse,
    serialised,
    text_of,
)
from engine.documents.word.zipped import ConstantParts, frame

HEADER_KINDS = {"default": "", "first": "first-page ", "even": "even-page "}
ZIP_CODES: tuple[tuple[type[UnsafeZipError], str, str], ...] = (
    (EmptyZipError, "T601", "save the template again"),
    (PasswordError, "T602", "save it without a password, as a Word document (.docx)"),
    (DuplicateNameError, "T605", "open the file in Word and save it again"),
    (UnsafeZipError, "T603", "save it as a Word document (.docx)"),
)


@dataclass(frozen=True, slots=True)
class Template:
    """A template that has been judged sound. Made by `compile_template`, used by `render`.

    It holds compiled code and cannot be sent to another process: send the file's bytes.
    """

    name: str
    sha256: str
    fields: frozenset[str]  # `employee.name`, `goals[].name`; a list asked for whole: `goals`
    text: str  # with the tags as typed; a paragraph a line, headers and footers last
    headings: tuple[str, ...]
    controls: tuple[
        AuthoredControl, ...
    ]  # those whose tag the engine knows first, in reading order
    parts: tuple[CompiledPart, ...]
    frame: ConstantParts
    first_number: int  # of its own controls and their bookmarks


def compile_template(name: str, content: bytes) -> Template | list[Diagnostic]:
    """The template, or every problem found in it, in reading order. Raises nothing."""
    try:
        package = open_package(read_zip(content))
    except UnsafeZipError as error:
        code, hint = next((c, h) for kind, c, h in ZIP_CODES if isinstance(error, kind))
        return [Diagnostic(name, 0, 0, code, str(error), hint)]
    except BrokenXmlError as error:
        return [replace(broken_xml(error), file=name)]
    try:
        made = _compile(name, hashlib.sha256(content).hexdigest(), package)
    except BrokenXmlError as error:
        made = [broken_xml(error)]
    if isinstance(made, Template):
        return made
    return [replace(wrong, file=name) for wrong in dict.fromkeys(made)]


def _compile(name: str, sha256: str, package: Package) -> Template | list[Diagnostic]:
    problems = list(package_problems(package))
    if any(wrong.code in {"T603", "T604"} for wrong in problems):
        return problems
    headings = heading_styles(root_element(package, package.target(_main(package), "styles")))
    roots = {
        part: (label, parse(package.parts[part], part)) for part, label in _rendered(package)
    }
    body = roots[_main(package)][1]
    draft = Template(
        name=name,
        sha256=sha256,
        fields=frozenset(),
        text="\n".join(all_text(root) for _, root in roots.values()),
        headings=tuple(text_of(p).strip() for p in body.iter(P) if heading_level(p, headings)),
        controls=(),
        parts=(),
        frame=frame((), ()),
        first_number=free_numbers(
            {n for _, root in roots.values() for n in numbers_taken(root)}
        ),
    )
    for label, root in roots.values():
        problems += content_problems(root, label, headings)
    weaves = {part: woven(root, label, headings) for part, (label, root) in roots.items()}
    parts = with_own_properties(package, reachable(package))
    weaves[CORE] = woven_properties(parse(parts[CORE]), "document properties")
    weaves[CUSTOM] = woven_properties(parse(parts[CUSTOM]), "custom properties")
    env = sandbox()
    for weave in weaves.values():
        problems += _tag_problems(weave, env)
    problems += unrendered_problems({n: c for n, c in parts.items() if n not in weaves})
    if problems:
        return problems
    _fill_own(weaves[CUSTOM], sha256)
    return _assembled(draft, parts, weaves, env)


def _tag_problems(weave: Weave, env: Sandbox) -> Iterator[Diagnostic]:
    yield from weave.problems
    known = {wrong.where for wrong in weave.problems}
    for tag in weave.tags:
        if tag.place not in known:
            yield from tag_problems(tag, env)
    yield from structure_problems(weave)
    yield from row_problems(weave)
    yield from copy_problems(weave)


def _main(package: Package) -> str:
    return package.target("", "officeDocument")


def _rendered(package: Package) -> Iterator[tuple[str, str]]:
    """The parts whose text is filled in, with the name a person knows each by."""
    main = _main(package)
    yield main, "body"
    kinds: dict[str | None, str] = {}
    for reference in parse(package.parts[main]).iter(
        "{*}headerReference", "{*}footerReference"
    ):
        values = {str(k).rpartition("}")[2]: str(v) for k, v in reference.attrib.items()}
        kinds.setdefault(values.get("id"), HEADER_KINDS.get(values.get("type", ""), ""))
    for link in package.links_from(main):
        if link.kind in {"header", "footer"} and link.target in package.parts:
            yield link.target, f"{kinds.get(link.id, '')}{link.kind}"
    if notes := package.target(main, "footnotes"):
        yield notes, "footnotes"


def _fill_own(weave: Weave, sha256: str) -> None:
    """Our own properties print what `render` is given; the template's hash is known already."""
    for name, element in own_properties(weave.root).items():
        if name == "planward_template":
            element.text = sha256
        else:
            code = f"{PROPERTIES}.{name}"
            element.append(weave.mark(Tag(code, "print", "inline", code, name, flat=True)))


def _assembled(
    draft: Template, parts: Mapping[str, bytes], weaves: Mapping[str, Weave], env: Sandbox
) -> Template | list[Diagnostic]:
    """The draft with its parts compiled. What holds no tag is packed once and for all."""
    problems: list[Diagnostic] = []
    ready: list[CompiledPart] = []
    fields: set[str] = set()
    controls: list[AuthoredControl] = []
    fixed = dict(parts)
    for name, weave in weaves.items():
        settle_structure(weave)
        settle_controls(weave)
        if not weave.tags:
            fixed[name] = (XML_HEAD + serialised(weave.root)).encode()
            continue
        part, tree = compiled(name, weave, env)
        problems += loop_problems(tree, part.tags)
        fields |= fields_asked(tree)
        controls += controls_of(tree, name, part.tags, weave.locked)
        ready.append(part)
        del fixed[name]
    controls += [
        AuthoredControl(t.raw, t.place, ours=False)
        for w in weaves.values()
        for t in w.strangers
    ]
    problems += misplaced(controls)
    problems = problems or _unsound(ready, frozenset(fields))
    return problems or replace(
        draft,
        fields=frozenset(fields - {REVIEW}),
        controls=tuple(controls),
        parts=tuple(ready),
        frame=frame(fixed.items(), [part.name for part in ready]),
    )


def _unsound(parts: Iterable[CompiledPart], fields: frozenset[str]) -> list[Diagnostic]:
    message = "found a mistake of ours: the part does not come out as XML"
    return [
        problem("T634", message, "report it", part.name)
        for part in parts
        if sample_error(part, fields)
    ]
