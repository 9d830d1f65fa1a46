"""An open workspace: its config, its record, the policies in force, and the lock on all of it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from engine.core.decide.meaning import MEANINGS, Meanings, UnknownMeaningError, rules_under
from engine.core.plan.replay import Plan
from engine.core.policy.policy import Policy
from engine.core.record.commit import Commit, Head
from engine.core.record.returned import ReturnedDocument
from engine.core.values.diagnostic import Diagnostic
from engine.core.values.errors import LockedError, SurroundingsError, WrongUseError
from engine.disk.child import Child
from engine.disk.failing import disk_told
from engine.folder.disks import unfit_state
from engine.folder.publish import Lying
from engine.folder.still import Stamp
from engine.intake.sources.source import Source
from engine.ledger import book, index, store
from engine.ledger.book import Book
from engine.ledger.canonical import sha256
from engine.policyfile.config import Config, load_config
from engine.workspace.session import pins, usable
from engine.workspace.session.earlier_texts import in_record, on_branch, version_reused
from engine.workspace.session.known_facts import Knowledge, every_plan
from engine.workspace.session.pins import Pinned, PolicyFaultError
from engine.workspace.session.rendering import Writer
from engine.workspace.session.transaction import Transaction, dues_of
from engine.workspace.session.usable import Checked, FaultyFile

if TYPE_CHECKING:
    from engine.workspace.session.version import Version

CONFIG = "planward.yaml"
WAIT = 5.0  # seconds a command waits for the engine to finish its look


@dataclass(slots=True)
class Memory:
    """What this process saw, so that it need not look again. May be empty at any time."""

    hashes: dict[str, tuple[Stamp | None, str]] = field(
        default_factory=dict
    )  # of drops, by path
    lying: Mapping[str, Lying] = field(default_factory=dict)  # of published documents
    bases: dict[str, ReturnedDocument] = field(
        default_factory=dict
    )  # of published versions, by sha256
    ours: Mapping[str, Stamp] | None = None  # of those that nobody touched; None: not known yet
    durable: set[str] = field(default_factory=set)  # blobs that this process put, by sha256
    stopped: set[str] = field(default_factory=set)  # sha256 of files whose reader was stopped
    tidied: bool = False  # what a crash may have left of forms was taken away
    folded: tuple[int, Mapping[str, Plan]] = (0, {})  # every plan, as of which commit
    versions: tuple[int, Mapping[str, tuple["Version", ...]]] = (
        0,
        {},
    )  # every version, as of which
    overtaken: tuple[Head | None, dict[str, int]] = (None, {})  # values of taken files, as of


@dataclass(slots=True)
class Workspace:
    """What every act in a workspace needs at hand. `policies` are pinned when first used."""

    root: Path
    config: Config
    book: Book
    sources: tuple[Source, ...] = ()
    source_texts: Mapping[str, str] = field(default_factory=dict)
    policies: tuple[Pinned, ...] = ()  # by which plans may open
    memory: Memory = field(default_factory=Memory)
    apart: Child = field(default_factory=Child)  # started by the first file it is needed for
    uncarried: Mapping[str, str] = field(default_factory=dict)  # as recorded, when taken again
    foretold: Mapping[str, bytes] = field(
        default_factory=dict
    )  # of what a dry run recorded nowhere
    meanings: Meanings = field(default_factory=lambda: MEANINGS)  # by which it can decide
    _kept: dict[str, Pinned] = field(default_factory=dict)
    _checked: tuple[Checked, Checked | None] | None = None  # now, and at the last look

    @property
    def plans(self) -> Path:
        return self.root / self.config.plans

    @property
    def state(self) -> Path:
        return self.root / self.config.state

    @property
    def head(self) -> Head:
        return index.indexed_head(self.book.index)

    def writer(self) -> Writer:
        """To write documents with, for one commit."""
        return Writer(
            self.config.company,
            self.book,
            self.apart,
            dict(self.uncarried),
            dict(self.foretold),
        )

    def knowledge(self) -> Knowledge:
        return Knowledge(self.book.index)

    def standing(self) -> Mapping[str, Plan]:
        """Every plan as it stands now, by its id. What did not change is not folded again."""
        seq, folded = self.memory.folded
        head = self.head.seq
        if head < seq:
            seq, folded = 0, {}
        if head > seq:
            new = index.touched_since(self.book.index, seq) if seq else None
            found = {plan.id: plan for plan in every_plan(self.book.index, new)}
            self.memory.folded = head, dict(sorted({**folded, **found}.items()))
        return self.memory.folded[1]

    def pinned(self, sha: str) -> Pinned:
        """A policy as a plan opened under it; read once."""
        if sha not in self._kept:
            for policy in self.policies:
                self._kept[policy.sha] = policy
        if sha not in self._kept:
            self._kept[sha] = pins.pinned_closure(self.book.ledger, sha)
        return self._kept[sha]

    def checked(self) -> tuple[Checked, Checked | None]:
        """What is wrong with the files in git, and what was at the last look; None: there was none."""
        if self._checked is None:
            before = usable.last_checked(self.state)
            files = usable.own_files(self.root, self.config)
            reused = tuple(_versions_reused(self.book, files))
            self._checked = usable.checked_files(files, before or Checked(), reused), before
        return self._checked

    def faulty_sources(self) -> tuple[str, ...]:
        """The files of sources that read nothing, for they have mistakes."""
        folder = f"{self.config.policies}/sources/"
        faulty = self.checked()[0].alone
        return tuple(each.file for each in faulty if each.file.startswith(folder))

    @property
    def nothing_opens(self) -> tuple[FaultyFile, ...]:
        """The files because of which plans do not open."""
        now, before = self.checked()
        return usable.nothing_opens(now, before or Checked(), self.standing().values())

    @property
    def looks_anew(self) -> bool:
        """A policy may open plans that could not at the last look: what was told already counts for it."""
        now, before = self.checked()
        return before is None or bool(now.usable - before.usable)

    def why_still(self, plan: Plan) -> str:
        """Why nothing is decided for a plan: it opened under a meaning not had here. Empty: it goes on."""
        try:
            rules_under(self.pinned(plan.pin).meaning, plan.id, self.meanings)
        except UnknownMeaningError as problem:
            return str(problem)
        return ""


def config_of(root: Path) -> Config:
    """SurroundingsError when there is no workspace here; PolicyFaultError for a wrong config."""
    file = root / CONFIG
    try:
        text = file.read_bytes().decode("utf-8", "replace")
    except FileNotFoundError:
        raise SurroundingsError(
            f"there is no {CONFIG} in {root}; planward init makes a workspace"
        ) from None
    config = _config_once(text, str(file))
    if isinstance(config, Config):
        return config
    raise PolicyFaultError(config)


@lru_cache(maxsize=8)
def _config_once(text: str, file: str) -> Config | list[Diagnostic]:
    return load_config(text, file)


@contextmanager
def reading(root: Path) -> Iterator[Workspace]:
    """For commands that only look: nothing is repaired, no lock is taken."""
    config = config_of(root)
    with disk_told():
        found = book.open_book(root / config.state, root / config.key, writer=False)
        workspace = Workspace(root, config, found)
        try:
            yield workspace
        finally:
            workspace.apart.close()
            book.close(found)


@contextmanager
def looking_on(root: Path, today: date) -> Iterator[Workspace]:
    """For commands that say what would happen: policies and sources read, no lock, nothing written."""
    with reading(root) as workspace:
        yield _at_work(workspace, today)


@contextmanager
def only_engine(root: Path) -> Iterator[None]:
    """One engine looks at the shared folder. LockedError at once when another does."""
    with _held(root, config_of(root), "engine.lock", wait=0):
        yield


@contextmanager
def locked(root: Path, config: Config) -> Iterator[None]:
    """One writer at a time: an engine between two looks lets `record` in. LockedError after a wait."""
    with _held(root, config, "lock", wait=WAIT):
        yield


@contextmanager
def _held(root: Path, config: Config, name: str, wait: float) -> Iterator[None]:
    if reason := unfit_state(root / config.state, root / config.plans):
        raise SurroundingsError(reason)
    if not (root / config.state).is_dir():
        raise SurroundingsError(
            f"{config.state} is missing, and the record with it: put it back from a copy, or begin"
            " a new workspace with planward init"
        )
    lock = FileLock(root / config.state / name, mode=0o600)
    with disk_told():
        try:
            lock.acquire(timeout=wait)
        except Timeout:
            raise LockedError(f"another engine works in {root}; nothing was changed") from None
        try:
            yield
        finally:
            lock.release()


@contextmanager
def working(root: Path, today: date, memory: Memory | None = None) -> Iterator[Workspace]:
    """For commands that act: locked, mended where a crash left something, policies in force read.

    `memory` is what this process saw when it worked here before.
    """
    config = config_of(root)
    with locked(root, config):
        found = book.open_book(root / config.state, root / config.key, writer=True)
        workspace = Workspace(root, config, found, memory=memory or Memory())
        try:
            yield _at_work(workspace, today)
        finally:
            workspace.apart.close()
            book.close(found)


def _at_work(workspace: Workspace, today: date) -> Workspace:
    latest = index.last_day(workspace.book.index)
    if latest and today < latest:
        raise WrongUseError(f"{today} is before {latest}, the last day in the record")
    files = usable.own_files(workspace.root, workspace.config)
    workspace.source_texts = files.sources
    workspace.sources = usable.sound_sources(files)
    workspace.policies = _in_force(workspace, files, today)
    return workspace


def _in_force(workspace: Workspace, files: usable.OwnFiles, today: date) -> tuple[Pinned, ...]:
    """The policies by which plans may open, by id."""
    closed = usable.closed(workspace.checked()[0], today)
    found: list[Pinned] = []
    for file, content in files.policies.items():
        policy = pins.loaded_once(content.decode("utf-8", "replace"), Path(file).name)
        if not isinstance(policy, Policy) or policy.id in closed or policy.effective > today:
            continue
        found.append(pins.pinned_now(policy, content, files.templates, files.sources, today))
    return tuple(sorted(found, key=lambda pinned: pinned.policy.id))


def _versions_reused(book: Book, files: usable.OwnFiles) -> list[usable.FaultyFile]:
    """Texts that say something else than their version did; git is not asked of what the record knows."""
    new = {
        file: text
        for file, text in files.policies.items()
        if not store.has_blob(book.ledger, sha256(text))
    }
    branch = (on_branch(files.folder) or ()) if new else ()
    found: list[usable.FaultyFile] = []
    for file, text in new.items():
        if version_reused(text, file, (*in_record(book, text), *branch)):
            found.append(usable.of_one_policy(file, text))
    return found


def recorded(workspace: Workspace, transaction: Transaction, commit: Commit) -> None:
    """Put what was gathered into the record: first what it refers to, then the line.

    A blob whose name is there is put once more: a process that was killed may not have synced it.
    Afterwards the bytes are read from the store; the transaction holds them no longer.
    """
    blobs = transaction.blobs
    new = (blob for sha, blob in blobs.items() if sha not in workspace.memory.durable)
    store.put_blobs(workspace.book.ledger, new)
    workspace.memory.durable |= blobs.keys()
    blobs.clear()
    book.append_commit(workspace.book, commit, after=workspace.head, dues=dues_of(transaction))
