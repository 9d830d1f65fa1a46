"""A filled form into what it reports, or the cell that is still missing."""

import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from engine.core.facts.facts import Drop, Origin, Reported
from engine.intake.forms.form import BY, DAY, DONE, FORM, REMARKS, YES
from engine.intake.sources.cells import clean_text
from engine.intake.tables.file_kind import OpenedFile
from engine.intake.tables.table import DATE, Cell, Table
from engine.intake.values.mistake import Mistake, Refusal, refused

READER = "form/1"
ANEW = "open the newest form in the plan's folder and fill that in"
LONGEST_REMARK = 4000

CHOOSE = "choose the one that is true"


@dataclass(frozen=True, slots=True)
class Untouched:
    """A form as we made it, in which nobody has typed anything yet: not a drop, not a mistake."""

    name: str


@dataclass(frozen=True, slots=True)
class _Filled:
    """A form's cells by what they are for."""

    name: str
    drop: str
    table: Table
    marks: Mapping[str, str]
    today: date

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(k.removeprefix("cell.") for k in self.marks if k.startswith("cell."))

    def at(self, key: str) -> Cell:
        return _cell(self.table, self.marks.get(f"cell.{key}", ""))

    def text(self, key: str) -> str:
        return self.at(key).text.strip()

    def mistake(
        self, code: str, key: str, expected: str, type_: str = "", do: str = ""
    ) -> Mistake:
        place = self.marks[f"cell.{key}"]
        label = self.marks[f"label.{key}"].partition(" ")[2]
        _, row = _split(place)
        return Mistake(code, expected, self.text(key), type_, do, self.table.sheet, row,
                       label, place)  # fmt: skip

    def origin(self, key: str) -> Origin:
        _, row = _split(self.marks[f"cell.{key}"])
        label = self.marks[f"label.{key}"].partition(" ")[2]
        return Origin(self.drop, self.name, self.table.sheet, row, label, self.at(key).text)


def is_form(file: OpenedFile) -> bool:
    return "form" in file.marks


def read_form(
    file: OpenedFile, drop: str, today: date, known: Container[str] | None
) -> Drop | Refusal | Untouched:
    """What a person reports in a form of ours, which is known by its marks and not by its name."""
    moved = _moved(file)
    if moved is not None:
        return refused(file.name, moved)
    form = _Filled(file.name, drop, file.sheets[0], file.marks, today)
    if not any(form.text(key) for key in form.keys):
        return Untouched(file.name)
    mistakes = [*_strangers(form, known), *_missing(form), *_wrong(form)]
    if mistakes:
        return refused(file.name, mistakes)
    facts = tuple(_facts(form))
    return Drop(drop, file.name, "form", READER, facts, 1)


def _facts(form: _Filled) -> Iterator[Reported]:
    marks, day = form.marks, _day(form)
    assert day is not None  # noqa: S101 - asked for before
    answers = tuple(
        (key.removeprefix("answer."), _answer(form, key))
        for key in form.keys
        if key.startswith("answer.")
    )
    said = _note(form)
    if marks["action"] != "answer":
        judged = tuple(
            (key.removeprefix("met."), form.text(key).casefold().replace(" ", "_"))
            for key in form.keys
            if key.startswith("met.") and form.text(key)
        )
        item = marks.get("duty") or marks.get("document", "")
        yield Reported(marks["employee"], marks["plan"], marks["action"], marks["role"],
                       _person(form), day, item, note=said, answers=judged,
                       origin=form.origin(DAY), visit=_number(marks, "visit"),
                       occurrence=_number(marks, "occurrence"))  # fmt: skip
    if answers:
        first = next(key for key in form.keys if key.startswith("answer."))
        alone = marks["action"] == "answer"
        yield Reported(marks["employee"], marks["plan"], "answer", marks["role"],
                       _person(form), day, marks.get("duty", "") if alone else "",
                       note=said if alone else "", answers=answers, origin=form.origin(first),
                       visit=_number(marks, "visit") if alone else 0,
                       occurrence=_number(marks, "occurrence") if alone else 0)  # fmt: skip


def _person(form: _Filled) -> str:
    """Who is awaited; where several are, the one who was chosen."""
    if f"cell.{BY}" not in form.marks:
        return form.marks["person"]
    chosen = form.text(BY).casefold()
    return next(person for person in _shown(form, BY) if person.casefold() == chosen)


def _number(marks: Mapping[str, str], key: str) -> int:
    return int(marks.get(key) or 0)


def _note(form: _Filled) -> str:
    """The remarks, then a line per goal that has one."""
    lines = [_lines(form.text(REMARKS))]
    for key in form.keys:
        if key.startswith("remark.") and form.text(key):
            label = form.marks[f"label.{key}"].partition(" ")[2]
            lines.append(f"{label}: {_lines(form.text(key))}")
    return "\n".join(line for line in lines if line)


def _lines(text: str) -> str:
    return "\n".join(" ".join(line.split()) for line in text.splitlines() if line.strip())


