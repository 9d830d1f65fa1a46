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
    """Path -> what should lie there. Drafts lie in `draft/`, issued versions in the folder too."""
    found: dict[str, Wanted] = {}
    for version in found_versions:
        name = version.name(workspace.pinned(version.pin).policy)
        back = frozenset(each.sha256 for each in version.returned)
        one = Wanted(version.event.sha256, partial(content, workspace, version), also=back)
        found[f"{version.folder}/draft/{name}"] = one
        if version.issued:
            found[f"{version.folder}/{name}"] = replace(one, issued=True)
    return found
