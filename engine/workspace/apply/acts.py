"""What a person's act needs of the workspace: nothing outside against it, all kept, and what it issued."""

from dataclasses import fields

from engine.core.decide.acts import Act
from engine.core.life.acting import Objecting
from engine.core.plan.replay import Plan
from engine.core.record.commit import Json
from engine.core.record.events import Issued
from engine.workspace.apply.preconditions import lies_as_issued, nothing_unread
from engine.workspace.session.transaction import Transaction
from engine.workspace.session.versions import content, versions
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


def keep_issued(workspace: Workspace, transaction: Transaction) -> None:
    """What is issued is kept for ever, byte for byte as it was approved."""
    issued = {
        (plan, event.number, event.version)
        for plan, event in transaction.events
        if isinstance(event, Issued)
    }
    for version in versions(workspace, sorted({plan for plan, _, _ in issued})):
        if (version.plan, version.event.number, version.event.version) in issued:
            transaction.blobs[version.event.sha256] = content(workspace, version)
            transaction.body["blob"] = version.event.sha256
