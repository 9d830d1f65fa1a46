"""Turn a decision to draft into a drafted document: brief, template, bytes and their hash."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.core.decide.advance import Step
from engine.core.letter.brief import Letter, composed
from engine.core.plan.in_force import Known, PlanContext
from engine.core.plan.replay import Plan, apply
from engine.core.record import events as e
from engine.workspace.session.pins import Pinned
from engine.workspace.session.rendering import Writer, document_bytes, version_of

if TYPE_CHECKING:
    pass


def with_documents(
    pinned: Pinned, known: Known, plan: Plan, steps: Iterable[Step], writer: Writer
) -> Iterator[Step]:
    """The steps with every `Drafted` filled in. `plan` is the state before the first of them."""
    for step in steps:
        event = step.event
        if isinstance(event, e.Drafted):
            # What the letter says is what was so once it was decided to write it.
            m = PlanContext(pinned.policy, step.plan, known)
            event = drafted(m, pinned, event, plan, writer)
        plan = apply(plan, event)
        yield Step(event, plan)


def drafted(
    m: PlanContext, pinned: Pinned, event: e.Drafted, before: Plan, writer: Writer
) -> e.Drafted:
    """`before` is the plan without this version: what people did in the one before is carried over."""
    template = pinned.template(m.policy.documents[event.document].template)
    bare = replace(event, template=template.sha256)
    filled = (
        _copied(bare, before, pinned, writer)
        if event.source
        else _told(m, bare, pinned, writer)
    )
    content = document_bytes(template, m.plan.id, pinned.sha, filled, writer.key)
    document = before.documents.get(event.number)
    if event.source or (document and (document.carries or document.file)):
        from engine.workspace.session.carry_over import (
            carried,
        )  # few versions have anybody's hand in them

        filled, content = carried(pinned, filled, content, before, writer)
    filled = replace(filled, sha256=hashlib.sha256(content).hexdigest())
    if filled.source:
        writer.blobs[filled.sha256] = content
    writer.drafts[m.plan.id, event.number, event.version] = filled
    return filled


def _told(m: PlanContext, event: e.Drafted, pinned: Pinned, writer: Writer) -> e.Drafted:
    from engine.documents.template.localise import (
        dress,  # here and below: most commands write no letter
    )

    letter = Letter(
        event.document, event.item, event.occurrence, event.number, event.version, event.on
    )
    brief = dress(composed(m, letter, writer.company), pinned.language)
    if not isinstance(brief, dict):
        raise TypeError("a brief is a mapping")
    return replace(event, brief=brief)


def _copied(event: e.Drafted, before: Plan, pinned: Pinned, writer: Writer) -> e.Drafted:
    """A version made of a reviewer's text says what the one before said, but for its number and day."""
    from engine.documents.template.localise import dress

    brief = dict(version_of(before.id, event.number, event.version - 1, writer).brief or {})
    own = brief.get("document")
    if isinstance(own, dict):
        day = dress(event.on, pinned.language)
        brief["document"] = {**own, "version": str(event.version), "drafted": day}
    return replace(event, brief=brief)
