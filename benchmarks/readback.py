"""Reading a returned document for all it says, beside python-docx merely opening the same file.

An improvement plan with 4 goals and 12 check-ins, once with a field filled in, once reviewed with tracked
changes besides. Rounds in turn, medians of CPU time.
"""

import gc
import statistics
import time
from collections.abc import Callable
from io import BytesIO

import docx

from benchmarks.render import PROPERTIES, TEMPLATE, TOKENS, the_brief
from engine.documents.reading.read_back import read_returned
from engine.documents.template.compile import Template, compile_template
from engine.documents.template.render import render

GOALS = {"readback_vs_open": ("<=", 2.0)}
ROUNDS, TIMES = 7, 40
START = '<w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
FIELD = (
    f'{START}<w:sdt><w:sdtPr><w:tag w:val="name_hr"/><w:text/></w:sdtPr><w:sdtContent>'
    "<w:r><w:t>Hal Partner</w:t></w:r></w:sdtContent></w:sdt></w:p>"
)
INSERTED = (
    f'{START}<w:ins w:id="1" w:author="Hal"><w:r><w:t>Please explain.</w:t></w:r></w:ins></w:p>'
)


def measure() -> dict[str, float]:
    """Prints the CPU time of each; gives the ratios."""
    template = compile_template(TEMPLATE.name, TEMPLATE.read_bytes())
    assert isinstance(template, Template), template
    issued = render(template, the_brief(), PROPERTIES, TOKENS)
    filled, reviewed = with_paragraphs(issued, FIELD), with_paragraphs(issued, FIELD, INSERTED)
    assert read_returned(filled).fields
    assert read_returned(reviewed).changes
    return {
        "readback_vs_open": compared("filled in", filled),
        "readback_reviewed_vs_open": compared("reviewed", reviewed),
    }


def compared(name: str, content: bytes) -> float:
    engines: dict[str, Callable[[], object]] = {
        "python-docx": lambda: docx.Document(BytesIO(content)),
        "planward": lambda: read_returned(content),
    }
    cpu = {engine: statistics.median(times) for engine, times in rounds(engines).items()}
    for engine, seconds in cpu.items():
        print(f"  {name:12}{engine:12} {seconds * 1000:8.3f} ms CPU a document")
    return cpu["planward"] / cpu["python-docx"]


def with_paragraphs(content: bytes, *paragraphs: str) -> bytes:
    """Saved by python-docx, with these paragraphs before all others."""
    document = docx.Document(BytesIO(content))
    first = document.paragraphs[0]._p  # noqa: SLF001 - python-docx cannot make either
    for xml in paragraphs:
        first.addprevious(docx.oxml.parse_xml(xml))
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def rounds(engines: dict[str, Callable[[], object]]) -> dict[str, list[float]]:
    """CPU seconds a document, a figure a round, after one round to warm up."""
    taken: dict[str, list[float]] = {name: [] for name in engines}
    for turn in range(ROUNDS + 1):
        for name, read in engines.items():
            gc.collect()
            before = time.process_time()
            for _ in range(TIMES):
                read()
            if turn:
                taken[name].append((time.process_time() - before) / TIMES)
    return taken
