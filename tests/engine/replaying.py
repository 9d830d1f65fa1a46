"""Take every recorded input again, in order, in an empty workspace: the record of what was decided."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from engine import workflow
from engine.clock import Now
from engine.core.acts import Act
from engine.core.period import Period
from engine.core.record import Commit, PlanPart
from engine.ledger import lines, store
from engine.workspace.desk import Desk, reading, working
from engine.workspace.making import Making


def inputs(root: Path) -> Iterator[tuple[Commit, Any]]:
    """Every commit with what it refers to: the drop it took, where it took one."""
    with reading(root) as desk:
        for stored in lines.commits(desk.book.ledger):
            sha = stored.commit.body.get("facts")
            drop = store.facts(desk.book.ledger, str(sha)) if sha else None
            yield stored.commit, drop


def taken_again(desk: Desk, commit: Commit, drop: Any) -> Making | None:
    now = Now(commit.day, commit.recorded)
    body: Any = commit.body
    said: Any = commit.said or {}
    match commit.kind:
        case "tick":
            away = [date.fromisoformat(day) for day in body.get("away", ())]
            return workflow.pass_time(desk, now, Period(*away) if away else None)
        case "drop":
            return workflow.take(desk, now, drop)
        case "act":
            return workflow.act(desk, now, body["target"], _act(body, said), said["user"])
        case "refused":
            return None
    raise AssertionError(commit.kind)


def _act(body: Any, said: Any) -> Act:
    return Act(
        body["action"],
        body["role"],
        body["by"],
        date.fromisoformat(body["day"]),
        body.get("document", ""),
        body.get("item", ""),
        body.get("outcome", ""),
        said.get("note", ""),
        tuple((q, a) for q, a in said.get("answers", ())),
        assurance=body.get("assurance", "asserted"),
    )


def parts(making: Making) -> tuple[PlanPart, ...]:
    return tuple(PlanPart(plan, tuple(entries)) for plan, entries in making.entries.items())


def replayed(recorded: Path, fresh: Path) -> Iterator[tuple[Commit, tuple[PlanPart, ...]]]:
    """Each commit as recorded, with what the same input leads to in the workspace `fresh`."""
    for commit, drop in inputs(recorded):
        with working(fresh, commit.day) as desk:
            making = taken_again(desk, commit, drop)
            if making is None:
                continue
            yield commit, parts(making)
            workflow.record(desk, Now(commit.day, commit.recorded), making, drop)
