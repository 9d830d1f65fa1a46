"""What a document says about itself: its properties, and nothing about who typed the template."""

from collections.abc import Mapping

from lxml import etree

from engine.documents.word.package import (
    CONTENT_TYPES,
    CT,
    OFFICE,
    PACKAGE,
    REL,
    Package,
    rels_name,
    root_element,
)
from engine.documents.word.wordml import Element, parse, serialised

APP, CORE, CUSTOM = "docProps/app.xml", "docProps/core.xml", "docProps/custom.xml"
CUSTOM_NS = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
VT = "{http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes}"
FORMAT_ID = (
    "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # the one that Office gives custom properties
)
NAMES = (
    "planward_plan",
    "planward_document",
    "planward_version",
    "planward_copy",
    "planward_template",
    "planward_brief",
    "planward_policy",
)
TYPES = {
    APP: "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    CORE: "application/vnd.openxmlformats-package.core-properties+xml",
    CUSTOM: "application/vnd.openxmlformats-officedocument.custom-properties+xml",
}
LINKS = {
    APP: f"{OFFICE}extended-properties",
    CORE: f"{PACKAGE}core-properties",
    CUSTOM: f"{OFFICE}custom-properties",
}
KEPT_IN_CORE = frozenset(
    {"title", "subject", "keywords", "description", "category", "language", "contentStatus"}
)
XML_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
APP_XML = (
    XML_HEAD + '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
    'extended-properties"><Application>Planward</Application></Properties>'
)


def with_own_properties(package: Package, used: list[str]) -> dict[str, bytes]:
    """The parts of the file to come, in their order: content types and links first.

    Of the template's own properties stay title, subject and their like, and custom ones; author,
    times, counts and the picture of its first page do not go out with a letter.
    """
    homes = {home: _home(package, home) for home in (APP, CORE, CUSTOM)}
    thumbnail = package.target("", "thumbnail")
    kept = [name for name in used if name not in {*homes.values(), thumbnail}]
    parts = {CONTENT_TYPES: b"", "_rels/.rels": b""}
    parts |= {name: package.parts[name] for name in kept}
    parts |= {
        rels_name(n): package.parts[rels_name(n)] for n in kept if rels_name(n) in package.parts
    }
    parts[APP] = APP_XML.encode()
    parts[CORE] = _core(root_element(package, homes[CORE]))
    parts[CUSTOM] = _custom(root_element(package, homes[CUSTOM]))
    parts[CONTENT_TYPES] = _content_types(package, parts)
    parts["_rels/.rels"] = _root_links(package, set(homes.values()) | {thumbnail})
    return parts


def _home(package: Package, part: str) -> str:
    return package.target("", LINKS[part].rpartition("/")[2])


def _written(root: Element) -> bytes:
    return (XML_HEAD + serialised(root)).encode()


def _core(root: Element | None) -> bytes:
    if root is None:
        root = etree.Element(
            "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}coreProperties"
        )
    for element in list(root):
        if etree.QName(element).localname not in KEPT_IN_CORE:
            root.remove(element)
    return _written(root)


def _custom(old: Element | None) -> bytes:
    """The template's own custom properties, then ours, numbered from 2 as Office asks."""
    root = parse(f'<Properties xmlns="{CUSTOM_NS}" xmlns:vt="{VT[1:-1]}"/>'.encode())
    for element in old if old is not None else ():
        if not str(element.get("name", "")).startswith("planward_"):
            root.append(element)
    for name in NAMES:
        made = etree.SubElement(root, f"{{{CUSTOM_NS}}}property", fmtid=FORMAT_ID, name=name)
        etree.SubElement(made, f"{VT}lpwstr").text = ""
    for number, element in enumerate(root, 2):
        element.set("pid", str(number))
    return _written(root)


def own_properties(root: Element) -> Mapping[str, Element]:
    """Our properties' elements by name, in custom.xml."""
    return {
        str(element.get("name")): element[0]
        for element in root
        if str(element.get("name", "")) in NAMES
    }


def _content_types(package: Package, parts: Mapping[str, bytes]) -> bytes:
    root = parse(package.parts[CONTENT_TYPES])
    for element in list(root):
        name = str(element.get("PartName", ""))
        if name and (name.lstrip("/") not in parts or name.lstrip("/") in TYPES):
            root.remove(element)
    for name, kind in TYPES.items():
        etree.SubElement(root, f"{CT}Override", PartName=f"/{name}", ContentType=kind)
    return _written(root)


def _root_links(package: Package, dropped: set[str]) -> bytes:
    root = parse(package.parts["_rels/.rels"])
    gone = {link.id for link in package.links_from("") if link.target in dropped}
    for element in list(root):
        if element.get("Id") in gone:
            root.remove(element)
    for number, (name, kind) in enumerate(LINKS.items(), 1):
        values = {"Id": f"planward{number}", "Type": kind, "Target": name}
        etree.SubElement(root, f"{REL}Relationship", values)
    return _written(root)
