"""One look at the shared folder in time: what is still, what is to wait, what a dry run would bring."""

import logging
from collections.abc import Iterator
from dataclasses import replace

from engine import clock, workflow
from engine.clock import Now
from engine.core.values.errors import NotAllowedError, WrongUseError
from engine.folder.found import Kind, Look
from engine.folder.look import look
from engine.folder.root import Paused
from engine.previewing import after_time, entries_told
from engine.results import FileReason, FileTold, LookResult
from engine.views.standing import faulty_told
from engine.words.say import refusal_words
from engine.workflow import Swept
from engine.workspace.inbox.arrivals import arrived
from engine.workspace.inbox.causes_told import receipt_in_words, returned_note
from engine.workspace.inbox.returned import came_back
from engine.workspace.inbox.review_notes import problem_of
from engine.workspace.inbox.scans import scanned
from engine.workspace.outbox.forms import clear_left, own_forms
from engine.workspace.outbox.last_look import LastLook, absence, last_look
from engine.workspace.outbox.layout import places
from engine.workspace.outbox.published_state import known_ours
from engine.workspace.outbox.status_pages import files_to_fix
from engine.workspace.session.workspace import Workspace

LOG = logging.getLogger("planward")
BESIDE = "a note lies beside it"


def look_once(workspace: Workspace, now: Now, *, dry_run: bool = False) -> LookResult:
    """What was still since an earlier look is taken; what is not gets one settling time."""
    if not dry_run:
        clear_left(workspace)
    before = last_look(workspace, clock.monotonic())
    seen = _looked(workspace, before, now, clock.monotonic())
    if isinstance(seen, Look) and seen.wait:
        clock.pause(seen.wait)
        seen = _looked(workspace, replace(before, seen=seen.seen), now, clock.monotonic())
    if dry_run:
        return _foretold(workspace, now, before, seen)
    return _followed(workspace, now, before, seen, "looks when it is started")


def one_turn(workspace: Workspace, now: Now, mode: str, at: float) -> LookResult:
    """One turn of an engine that keeps watching; `at` in seconds of the monotonic clock."""
    clear_left(workspace)
    before = last_look(workspace, at)
    seen = _looked(workspace, before, now, at)
    return _followed(workspace, now, before, seen, mode)


def _looked(workspace: Workspace, before: LastLook, now: Now, at: float) -> Look | Paused:
    return look(
        workspace.plans, workspace.config.id, places(workspace, now.day), before.seen,
        now=at, quiet=float(workspace.config.settle), ours=known_ours(workspace),
    )  # fmt: skip


def _followed(
    workspace: Workspace, now: Now, before: LastLook, seen: Look | Paused, mode: str
) -> LookResult:
    without, faulty = _without_policy(workspace, now), faulty_told(workspace)
    if isinstance(seen, Paused):
        return LookResult(
            dry_run=False, paused=seen.reason, without_policy=without, nothing_opens=faulty
        )
    swept = workflow.sweep(workspace, now, seen, mode, absence(before, now))
    _log(swept)
    language = workspace.config.language
    return LookResult(
        dry_run=False, without_policy=without, nothing_opens=faulty, to_fix=_missing(seen),
        by_time=entries_told(swept.moved, language), files=tuple(_told(swept, language)),
        written=len(swept.published.written), unpublished=tuple(_unpublished(swept)),
    )  # fmt: skip


def _without_policy(workspace: Workspace, now: Now) -> str:
    if workspace.policies or workspace.nothing_opens:
        return ""
    where = f"no policy in {workspace.config.policies} is in force on {now.day}"
    return f"{where}: files are taken, nothing is proposed"


def _missing(seen: Look) -> tuple[FileReason, ...]:
    """Folders of which a person should know; of a file its note says it."""
    return tuple(
        FileReason(each.shown, each.reason) for each in seen.trouble if each.kind is Kind.FOLDER
    )


