"""docs/cli.md says what `--help` says, and the list of commands what each says of itself."""

from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from engine.cli.main import COMMANDS, planward

PAGE = Path(__file__).parents[2] / "docs" / "cli.md"
WIDTH = 100
TOP = """\
# Commands

What `planward --help` and `planward COMMAND --help` say. This page is made from them.

**For people.** On a terminal, text is wrapped at its width (`COLUMNS` overrules it) and goes on below
its own beginning; paths, names and ids are never broken, and a command that goes on ends in a backslash,
so that it can be copied as it stands. In a pipe or a file a thing is one line. Colours are for terminals
only; `NO_COLOR` takes them away, `FORCE_COLOR` puts them anywhere.

**For programs.** `--json` prints one object that first says what it is and in which version of its form,
as in `{"planward": "status/1", …}`. The forms are the JSON schemas in `engine/schemas/`
(`status.v1.json` and so on). A form may gain fields; none is taken away or changed in meaning without a
new version. Days are `2026-05-12`, instants are UTC, figures are text, what does not apply is null. A
refusal is a sentence on stderr and an exit code, with or without `--json`. [embedding.md](embedding.md)
shows how to do without the command line.

**To try.** What reads changes nothing; what writes has `--dry-run` (`demo` makes a folder of its own).

"""


def helped(*words: str) -> str:
    asked = CliRunner().invoke(
        planward, [*words, "--help"], prog_name="planward", terminal_width=WIDTH
    )
    assert asked.exit_code == 0, asked.output
    return asked.output.strip()


def page() -> str:
    told = {"planward": helped()} | {f"planward {name}": helped(name) for name in COMMANDS}
    parts = [f"## {name}\n\n```text\n{text}\n```" for name, text in told.items()]
    return TOP + "\n\n".join(parts) + "\n"


def test_the_page_is_current(request):
    if request.config.getoption("--update-golden"):
        PAGE.write_text(page(), "utf-8")
    assert PAGE.read_text("utf-8") == page(), (
        "run pytest --update-golden, and read the difference"
    )


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_takes_what_all_such_commands_take(name):
    command = planward.get_command(click.Context(planward, **planward.context_settings), name)
    assert command.name == name
    options = {option for each in command.params for option in each.opts}
    if name not in ("init", "demo"):
        assert "--root" in options
    if name in ("run", "record"):
        assert {"--as-of", "--dry-run"} <= options
    if name in ("status", "explain", "history", "verify"):
        assert "--json" in options
