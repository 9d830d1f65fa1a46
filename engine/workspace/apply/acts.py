"""What a person's act needs of the workspace: nothing outside against it, and what it issued."""

from collections.abc import Iterator
from contextlib import contextmanager

from engine.core.decide.acts import Act
from engine.core.decide.messages import nothing_opened
from engine.core.life.acting import Objecting
from engine.core.plan.replay import Plan
from engine.core.record.events import Issued
from engine.core.values.errors import NotAllowedError, TamperedError
from engine.workspace.apply.preconditions import lies_as_issued, nothing_unread
from engine.workspace.session.transaction import Transaction
from engine.workspace.session.workspace import Workspace


def objecting(workspace: Workspace) -> Objecting:
    """What lies in the shared folder and stands against an act."""

    def object_to(act: Act, plan: Plan) -> None:
        if act.action in ("approve", "issue"):
            nothing_unread(workspace, plan)
        elif act.action == "deliver":
            lies_as_issued(workspace, plan)

    return object_to


@contextmanager
def saying_what_is_closed(workspace: Workspace, act: Act) -> Iterator[None]:
    """Whoever cannot open a plan is told of the files because of which nothing opens, too."""
    try:
        yield
    except NotAllowedError as problem:
        files = tuple(each.says for each in workspace.nothing_opens)
        if act.action != "open" or not files:
            raise
        raise NotAllowedError(nothing_opened(problem.says, files)) from problem


def require_approved(transaction: Transaction) -> None:
    """NotAllowedError before anything is recorded that could not be placed afterwards."""
    for _, event in transaction.events:
        if not isinstance(event, Issued):
            continue
        try:
            transaction.writer.blob(event.sha256)
        except TamperedError as problem:
            raise NotAllowedError(
                f"document {event.number:02} v{event.version} cannot be issued, for the letter that was "
                f"approved is not there as it was: {problem}. Nothing was recorded; put the state folder "
                "back from its copy, or send the document back, so that a new version is drafted"
            ) from problem
