"""`planward demo`: a made-up company's half-year, played as the lines somebody would type."""

import os
import shlex
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from engine import service
from engine.cli.failures import run_command
from engine.cli.printing import styled
from engine.cli.user import own_user
from engine.core.values.errors import WrongUseError

MARKER = ".planward-demo"
EXPORTS = "exports"
STORY = "story.sh"
WHO = "$(id -un)"  # as a shell asks whose user this is


@click.command()
@click.argument(
    "folder", type=click.Path(file_okay=False, path_type=Path), default="demo", metavar="[DIR]"
)
@click.pass_context
def demo(context: click.Context, folder: Path) -> None:
    """Play a made-up company's story in DIR (default: demo), every line printed as typed.

    The lines work when they are typed into a shell, too. DIR is made anew if it is a demo.
    """
    _fresh(folder)
    click.echo(f"A new folder {folder}; the company's exports are in {folder / EXPORTS}.")
    click.echo(styled(f"$ cd {shlex.quote(str(folder))}", bold=True))
    with _inside(folder):
        for line in (Path(EXPORTS) / STORY).read_text("utf-8").splitlines():
            play(context.find_root().command, line)
    _farewell(folder)


def _fresh(folder: Path) -> None:
    """Only a demo is ever replaced: it is known by its marker."""
    if folder.exists() and not (folder / MARKER).is_file() and any(folder.iterdir()):
        raise WrongUseError(f"{folder} is there already and is no demo; name another folder")
    if folder.exists():
        shutil.rmtree(folder)
    shutil.copytree(service.samples("policies") / "samples", folder / EXPORTS)
    (folder / MARKER).write_text("Made by planward demo, which may replace it.\n", "utf-8")


@contextmanager
def _inside(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def play(commands: click.Command, line: str) -> None:
    """One line of the story: a remark, or a command of which the shell would do the same."""
    if line.startswith("#"):
        click.echo(styled(line.removeprefix("#").removeprefix(" "), fg="cyan"))
        return
    if not line.strip():
        click.echo()
        return
    click.echo(styled(f"$ {line}", bold=True))
    match [word.replace(WHO, own_user()) for word in shlex.split(line)]:
        case ["cp", source, target]:
            shutil.copy(source, target)
        case ["rm", file]:
            Path(file).unlink()
        case ["cat", file]:
            click.echo(Path(file).read_text("utf-8-sig"), nl=False)
        case ["echo", text, ">>", file]:
            with Path(file).open("a", encoding="utf-8") as added:
                added.write(f"{text}\n")
        case ["planward", *words]:
            if code := run_command(commands, words):
                click.echo(f"(exit {code})")
        case _:
            raise WrongUseError(f"the story holds a line that is not played: {line}")


def _farewell(folder: Path) -> None:
    root = shlex.quote(str(folder))
    click.echo(f"""
Where to look now:
  {folder}/plans                    the letters, a folder a plan, and STATUS.html
  planward status --root {root}       (it finds that nobody has looked since, which is so)
  planward history PLAN --root {root}
  planward explain PLAN --root {root}
Everything above can be typed again, line by line: {folder / EXPORTS / STORY}""")
