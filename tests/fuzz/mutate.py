"""Damage to files, as people, programs and bad will do it: by the byte, by the word, and inside the zip."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from copy import deepcopy
from io import BytesIO
from random import Random
from typing import Any

import yaml
from lxml import etree

WORDS = re.compile(rb"[A-Za-z0-9_.]+|[^A-Za-z0-9_.\s]|\s+")
TAGS = re.compile(rb"<[^<>]*>")
VALUES = re.compile(rb'"[^"<>]*"')
ODD = [
    b"", b" ", b"0", b"-1", b"1e999", b"1E+29", b"NaN", b"Infinity", b"9999-12-31", b"0000-00-00",
    b"0001-01", b"9999-Q4", b"2026-13", b"2026-02-30", b"Sep", b"Mrz", b"Sept.-26", b"31.12.9999",
    b"00:00.0", b"70k", b"n/a", b"#REF!", b"=1+1", b"TRUE", b"Total", b"E00012", b"e1", b"E99999",
    b"1,2,3,4", b"1.234.567,89", b"%", b"100%%", b"(5)", b"--5", b"$5", b"\xe2\x82\xac5", "١٢٣".encode(),
    "１２".encode(), "E1\u200b".encode(), "\u202eabc".encode(), b"\x00", b"\xff\xfe", b"\xef\xbb\xbf",
    b"\xc3", b"\r", b"\n", b"\t", b";", b'"', b'""', b"'", b"x" * 300, b"9" * 400, b"[", b"]", b"{", b"}",
    b"{{", b"}}", b"{%", b"%}", b"&", b"*", b"!!python/object:os.system", b"<<", b"? ", b"- ", b": ", b"|",
    b">", b"#", b"@", b"`", b"yes", b"no", b"null", b"~", b"1_000", b"0x10", b"12:30", b"2 of 3",
    b"10 days", b"9999 years", b"80%", b"80", b"(", b"(?P<month>x)", b"^(a+)+$", b"\\", b"%Y-%m", b"%q",
    b"utf-7", b"xx-YY", b"employee", b"period", b"planward", b"stages", b"left", b"<", b">", b"&amp;",
    b"&#0;", b"&#x10FFFF;", b"<!DOCTYPE x>", b"_x0000_", b"A1", b"XFD1048576", b"1048577", b"-2147483649",
    b"18446744073709551616",
]  # fmt: skip
KEPT_BYTES = 2_000_000  # of one mutated part; to grow without end is another test's matter


def by_bytes(chance: Random, content: bytes) -> bytes:
    """Bits that fell over, ends that were cut off, pieces twice."""
    made = bytearray(content)
    for _ in range(chance.randint(1, 6)):
        if not made:
            return bytes(made)
        at, far = chance.randrange(len(made)), chance.randrange(1, 64)
        match chance.randrange(5):
            case 0:
                made[at] = chance.randrange(256)
            case 1:
                del made[at : at + far]
            case 2:
                made[at:at] = made[at : at + far] * chance.choice((1, 2, 50))
            case 3:
                made[at:at] = chance.choice(ODD)
            case _:
                del made[at if chance.random() < 0.1 else len(made) :]
    return bytes(made[:KEPT_BYTES])


def by_words(chance: Random, content: bytes) -> bytes:
    """Words that another stands for, lines that moved, and what one place of a file has put in another."""
    for _ in range(chance.randint(1, 4)):
        if chance.random() < 0.3:
            content = _lines(chance, content)
            continue
        words = WORDS.findall(content) or [b""]
        at = chance.randrange(len(words))
        match chance.randrange(4):
            case 0:
                words[at] = chance.choice(ODD)
            case 1:
                words[at] = chance.choice(words)
            case 2:
                words.insert(at, chance.choice(ODD))
            case _:
                del words[at : at + chance.randint(1, 3)]
        content = b"".join(words)
    return content[:KEPT_BYTES]


def _lines(chance: Random, content: bytes) -> bytes:
    lines = content.split(b"\n")
    at, to = chance.randrange(len(lines)), chance.randrange(len(lines))
    match chance.randrange(5):
        case 0:
            lines[at], lines[to] = lines[to], lines[at]
        case 1:
            lines.insert(to, lines[at])
        case 2:
            del lines[at]
        case 3:
            lines[at] = lines[at].lstrip()
        case _:
            lines[at] = b"  " * chance.randint(1, 12) + lines[at]
    return b"\n".join(lines)


def by_tags(chance: Random, content: bytes) -> bytes:
    """XML whose tags, their order and their values are others."""
    for _ in range(chance.randint(1, 4)):
        found = [*(VALUES if chance.random() < 0.5 else TAGS).finditer(content)]
        if not found:
            return by_words(chance, content)
        here, there = chance.choice(found), chance.choice(found)
        old = here.group()
        match chance.randrange(6):
            case 0:
                new = there.group()
            case 1:
                new = b'"' + chance.choice(ODD) + b'"' if old.startswith(b'"') else b""
            case 2:
                new = old * 2
            case 3:
                new = old + chance.choice(ODD)
            case 4:
                new = b""
            case _:
                new = old.replace(b"w:", b"x:") if chance.random() < 0.5 else old.upper()
        content = content[: here.start()] + new + content[here.end() :]
    return content[:KEPT_BYTES]


def by_elements(chance: Random, content: bytes) -> bytes:
    """XML that is whole, and says something else than any program would."""
    try:
        root = etree.fromstring(content)
    except (etree.XMLSyntaxError, ValueError):
        return by_tags(chance, content)
    for _ in range(chance.randint(1, 5)):
        every = [one for one in root.iter() if isinstance(one.tag, str)]
        here, there = chance.choice(every), chance.choice(every)
        with_values = [one for one in every if one.attrib]
        match chance.randrange(8):
            case 0 if here.getparent() is not None:
                here.getparent().remove(here)
            case 1 if here.getparent() is not None:
                here.addnext(deepcopy(here))
            case 2 if there not in [*here.iterancestors(), here]:
                here.append(deepcopy(there))
            case 3:
                here.text = text_of(chance.choice(ODD))
            case 4:
                here.text, there.text = there.text, here.text
            case 5:
                here.tag = there.tag
            case _ if with_values:
                one, other = chance.choice(with_values), chance.choice(with_values)
                name = chance.choice([*one.attrib])
                if chance.random() < 0.3:
                    del one.attrib[name]
                else:
                    known = chance.choice([*other.attrib.values()])
                    one.attrib[name] = (
                        known if chance.random() < 0.4 else text_of(chance.choice(ODD))
                    )
            case _:
                pass
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def text_of(odd: bytes) -> str:
    """As far as XML can hold it."""
    text = odd.decode("utf-8", "replace")
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", text)


def by_cells(chance: Random, content: bytes) -> bytes:
    """A table with cells, rows and columns that are others."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return by_bytes(chance, content)
    sign = ";" if text.split("\n")[0].count(";") else ","
    rows = [*csv.reader(io.StringIO(text), delimiter=sign)]
    for _ in range(chance.randint(1, 3)):
        row = chance.choice(rows[: 1 if chance.random() < 0.3 else None])
        other = chance.choice(rows)
        if not row or not other:
            continue
        at = chance.randrange(len(row))
        match chance.randrange(7):
            case 0 | 1:
                row[at] = chance.choice(ODD).decode("utf-8", "replace")
            case 2:
                row[at] = chance.choice(other)
            case 3:
                row[at] += chance.choice(ODD).decode("utf-8", "replace")
            case 4:
                rows.insert(chance.randrange(len(rows)), [*other])
            case 5:
                rows = [r[:at] + r[at + 1 :] for r in rows]
            case _:
                rows = [r[: at + 1] + r[at:] for r in rows]
    out = io.StringIO()
    csv.writer(out, delimiter=sign).writerows(rows)
    return out.getvalue().encode(
        chance.choice(("utf-8", "utf-8-sig", "utf-16", "cp1252")), "replace"
    )


