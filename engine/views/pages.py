"""How plans stand, a line each, as the status pages show them: ids, never names."""

from collections.abc import Sequence
from datetime import date

from engine.core.facts.explanation import title_of
from engine.core.read_back.in_progress import spoken
from engine.folder.status_page import PlanRow
from engine.results import AwaitedStep, DocumentStanding, PlanStanding
from engine.views.standing import standings
from engine.workspace.outbox.status_pages import PlanLine, due_words
from engine.workspace.session.workspace import Workspace


def plan_lines(workspace: Workspace, day: date) -> list[PlanLine]:
    return [_line(plan, day) for plan in standings(workspace, day)]


def _line(plan: PlanStanding, today: date) -> PlanLine:
    first = min(plan.awaiting, key=lambda each: each.due or date.max, default=None)
    due = plan.due.isoformat() if plan.due else ""
    said, late = due_words(due, today)
    document = _document_in_hand(plan.documents, first)
    path = document.path if document else ""
    return PlanLine(
        plan.team,
        plan.state,
        PlanRow(
            employee=plan.employee, plan=plan.plan, track=title_of(plan.track),
            stage=title_of(plan.stage) if plan.stage else "–", state=plan.state,
            due=due, due_words=said, late=late and plan.state != "closed",
            next_step=_next_step(first), who=_whose_turn(plan.awaiting, first), notes=plan.notes,
            document=title_of(document.document) if document else "",
            link=path.removeprefix(f"{plan.team}/") if plan.team else path,
            document_state=document.says if document else "",
        ),
    )  # fmt: skip


def _next_step(first: AwaitedStep | None) -> str:
    """`decide: separated or demoted`: with every outcome there is."""
    if first is None:
        return ""
    outcomes = " or ".join(spoken(each.outcome) for each in first.choices)
    what = f"{first.action} {first.item}" if first.action == "goal" else first.action
    return f"{what}: {outcomes}" if outcomes else what


def _document_in_hand(
    documents: Sequence[DocumentStanding], first: AwaitedStep | None
) -> DocumentStanding | None:
    """The document that the next step is about, else the newest."""
    about = [each for each in documents if first and each.document == first.document]
    return next(reversed(about or documents), None)


def _whose_turn(waiting: Sequence[AwaitedStep], first: AwaitedStep | None) -> str:
    """`second line E001 or E002`: the role, and the ids of those who hold it."""
    if first is None:
        return ""
    same = [each for each in waiting if _step(each) == _step(first)]
    people = dict.fromkeys(each.person or "(nobody)" for each in same)
    return f"{spoken(first.role)} {' or '.join(people)}"


def _step(each: AwaitedStep) -> tuple[str, str, str, str]:
    return each.action, each.role, each.item, each.document
