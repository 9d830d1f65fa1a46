"""Turn a decision to draft into a drafted document: brief, template, its two files and their hashes."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from engine.core.decide.advance import Step
from engine.core.letter.brief import Letter, composed
from engine.core.plan.in_force import Known, PlanContext
from engine.core.plan.replay import Plan, apply
from engine.core.record import events as e
from engine.words.say import all_in_words
from engine.workspace.session.approvals import with_sheet
from engine.workspace.session.pins import Pinned
from engine.workspace.session.rendering import Writer, draft_files, version_of


def with_documents(
    pinned: Pinned, known: Known, plan: Plan, steps: Iterable[Step], writer: Writer
) -> Iterator[Step]:
    """The steps with every `Drafted` and `Issued` filled in. `plan` is the state before the first of them."""
    for step in steps:
        event = step.event
        # What the letter says is what was so once it was decided to write it.
        m = PlanContext(pinned.policy, step.plan, known)
        if isinstance(event, e.Drafted):
            event = drafted(m, pinned, event, plan, writer)
        elif isinstance(event, e.Issued):
            event = with_sheet(m, pinned, event, writer)
        plan = apply(plan, event)
        yield Step(event, plan)


def drafted(
    m: PlanContext, pinned: Pinned, event: e.Drafted, before: Plan, writer: Writer
) -> e.Drafted:
    """`before` is the plan without this version: what people did in the one before is carried over."""
    template = pinned.template(m.policy.documents[event.document].template)
    bare = replace(event, template=template.sha256)
    filled = (
        _copied(m, bare, before, pinned, writer)
        if event.source
        else _told(m, bare, pinned, writer)
    )
    files = draft_files(template, m.plan.id, pinned.sha, filled, writer.key)
    document = before.documents.get(event.number)
    if event.source or (document and (document.carries or document.file)):
        from engine.workspace.session.carry_over import (
            carried,
        )  # few versions have anybody's hand in them

        drawn, (filled, files) = files, carried(filled, files, before, writer)
        filled = replace(filled, drawn=writer.keep(drawn.review_copy) if filled.source else "")
    filled = replace(
        filled, review_copy=writer.keep(files.review_copy), letter=writer.keep(files.letter)
    )
    writer.drafts[m.plan.id, event.number, event.version] = filled
    return filled


def _told(m: PlanContext, event: e.Drafted, pinned: Pinned, writer: Writer) -> e.Drafted:
    from engine.documents.template.localise import (
        dress,  # here and below: most commands write no letter
    )

    letter = Letter(
        event.document, event.item, event.occurrence, event.number, event.version, event.on
    )
    told = all_in_words(composed(m, letter, writer.company), m.policy.language)
    brief = dress(told, pinned.language)
    if not isinstance(brief, dict):
        raise TypeError("a brief is a mapping")
    return replace(event, brief=brief)


def _copied(
    m: PlanContext, event: e.Drafted, before: Plan, pinned: Pinned, writer: Writer
) -> e.Drafted:
    """A version made of a reviewer's text says what the one before said, but for its number and day.

    Where what that one said was erased, it says what is so today.
    """
    from engine.documents.template.localise import dress

    brief = dict(version_of(before.id, event.number, event.version - 1, writer).brief or {})
    if not brief:
        return _told(m, event, pinned, writer)
    own = brief.get("document")
    if isinstance(own, dict):
        day = dress(event.on, pinned.language)
        brief["document"] = {**own, "version": str(event.version), "drafted": day}
    return replace(event, brief=brief)
