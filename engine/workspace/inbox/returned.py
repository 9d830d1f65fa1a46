"""Documents that came back: which version each is, what it is held against, what is told beside it."""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import PurePosixPath

from engine.core.plan.replay import Plan
from engine.core.read_back.in_progress import Copy
from engine.core.record.returned import ReturnedDocument
from engine.core.values.errors import EngineError, TamperedError
from engine.documents.reading.read_apart import ReadingRefused, read_in
from engine.documents.reading.read_back import read_returned
from engine.folder import names
from engine.folder.found import DRAFT, FoundFile
from engine.folder.still import owner_of
from engine.intake.values.mistake import Mistake, Refusal, refused
from engine.intake.values.own_failure import failed_over
from engine.ledger import index, store
from engine.workspace.inbox.arrivals import Arrivals, as_known, opened_arrival, refuse_file
from engine.workspace.inbox.cross_check import DroppedFile
from engine.workspace.inbox.history import WORD, refusals_of
from engine.workspace.inbox.review_notes import (
    NOT_TAKEN,
    mistake,
    notes_kept,
    review_note,
    tell_beside,
)
from engine.workspace.session.known_facts import one_plan
from engine.workspace.session.rendering import APPROVALS, LETTER, tokens
from engine.workspace.session.version import Version
from engine.workspace.session.versions import content, folder_of_plan, versions
from engine.workspace.session.workspace import Workspace

MOST_LINES = 5_000  # of text; a letter has a hundred
MOST_BASES = 256  # versions whose reading is kept in memory
NUMBERED = re.compile(r"(?P<number>[0-9]{2,3}) .* v(?P<version>[0-9]{1,4})\b", re.ASCII)
IN_PROPERTIES = re.compile(r"(?P<number>[0-9]{2,3}) [a-z][a-z0-9_]*", re.ASCII)
NOT_OURS_DO = {
    True: "put a signed copy into the plan's folder as PDF; keep your own notes elsewhere",
    False: "save figures as .xlsx or .csv; of Word files only a plan's own documents are read",
}


@dataclass(frozen=True, slots=True)
class Came:
    """A document that came back, and the version it was made from."""

    sha256: str
    content: bytes
    said: ReturnedDocument
    plan: str
    number: int
    version: int
    draft: bool = False  # it lay among the drafts
    role: str = ""  # in whose own sign-off folder it lay
    path: str = ""
    owner: str = ""  # of the file, as the disk says; nobody's word
    file: DroppedFile | None = None  # as it lies in the folder

    @property
    def name(self) -> str:
        return PurePosixPath(names.printable(self.path)).name


@dataclass(slots=True)
class _Known:
    """What the record knows of Word files, by sha256."""

    ours: set[str] = field(default_factory=set)  # as published
    read: set[tuple[str, str]] = field(
        default_factory=set
    )  # with the role of the folder it lay in
    # What is to be told beside it still, with its codes.
    notes: dict[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)


def _known(workspace: Workspace) -> _Known:
    known = _Known()
    for version in versions(workspace):
        known.ours |= version.files
        known.read |= {(each.sha256, each.role) for each in version.returned}
    plans = workspace.standing()
    for _, _, _, _, body, said in index.commits_of(workspace.book.index, ("returned",)):
        if isinstance(body, dict) and isinstance(said, dict) and _still(body, plans):
            name, notes = str(said.get("name", "")), notes_kept(said)
            note = review_note(name, notes, workspace.config.language)
            known.notes[str(body["returned"])] = (note, _codes(body))
    known.refused = {
        sha for (sha, _), told in refusals_of(workspace).items() if told.world == WORD
    }
    return known


def _still(body: Mapping[str, object], plans: Mapping[str, Plan]) -> bool:
    """False once what was to be done about a file has been done, or cannot be done any more."""
    plan = plans.get(str(body["plan"]))
    document = plan.documents.get(int(str(body["number"]))) if plan else None
    if plan is None or document is None:
        return False
    codes = _codes(body)
    if codes and {*codes} <= {"R409", "R410", "R416"} and not document.open:
        return False
    return document.version == body["version"] or bool(
        body.get("late") or body.get("uncarried")
    )


