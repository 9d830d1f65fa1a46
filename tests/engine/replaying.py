"""Take every recorded input again, in order, in an empty workspace: the record of what was decided."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from engine import workflow
from engine.clock import Now
from engine.core.decide.acts import Act
from engine.core.record.commit import Commit, PlanPart
from engine.core.values.period import Period
from engine.documents.reading.read_back import read_returned
from engine.ledger import store
from engine.workspace.inbox.returned import Came
from engine.workspace.inbox.scans import Scan
from engine.workspace.session.causes import DropTaken
from engine.workspace.session.pins import Pinned, pinned_closure
from engine.workspace.session.transaction import Transaction
from engine.workspace.session.workspace import Workspace, config_of, reading, working
from tests.ledger.transaction import commits_in
from tests.workspaces import PlayedWorkspace, new_workspace


def inputs(root: Path) -> Iterator[tuple[Commit, Any]]:
    """Every commit with what it refers to: the drop it took, the file that came back."""
    with reading(root) as workspace:
        ledger = workspace.book.ledger
        for stored in commits_in(ledger):
            body = stored.commit.body
            if sha := body.get("facts"):
                yield stored.commit, store.stored_drop(ledger, str(sha))
            elif stored.commit.kind in ("returned", "attached"):
                yield stored.commit, store.blob(ledger, str(body["blob"]))
            else:
                yield stored.commit, None


def empty_like(
    recorded: PlayedWorkspace, root: Path, policy: str, teams: tuple[str, ...]
) -> PlayedWorkspace:
    """Another workspace with the same config and the same key, which signs and marks sign-offs."""
    fresh = new_workspace(root, policy, teams=teams)
    for name in ("planward.yaml", "plans/.planward-root", config_of(recorded.root).key):
        (fresh.root / name).unlink()
        shutil.copyfile(recorded.root / name, fresh.root / name)
    return fresh


def taken_again(workspace: Workspace, commit: Commit, from_store: Any) -> Transaction | None:
    now = Now(commit.day, commit.recorded)
    body: Any = commit.body
    said: Any = commit.said or {}
    match commit.kind:
        case "tick":
            away = [date.fromisoformat(day) for day in body.get("away", ())]
            return workflow.pass_time(workspace, now, Period(*away) if away else None)
        case "drop":
            return workflow.take(workspace, now, from_store)
        case "act":
            return workflow.act(workspace, now, body["target"], _act(body, said), said["user"])
        case "returned":
            return workflow.take_back(workspace, now, _came(body, said, from_store))
        case "attached":
            return workflow.attach(workspace, now, _scan(body, said, from_store))
        case "refused":
            return None
    raise AssertionError(commit.kind)


def _came(body: Any, said: Any, content: bytes) -> Came:
    return Came(
        body["returned"], content, read_returned(content), body["plan"], body["number"],
        body["version"], body.get("draft", False), body.get("role", ""), said["name"],
        said["owner"],
    )  # fmt: skip


def _scan(body: Any, said: Any, content: bytes) -> Scan:
    return Scan(
        body["attached"], content, body["plan"], body["number"], body["kind"], said["name"],
        said["owner"],
    )  # fmt: skip


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
        version=body.get("version", 0),
        assurance=body.get("assurance", "asserted"),
    )


def parts(transaction: Transaction) -> tuple[PlanPart, ...]:
    return tuple(
        PlanPart(plan, tuple(entries)) for plan, entries in transaction.entries.items()
    )


def closures(recorded: Path) -> list[tuple[Commit, Pinned]]:
    """The policies that plans opened under, each with the first commit that says so and all its files."""
    found: dict[str, tuple[Commit, Pinned]] = {}
    with reading(recorded) as workspace:
        ledger = workspace.book.ledger
        for stored in commits_in(ledger):
            commit = stored.commit
            for pin in commit.body.get("pins", ()):
                found.setdefault(str(pin), (commit, _whole(ledger, str(pin))))
    return [*found.values()]


def _whole(ledger: Any, pin: str) -> Pinned:
    manifest = json.loads(store.blob(ledger, pin))
    names = [manifest["policy"], *manifest["templates"].values(), *manifest["sources"].values()]
    blobs = {sha: store.blob(ledger, sha) for sha in (pin, *names)}
    return replace(pinned_closure(ledger, pin), blobs=blobs)


def pinned_then(known: list[tuple[Commit, Pinned]], commit: Commit) -> tuple[Pinned, ...]:
    """As the policies were pinned when the input was recorded: of each the newest closure known by then."""
    own: dict[str, Pinned] = {}
    for first, pinned in known:
        if pinned.policy.id not in own or first.recorded <= commit.recorded:
            own[pinned.policy.id] = pinned
    return tuple(sorted(own.values(), key=lambda each: each.policy.id))


def replayed(
    recorded: Path,
    fresh: Path,
    looks: int = 0,
    known: list[tuple[Commit, Pinned]] | None = None,
) -> Iterator[tuple[Commit, tuple[PlanPart, ...]]]:
    """Each commit as recorded, with what the same input leads to in the workspace `fresh`.

    `looks`: how often somebody looks there after each input, when nothing new has come. `known`: the
    closures to decide by, instead of the policies that lie in `fresh`.
    """
    for commit, from_store in inputs(recorded):
        now = Now(commit.day, commit.recorded)
        with working(fresh, commit.day) as workspace:
            if known is not None:
                workspace.policies = pinned_then(known, commit)
            workspace.uncarried = commit.body.get("uncarried", {})
            transaction = taken_again(workspace, commit, from_store)
            if transaction is None:
                continue
            yield commit, parts(transaction)
            if isinstance(transaction.cause, DropTaken):
                workflow.keep_facts(workspace, transaction, from_store)
            workflow.record(workspace, now, transaction)
        for _ in range(looks):
            PlayedWorkspace(fresh).runs(commit.day.isoformat())
