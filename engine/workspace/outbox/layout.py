"""What should lie in the shared folder, as the record says: every version of every document."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from engine.folder.found import Places
from engine.folder.publish import Wanted
from engine.workspace.session.version import Version
from engine.workspace.session.versions import content, folder_of_plan
from engine.workspace.session.workspace import Workspace

LATE = timedelta(days=30)


def places(workspace: Workspace, day: date) -> Places:
    """Where files may lie: the top, each team's folder, each plan's and its drafts'.

    A plan's for a while after its end, too, so that what comes late is answered.
    """
    folders = (
        folder_of_plan(plan)
        for plan in workspace.standing().values()
        if plan.closed is None or day - plan.closed <= LATE
    )
    signing = {folder: role for role, folder in workspace.config.sign_off.items()}
    return Places(workspace.config.teams, tuple(sorted(folders)), signing)


def wanted(workspace: Workspace, found_versions: Iterable[Version]) -> dict[str, Wanted]:
    """Path -> what should lie there.

    Review copies lie in `draft/`; the letter of an issued version in the folder itself, and beside it
    the sheet that says who approved it.
    """
    found: dict[str, Wanted] = {}
    for version in found_versions:
        policy = workspace.pinned(version.pin).policy
        name, event = version.name(policy), version.event
        back = frozenset(each.sha256 for each in version.returned)
        found[f"{version.folder}/draft/{name}"] = _kept(workspace, event.review_copy, back)
        if version.issued:
            received = frozenset(each.sha256 for each in version.since_issue)
            letter = _kept(workspace, event.letter, received)  # no review copy stands for it
            found[f"{version.folder}/{name}"] = replace(letter, issued=True)
        if version.issued and (sheet := version.issued.approvals_sheet):
            path = f"{version.folder}/{version.sheet_name(policy)}"
            found[path] = replace(_kept(workspace, sheet), issued=True)
    return found


def _kept(workspace: Workspace, sha256: str, also: frozenset[str] = frozenset()) -> Wanted:
    return Wanted(sha256, partial(content, workspace, sha256), also=also)
