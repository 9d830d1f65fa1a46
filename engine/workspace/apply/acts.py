"""What a person's act needs of the workspace: nothing outside against it, all kept, and what it issued."""

from dataclasses import fields

from engine.core.decide.acts import Act
from engine.core.life.acting import Objecting
from engine.core.plan.replay import Plan
from engine.core.record.commit import Json
from engine.core.record.events import Issued
from engine.core.values.errors import NotAllowedError, TamperedError
from engine.workspace.apply.preconditions import lies_as_issued, nothing_unread
from engine.workspace.session.transaction import Transaction
from engine.workspace.session.workspace import Workspace


def keep_act(transaction: Transaction, what: Act) -> None:
    """All of the act, so that it can be taken again: ids and codes in the line, remarks apart."""
    said = {"note", "answers"}
    for each in fields(what):
        name = each.name
        value: Json = getattr(what, name)
        if name == "day":
            value = what.day.isoformat()
        elif name == "answers":
            value = [list(pair) for pair in what.answers]
        if value and value != each.default:
            (transaction.said if name in said else transaction.body)[name] = value


def objecting(workspace: Workspace) -> Objecting:
    """What lies in the shared folder and stands against an act."""

    def object_to(act: Act, plan: Plan) -> None:
        if act.action in ("approve", "issue"):
            nothing_unread(workspace, plan)
        elif act.action == "deliver":
            lies_as_issued(workspace, plan)

    return object_to


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
