"""The zones of the shared folder that a look goes into, and what a file's name means in each."""

import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from engine.disk import system
from engine.folder import names
from engine.folder.found import DRAFT, NOT_READ, Places
from engine.folder.names import Meaning

NOT_READ_BACK = "is of a kind that is not read back; save it as a Word document (.docx)"


@dataclass(frozen=True, slots=True)
class Zone:
    """A folder, relative to the top (which is ""), and whose it is."""

    folder: str
    means: Callable[[str], Meaning]
    team: str = ""
    plan: str = ""
    role: str = ""

    @property
    def for_drops(self) -> bool:
        """True at the top and in a team's folder, where every file is meant for us."""
        return not self.plan and not self.role

    @property
    def unread(self) -> str:
        """What is wrong with a file that is meant for us but of a kind nobody reads."""
        return NOT_READ if self.for_drops else NOT_READ_BACK


def zones_of(places: Places) -> Iterator[Zone]:
    """All but the drafts' rooms, which `drafts_of` finds where they are."""
    yield Zone("", names.meaning)
    for team in places.teams:
        yield Zone(team, names.meaning, team)
    for plan in places.plans:
        yield Zone(plan, names.meaning_in_plan, plan.rpartition("/")[0], plan)
    for folder, role in places.sign_off.items():
        yield Zone(folder, names.meaning_in_sign_off, role=role)


def drafts_of(zone: Zone) -> Zone:
    """The zone of the drafts in a plan's folder."""
    return Zone(f"{zone.plan}/{DRAFT}", names.meaning_in_draft, zone.team, zone.plan)


def unfit_to_sign(root: Path, folder: str) -> str:
    """Why what lies in a sign-off folder proves nothing about who put it there, or nothing."""
    place = root
    me = system.own_id()
    keepers = set() if me is None else {0, me, os.lstat(root).st_uid}
    for part in folder.split("/"):
        place /= part
        try:
            seen = os.lstat(place)
        except FileNotFoundError:
            return "is not there, so nobody can sign by putting a document into it"
        if not stat.S_ISDIR(seen.st_mode):
            return "is a link or no folder, so nothing in it counts as signed"
        if seen.st_mode & stat.S_IWOTH:
            return "may be written to by everybody, so nothing in it counts as signed"
        if keepers and seen.st_uid not in keepers:
            # Whoever may write beside it could have put a folder of their own in its place.
            return "belongs to somebody else than the shared folder, so nothing in it counts as signed"
    return ""