def _codes(body: Mapping[str, object]) -> tuple[str, ...]:
    codes = body.get("codes")
    return tuple(str(code) for code in codes) if isinstance(codes, list) else ()


def came_back(
    workspace: Workspace, documents: Iterable[FoundFile], arrivals: Arrivals
) -> Iterator[Came]:
    """Each document that says something new, read. The others are ours, or told beside them."""
    found = [*documents]
    if not found:
        return
    known, refusals = _known(workspace), refusals_of(workspace)
    seen = {*known.ours, *(sha for sha, _ in known.read), *known.refused}
    files = [
        file
        for each in found
        # What lies in a role's own folder says more there than the same bytes elsewhere.
        if (file := opened_arrival(workspace, each, () if each.role else seen, arrivals))
    ]
    lying = {file.found.path: file.sha256 for file in files}
    for file in sorted(files, key=_order):
        refusal = refusals.get((file.sha256, file.name))
        if _copied(file, lying, known):
            told = refused(file.name, _second_copy(file, lying))
            keep = file.sha256 not in seen
            refuse_file(arrivals, file, told, refusal, WORD, keep=keep, frame=NOT_TAKEN)
        elif refusal and (refusal.world == WORD or file.sha256 in workspace.memory.stopped):
            arrivals.refused.append(as_known(file, refusal))
        elif (file.sha256, file.found.role) in known.read:
            tell_beside(arrivals, file.found.path, *known.notes.get(file.sha256, ("", ())))
        elif file.sha256 not in known.ours:
            known.read.add((file.sha256, file.found.role))
            came = _read(workspace, file, arrivals)
            yield from (each for each in came if not _waits(workspace, each))


def _waits(workspace: Workspace, came: Came) -> bool:
    """A document of a plan that stands still is read when an engine looks that can decide it."""
    return bool(workspace.why_still(workspace.standing()[came.plan]))


def read_alone(workspace: Workspace, file: DroppedFile) -> Came | Refusal | str:
    """One document, before it is left for a look. A sentence where nothing would follow from it."""
    known, original = _known(workspace), workspace.plans / file.found.copy_of
    if file.found.copy_of and original.is_file():
        lying = {file.found.copy_of: hashlib.sha256(original.read_bytes()).hexdigest()}
        if _copied(file, lying, known):
            return refused(file.name, _second_copy(file, lying))
    if file.sha256 in known.ours:
        return "it is as Planward wrote it: nothing is filled in or changed yet"
    if (file.sha256, file.found.role) in known.read:
        return "it was read before, so nothing would follow"
    said = read_in(workspace.apart, file.content)
    came = _unread(said) if isinstance(said, ReadingRefused) else _came(workspace, file, said)
    return came if isinstance(came, Came) else refused(file.name, came)


def _order(file: DroppedFile) -> tuple[bool, str]:
    """Originals before their copies."""
    return bool(file.found.copy_of), file.found.path


def _copied(file: DroppedFile, lying: Mapping[str, str], known: _Known) -> bool:
    """A copy beside its original is one file too many, unless nobody has touched the original."""
    original = lying.get(file.found.copy_of, "")
    return bool(original) and (original == file.sha256 or original not in known.ours)


def _second_copy(file: DroppedFile, lying: Mapping[str, str]) -> Mistake:
    original = PurePosixPath(file.found.copy_of).name
    if lying[file.found.copy_of] == file.sha256:
        said = f"it is a second copy of {original} with the same content"
        return mistake("R411", said, "delete one of the two")
    said = f"it looks like a second copy of {original} with other content; a person decides which one counts"
    return mistake("R411", said, f"keep one of the two, under the name {original}")


