"""A person with a note: does what stands in it, word for word, and knows what the file was to say."""

import csv
import io
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from io import BytesIO

import openpyxl

from engine.intake.sources.source import Source
from tests.intake.books import saved
from tests.intake.sample import KNOWN, SHIPPED

Rows = list[list[object]]


@dataclass(frozen=True)
class FileInHand:
    """Rows of a text file or of the first sheet; or raw bytes. What the person `knows` by what is asked."""

    name: str
    rows: Rows = field(default_factory=list)
    raw: bytes = b""
    sheets: dict[str, Rows] = field(default_factory=dict)  # besides the first
    formats: dict[str, str] = field(default_factory=dict)
    sources: tuple[Source, ...] = SHIPPED
    known: frozenset[str] = KNOWN
    knows: dict[str, object] = field(default_factory=dict)

    @property
    def workbook(self) -> bool:
        return self.name.endswith(".xlsx")

    @property
    def content(self) -> bytes:
        if self.raw:
            return self.raw
        if not self.workbook:
            out = io.StringIO()
            csv.writer(out).writerows(self.rows)
            return out.getvalue().encode()
        made = openpyxl.Workbook()
        made.active.title = "Sheet1"
        for name, rows in {"Sheet1": self.rows, **self.sheets}.items():
            page = made["Sheet1"] if name == "Sheet1" else made.create_sheet(name)
            for row in rows:
                page.append(row)
        for cell, form in self.formats.items():
            made["Sheet1"][cell].number_format = form
        return saved(made)


@dataclass(frozen=True)
class NoteEntry:
    """One numbered thing of a note, as it stands there."""

    place: str
    says: str
    expected: str
    type: str
    do: str

    @property
    def cell(self) -> tuple[int, int]:
        found = re.search(r"cell ([A-Z]+)([0-9]+)", self.place)
        assert found, f"no cell in: {self}"
        column = 0
        for letter in found[1]:
            column = column * 26 + ord(letter) - 64
        return int(found[2]) - 1, column - 1

    @property
    def row(self) -> int:
        found = re.search(r"[Rr]ow ([0-9]+)", self.place)
        assert found, f"no row in: {self}"
        return int(found[1]) - 1


def entries_of(note: str) -> list[NoteEntry]:
    found = []
    for block in re.split(r"\n(?=[0-9]+\. )", note)[1:]:
        told = dict(
            re.findall(
                r"^ +(It says|Expected|Please type|Please do|Problem): +(.*)$", block, re.M
            )
        )
        typed = told.get("Please type", "").partition("   (or the right value")[0]
        found.append(
            NoteEntry(
                block.partition("\n")[0], told.get("It says", ""),
                told.get("Expected", "") or told.get("Problem", ""), typed, told.get("Please do", ""),
            )
        )  # fmt: skip
    assert found, note
    return found


def put(file: FileInHand, cell: tuple[int, int], value: object) -> FileInHand:
    rows = [[*row] for row in file.rows]
    row = rows[cell[0]]
    row += [None] * (cell[1] + 1 - len(row))
    row[cell[1]] = value
    return replace(file, rows=rows)


def known_of(file: FileInHand, entry: NoteEntry, what: str) -> object:
    assert what in file.knows, f"who follows {entry.do!r} has to know {what!r}"
    return file.knows[what]


def typed_in(what: str) -> "Step":
    return lambda file, entry, _: put(file, entry.cell, known_of(file, entry, what))


def without_row(file: FileInHand, number: int) -> FileInHand:
    return replace(file, rows=[row for at, row in enumerate(file.rows, 1) if at != number])


def without_column(file: FileInHand, at: int) -> FileInHand:
    return replace(file, rows=[row[:at] + row[at + 1 :] for row in file.rows])


def anew(file: FileInHand, entry: NoteEntry, _: re.Match[str]) -> FileInHand:
    """Another file, made as the sentence says: an export, a workbook saved by Excel, a plain one."""
    new = known_of(file, entry, "another file")
    return (
        replace(file, raw=new) if isinstance(new, bytes) else replace(file, raw=b"", rows=new)
    )


def moved_row(file: FileInHand, entry: NoteEntry, to: int) -> FileInHand:
    rows = [*file.rows]
    row = rows.pop(entry.row)
    rows.insert(to, row)
    return replace(file, rows=rows)


