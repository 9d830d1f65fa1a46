"""`planward run`: look at the shared folder, decide, record, publish; again and again."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import click

from engine import service
from engine.cli.interrupt import heed
from engine.cli.lines import Line, entry_lines, show
from engine.cli.options import as_of, dry_run, json_option, root
from engine.cli.preview import counts_of
from engine.cli.printing import print_result
from engine.cli.progress import patience
from engine.cli.record import NOT_RECORDED
from engine.core.values.counts import count_of
from engine.core.values.errors import WrongUseError
from engine.results import EntryTold, FaultyFileTold, FileTold, LookResult

MOST_TOLD = 40  # entries printed for one input; a drop for a whole company has thousands
BECAME = {"taken": "taken", "read": "read back", "attached": "attached", "refused": "refused"}
WOULD = {"taken": "take", "read": "read", "attached": "attach", "refused": "refuse"}


@click.command()
@root
@click.option("--once", is_flag=True, help="Look once and stop, for cron.")
@as_of
@dry_run
@json_option
def run(root: Path, once: bool, as_of: date | None, dry_run: bool, as_json: bool) -> None:
    """Take what was dropped, move every plan that is due, and publish its documents.

    Without --once it keeps watching until it is stopped (Ctrl-C, or SIGTERM): it finishes the look
    at hand and exits with 0. Asked twice, it breaks the look off.

    With --once it exits with 1 when the folder could not be looked at, or when a policy, source or
    template has problems because of which nothing opens.
    """
    if not once and not dry_run:
        if as_json:
            raise WrongUseError("--json is for one look: add --once")
        _keep_watching(root, as_of)
        return
    with patience("looking"):
        found = service.look(root, as_of, dry_run=dry_run)
    if as_json:
        print_result(found)
    else:
        show(look_lines(found))
    if found.paused or found.nothing_opens:
        raise SystemExit(1)  # what starts this by the clock should notice, as from `check`


def _keep_watching(root: Path, as_of: date | None) -> None:
    asked = heed()
    with service.watch(root, as_of) as at_work, asked.patiently(at_work.ring):
        told: tuple[FaultyFileTold, ...] = ()
        for number, look in enumerate(at_work.looks(lambda: asked.number)):
            if isinstance(look, LookResult):
                show(look_lines(look, first=number == 0, told=told))
                told = look.nothing_opens
            else:
                click.echo(f"planward: {look}", err=True)
    click.echo("stopped; everything recorded is on disk")


def look_lines(
    found: LookResult, *, first: bool = True, told: tuple[FaultyFileTold, ...] = ()
) -> Iterator[Line]:
    """What one look brought. `first`: what an engine that keeps looking says only once.

    `told`: the faulty files of which it said so at the look before.
    """
    if first and found.without_policy:
        yield Line(found.without_policy)
    if found.nothing_opens != told:
        yield from (Line(each.says, whole=(each.file,)) for each in found.nothing_opens)
    if found.paused:
        yield Line(f"paused: {found.paused}")
        return
    for each in found.to_fix:
        yield Line(f"to fix: {each.file} {each.reason}", whole=(each.file,))
    yield from _some(found.by_time)
    for file in found.files:
        yield _foretold(file) if found.dry_run else _became(file)
        yield from _some(file.follows)
        if found.dry_run and file.became == "read" and file.says:
            yield Line(f"it {file.says}", 2)
    yield Line(NOT_RECORDED if found.dry_run else _summary(found))
    for each in found.unpublished:
        yield Line(f"not published: {each.file}: {each.reason}", whole=(each.file,))


def _some(told: Sequence[EntryTold]) -> Iterator[Line]:
    yield from entry_lines(told[:MOST_TOLD])
    if len(told) > MOST_TOLD:
        more = f"and {len(told) - MOST_TOLD} entries more; planward status shows the plans"
        yield Line(more, 2)


def _became(file: FileTold) -> Line:
    told = counts_of(file.says) if file.became == "taken" else file.says
    after = f": {told}" if told and file.became in ("taken", "refused") else ""
    return Line(f"{file.became} {file.file}{after}", whole=(file.file,))


def _foretold(file: FileTold) -> Line:
    after = f": {file.says}" if file.became == "refused" else ""
    return Line(f"would {WOULD[file.became]} {file.file}{after}", whole=(file.file,))


def _summary(found: LookResult) -> str:
    became = [file.became for file in found.files]
    some = [kind for kind in BECAME if kind in ("taken", "refused") or kind in became]
    counts = ", ".join(f"{became.count(kind)} {BECAME[kind]}" for kind in some)
    return f"looked: {counts}, {count_of(found.written, 'file')} written"
