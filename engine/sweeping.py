"""One look at the shared folder from end to end: what arrived, what follows, what should lie there."""

import logging
from collections.abc import Iterator
from dataclasses import replace

from engine import clock, views, workflow
from engine.clock import Now
from engine.core.letter.sentences import said_in_words
from engine.core.values.errors import NotAllowedError, WrongUseError
from engine.core.values.period import Period
from engine.folder import names
from engine.folder.found import Kind, Look
from engine.folder.look import look
from engine.folder.root import Paused
from engine.folder.sidecars import Sidecar, remark_path
from engine.previewing import after_time
from engine.workflow import Swept
from engine.workspace.inbox.arrivals import arrived
from engine.workspace.inbox.history import receipt_of
from engine.workspace.inbox.returned import came_back
from engine.workspace.inbox.review_notes import problem_of
from engine.workspace.inbox.scans import scanned
from engine.workspace.outbox.forms import clear_left, own_forms
from engine.workspace.outbox.last_look import LastLook, absence, last_look, remember
from engine.workspace.outbox.layout import places
from engine.workspace.outbox.published_state import known_ours
from engine.workspace.outbox.status_pages import tell
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
    swept = workflow.sweep(workspace, now, seen, away)
    published = workflow.publish_documents(workspace, now.day, swept.arrivals.untouched)
    receipts = _receipts(workspace, swept)
    swept.arrivals.trouble += seen.trouble
    left = (*seen.arriving, *swept.arrivals.moving)
    tell(workspace, now, swept.arrivals, views.plan_lines(workspace, now), mode, receipts, left)
    refused = tuple(
        (names.printable(path), remark_path(Sidecar(path, ""))) for path in _to_fix(swept)
    )
    remember(workspace, LastLook(now.instant, now.day, seen.seen, refused, mode))
    for trouble in seen.trouble:
        if trouble.kind is Kind.FOLDER:
            yield f"to fix: {trouble.shown} {trouble.reason}"
    yield from _said(swept, len(published.written))
    told = {
        *_to_fix(swept),
        *(each.path for each in left),
    }  # a person's work there is no surprise
    for held in (
        *(each for each in published.conflicts if each.path not in told),
        *published.delayed,
    ):
        yield f"not published: {held.path}: {held.reason}"


def _to_fix(swept: Swept) -> list[str]:
    """Every file beside which a note lies."""
    refused = [refused.file.found.path for refused in swept.refused]
    refused += [noted.path for noted in swept.arrivals.noted]
    return [*refused, *(trouble.path for trouble in swept.arrivals.trouble)]


def _receipts(workspace: Workspace, swept: Swept) -> dict[str, str]:
    """What lies in the folder and was taken, now or earlier, with its receipt."""
    told = {path: str(transaction.said["receipt"]) for path, transaction in swept.taken}
    before = [taken.file for taken in swept.arrivals.taken]
    for file in (*before, *swept.arrivals.twins):
        # As of now: what was taken in this look may have corrected them.
        told[file.found.path] = receipt_of(workspace, file.sha256) or ""
    return told


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
            transaction = workflow.take_back(workspace, now, came)
            yield from _entries(transaction)
            if codes := transaction.body.get("codes"):
                yield f"  it {problem_of(codes)}"
        for scan in scanned(workspace, seen.scans, arrivals):
            yield f"would attach {scan.name}"
        for refused in arrivals.refused:
            if refused.new:
                yield f"would refuse {refused.file.found.shown}: {refused.problem}"
    yield "nothing was recorded: this was a dry run"


def _said(swept: Swept, written: int) -> Iterator[str]:
    """What came of it, for whoever looks at the terminal. The log has ids and counts only."""
    if swept.moved:
        LOG.info("by time: %s", " ".join(swept.moved.entries) or "nothing")
        yield from _entries(swept.moved)
    for path, transaction in swept.taken:
        LOG.info(
            "taken: %s, plans %s",
            str(transaction.body["drop"])[:12],
            " ".join(transaction.entries),
        )
        receipt = str(transaction.said["receipt"])
        yield f"taken {path}: {receipt.partition(': ')[2].partition(';')[0]}"
        yield from _entries(transaction)
    for name, transaction in swept.read:
        sha = transaction.body["blob"]
        LOG.info("%s: %s, plan %s", transaction.kind, str(sha)[:12], transaction.body["plan"])
        yield f"{'read' if transaction.kind == 'returned' else 'attached'} {name}"
        yield from _entries(transaction)
    for refused in swept.refused:
        if refused.new:
            LOG.info("refused: %s", refused.file.sha256[:12])
            yield f"refused {refused.file.found.shown}: a note lies beside it"
    new = sum(refused.new for refused in swept.refused)
    LOG.info("looked: %d taken, %d refused, %d written", len(swept.taken), new, written)
    files = "1 file" if written == 1 else f"{written} files"
    back = f"{len(swept.read)} read back, " if swept.read else ""
    yield f"looked: {len(swept.taken)} taken, {back}{new} refused, {files} written"


def _entries(transaction: Transaction) -> Iterator[str]:
    for plan, event in transaction.events[:MOST_TOLD]:
        yield f"  {plan}  {event.on}  {said_in_words(event)}"
    if len(transaction.events) > MOST_TOLD:
        yield f"  and {len(transaction.events) - MOST_TOLD} entries more; planward status shows the plans"
