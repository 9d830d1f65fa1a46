"""Turn a decision to draft into a drafted document: brief, template, bytes and their hash."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from engine.core import events as e
from engine.core.brief import Letter, composed
from engine.core.decide import Step
from engine.core.plan import Plan, apply
from engine.core.standing import Known, Matter
from engine.workspace.pins import Pinned

if TYPE_CHECKING:
    from engine.documents.template import Template


def with_papers(
    pinned: Pinned, known: Known, plan: Plan, steps: Iterable[Step], company: str
) -> Iterator[Step]:
    """The steps with every `Drafted` filled in. `plan` is the state before the first of them."""
    for step in steps:
        event = step.event
        if isinstance(event, e.Drafted):
            # What the letter says is what was so once it was decided to write it.
            event = drafted(Matter(pinned.policy, step.plan, known), pinned, event, company)
        plan = apply(plan, event)
        yield Step(event, plan)


def drafted(m: Matter, pinned: Pinned, event: e.Drafted, company: str) -> e.Drafted:
    from engine.documents.dress import dress  # here and below: most commands write no letter

    letter = Letter(
        event.document, event.item, event.occurrence, event.number, event.version, event.on
    )
    template = pinned.template(m.policy.documents[event.document].template)
    brief = dress(composed(m, letter, company), m.policy.language)
    if not isinstance(brief, dict):
        raise TypeError("a brief is a mapping")
    filled = replace(event, template=template.sha256, brief=brief)
    sha = hashlib.sha256(document_bytes(template, m.plan.id, pinned.sha, filled)).hexdigest()
    return replace(filled, sha256=sha)


def document_bytes(template: "Template", plan: str, pin: str, event: e.Drafted) -> bytes:
    """The Word file of a drafted version: always the same for the same entry."""
    from engine.documents.render import render

    brief = json.dumps(event.brief or {}, sort_keys=True, ensure_ascii=False).encode()
    properties = {
        "planward_plan": plan,
        "planward_document": f"{event.number:02} {event.document}",
        "planward_version": str(event.version),
        "planward_template": template.sha256,
        "planward_brief": hashlib.sha256(brief).hexdigest(),
        "planward_policy": pin,
    }
    brief_ = event.brief or {}
    return render(template, brief_, properties, placeholder_tokens(brief_))


def placeholder_tokens(brief: Mapping[str, Any]) -> dict[str, str]:
    """A token for every role that may sign. Not secret yet."""
    roles = [row.get("id", "") for row in brief.get("approvals", ())]
    return dict.fromkeys([*roles, "employee", brief.get("drafter", {}).get("id", "")], "a" * 12)
