"""One improvement plan with 4 goals and 12 check-ins: this engine, docxtpl, and the floor below both.

All three write a new file per document. Five rounds, the engines taking turns; medians of CPU time
(user and system) per document. The floor is what no engine can beat: the changed parts as ready
strings, packed and written.

The files go to a file system in memory where there is one: making a file on a disk costs all three the
same 0.02 to 0.8 ms, depending on what was deleted there before, which would drown the difference.
"""

import gc
import itertools
import statistics
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import yaml
from docxtpl import DocxTemplate

from engine.documents.template.compile import Template, compile_template
from engine.documents.template.numbering import Numbering
from engine.documents.template.render import render
from engine.documents.word.metadata import NAMES
from tests.documents.word_text import read_word

GOALS = {"render_vs_docxtpl_cpu": (">=", 50.0), "render_vs_floor": ("<=", 4.0)}
TEMPLATE = Path(__file__).parents[1] / "templates" / "standard" / "improvement_plan.docx"
MEMORY = Path("/dev/shm")
ROUNDS = 5
DOCUMENTS = {"docxtpl": 12, "planward": 400, "floor": 800}  # a round: each about as long
PROPERTIES = dict.fromkeys(NAMES, "x" * 64)
TOKENS = dict.fromkeys(("manager", "second_line", "hr", "employee"), "a" * 12)

Write = Callable[[Path], object]


def measure() -> dict[str, float]:
    """Prints CPU and wall time of each; gives the ratios. AssertionError when the texts differ."""
    brief = the_brief()
    template = compile_template(TEMPLATE.name, TEMPLATE.read_bytes())
    assert isinstance(template, Template), template
    engines = {
        "docxtpl": lambda file: with_docxtpl(brief, file),
        "planward": lambda file: file.write_bytes(render(template, brief, PROPERTIES, TOKENS)),
        "floor": floor(template, brief),
    }
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        print(f"  files in {Path(folder).parent}, {ROUNDS} rounds")
        assert_same_text(engines, Path(folder))
        taken = rounds(engines, Path(folder))
    cpu = {name: statistics.median(c for c, _ in times) for name, times in taken.items()}
    wall = {name: statistics.median(w for _, w in times) for name, times in taken.items()}
    for name in engines:
        print(
            f"  {name:10} {cpu[name] * 1000:8.3f} ms CPU  {wall[name] * 1000:8.3f} ms wall a document"
        )
    return {
        "render_vs_docxtpl_cpu": cpu["docxtpl"] / cpu["planward"],
        "render_vs_docxtpl_wall": wall["docxtpl"] / wall["planward"],
        "render_vs_floor": cpu["planward"] / cpu["floor"],
    }


def the_brief() -> dict[str, object]:
    """The shipped sample, grown to 4 goals and 12 check-ins."""
    brief = yaml.safe_load(TEMPLATE.with_suffix(".sample.yaml").read_text("utf-8"))
    brief["goals"] = list(itertools.islice(itertools.cycle(brief["goals"]), 4))
    held = itertools.islice(itertools.cycle(brief["checkins"]), 12)
    brief["checkins"] = [{**one, "number": str(n)} for n, one in enumerate(held, 1)]
    return brief


def with_docxtpl(brief: Mapping[str, object], file: Path) -> None:
    """As its documentation shows it: a new object per document."""
    template = DocxTemplate(TEMPLATE)
    template.render({**brief, "review": True}, autoescape=True)
    template.save(file)


def floor(template: Template, brief: Mapping[str, object]) -> Write:
    numbering = Numbering(TOKENS, template.first_number)
    values = {**brief, "review": True, "_properties": PROPERTIES, "_controls": numbering}
    ready = [part.rendered(values).decode() for part in template.parts]
    return lambda file: file.write_bytes(
        template.frame.packed([text.encode() for text in ready])
    )


def assert_same_text(engines: Mapping[str, Write], folder: Path) -> None:
    for name in ("docxtpl", "planward"):
        engines[name](folder / f"{name}.docx")
    theirs, ours = (
        read_word((folder / f"{name}.docx").read_bytes()) for name in ("docxtpl", "planward")
    )
    assert ours.lines == theirs.lines
    assert ours.around == theirs.around
    assert ours.tables == theirs.tables
    assert len(ours.lines) > 60


def rounds(engines: Mapping[str, Write], folder: Path) -> dict[str, list[tuple[float, float]]]:
    """CPU and wall seconds per document of each engine, a pair a round, after one round to warm up."""
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in engines}
    for turn in range(ROUNDS + 1):
        for name, write in engines.items():
            files = [folder / f"{turn}-{name}-{n}.docx" for n in range(DOCUMENTS[name])]
            gc.collect()
            wall, cpu = time.perf_counter(), time.process_time()
            for file in files:
                write(file)
            spent = (time.process_time() - cpu, time.perf_counter() - wall)
            if turn:
                taken[name].append((spent[0] / len(files), spent[1] / len(files)))
    return taken
