"""`planward status`: how every plan stands and who is awaited."""

import shlex
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from engine import service
from engine.cli.lines import Line, show, text_lines
from engine.cli.options import as_of, json_option, root
from engine.cli.printing import print_result
from engine.core.values.counts import count_of
from engine.results import AwaitedStep, DocumentStanding, PlanStanding, StatusResult

STALE = "nobody has looked at the shared folder for too long: is planward run at work?"


@click.command()
@root
@as_of
@json_option
def status(root: Path, as_of: date | None, as_json: bool) -> None:
    """Show every plan, who is awaited for what, and which files need fixing.

    Exits 1 when nobody has looked at the shared folder for longer than the config allows.
    """
    found = service.status(root, as_of)
    if as_json:
        print_result(found)
    else:
        show(_lines(found, root))
    if found.stale:
        click.echo(STALE, err=True)
    sys.exit(1 if found.stale else 0)


def _lines(found: StatusResult, root: Path) -> Iterator[Line]:
    """`root` as it was typed: the commands shown work from the same folder."""
    there = "" if root == Path() else f" --root {shlex.quote(str(root))}"
    for plan in found.plans:
        yield from _of_plan(plan, there)
    for each in found.refused:
        yield Line(f"to fix: {each.file} (see {each.note})", whole=(each.file, each.note))
    for one in found.undecided:
        yield Line(f"cannot decide for {one.employee}: {one.why}")
    for file in found.nothing_opens:
        yield Line(file.says, whole=(file.file,))
    look = found.last_look.isoformat() if found.last_look else "never"
    yield Line(f"{count_of(len(found.plans), 'plan')} as of {found.as_of}; last look {look}")


def _of_plan(plan: PlanStanding, there: str) -> Iterator[Line]:
    state = plan.outcome if plan.state == "closed" else plan.state
    words = (plan.plan, plan.employee, plan.track, plan.stage or "-", state)
    yield Line("  ".join(words), strong=True)
    for document in plan.documents:
        if document.state == "in review" or document.open:
            yield from _in_review(document)
    for note in plan.notes:
        yield from text_lines(note, 4)
    for step in plan.awaiting:
        yield Line(_awaited(step), 4)
        if step.choices:
            for choice in step.choices:
                yield Line(choice.command + there, 6, command=True)
        elif step.command:
            yield Line(step.command + there, 6, command=True)
        else:
            yield from text_lines(step.why, 6)


def _in_review(document: DocumentStanding) -> Iterator[Line]:
    """How far a draft is: who approved it, what holds it back, in people's words."""
    by = " and ".join(f"{each.role} {each.person}" for each in document.approvals)
    approved = f"; approved by {by}" if by else ""
    yield Line(f"{document.number:02} {document.document} {document.says}{approved}", 4)
    yield from text_lines(document.why, 6)


def _awaited(step: AwaitedStep) -> str:
    sure = "(confirmed: by their own user)" if step.assurance == "confirmed" else ""
    who = f"by {step.role} {step.person or '(nobody)'}"
    words = (step.action, step.document or step.item, who, sure)
    due = f": {' or '.join(each.outcome for each in step.choices)}" if step.choices else ""
    due += f", from {step.earliest}" if step.earliest else ""
    due += f", due {step.due}" if step.due else ""
    return " ".join(word for word in words if word) + due
