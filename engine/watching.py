"""The engine at work: it looks, waits until something wakes it, and looks again."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from engine import clock, sweeping
from engine.core.values.errors import EngineError, TamperedError
from engine.disk.child import places_of
from engine.folder.watch import Bell, wake_ups
from engine.logfile import logged
from engine.results import LookResult
from engine.workspace.session.workspace import Memory, config_of, only_engine, working

LOG = logging.getLogger("planward")
PAUSE = 15.0  # seconds between two sweeps when nothing wakes the engine; faults.md measured 1-3 % CPU


def looked_once(root: Path, as_of: date | None, *, dry_run: bool) -> LookResult:
    """One look, as cron asks for it. LockedError while another engine looks here."""
    config = config_of(root)
    with only_engine(root):
        if dry_run:
            return _look_once(root, as_of, dry_run=True)
        with logged(root / config.state):
            return _look_once(root, as_of, dry_run=False)


def _look_once(root: Path, as_of: date | None, *, dry_run: bool) -> LookResult:
    moment = clock.now(config_of(root).time_zone, as_of)
    with working(root, moment.day) as workspace:
        return sweeping.look_once(workspace, moment, dry_run=dry_run)


@contextmanager
def watching(root: Path, as_of: date | None) -> Iterator["Watch"]:
    """The only engine that looks at this shared folder, for as long as this lasts."""
    config = config_of(root)
    with (
        only_engine(root),
        logged(root / config.state),
        wake_ups(root / config.plans, config.teams) as bell,
    ):
        LOG.info("watching: %s", bell.mode)
        yield Watch(root, as_of, bell)


class LookFailedError(EngineError):
    """Planward itself failed during one look; the next one may go well."""


@dataclass(slots=True)
class Watch:
    """Looks, one after the other. Between two of them the record is free."""

    root: Path
    as_of: date | None
    bell: Bell
    memory: Memory = field(default_factory=Memory)

    def ring(self) -> None:
        """Wake it: a look comes at once. A signal handler may do that, too."""
        self.bell.ring()

    def looks(self, stopped: Callable[[], int]) -> Iterator[LookResult | EngineError]:
        """Until `stopped` gives the number of a signal, for which it is asked between two looks.

        A policy that somebody broke, a disk that is away and a fault of ours are told and tried again;
        a record that does not fit its seals is raised as TamperedError and ends the engine.
        """
        while not stopped():
            yield self._look()
            self.bell.wait(PAUSE)
        LOG.info("stopped by signal %d", stopped())

    def _look(self) -> LookResult | EngineError:
        try:
            moment = clock.now(config_of(self.root).time_zone, self.as_of)
            with working(self.root, moment.day, self.memory) as workspace:
                return sweeping.one_turn(workspace, moment, self.bell.mode, clock.monotonic())
        except TamperedError:
            raise
        except EngineError as problem:
            LOG.warning("a look was not possible: %s", type(problem).__name__)
            return problem
        except Exception as failure:
            LOG.error("a look failed: %s", places_of(failure))  # noqa: TRY400 - its words may name people
            return LookFailedError(
                f"a fault in planward itself ({type(failure).__name__}) broke off this look; its log says"
                " where; what was recorded stays recorded, and it looks again"
            )
