"""Reading a returned document for all it says, beside python-docx merely opening the same file.

Two files: an improvement plan as it went out, and grown to 4 goals and 12 check-ins as it comes back
from review, with comments, tracked changes and filled fields. Rounds in turn, medians of CPU time.
"""

import gc
import statistics
import time
from collections.abc import Callable
from io import BytesIO

import docx

from benchmarks.render import PROPERTIES, TEMPLATE, TOKENS, the_brief
from engine.documents.read_back import read_returned
from engine.documents.render import render
from engine.documents.template import Template, compile_template

GOALS = {"readback_vs_open": ("<=", 2.0)}
ROUNDS, TIMES = 7, 40


def measure() -> dict[str, float]:
    """Prints the CPU time of each; gives the ratio."""
    template = compile_template(TEMPLATE.name, TEMPLATE.read_bytes())
    assert isinstance(template, Template), template
    content = reviewed(render(template, the_brief(), PROPERTIES, TOKENS))
    said = read_returned(content)
    assert len(said.lines) > 60
    assert said.fields
    assert said.changes
    engines: dict[str, Callable[[], object]] = {
        "python-docx": lambda: docx.Document(BytesIO(content)),
        "planward": lambda: read_returned(content),
    }
    cpu = {name: statistics.median(times) for name, times in rounds(engines).items()}
    for name, seconds in cpu.items():
        print(f"  {name:12} {seconds * 1000:8.3f} ms CPU a document")
    return {"readback_vs_open": cpu["planward"] / cpu["python-docx"]}


def reviewed(content: bytes) -> bytes:
    """With a field filled in, and words inserted by the reviewer."""
    document = docx.Document(BytesIO(content))
    first = document.paragraphs[0]._p  # noqa: SLF001 - python-docx cannot make either
    ns = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    for xml in (
        f'<w:p {ns}><w:sdt><w:sdtPr><w:tag w:val="name_hr"/><w:text/></w:sdtPr><w:sdtContent>'
        "<w:r><w:t>Hal Partner</w:t></w:r></w:sdtContent></w:sdt></w:p>",
        f'<w:p {ns}><w:ins w:id="1" w:author="Hal"><w:r><w:t>Please explain.</w:t></w:r></w:ins></w:p>',
    ):
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
