"""One drop for a whole company: 10,000 employees below the floor, 10,000 proposals and gap statements.

A new process a drop, on a disk, durable; its CPU time and peak memory beside what docxtpl needs to
render the very same documents, of which it is given a sample between the drops. Three pairs of a
drop of 1,000 and one of 10,000, in turn, say whether the cost grows faster than the company.
"""

import gc
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from docxtpl import DocxTemplate

from benchmarks.one_drop import DAY
from engine.core.record import events as e
from engine.core.record.codec import decoded
from engine.ledger import index
from engine.workspace.session.workspace import working

GOALS = {"bulk_vs_docxtpl_cpu": (">=", 4.0), "bulk_growth_cpu": ("<=", 1.25)}
FEW, MANY, PAIRS, SAMPLE = 1_000, 10_000, 3, 100
TEMPLATE = Path(__file__).parents[1] / "templates" / "standard" / "gap_statement.docx"

Cost = dict[str, float]


def measure() -> dict[str, float]:
    """Prints each drop; gives the ratios."""
    few: list[Cost] = []
    many: list[Cost] = []
    theirs: list[float] = []
    for _ in range(PAIRS):
        few.append(dropped(FEW, theirs))
        many.append(dropped(MANY, theirs))
    docxtpl = statistics.median(theirs)
    print(f"  docxtpl renders one of the same documents in {docxtpl * 1000:.2f} ms CPU")
    growth = [b["cpu"] / MANY / (a["cpu"] / FEW) for a, b in zip(few, many, strict=True)]
    employee = statistics.median(cost["cpu"] for cost in many) / MANY
    return {
        "bulk_vs_docxtpl_cpu": docxtpl / employee,
        "bulk_growth_cpu": statistics.median(growth),
        "bulk_cpu_ms_per_employee": employee * 1000,
        "bulk_wall_ms_per_employee": 1000 * statistics.median(c["wall"] for c in many) / MANY,
        "bulk_fsyncs": many[-1]["fsyncs"],
        "bulk_peak_mb": max(cost["kilobytes"] for cost in many) / 1024,
    }


def dropped(people: int, theirs: list[float]) -> Cost:
    """One drop in a process of its own, then docxtpl's turn at a sample of its documents."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "work"
        command = [sys.executable, "-m", "benchmarks.one_drop", str(folder), str(people)]
        ran = subprocess.run(command, check=True, capture_output=True, text=True)
        cost: Cost = json.loads(ran.stdout.splitlines()[-1])
        theirs.append(with_docxtpl(briefs(folder), Path(name)))
    print(
        f"  {people:6} employees {cost['cpu'] / people * 1000:7.2f} ms CPU "
        f"{cost['wall'] / people * 1000:7.2f} ms wall each, {cost['fsyncs']:6.0f} fsyncs, "
        f"{cost['kilobytes'] / 1024:5.0f} MB at most"
    )
    return cost


def briefs(folder: Path) -> list[e.Brief]:
    """What the first documents of the drop say."""
    found: list[e.Brief] = []
    with working(folder, DAY) as workspace:
        plans = index.plans(workspace.book.index)[:SAMPLE]
        for _, happened in index.events_by_plan(workspace.book.index, plans):
            events = (decoded(each.entry) for each in happened)
            found += [x.brief for x in events if isinstance(x, e.Drafted) and x.brief]
    assert len(found) == SAMPLE
    return found


def with_docxtpl(given: list[e.Brief], folder: Path) -> float:
    """CPU seconds a document, as docxtpl's documentation shows it: a new object per document."""
    gc.collect()
    before = time.process_time()
    for number, brief in enumerate(given):
        template = DocxTemplate(TEMPLATE)
        template.render({**brief, "review": True}, autoescape=True)
        template.save(folder / f"{number}.docx")
    return (time.process_time() - before) / len(given)