def _moved(file: OpenedFile) -> Mistake | None:
    """Rows put in or taken out would turn one answer into another: then nothing is read."""
    if not file.sheets or not _whole(file.marks):
        return Mistake("F341", "a form as it was made", do=ANEW)
    for key, told in file.marks.items():
        place, _, label = told.partition(" ")
        if (
            key.startswith("label.")
            and _cell(file.sheets[0], place).text.strip() != label.strip()
        ):
            expected = f"{label} in cell {place}, as it was"
            return Mistake("F341", expected, do=ANEW, sheet=file.sheets[0].sheet, cell=place)
    return None


def _whole(marks: Mapping[str, str]) -> bool:
    """The hidden sheet is whole, and of the version we read."""
    cells = [key.removeprefix("cell.") for key in marks if key.startswith("cell.")]
    needed = {"employee", "plan", "action", "role", "person"} | {
        f"label.{key}" for key in cells
    }
    needed |= {f"answers.{key[7:]}" for key in cells if key.startswith("answer.")}
    needed |= {"choices.by"} if BY in cells else set()
    placed = all(_split(marks[f"cell.{key}"])[1] for key in cells)
    counted = all(
        re.fullmatch("[0-9]{0,4}", marks.get(key, ""), re.ASCII)
        for key in ("visit", "occurrence")
    )
    return (
        marks["form"] == FORM
        and needed <= marks.keys()
        and placed
        and counted
        and {DAY, REMARKS} <= {*cells}
    )


def _strangers(form: _Filled, known: Container[str] | None) -> Iterator[Mistake]:
    for key in ("employee", "person"):
        if known is not None and form.marks[key] not in known:
            said = f"{form.marks[key]} is not somebody the roster knows"
            yield Mistake("F311", "", said=said, do=ANEW)


def _missing(form: _Filled) -> Iterator[Mistake]:
    """Every cell that must be filled once one of them is."""
    for key in form.keys:
        if form.text(key) or key == REMARKS or key.startswith(("remark.", "met.")):
            continue
        if key == DAY:
            yield form.mistake("F342", key, "the day it was done", do=_like(form))
        elif key == DONE:
            yield form.mistake("F342", key, "yes, once it is done", YES)
        else:
            shown = _shown(form, key)
            yield form.mistake("F342", key, " or ".join(shown), do=CHOOSE)


def _wrong(form: _Filled) -> Iterator[Mistake]:
    for key in form.keys:
        text = form.text(key)
        if not text:
            continue
        allowed = _shown(form, key)
        if allowed and text.casefold() not in {a.casefold() for a in allowed}:
            yield form.mistake("F343", key, " or ".join(allowed), do=CHOOSE)
        elif key == DAY:
            yield from _wrong_day(form)
        elif len(text) > LONGEST_REMARK:
            expected = f"a text of at most {LONGEST_REMARK:,} characters"
            do = "shorten it; what is longer can be said in a letter"
            yield form.mistake("F343", key, expected, do=do)
        elif any(clean_text(t) is None for t in _chunks(text)):
            yield form.mistake(
                "F343", key, "plain text without hidden signs", do="type it anew"
            )


def _chunks(text: str) -> list[str]:
    return [line[i : i + 200] for line in text.splitlines() for i in range(0, len(line), 200)]


def _wrong_day(form: _Filled) -> Iterator[Mistake]:
    day = _day(form)
    if day is None:
        yield form.mistake("F343", DAY, "a day", do=_like(form))
    elif not day.year >= 1990 or day > form.today:
        expected = f"a day up to today, {form.today}"
        yield form.mistake("F343", DAY, expected, do=_like(form))


def _like(form: _Filled) -> str:
    """Nobody but who fills it in knows the day: today is no more than an example."""
    return f"type the day it was done, written like {form.today}"


def _day(form: _Filled) -> date | None:
    cell = form.at(DAY)
    text = cell.exact[:10] if cell.kind == DATE else cell.text.strip()
    if not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text, re.ASCII):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _shown(form: _Filled, key: str) -> tuple[str, ...]:
    """The choices of a cell, as they are shown; empty for free text."""
    if key == DONE:
        return (YES,)
    if key == BY:
        return tuple(form.marks["choices.by"].split("\n"))
    if key.startswith("met."):
        return ("met", "not met")
    if key.startswith("answer."):
        told = form.marks.get(f"answers.{key.removeprefix('answer.')}", "")
        return tuple(answer.replace("_", " ") for answer in told.split("\n"))
    return ()


def _answer(form: _Filled, key: str) -> str:
    """The policy's own name of the chosen answer."""
    named = form.marks[f"answers.{key.removeprefix('answer.')}"].split("\n")
    shown = [answer.replace("_", " ").casefold() for answer in named]
    return named[shown.index(form.text(key).casefold())]


def _split(place: str) -> tuple[str, int]:
    match = re.fullmatch("([A-Z]{1,2})([0-9]{1,6})", place)
    return (match[1], int(match[2])) if match else ("", 0)


def _cell(table: Table, place: str) -> Cell:
    letters, number = _split(place)
    column = -1
    for letter in letters:
        column = (column + 1) * 26 + ord(letter) - ord("A")
    row = next((row for row in table.rows if row.number == number), None)
    if row is None or not 0 <= column < len(row.cells):
        return Cell("")
    return row.cells[column]
