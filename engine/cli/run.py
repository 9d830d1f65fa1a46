"""`planward run`: look at the shared folder, decide, record, publish; again and again."""

import logging
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import click

from engine import clock, sweeping
from engine.cli.options import as_of, dry_run, root
from engine.core.errors import EngineError, TamperedError
from engine.folder.watch import Bell, wake_ups
from engine.workspace.desk import Memory, config_of, only_engine, working

PAUSE = 15.0  # seconds between two sweeps when nothing wakes the engine; faults.md measured 1-3 % CPU


@click.command()
@root
@click.option("--once", is_flag=True, help="Look once and stop, for cron.")
@as_of
@dry_run
def run(root: Path, once: bool, as_of: date | None, dry_run: bool) -> None:
    """Take what was dropped, move every plan that is due, and publish its documents.

    Without --once it keeps watching until it is stopped (Ctrl-C, or a signal).
    """
    config = config_of(root)
    with only_engine(root):
        if once or dry_run:
            moment = clock.now(config.time_zone, as_of)
            with working(root, moment.day) as desk:
                for line in sweeping.look_once(desk, moment, dry_run=dry_run):
                    click.echo(line)
            return
        with wake_ups(root / config.plans, config.teams) as bell, _stopping(bell) as stopped:
            logging.getLogger("planward").info("watching: %s", bell.mode)
            memory = Memory()
            while not stopped:
                _turn(root, as_of, bell, memory)
                bell.wait(PAUSE)


def _turn(root: Path, as_of: date | None, bell: Bell, memory: Memory) -> None:
    """One look. Between two of them the record is free, and changes in git are read.

    A policy that somebody broke, or a disk that is away, is said and tried again; a record that
    does not fit its seals ends the engine.
    """
    try:
        moment = clock.now(config_of(root).time_zone, as_of)
        with working(root, moment.day, memory) as desk:
            for line in sweeping.look_again(desk, moment, bell.mode, clock.monotonic()):
                click.echo(line)
    except TamperedError:
        raise
    except EngineError as problem:
        click.echo(f"planward: {problem}", err=True)


@contextmanager
def _stopping(bell: Bell) -> Iterator[list[int]]:
    """Filled by the first signal: the sweep at hand is finished, then the engine stops."""
    stopped: list[int] = []

    def stop(number: int, _: object) -> None:
        stopped.append(number)
        bell.ring()

    before = {each: signal.signal(each, stop) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stopped
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