def _told(swept: Swept, language: str) -> Iterator[FileTold]:
    """What became of each file, for whoever asked for the look."""
    for path, taken in swept.taken:
        yield FileTold(
            "taken",
            path,
            receipt_in_words(taken.cause, language),
            entries_told(taken, language),
        )
    for name, read in swept.read:
        yield FileTold(
            "read", name, returned_note(read.cause, language), entries_told(read, language)
        )
    for name, attached in swept.attached:
        yield FileTold("attached", name, "", entries_told(attached, language))
    for each in swept.arrivals.refused:
        if each.new:
            yield FileTold("refused", each.file.found.shown, BESIDE)


def _unpublished(swept: Swept) -> Iterator[FileReason]:
    """A person's own work under our name is no surprise where it was told of already."""
    told = {each.path for each in files_to_fix(swept.arrivals)}
    told |= {each.path for each in swept.left}
    conflicts = [each for each in swept.published.conflicts if each.path not in told]
    for held in (*conflicts, *swept.published.delayed):
        yield FileReason(held.path, held.reason)


def _log(swept: Swept) -> None:
    """Ids and counts only: a log is read by more people than the record."""
    LOG.info("by time: %s", " ".join(swept.moved.entries) or "nothing")
    for _, taken in swept.taken:
        LOG.info("taken: %s, plans %s", taken.cause.sha256[:12], " ".join(taken.entries))
    for _, read in swept.read:
        LOG.info("returned: %s, plan %s", read.cause.sha256[:12], read.cause.plan)
    for _, attached in swept.attached:
        LOG.info("attached: %s, plan %s", attached.cause.sha256[:12], attached.cause.plan)
    refused = [each for each in swept.arrivals.refused if each.new]
    for each in refused:
        LOG.info("refused: %s", each.file.sha256[:12])
        if each.refusal and each.refusal.failure:
            LOG.error("not read: %s, %s", each.file.sha256[:12], each.refusal.failure)
    counts = len(swept.taken), len(refused), len(swept.published.written)
    LOG.info("looked: %d taken, %d refused, %d written", *counts)


def _foretold(
    workspace: Workspace, now: Now, before: LastLook, seen: Look | Paused
) -> LookResult:
    """What a look would bring, by the same steps; each file as if it were the only one."""
    without, faulty = _without_policy(workspace, now), faulty_told(workspace)
    if isinstance(seen, Paused):
        return LookResult(
            dry_run=True, paused=seen.reason, without_policy=without, nothing_opens=faulty
        )
    with after_time(workspace, now, absence(before, now)) as passing:
        files = tuple(_files_foretold(workspace, now, seen))
        return LookResult(
            dry_run=True,
            without_policy=without,
            nothing_opens=faulty,
            by_time=entries_told(passing, workspace.config.language),
            files=files,
        )


def _files_foretold(workspace: Workspace, now: Now, seen: Look) -> Iterator[FileTold]:
    language = workspace.config.language
    arrivals = arrived(workspace, now, seen.files, own_forms(workspace))
    for file, drop in arrivals.drops:
        try:
            taken = workflow.take(workspace, now, drop)
        except (NotAllowedError, WrongUseError) as problem:
            yield FileTold("refused", file.found.shown, refusal_words(problem, language))
            continue
        yield FileTold(
            "taken",
            file.found.shown,
            receipt_in_words(taken.cause, language),
            entries_told(taken, language),
        )
    for came in came_back(workspace, seen.documents, arrivals):
        read = workflow.take_back(workspace, now, came)
        said = problem_of(read.cause.codes) if read.cause.codes else ""
        yield FileTold("read", came.name, said, entries_told(read, language))
    for scan in scanned(workspace, seen.scans, arrivals):
        yield FileTold("attached", scan.name, "")
    for refused in arrivals.refused:
        if refused.new:
            yield FileTold("refused", refused.file.found.shown, refused.problem)