def by_nodes(chance: Random, content: bytes) -> bytes:
    """YAML that can be read, with keys and values where nobody expects them."""
    try:
        tree = yaml.load(content, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, ValueError):
        return by_words(chance, content)
    for _ in range(chance.randint(1, 3)):
        places = [*_places(tree)]
        if not places:
            return by_words(chance, content)
        (holder, key), (other, name) = chance.choice(places), chance.choice(places)
        match chance.randrange(6):
            case 0:
                holder[key] = chance.choice(ODD).decode("utf-8", "replace")
            case 1:
                holder[key] = deepcopy(other[name])
            case 2:
                del holder[key]
            case 3 if isinstance(holder, dict):
                holder[str(name)] = holder.pop(key)
            case 4:
                holder[key] = [deepcopy(holder[key])]
            case _ if isinstance(holder, dict):
                holder[str(name)] = deepcopy(other[name])
            case _:
                holder.append(deepcopy(other[name]))
    return yaml.safe_dump(tree, allow_unicode=True, sort_keys=False).encode("utf-8", "replace")


def _places(tree: Any) -> Iterator[tuple[Any, Any]]:
    inside = (
        tree.items()
        if isinstance(tree, dict)
        else enumerate(tree)
        if isinstance(tree, list)
        else ()
    )
    for key, value in [*inside]:
        yield tree, key
        yield from _places(value)


def by_parts(chance: Random, content: bytes) -> bytes:
    """A workbook or a Word file with some of its parts damaged, swapped, renamed, lost."""
    if chance.random() < 0.1:
        return by_bytes(chance, content)
    with zipfile.ZipFile(BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        # The parts that hold what people see are the ones worth most.
        names = [*parts]
        main = [
            n
            for n in names
            if re.search(r"sheet1|document\.xml$|sharedStrings|styles|workbook", n)
        ]
        name = chance.choice(main if main and chance.random() < 0.6 else names)
        match chance.randrange(12):
            case 0:
                parts[name] = by_bytes(chance, parts[name])
            case 1:
                parts[name] = by_words(chance, parts[name])
            case 2:
                parts[name] = parts[chance.choice(names)]
            case 3:
                parts[chance.choice(("xl/", "word/", "", "XL/")) + name.rpartition("/")[2]] = (
                    parts.pop(name)
                )
            case 4:
                del parts[name]
                if not parts:
                    return content
            case 5:
                parts[name] = by_tags(chance, parts[name])
            case _:
                parts[name] = by_elements(chance, parts[name])
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, part in parts.items():
            target.writestr(name, part)
    return out.getvalue()
