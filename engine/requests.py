"""What the service is asked to do, as values: what a person says they did, what a workspace begins with."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

POLICIES = ("starter", "field-sales", "hub")  # the samples a workspace can begin with


@dataclass(frozen=True, slots=True)
class ActSaid:
    """What a person says they did. `user` is the operating-system user who says it.

    `on` None: on the day it is recorded. `version` 0: of the document, whichever is the newest.
    """

    plan: str  # its number, or the id of an employee with one running plan
    action: str
    role: str
    by: str
    user: str
    on: date | None = None
    document: str = ""
    version: int = 0
    item: str = ""
    outcome: str = ""
    answers: tuple[tuple[str, str], ...] = ()
    note: str = ""
    file: Path | None = None  # what goes with it: the employee's own letter of resignation


@dataclass(frozen=True, slots=True)
class NewWorkspace:
    """What a workspace begins with. `settle`: seconds a dropped file must have held still."""

    company: str = "Example Ltd"
    teams: tuple[str, ...] = ()
    zone: str = "America/New_York"
    policy: str = "starter"
    settle: int = 30
