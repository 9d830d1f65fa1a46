"""`planward run`: look at the shared folder, decide, record, publish; again and again."""

import logging
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from engine import clock, sweeping
from engine.cli.interrupt import heed
from engine.cli.logfile import logged
from engine.cli.options import as_of, dry_run, root
from engine.cli.progress import patience
from engine.core.values.errors import EngineError, TamperedError
from engine.folder.watch import Bell, wake_ups
from engine.policyfile.config import Config
from engine.workspace.session.workspace import (
    Memory,
    Workspace,
    config_of,
    only_engine,
    working,
)

LOG = logging.getLogger("planward")
PAUSE = 15.0  # seconds between two sweeps when nothing wakes the engine; faults.md measured 1-3 % CPU


@click.command()
@root
@click.option("--once", is_flag=True, help="Look once and stop, for cron.")
@as_of
@dry_run
def run(root: Path, once: bool, as_of: date | None, dry_run: bool) -> None:
    """Take what was dropped, move every plan that is due, and publish its documents.

    Without --once it keeps watching until it is stopped (Ctrl-C, or SIGTERM): it finishes the look
    at hand and exits with 0. Asked twice, it breaks the look off.
    """
    config = config_of(root)
    with only_engine(root):
        if dry_run:
            _look_once(root, config.time_zone, as_of, dry_run=True)
            return
        with logged(root / config.state):
            if once:
                _look_once(root, config.time_zone, as_of, dry_run=False)
                return
            _keep_watching(root, config, as_of)


def _look_once(root: Path, zone: str, as_of: date | None, *, dry_run: bool) -> None:
    moment = clock.now(zone, as_of)
    with patience("looking"), working(root, moment.day) as workspace:
        told = [*_without_policy(workspace, moment.day)]
        told += sweeping.look_once(workspace, moment, dry_run=dry_run)
    for line in told:
        click.echo(line)
    if any(line.startswith(sweeping.PAUSED) for line in told):
        raise SystemExit(1)  # nobody looked: what starts this by the clock should notice


def _keep_watching(root: Path, config: Config, as_of: date | None) -> None:
    asked = heed()
    with wake_ups(root / config.plans, config.teams) as bell, asked.patiently(bell.ring):
        LOG.info("watching: %s", bell.mode)
        memory = Memory()
        first = True
        while not asked.number:
            _turn(root, as_of, bell, memory, first=first)
            first = False
            bell.wait(PAUSE)
        LOG.info("stopped by signal %d", asked.number)
        click.echo("stopped; everything recorded is on disk")


def _turn(root: Path, as_of: date | None, bell: Bell, memory: Memory, *, first: bool) -> None:
    """One look. Between two of them the record is free, and changes in git are read.

    A policy that somebody broke, or a disk that is away, is said and tried again; a record that
    does not fit its seals ends the engine.
    """
    try:
        moment = clock.now(config_of(root).time_zone, as_of)
        with working(root, moment.day, memory) as workspace:
            for line in _without_policy(workspace, moment.day) if first else ():
                click.echo(line)
            for line in sweeping.one_turn(workspace, moment, bell.mode, clock.monotonic()):
                click.echo(line)
    except TamperedError:
        raise
    except EngineError as problem:
        LOG.warning("a look was not possible: %s", type(problem).__name__)
        click.echo(f"planward: {problem}", err=True)


def _without_policy(workspace: Workspace, day: date) -> Iterator[str]:
    if not workspace.policies:
        where = f"no policy in {workspace.config.policies} is in force on {day}"
        yield f"{where}: files are taken, nothing is proposed"
