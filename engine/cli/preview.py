"""`planward preview`: what a file would do, before it is dropped. Changes nothing."""

import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import click

from engine import service
from engine.cli.lines import Line, show, text_lines
from engine.cli.options import as_of, json_option, root
from engine.cli.printing import print_result
from engine.core.values.counts import count_of
from engine.results import DocumentShown, EntryTold, PreviewResult, TableShown


@click.command()
@root
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@as_of
@json_option
def preview(root: Path, file: Path, as_of: date | None, as_json: bool) -> None:
    """Say which source fits FILE and why, what is read from it, and what would follow.

    Of a Word document that came back it says which version it is, what would follow, and the note
    that would lie beside it. Exits 1 when the file would be refused.
    """
    told = service.preview(root, file, as_of)
    if as_json:
        print_result(told)
    else:
        show(_lines(told))
    sys.exit(0 if told.accepted else 1)


def _lines(told: PreviewResult) -> Iterator[Line]:
    if told.table:
        yield from _of_table(told, told.table)
    elif told.document:
        yield from _of_document(told, told.document)
    elif told.already:
        yield Line(f"{told.file}: {told.already}", whole=(told.file,))
    else:
        yield from text_lines(told.note.rstrip(), whole=(told.file,))


def _of_table(told: PreviewResult, table: TableShown) -> Iterator[Line]:
    for each in table.sources:
        yield Line(f"{'fits' if each.fits else 'does not fit'} {each.source}: {each.why}")
    if told.already:
        yield Line(told.already)
    elif told.accepted:
        yield from _read(table)
        yield from _follows(told, "nothing")
        yield Line(f"would be taken: {counts_of(told.receipt)}")
    else:
        yield Line("")
        yield from text_lines(told.note.rstrip(), whole=(told.file,))


def _read(table: TableShown) -> Iterator[Line]:
    parts = [f"encoding {table.encoding}"] if table.encoding else []
    parts += [f"separator {table.separator!r}"] if table.separator else []
    parts += [f"sheet {table.sheet}"] if table.sheet else []
    parts += [f"numbers as in {table.locale}"] if table.locale else []
    if parts:
        yield Line(f"read with {', '.join(parts)}")
    for each in table.shown:
        yield Line(f"row {each.row}, {each.column}: {each.typed} → {each.read}", 2)
    left = f"left out as footer: {table.footer}"
    unread = f"columns not read: {', '.join(table.unread) or 'none'}"
    yield Line(f"{count_of(table.rows, 'row')}; {left}; {unread}")


def _of_document(told: PreviewResult, document: DocumentShown) -> Iterator[Line]:
    which = f"document {document.number:02} of {document.plan}"
    yield Line(f"version {document.version} of {which}")
    yield from _follows(told, "")
    if told.note:
        yield Line("")
        yield from text_lines(told.note.rstrip(), whole=(told.file,))


def _follows(told: PreviewResult, nothing: str) -> Iterator[Line]:
    if told.by_time:
        yield Line("before it, by time alone:")
        yield from _entries(told.by_time)
    yield Line("what would follow:")
    yield from _entries(told.follows)
    if nothing and not told.follows:
        yield Line(nothing, 2)


def _entries(told: Iterable[EntryTold]) -> Iterator[Line]:
    for each in told:
        yield Line(f"{each.plan}  {each.says}", 2, hang=len(each.plan) + 2)


def counts_of(receipt: str) -> str:
    """A receipt's counts, and what was not read: `12 rows, 1 proposal; column Team was not read`."""
    return receipt.partition(": ")[2].rpartition("; ")[0]
