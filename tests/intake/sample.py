"""What the reader's tests share: the shipped sources, a day, and a way to read."""

from datetime import date
from pathlib import Path

from engine.core.facts.facts import Drop
from engine.intake.read import read_drop
from engine.intake.sources.load import load_sources

TODAY = date(2026, 5, 12)
KNOWN = frozenset({"E00003", "E00012", "E00017", "E00023"})
SHIPPED = load_sources(
    {p.name: p.read_text("utf-8") for p in Path("policies/sources").glob("*.yaml")}
)


def read(content, name="April.csv", *, known=KNOWN, names=(), sources=SHIPPED, reader=None):
    content = content if isinstance(content, bytes) else content.encode()
    return read_drop(
        name,
        content,
        sources,
        today=TODAY,
        known_employees=known,
        known_names=names,
        reader=reader,
    )


def figures(content, name="April.csv", **others):
    drop = read(content, name, **others)
    assert isinstance(drop, Drop), drop
    return [(f.employee, f.field, str(f.period), f.value) for f in drop.facts]


def source(text):
    loaded = load_sources({"one.yaml": text})
    assert all(hasattr(s, "version") for s in loaded), loaded
    return loaded
