"""What a person reads, line by line: wrapped at the terminal's width, one line a thing everywhere else."""

import shlex
import shutil
import sys
import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import click

from engine.cli.printing import styled
from engine.results import EntryTold

NARROWEST = 20  # columns; below that nothing is wrapped
KEPT = "\ue000"  # stands for a space at which no line may break
GOES_ON = " \\"  # a command broken so can be copied into a shell


@dataclass(frozen=True, slots=True)
class Line:
    """`hang`: columns by which what goes on below stands further in. `whole` is never broken."""

    text: str
    indent: int = 0
    hang: int = 2
    whole: tuple[str, ...] = ()  # paths and names, which may hold spaces
    command: bool = False  # words for a shell
    strong: bool = False
    colour: str = ""


def show(lines: Iterable[Line]) -> None:
    width = terminal_width()
    for line in lines:
        for piece in laid_out(line, width):
            click.echo(_dressed(line, piece))


def terminal_width() -> int:
    """Columns, as COLUMNS or the terminal says; 0 where nobody reads along: a pipe, a file."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else 0


def laid_out(line: Line, width: int) -> list[str]:
    """The line as it fits into `width` columns, 0 for any. What has no space stays whole."""
    before = " " * line.indent
    if width < NARROWEST or len(before) + len(line.text) <= width:
        return [before + line.text]
    text = _as_words(line.text) if line.command else line.text
    for piece in line.whole:
        text = text.replace(piece, piece.replace(" ", KEPT))
    broken = textwrap.wrap(
        text, width - (len(GOES_ON) if line.command else 0),
        initial_indent=before, subsequent_indent=before + " " * line.hang,
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip
    told = [each.replace(KEPT, " ") for each in broken]
    return [each + GOES_ON for each in told[:-1]] + told[-1:] if line.command else told


def _as_words(command: str) -> str:
    return " ".join(shlex.quote(word).replace(" ", KEPT) for word in shlex.split(command))


def _dressed(line: Line, text: str) -> str:
    if line.colour:
        return styled(text, fg=line.colour)
    return styled(text, bold=True) if line.strong else text


def text_lines(text: str, indent: int = 0, whole: tuple[str, ...] = ()) -> Iterator[Line]:
    """Some lines of text as they stand, each going on below its own beginning."""
    for line in text.splitlines():
        plain = line.lstrip(" ")
        yield Line(plain, indent + len(line) - len(plain), whole=whole)


def entry_lines(told: Iterable[EntryTold], indent: int = 2) -> Iterator[Line]:
    """`PW-2026-0001  2026-03-04  opened by …`, going on below the sentence."""
    for each in told:
        start = f"{each.plan}  {each.on}  "
        yield Line(start + each.says, indent, hang=len(start))