def add_column(file: FileInHand, entry: NoteEntry, found: re.Match[str]) -> FileInHand:
    cells = [found[1], *known_of(file, entry, "column")]
    return replace(
        file, rows=[[*row, cell] for row, cell in zip(file.rows, cells, strict=True)]
    )


def in_text(old: str, new: str) -> "Step":
    """In a text file; `{1}` is what the sentence names."""

    def step(file: FileInHand, _: NoteEntry, found: re.Match[str]) -> FileInHand:
        before, after = (each.format(*found.groups()) for each in (old, new))
        assert before.encode() in file.content, before
        return replace(file, raw=file.content.replace(before.encode(), after.encode(), 1))

    return step


def changed_line(change: Callable[[str, re.Match[str]], str]) -> "Step":
    """Of a report, the line that the note names."""

    def step(file: FileInHand, entry: NoteEntry, found: re.Match[str]) -> FileInHand:
        number = re.search(r"Line ([0-9]+)", entry.place)
        assert number, entry
        lines = file.content.decode().split("\n")
        lines[int(number[1]) - 1] = change(lines[int(number[1]) - 1], found)
        return replace(file, raw="\n".join(lines).encode())

    return step


def general(file: FileInHand, entry: NoteEntry, found: re.Match[str]) -> FileInHand:
    form = {"General": "General", "Number": "0.00", "Percentage": "0.0%"}[found[2]]
    file = put(file, entry.cell, known_of(file, entry, "value"))
    return replace(file, formats=file.formats | {found[1]: form})


def whatever(what: str, **told: str) -> "Step":
    """Somebody else does it: the source is mended, the person added, the machine given more memory."""
    return lambda file, entry, _: replace(file, **{told["of"]: known_of(file, entry, what)})


def as_utf8(file: FileInHand, _: NoteEntry, __: re.Match[str]) -> FileInHand:
    return replace(file, raw=file.content.decode("cp1252").encode("utf-8-sig"))


def without_sign(file: FileInHand, entry: NoteEntry, _: re.Match[str]) -> FileInHand:
    sign = chr(int(re.findall(r"U\+([0-9A-F]{4})", entry.says)[0], 16))
    return replace(file, raw=file.content.decode().replace(sign, "").encode())


def header_of_source(file: FileInHand, entry: NoteEntry, found: re.Match[str]) -> FileInHand:
    (names,) = (names for names, source in re.findall(r"([^;]+?) \(([a-z-]+)\)", found[1])
                if source == known_of(file, entry, "source"))  # fmt: skip
    return replace(file, rows=[names.strip().split(", "), *file.rows[1:]])


def saved_once(file: FileInHand, entry: NoteEntry, _: re.Match[str]) -> FileInHand:
    """Excel calculates what was never calculated, and saves it."""
    return put(file, entry.cell, known_of(file, entry, "value"))


Step = Callable[[FileInHand, NoteEntry, "re.Match[str]"], FileInHand]

