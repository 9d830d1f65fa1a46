"""What must not be said yes to: a text somebody has changed since, a letter that is not the issued one."""

import hashlib
import stat
from collections.abc import Iterator
from pathlib import PurePosixPath

from engine.core.plan.replay import Plan
from engine.core.values.errors import NotAllowedError
from engine.folder import names
from engine.folder.found import DRAFT
from engine.folder.look import LARGEST
from engine.folder.names import Meaning
from engine.folder.still import MovedError, read_still
from engine.workspace.inbox.history import refusals_of
from engine.workspace.session.versions import folder_of_plan, versions
from engine.workspace.session.workspace import Workspace

AS_ISSUED = ("same", "filled")  # how a letter that came back says what was issued


def nothing_unread(workspace: Workspace, plan: Plan) -> None:
    """NotAllowedError while somebody's work on the plan's documents lies there and was not read yet."""
    folder = folder_of_plan(plan)
    places = (f"{folder}/{DRAFT}", folder, *workspace.config.sign_off.values())
    known = _known_to(workspace)
    for path in (path for place in places for path in _documents(workspace, place)):
        if not stat.S_ISREG((workspace.plans / path).lstat().st_mode):
            raise NotAllowedError(
                f"a folder or link lies where a document may have to lie: {path}; move it elsewhere"
            )
        if _sha_of(workspace, path) not in known:
            raise NotAllowedError(
                f"{PurePosixPath(path).name} was saved since it was last read; let the engine look first: "
                "planward run --once (if a note lies beside it, see there)"
            )


def _known_to(workspace: Workspace) -> set[str]:
    """The sha256 of every document that the record knows: as drafted, read back, or refused."""
    there = [*versions(workspace)]
    known = {sha for version in there for sha in version.files}
    known |= {each.sha256 for version in there for each in version.returned}
    return known | {sha for sha, _ in refusals_of(workspace)}


def _documents(workspace: Workspace, place: str) -> Iterator[str]:
    try:
        there = sorted(file.name for file in (workspace.plans / place).iterdir())
    except OSError:
        return
    for name in there:
        if names.meaning_in_draft(name) is Meaning.DOCUMENT:
            yield f"{place}/{name}"


def _sha_of(workspace: Workspace, path: str) -> str:
    """Empty, and so known to nobody, for one that is being saved."""
    try:
        content, _ = read_still(workspace.plans / path, LARGEST)
    except (OSError, MovedError):
        return ""
    return hashlib.sha256(content).hexdigest()


def lies_as_issued(workspace: Workspace, plan: Plan) -> None:
    """NotAllowedError while something else lies under an issued letter's name: it would be handed over."""
    for version in versions(workspace, [plan.id]):
        if not version.issued or plan.documents[version.event.number].delivered:
            continue
        path = f"{version.folder}/{version.name(workspace.pinned(version.pin).policy)}"
        fine = {each.sha256 for each in version.since_issue if each.state in AS_ISSUED}
        if (workspace.plans / path).exists() and _sha_of(workspace, path) not in {
            version.event.letter,
            *fine,
        }:
            raise NotAllowedError(
                f"what lies in the folder as {PurePosixPath(path).name} is not what was issued; move it "
                "elsewhere, and the issued one is put back"
            )
