"""A story of lives, played in a workspace: the same facts and acts, recorded and drafted."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from engine import workflow
from engine.clock import Now, now
from engine.core.facts.facts import Drop, Fact
from engine.core.record import events as e
from engine.core.values.errors import NotAllowedError
from engine.core.values.period import Period
from engine.workspace.session.transaction import Transaction
from engine.workspace.session.workspace import Workspace, config_of, working
from tests.stories.harness import ANNA, ROSTER, ROSTER_DAY, act_of, facts_of
from tests.stories.lives import Life
from tests.workspaces import new_workspace

Entry = tuple[str, e.Event]


def away_in(life: Life) -> Period | None:
    return Period(*map(date.fromisoformat, life.away)) if life.away[0] else None


def of_workspace(life: Life, root: Path) -> Iterator[Entry]:
    """Its entries, one by one, while the workspace is made in `root`."""
    made = new_workspace(root, life.policy)
    zone = config_of(made.root).time_zone
    roster = facts_of(ROSTER_DAY, ROSTER.replace("\n", ";"))
    lines = [(ROSTER_DAY.isoformat(), "roster", "")]
    lines += [
        (*line.split(maxsplit=2), "")[:3] for line in life.script.splitlines() if line.strip()
    ]
    for number, (day_text, who, said) in enumerate(lines):
        moment = now(zone, date.fromisoformat(day_text))
        with working(made.root, moment.day) as at_work:
            passing = workflow.pass_time(at_work, moment, away_in(life))
            workflow.record(at_work, moment, passing)
            yield from passing.events
            if who == "passes":
                continue
            drop = None
            if who in ("roster", "told"):
                drop = dropped(
                    number, roster if who == "roster" else facts_of(moment.day, said)
                )
            happened = follows(at_work, moment, drop, who, said)
            if happened:
                workflow.record(at_work, moment, happened)
                yield from happened.events


def follows(
    at_work: Workspace, moment: Now, drop: Drop | None, who: str, said: str
) -> Transaction | None:
    if drop:
        taken = workflow.take(at_work, moment, drop)
        workflow.keep_facts(at_work, taken, drop)
        return taken
    act = act_of(moment.day, who, said)
    running = [plan for plan in at_work.standing().values() if not plan.ended]
    target = (
        (running or [*at_work.standing().values()])[-1].id if act.action != "open" else ANNA
    )
    try:
        return workflow.act(at_work, moment, target, act, "tester")
    except NotAllowedError:
        return None


def dropped(number: int, told: list[Fact]) -> Drop:
    return Drop(f"{number:064}", f"{number}.csv", "none", "1", tuple(told), len(told))
