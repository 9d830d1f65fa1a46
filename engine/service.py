"""THE FACE: every question and every command as a function with a typed answer.

The terminal is one door on it (`engine/cli`); a web page, a mailer or a program of your own is another
(docs/embedding.md). Nothing here prints, asks or exits. What cannot be done is raised as an `EngineError`
whose text is one sentence for a person. `as_of` is the company's day to act on; None is today. Each call
opens the workspace at `root` anew and leaves it closed.
"""

import hashlib
from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from engine.clock import now
from engine.core.decide.acts import TAKERS, Act
from engine.core.values.errors import WrongUseError
from engine.requests import ActSaid, NewWorkspace
from engine.results import (
    ActResult,
    CheckResult,
    ExplainResult,
    HistoryResult,
    InitResult,
    LookResult,
    PreviewResult,
    RebuildResult,
    RedlineResult,
    StatusResult,
    VerifyResult,
)
from engine.workspace.session.workspace import config_of, reading, working

if TYPE_CHECKING:
    from engine.watching import Watch

# Each function imports what it needs when it is called: `status` need not wait for Excel's reader.

ACTIONS = (*TAKERS, "open")  # what a person can say they did


# -- questions: nothing is written, no lock is taken ----------------------------------------------


def status(root: Path, as_of: date | None = None) -> StatusResult:
    """How every plan stands, who is awaited for what, and which files need fixing."""
    from engine.views.standing import overview

    moment = now(config_of(root).time_zone, as_of)
    with reading(root) as workspace:
        return overview(workspace, moment, asked=as_of is not None)


def explain(root: Path, plan: str, by: str = "") -> ExplainResult:
    """Every decision of a plan, by its number or its employee's id, down to the cells.

    With the readings that did not hold where `by`, who asks, answers for the figures: the holder of the
    role `held.by`. NotAllowedError: `by` is somebody else.
    """
    from engine.views.plans import explained
    from engine.words.say import refusals_in

    config = config_of(root)
    today = now(config.time_zone).day
    with reading(root) as workspace, refusals_in(config.language):
        return explained(workspace, plan, by, today)


def history(root: Path, plan: str) -> HistoryResult:
    """Every entry of a plan, by its number or its employee's id, oldest first."""
    from engine.views.plans import plan_history

    with reading(root) as workspace:
        return plan_history(workspace, plan)


def preview(root: Path, file: Path, as_of: date | None = None) -> PreviewResult:
    """What `file` would be read as if it were dropped, and what would follow."""
    from engine.previewing import previewed

    return previewed(root, now(config_of(root).time_zone, as_of), file)


def verify(root: Path) -> VerifyResult:
    """Every changed byte, removed line, cut end and altered issued document. Repairs nothing."""
    from engine.verifying import verified

    return verified(root)


def check(root: Path, files: Sequence[Path] = ()) -> CheckResult:
    """Every mistake in policy `files`, else in all policies, sources and templates."""
    from engine.checking import checked

    return checked(root, files)


def policies_in_full(root: Path, files: Sequence[Path] = ()) -> tuple[str, ...]:
    """Each policy as text, with its defaults filled in and marked."""
    from engine.checking import in_full

    return tuple(in_full(root, files))


def redline(root: Path, plan: str, document: str, first: int, second: int) -> RedlineResult:
    """What changed between two versions of a document, as a Word file. Written nowhere."""
    from engine.views.plans import one_meant
    from engine.workspace.outbox.redlines import changes_name, redline_of, two_versions

    with reading(root) as workspace:
        meant = one_meant(workspace, plan).id
        before, after = two_versions(workspace, meant, document, first, second)
        name = changes_name(workspace, before, after)
        return RedlineResult(name, redline_of(workspace, before, after))


# -- what changes something -----------------------------------------------------------------------


def init(folder: Path, wish: NewWorkspace, *, dry_run: bool = False) -> InitResult:
    """A new workspace in `folder`. Nothing that is there already is changed."""
    from engine.starting import started

    return started(folder, wish, dry_run=dry_run)


def look(root: Path, as_of: date | None = None, *, dry_run: bool = False) -> LookResult:
    """One look at the shared folder and everything it leads to, as `planward run --once`."""
    from engine.watching import looked_once

    return looked_once(root, as_of, dry_run=dry_run)


def watch(root: Path, as_of: date | None = None) -> "AbstractContextManager[Watch]":
    """The engine at work, as `planward run`: inside `with`, ask it for its `looks` one after another."""
    from engine.watching import watching

    return watching(root, as_of)


def act(
    root: Path, said: ActSaid, as_of: date | None = None, *, dry_run: bool = False
) -> ActResult:
    """Record what a person did. NotAllowedError says who may, and nothing is recorded then."""
    from engine.previewing import entries_told
    from engine.words.say import refusals_in
    from engine.workflow import perform

    config = config_of(root)
    moment = now(config.time_zone, as_of)
    content = said.file.read_bytes() if said.file else b""
    letter = hashlib.sha256(content).hexdigest() if content else ""
    if said.file and (said.action != "resign" or not content):
        raise WrongUseError(
            "a file goes with resign: the employee's own letter, and never an empty one"
        )
    own = config.users.get(said.by) == said.user
    what = Act(
        said.action, said.role, said.by, said.on or moment.day, said.document, said.item,
        said.outcome, said.note, said.answers, version=said.version,
        assurance="confirmed" if own else "asserted", letter=letter,
    )  # fmt: skip
    with working(root, moment.day) as workspace, refusals_in(config.language):
        done = perform(
            workspace, moment, said.plan, what, said.user, letter=content, dry_run=dry_run
        )
    language = config.language
    before, act = entries_told(done.before, language), entries_told(done.act, language)
    return ActResult(dry_run, before, act)


def rebuild(root: Path, *, dry_run: bool = False) -> RebuildResult:
    """Make the index anew from the ledger. Nothing else is touched; answers stay the same."""
    from engine.ledger import book, index
    from engine.workspace.session.workspace import locked

    config = config_of(root)
    place = f"{config.state}/index.sqlite"
    if dry_run:
        return RebuildResult(place, None)
    with locked(root, config):
        found = book.rebuilt(root / config.state, root / config.key)
        head = index.indexed_head(found.index)
        book.close(found)
    return RebuildResult(place, head.seq)


def samples(kind: str) -> Path:
    """The folder of `policies` or `templates` that come with planward."""
    from engine.package_data import shipped

    return shipped(kind)