def _read(workspace: Workspace, file: DroppedFile, arrivals: Arrivals) -> Iterator[Came]:
    said = read_in(workspace.apart, file.content)
    if isinstance(said, ReadingRefused) and said.failed:
        told = refused(file.name, _unread(said))
        _fails(workspace, arrivals, file, replace(told, failure=said.failed))
        return
    try:
        came = (
            _unread(said) if isinstance(said, ReadingRefused) else _came(workspace, file, said)
        )
    except EngineError:
        raise
    except Exception as failure:
        _fails(workspace, arrivals, file, failed_over(file.name, failure))
        return
    if isinstance(came, Came):
        yield came
    else:
        known = refusals_of(workspace).get((file.sha256, file.name))
        keep = not isinstance(said, ReadingRefused)
        told = refused(file.name, came)
        refuse_file(arrivals, file, told, known, WORD, keep=keep, frame=NOT_TAKEN)


def not_taken_back(
    workspace: Workspace, arrivals: Arrivals, came: Came, failure: Exception
) -> None:
    """A document of which we fail to say what follows stops no other."""
    assert came.file is not None  # noqa: S101 - it was read in this very look
    _fails(workspace, arrivals, came.file, failed_over(came.file.name, failure))


def _fails(workspace: Workspace, arrivals: Arrivals, file: DroppedFile, told: Refusal) -> None:
    """Kept, and not read again in this process; the next one tries anew."""
    workspace.memory.stopped.add(file.sha256)
    known = refusals_of(workspace).get((file.sha256, file.name))
    refuse_file(arrivals, file, told, known, "", keep=True, frame=NOT_TAKEN)


# -- which version it is --------------------------------------------------------------------------


def _unread(said: ReadingRefused) -> Mistake:
    return mistake(
        "R401", said.why, "save it in Word as a Word document (.docx), without a password"
    )


def _too_long(said: ReturnedDocument) -> Mistake:
    says = f"it has {len(said.lines):,} lines of text; at most {MOST_LINES:,} are read"
    return mistake("R401", says, "take out what is no part of the letter")


def _came(workspace: Workspace, file: DroppedFile, said: ReturnedDocument) -> Came | Mistake:
    """By the document's own properties, else by where it lies and its name."""
    if len(said.lines) > MOST_LINES:
        return _too_long(said)
    if view := _mere_view(said):
        return view
    plan = said.properties.get("planward_plan", "") or _plan_of(file.found.plan)
    named = _by_properties(said) or _by_name(file.name)
    if not named or not plan:
        inside = bool(file.found.plan or file.found.role)
        says = "it is no document that Planward wrote for a plan"
        return _wrong(says, NOT_OURS_DO[inside])
    number, version = named
    known = one_plan(workspace.book.index, plan)
    if known is None or not _drafted(workspace, plan, number, version):
        says = f"it says that it is version {version} of document {number:02} of {plan}, never drafted here"
        return _wrong(
            says, "move it elsewhere, and use the file that lies in the plan's folder"
        )
    if not _belongs(file.found, known):
        return _wrong(
            f"it belongs to {known.id}, and not here",
            f"move it to {folder_of_plan(known)}",
        )
    came = Came(
        file.sha256, file.content, said, plan, number, version,
        PurePosixPath(file.found.path).parent.name == DRAFT, file.found.role, file.found.path,
        owner_of(workspace.plans / file.found.path), file,
    )  # fmt: skip
    return _comparable(workspace, came)


def _comparable(workspace: Workspace, came: Came) -> Came | Mistake:
    """One file whose own version was lost must not stop the others."""
    try:
        copy_of(workspace, came)
    except TamperedError as problem:
        says = f"what it has to be compared with is not in the record as it was: {problem}"
        return _wrong(says, "have the state folder put back from its copy; then it is read")
    return came


