"""A redline of two versions of an improvement plan: this engine and docx-trackdiff, both in process.

Both read two files and write a third. Interleaved rounds, medians of CPU time (user and system) and of
wall time per redline. Between the versions: changed words in the text, the header and the footer, one
goal more, one item of support less, a choice turned.

The goal is not reached: it is 1.6 to 1.8 times as fast. This engine reads as trees only what differs and
copies what it does not touch, so that two equal versions cost it a sixth of what they cost
docx-trackdiff, and two with one edit little more than a fifth. What is left is the marking itself, in
Python: comparing rows, cells and words, cutting runs, bringing paragraphs and rows. The floor under it,
to open both files, compare their texts, parse what differs and write the third, is 2.2 ms of 7.5; at
five times the speed there would be 0.4 ms left for all marks.

docx-trackdiff has no function to call but its command's; as a command, in a process for each pair, it
stands beside. It leaves headers and footers alone. Docxodus (`python-redlines`), a .NET program started
once per pair, is measured where it is installed. None of these is a goal.

Install what is compared with: `pip install docx-trackdiff==1.0.0` (group `bench` in pyproject.toml).
"""

import contextlib
import gc
import importlib.util
import io
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from copy import deepcopy
from datetime import date
from pathlib import Path
from unittest import mock

from benchmarks.render import MEMORY, PROPERTIES, TEMPLATE, TOKENS, the_brief
from engine.documents.review.redline import redlined
from engine.documents.template.compile import Template, compile_template
from engine.documents.template.render import render
from tests.documents.word_text import read_word

GOALS = {"redline_vs_trackdiff": (">=", 5.0)}
ROUNDS = 9
REDLINES = 12  # a round, of each
ON = date(2026, 7, 9)

Redline = Callable[[Path, Path, Path], object]


def measure() -> dict[str, float]:
    """Prints CPU and wall time of each; gives the ratios. Without docx-trackdiff there are none."""
    if importlib.util.find_spec("docx_trackdiff") is None:
        print("  docx-trackdiff is not installed: pip install docx-trackdiff==1.0.0")
        return {}
    engines: dict[str, Redline] = {"docx-trackdiff": with_trackdiff, "planward": with_planward}
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        old, new = versions(Path(folder))
        assert_both_redline(engines, old, new)
        taken = rounds(engines, old, new)
        command = as_a_command(old, new)
        with_docxodus(old, new)
        beside = {name: ratio(engines, old, other) for name, other in likes(old).items()}
    cpu = {name: statistics.median(c for c, _ in times) for name, times in taken.items()}
    wall = {name: statistics.median(w for _, w in times) for name, times in taken.items()}
    for name in engines:
        print(
            f"  {name:15} {cpu[name] * 1000:8.2f} ms CPU  {wall[name] * 1000:8.2f} ms wall a redline"
        )
    print(f"  {'its command':15} {'':12}  {command * 1000:8.2f} ms wall a redline")
    return {
        "redline_vs_trackdiff": cpu["docx-trackdiff"] / cpu["planward"],
        "redline_vs_trackdiff_wall": wall["docx-trackdiff"] / wall["planward"],
        "redline_vs_trackdiff_command_wall": command / wall["planward"],
        **beside,
    }


def versions(folder: Path) -> tuple[Path, Path]:
    files = folder / "old.docx", folder / "new.docx"
    for file, brief in zip(files, (the_brief(), corrected()), strict=True):
        file.write_bytes(drawn(brief))
    return files


def drawn(brief: Mapping[str, object]) -> bytes:
    template = compile_template(TEMPLATE.name, TEMPLATE.read_bytes())
    assert isinstance(template, Template), template
    return render(template, brief, PROPERTIES, TOKENS)


def likes(old: Path) -> dict[str, Path]:
    """Versions nearer to the first: one with a single edit, and that very one."""
    brief: dict = deepcopy(the_brief())
    brief["reason"]["sentence"] = brief["reason"]["sentence"].replace("62.4", "61.9")
    file = old.with_name("one edit.docx")
    file.write_bytes(drawn(brief))
    return {"redline_one_edit_vs_trackdiff": file, "redline_equal_vs_trackdiff": old}


def ratio(engines: Mapping[str, Redline], old: Path, new: Path) -> float:
    taken = rounds(engines, old, new)
    cpu = {name: statistics.median(c for c, _ in times) for name, times in taken.items()}
    return cpu["docx-trackdiff"] / cpu["planward"]


def corrected() -> dict[str, object]:
    brief: dict = deepcopy(the_brief())
    brief["company"]["name"] = "Harrow, Vale & Daughters Ltd"
    brief["document"]["version"] = "3"
    brief["reason"]["sentence"] = brief["reason"]["sentence"].replace("62.4", "61.9")
    brief["goals"].insert(1, {**brief["goals"][0], "name": "Renewals", "target": "95.0 %"})
    brief["support"].pop()
    brief["reply"]["allowed"] = not brief["reply"]["allowed"]
    return brief


def with_planward(old: Path, new: Path, out: Path) -> None:
    out.write_bytes(redlined(old.read_bytes(), new.read_bytes(), author="Planward", on=ON))


def with_trackdiff(old: Path, new: Path, out: Path) -> None:
    """It has no function to call but its command."""
    from docx_trackdiff import compare

    called = ["compare", *map(str, (old, new, out)), "--date", f"{ON}T00:00:00Z"]
    with mock.patch.object(sys, "argv", called), contextlib.redirect_stdout(io.StringIO()):
        compare.main()


def as_a_command(old: Path, new: Path) -> float:
    """Median wall seconds of docx-trackdiff as it is meant to be used: a process for each pair."""
    code = "from docx_trackdiff.compare import main; main()"
    files = [str(old), str(new), str(new.with_name("command.docx"))]
    taken = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-c", code, *files], check=True, capture_output=True)
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def assert_both_redline(engines: Mapping[str, Redline], old: Path, new: Path) -> None:
    """Both write a file in which all of the new version stands, and something is marked."""
    wanted = read_word(new.read_bytes())
    for name, redline in engines.items():
        out = new.with_name(f"{name}.docx")
        redline(old, new, out)
        says = read_word(out.read_bytes())
        assert set(wanted.lines) <= set(says.lines), name
        assert len(says.lines) > len(wanted.lines), name


def rounds(
    engines: Mapping[str, Redline], old: Path, new: Path
) -> dict[str, list[tuple[float, float]]]:
    """CPU and wall seconds per redline of each engine, a pair a round, after one round to warm up."""
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in engines}
    for turn in range(ROUNDS + 1):
        for name, redline in engines.items():
            outs = [new.with_name(f"{turn}-{name}-{n}.docx") for n in range(REDLINES)]
            gc.collect()
            wall, cpu = time.perf_counter(), time.process_time()
            for out in outs:
                redline(old, new, out)
            spent = (time.process_time() - cpu, time.perf_counter() - wall)
            if turn:
                taken[name].append((spent[0] / len(outs), spent[1] / len(outs)))
    return taken


def with_docxodus(old: Path, new: Path) -> None:
    """For information only: its CPU is that of another process, so wall time alone."""
    if importlib.util.find_spec("python_redlines") is None:
        print("  Docxodus is not installed")
        return
    from python_redlines import engines as others

    engine = others.DocxodusEngine()
    taken = []
    for _ in range(4):
        began = time.perf_counter()
        engine.run_redline("Planward", old.read_bytes(), new.read_bytes())
        taken.append(time.perf_counter() - began)
    print(
        f"  {'Docxodus':15} {'':12}  {statistics.median(taken[1:]) * 1000:8.2f} ms wall a redline"
    )
