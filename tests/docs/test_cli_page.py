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
    command = planward.get_command(click.Context(planward), name)
    assert command.name == name
    options = {option for each in command.params for option in each.opts}
    if name not in ("init", "demo"):
        assert "--root" in options
    if name in ("run", "record"):
        assert {"--as-of", "--dry-run"} <= options
    if name in ("status", "explain", "history", "verify"):
        assert "--json" in options
