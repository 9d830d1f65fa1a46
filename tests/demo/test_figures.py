"""Every figure printed, in `explain` or in a letter, stands in the file, row and column it names."""

import csv
import hashlib
import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import openpyxl

from tests.demo.playing import EXPORTS, letters, read
from tests.documents.word_text import read_word

SOURCE = re.compile(
    r"(?P<file>[^\n]+\.(?:csv|xlsx))(?:, sheet (?P<sheet>.+?))?"
    r", rows? (?P<rows>[\d, ]+), column (?P<column>.+)"
)
LEAST = 100  # figures that the letters of the demo name; fewer means that they are not read


def cells(file: Path, sheet: str, rows: list[int], column: str) -> list[str]:
    if file.suffix == ".csv":
        table = list(csv.reader(file.read_text("utf-8").splitlines()))
    else:
        table = [[str(c) for c in row] for row in openpyxl.load_workbook(file)[sheet].values]
    header = next(row for row in table if column in row)
    return [table[row - 1][header.index(column)] for row in rows]


def figures_in(why: dict) -> Iterator[dict]:
    yield from why["figures"]
    for part in why["parts"]:
        yield from figures_in(part)


def test_every_figure_of_every_explanation_stands_in_its_cell(workspace: Path) -> None:
    seen, sheets = 0, set()
    for plan in read(workspace, "status")["plans"]:
        for decision in read(workspace, "explain", plan["plan"])["decisions"]:
            for figure in figures_in(decision["why"]):
                origin = figure["origin"]
                file = workspace / EXPORTS / origin["file"]
                assert hashlib.sha256(file.read_bytes()).hexdigest() == origin["drop"]
                (cell,) = cells(file, origin["sheet"], [origin["row"]], origin["column"])
                assert cell == origin["text"]
                assert Decimal(cell) == Decimal(figure["value"])
                assert figure["prints"].replace(",", "") == cell
                seen += 1
                sheets.add(origin["sheet"])
    assert seen > LEAST
    assert sheets == {"", "Quota 2026"}


def test_every_figure_of_every_letter_stands_in_its_cell(workspace: Path) -> None:
    seen = 0
    for path, content in letters(workspace).items():
        for table in read_word(content).tables:
            head = [cell.strip() for cell in table[0]]
            for row in table[1:]:
                said = dict(zip(head, row, strict=False))
                figure = said.get("Figure") or said.get("Actual", "")
                source = SOURCE.search("\n".join(row).replace("Source: ", ""))
                if source is None or not figure or "%" in figure or "so far" in figure:
                    continue
                rows = [int(number) for number in source["rows"].split(", ")]
                file = workspace / EXPORTS / source["file"].strip()
                found = cells(file, source["sheet"] or "", rows, source["column"].strip())
                if "Weight" in said:  # a goal: computed from many cells, the last of them named
                    continue
                assert number(figure) == sum(map(Decimal, found)), (path, row)
                seen += 1
                if said.get("Target"):
                    assert [said["Target"].replace(",", "")] == cells(
                        file, source["sheet"] or "", rows, "Quota"
                    )
    assert seen > LEAST


def number(text: str) -> Decimal:
    return Decimal(text.strip().replace(",", ""))


def test_every_goal_and_result_is_what_its_figures_come_to(workspace: Path) -> None:
    """The shares printed beside the figures, computed again here: half up to one place."""
    seen = 0
    for path, content in letters(workspace).items():
        for table in read_word(content).tables:
            head = [cell.strip() for cell in table[0]]
            for row in table[1:]:
                said = dict(zip(head, row, strict=False))
                if said.get("Result") and said.get("Target"):
                    share = number(said["Actual"]) / number(said["Target"]) * 100
                    shown = said["Result"].replace("\u00a0%", "")
                    assert Decimal(shown) == share.quantize(Decimal("0.1"), ROUND_HALF_UP), (
                        path,
                        row,
                    )
                    seen += 1
    assert seen > LEAST // 5
