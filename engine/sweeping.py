"""One look at the shared folder from end to end: what arrived, what follows, what should lie there."""

import logging
from collections.abc import Iterator
from dataclasses import replace

from engine import clock, workflow
from engine.clock import Now
from engine.core.letter.sentences import said_in_words
from engine.core.values.errors import NotAllowedError, WrongUseError
from engine.core.values.period import Period
from engine.folder.found import Kind, Look
from engine.folder.look import look
from engine.folder.root import Paused
from engine.previewing import after_time
from engine.workflow import Swept
from engine.workspace.inbox.arrivals import arrived
from engine.workspace.inbox.returned import came_back
from engine.workspace.inbox.review_notes import problem_of
from engine.workspace.inbox.scans import scanned
from engine.workspace.outbox.forms import clear_left, own_forms
from engine.workspace.outbox.last_look import LastLook, absence, last_look
from engine.workspace.outbox.layout import places
from engine.workspace.outbox.published_state import known_ours
from engine.workspace.outbox.status_pages import files_to_fix
from engine.workspace.session.transaction import Transaction
from engine.workspace.session.workspace import Workspace

LOG = logging.getLogger("planward")
PAUSED = "paused: "  # how the line begins that says why nobody looked
MOST_TOLD = 40  # entries printed for one input; a drop for a whole company has thousands


def look_once(workspace: Workspace, now: Now, *, dry_run: bool = False) -> Iterator[str]:
    """What was still since an earlier look is taken; what is not gets one settling time."""
    if not dry_run:
        clear_left(workspace)
    before = last_look(workspace, clock.monotonic())
    seen = _looked(workspace, before, now, clock.monotonic())
    if isinstance(seen, Look) and seen.wait:
        clock.pause(seen.wait)
        seen = _looked(workspace, replace(before, seen=seen.seen), now, clock.monotonic())
    yield from _followed(
        workspace, now, before, seen, "looks when it is started", dry_run=dry_run
    )


def one_turn(workspace: Workspace, now: Now, mode: str, at: float) -> Iterator[str]:
    """One turn of an engine that keeps watching; `at` in seconds of the monotonic clock."""
    clear_left(workspace)
    before = last_look(workspace, at)
    seen = _looked(workspace, before, now, at)
    yield from _followed(workspace, now, before, seen, mode, dry_run=False)


def _looked(workspace: Workspace, before: LastLook, now: Now, at: float) -> Look | Paused:
    return look(
        workspace.plans, workspace.config.id, places(workspace, now.day), before.seen,
        now=at, quiet=float(workspace.config.settle), ours=known_ours(workspace),
    )  # fmt: skip


def _followed(
    workspace: Workspace,
    now: Now,
    before: LastLook,
    seen: Look | Paused,
    mode: str,
    *,
    dry_run: bool,
) -> Iterator[str]:
    if isinstance(seen, Paused):
        yield f"{PAUSED}{seen.reason}"
        return
    away = absence(before, now)
    if dry_run:
        yield from _foretold(workspace, now, seen, away)
        return
    swept = workflow.sweep(workspace, now, seen, mode, away)
    for trouble in seen.trouble:
        if trouble.kind is Kind.FOLDER:
            yield f"to fix: {trouble.shown} {trouble.reason}"
    yield from _said(swept)
    told = {
        *(each.path for each in files_to_fix(swept.arrivals)),
        *(each.path for each in swept.left),
    }  # a person's work there is no surprise
    for held in (
        *(each for each in swept.published.conflicts if each.path not in told),
        *swept.published.delayed,
    ):
        yield f"not published: {held.path}: {held.reason}"


def _foretold(workspace: Workspace, now: Now, seen: Look, away: Period | None) -> Iterator[str]:
    """What a look would bring, by the same steps; each file as if it were the only one."""
    with after_time(workspace, now, away) as passing:
        yield from _entries(passing)
        arrivals = arrived(workspace, now, seen.files, own_forms(workspace))
        for file, drop in arrivals.drops:
            try:
                transaction = workflow.take(workspace, now, drop)
            except (NotAllowedError, WrongUseError) as problem:
                yield f"would refuse {file.found.shown}: {problem}"
                continue
            yield f"would take {file.found.shown}"
            yield from _entries(transaction)
        for came in came_back(workspace, seen.documents, arrivals):
            yield f"would read {came.name}"
            back = workflow.take_back(workspace, now, came)
            yield from _entries(back)
            if codes := back.cause.codes:
                yield f"  it {problem_of(codes)}"
        for scan in scanned(workspace, seen.scans, arrivals):
            yield f"would attach {scan.name}"
        for refused in arrivals.refused:
            if refused.new:
                yield f"would refuse {refused.file.found.shown}: {refused.problem}"
    yield "nothing was recorded: this was a dry run"


def _said(swept: Swept) -> Iterator[str]:
    """What came of it, for whoever looks at the terminal. The log has ids and counts only."""
    LOG.info("by time: %s", " ".join(swept.moved.entries) or "nothing")
    yield from _entries(swept.moved)
    for path, taken in swept.taken:
        sha = taken.cause.sha256[:12]
        LOG.info("taken: %s, plans %s", sha, " ".join(taken.entries))
        yield f"taken {path}: {taken.cause.receipt.partition(': ')[2].partition(';')[0]}"
        yield from _entries(taken)
    for name, read in swept.read:
        LOG.info("returned: %s, plan %s", read.cause.sha256[:12], read.cause.plan)
        yield f"read {name}"
        yield from _entries(read)
    for name, attached in swept.attached:
        LOG.info("attached: %s, plan %s", attached.cause.sha256[:12], attached.cause.plan)
        yield f"attached {name}"
        yield from _entries(attached)
    refused = [each for each in swept.arrivals.refused if each.new]
    for each in refused:
        LOG.info("refused: %s", each.file.sha256[:12])
        yield f"refused {each.file.found.shown}: a note lies beside it"
    counts = len(swept.taken), len(refused), len(swept.published.written)
    LOG.info("looked: %d taken, %d refused, %d written", *counts)
    files = "1 file" if counts[2] == 1 else f"{counts[2]} files"
    back = len(swept.read) + len(swept.attached)
    read_back = f"{back} read back, " if back else ""
    yield f"looked: {counts[0]} taken, {read_back}{counts[1]} refused, {files} written"


def _entries(transaction: Transaction) -> Iterator[str]:
    for plan, event in transaction.events[:MOST_TOLD]:
        yield f"  {plan}  {event.on}  {said_in_words(event)}"
    if len(transaction.events) > MOST_TOLD:
        yield f"  and {len(transaction.events) - MOST_TOLD} entries more; planward status shows the plans"
