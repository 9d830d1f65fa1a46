"""Two versions of each shipped document, as a policy and its people make them: words, rows, sections."""

import copy
from functools import cache
from typing import Any

from engine.documents.template.compile import Template
from engine.documents.template.render import render
from tests.documents.letters import PROPERTIES, TOKENS, sound
from tests.documents.pages import TEMPLATES, sample, template

NAMES = sorted(file.stem for file in TEMPLATES.glob("*.docx"))


@cache
def compiled(name: str) -> Template:
    return sound(template(name), f"{name}.docx")


def drafted(name: str, brief: dict[str, Any]) -> bytes:
    return render(compiled(name), brief, PROPERTIES, TOKENS)


@cache
def versions(name: str) -> tuple[bytes, bytes]:
    """The sample's own, and one after a correction."""
    return drafted(name, sample(name)), drafted(name, corrected(sample(name)))


def corrected(brief: dict[str, Any]) -> dict[str, Any]:
    """Changed words in text, header and footer, a row more, an item less, a section gone, an `if` flipped."""
    brief = copy.deepcopy(brief)
    brief["company"]["name"] = "Harrow, Vale & Daughters Ltd"  # header
    brief["document"]["version"] = "7"  # footer and reference table
    brief["employee"]["job"] = "Senior Account Executive"
    brief["reason"]["sentence"] = "The quarter was missed; " + brief["reason"]["sentence"]
    for kind in ("goals", "readings", "deciders"):
        items = brief.get(kind) or []
        if items:
            items.insert(1, {key: f"new {value}" for key, value in items[0].items()})
    for kind in ("support", "checked", "facts"):
        items = brief["reason"].get(kind) or brief.get(kind) or []
        if items:
            items.pop(0)
    brief["earlier"] = [] if brief["earlier"] else [brief_of_letter()]  # a whole section
    brief["reply"]["allowed"] = not brief["reply"]["allowed"]
    brief["reply"]["words"] = "within 15 days"
    brief["period"] = brief["period"] | {
        "known": not brief["period"]["known"],
        "starts": "10 July 2026",
        "ends": "2 October 2026",
        "words": "60 days from the day this letter is handed over",
    }
    return brief


def brief_of_letter() -> dict[str, str]:
    return {"title": "Coaching letter", "issued": "14 April 2026", "stage": "Coaching"}