def _mere_view(said: ReturnedDocument) -> Mistake | None:
    """What the engine puts beside the documents to be read by people alone."""
    if "-" in said.properties.get("planward_version", ""):
        return _wrong(
            "it shows what changed between two versions, and nothing is read from it",
            "work in the newest version itself; this file may be deleted",
        )
    if said.properties.get("planward_copy", "") == APPROVALS:
        says = "it is the sheet that says who approved a letter, and nothing is read from it"
        return _wrong(says, "move it elsewhere; Planward puts it back as it was")
    return None


def _wrong(says: str, do: str) -> Mistake:
    return mistake("R404", says, do)


def _by_properties(said: ReturnedDocument) -> tuple[int, int] | None:
    named = IN_PROPERTIES.fullmatch(said.properties.get("planward_document", ""))
    version = said.properties.get("planward_version", "")
    good = named and version.isascii() and version.isdecimal() and len(version) < 5
    return (int(named["number"]), int(version)) if named and good else None


def _by_name(name: str) -> tuple[int, int] | None:
    found = NUMBERED.match(PurePosixPath(name).stem)
    return (int(found["number"]), int(found["version"])) if found else None


def _plan_of(folder: str) -> str:
    return PurePosixPath(folder).name.rpartition(" ")[2] if folder else ""


def _drafted(workspace: Workspace, plan: str, number: int, version: int) -> bool:
    return any(
        (v.event.number, v.event.version) == (number, version)
        for v in versions(workspace, [plan])
    )


def _belongs(found: FoundFile, plan: Plan) -> bool:
    if found.plan:
        return found.plan == folder_of_plan(plan)
    return not found.team or found.team == plan.team


# -- what it is held against ----------------------------------------------------------------------


def copy_of(workspace: Workspace, came: Came) -> Copy:
    """The file with the version it was made from and the tokens of that very version."""
    version = next(
        each
        for each in versions(workspace, [came.plan])
        if (each.event.number, each.event.version) == (came.number, came.version)
    )
    roles = ("employee", *workspace.pinned(version.pin).policy.roles)
    secret = workspace.book.ledger.key.secret
    own = tokens(secret, came.plan, came.number, version.event.document, came.version, roles)
    plan = one_plan(workspace.book.index, came.plan)
    document = plan.documents[came.number] if plan else None
    earlier = document if document and document.version == came.version else None
    letter = _is_letter(came, version)
    return Copy(
        came.sha256, came.said, base_of(workspace, version, letter=letter), came.version, own,
        pending=tuple((sha, _read_before(workspace, sha)) for sha in earlier.pending) if earlier else (),
        answered=tuple(_read_before(workspace, sha) for sha in earlier.answered) if earlier else (),
        suspect=tuple(_read_before(workspace, sha) for sha in earlier.suspect) if earlier else (),
        letter=letter,
        confirmed=came.role,
    )  # fmt: skip


def _is_letter(came: Came, version: Version) -> bool:
    """By its own properties; where a program lost them, by where it lay."""
    kind = came.said.properties.get("planward_copy", "")
    return bool(version.issued) and (kind == LETTER if kind else not came.draft)


def _read_before(workspace: Workspace, sha256: str) -> ReturnedDocument:
    """A file that came back earlier, as it was kept: the child has read it once already."""
    return _remembered(workspace, sha256, partial(store.blob, workspace.book.ledger, sha256))


def base_of(workspace: Workspace, version: Version, *, letter: bool) -> ReturnedDocument:
    """What a version says as it was published, as a letter or to be reviewed; read once."""
    sha = version.event.letter if letter else version.event.review_copy
    return _remembered(workspace, sha, partial(content, workspace, sha))


def _remembered(
    workspace: Workspace, sha256: str, bytes_of: Callable[[], bytes]
) -> ReturnedDocument:
    bases = workspace.memory.bases
    if sha256 not in bases:
        if len(bases) >= MOST_BASES:
            bases.clear()
        bases[sha256] = read_returned(bytes_of())
    return bases[sha256]