# What a person does who reads one of these sentences. The first that fits; none may fit no sentence.
STEPS: list[tuple[str, Step]] = [
    # the whole file
    (r"give it the header of one of these: (.*)", header_of_source),
    (r"drop an export with the columns .*", anew),
    (r"give the file a name like (.*)", lambda f, e, m: replace(f, name=m[1].replace("*", "1"))),
    (r"save it as csv", lambda f, e, m: replace(f, name="April.csv")),
    (r"ask for the sources to be told apart \(match\)", whatever("sources", of="sources")),
    (r"ask whoever looks after Planward for a source that reads this file",
     whatever("sources", of="sources")),
    (r"leave it here, and tell whoever looks after Planward.*", whatever("sources", of="sources")),
    (r"leave it here, it is tried again by itself.*", lambda f, e, m: f),
    (r"open it in Excel.*", anew),
    (r'save it as "Excel Workbook.*', anew),
    (r'save it in Excel as "CSV UTF-8"', as_utf8),
    (r'delete the quote \("\) before (.*)', in_text('"{0}', "{0}")),
    (r"delete this character", without_sign),
    (r"type the cell anew", lambda f, e, m: put(f, e.cell, known_of(f, e, "value"))),
    (r"drop it again once it is filled", anew),
    (r"split the file by month or team", anew),
    (r"shorten this text, or delete its column if it is not needed", lambda f, e, m: without_column(f, 3)),
    (r"delete the columns that are not needed", lambda f, e, m: replace(f, rows=[r[:3] for r in f.rows])),
    (r"copy the rows into a new workbook and drop that", anew),
    # the header
    (r"add the column (.*) to the export", add_column),
    (r"delete the column (.*) or the column .*", lambda f, e, m: without_column(f, f.rows[0].index(m[1]))),
    (r"delete the column (.*)", lambda f, e, m: without_column(f, f.rows[0].index(m[1]))),
    (r"give one of the two another name", lambda f, e, m: put(f, e.cell, "Remark")),
    (r"name the column like the others if it is such a period.*", lambda f, e, m: put(f, e.cell, "Feb-26")),
    (r"name it (.*) if it is that column, and less like it if not", lambda f, e, m: put(f, e.cell, m[1])),
    (r"unmerge these cells.*", anew),
    (r"export it as an Excel workbook or as CSV, and drop that", anew),
    (r"name it (.*) if it holds just that.*", lambda f, e, m: put(f, e.cell, m[1])),
    (r"drop a file of its own for each sheet that counts", lambda f, e, m: replace(f, sheets={})),
    (r"drop it in a file of its own with the same header;.*", lambda f, e, m: replace(f, sheets={})),
    # rows
    (r'put quotes around the text that holds ","', in_text("100,000", '"100,000"')),
    (r"add the missing cells",
     lambda f, e, m: replace(f, raw=f.content.replace(b"17,2026-04\n", b"17,2026-04,5\n"))),
    (r"fill it", lambda f, e, m: replace(f, rows=[*f.rows, known_of(f, e, "row")])),
    (r"delete row ([0-9]+) or row ([0-9]+).*", lambda f, e, m: without_row(f, int(m[1]))),
    (r"move it above that line, or delete it if it is no data", lambda f, e, m: moved_row(f, e, 2)),
    (r"move it below the header", lambda f, e, m: moved_row(f, e, 1)),
    (r"if it is data, give its first cell another text or ask for another stop_at;.*",
     lambda f, e, m: put(f, (e.row, 0), "Acme Total Ltd")),
    (r"export the report anew, whole", anew),
    (r"export it anew, with it", typed_in("id")),
    (r"export the rows whose .*", anew),
    # cells
    (r"type the (?:employee's )?id(?:; delete the row if it is nobody's, such as a total)?", typed_in("id")),
    (r"type another id, or have this person added to the roster first", whatever("known", of="known")),
    (r"type another id, or add a row for (.*)",
     lambda f, e, m: replace(f, rows=[*f.rows, [m[1], "Bo Boss", None]])),
    (r"have these people added to the roster first.*", whatever("known", of="known")),
    (r"type the number in digits once it is certain; clear the cell if it is not known",
     lambda f, e, m: put(f, e.cell, f.knows.get("number"))),
    (r'set the format of cell ([A-Z]+[0-9]+) to "(Number|Percentage|General)",? (?:and )?type .*', general),
    (r"open the file in Excel, save it once, and drop it again", saved_once),
    (r"type .*, or clear the cell if it is not known",
     lambda f, e, m: put(f, e.cell, f.knows.get("number"))),
    (r"type the date in this way, once it is certain which one is meant", typed_in("day")),
    (r"type the day that is meant|type the year|type the first day|type the last day away",
     typed_in("day")),
    (r"leave it empty while .*", lambda f, e, m: put(f, e.cell, None)),
    (r"type the one that is meant|type it anew", typed_in("value")),
    (r"type (.*) if that is meant, and another text if the row is not to be read",
     lambda f, e, m: put(f, e.cell, m[1])),
    # what a report is about
    (r"say in the name of the file which period .* written like (.*)",
     lambda f, e, m: replace(f, name="Won 2026-04.csv")),
    (r"drop a report of one period only, or correct what it says it is about",
     lambda f, e, m: without_row(f, e.row + 1)),
]  # fmt: skip


def follow(file: FileInHand, entry: NoteEntry, steps: list[tuple[str, Step]]) -> FileInHand:
    """What the note says about one thing, done."""
    if entry.type:
        return put(file, entry.cell, entry.type)
    for sentence, step in steps:
        if found := re.fullmatch(sentence, entry.do):
            return step(file, entry, found)
    raise AssertionError(f"nobody knows what to do: {entry}")


def workbook_of(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(content))
