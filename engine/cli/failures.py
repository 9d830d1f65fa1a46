"""The one place where failures are caught: every one becomes a sentence and an exit code."""

import traceback
from collections.abc import Sequence
from pathlib import Path

import click
from platformdirs import user_log_path

from engine.core.values.errors import EngineError

BUG, INTERRUPTED = 5, 130


def run_command(command: click.Command, words: Sequence[str]) -> int:
    """Run `command` with `words` as typed behind its name; what it exits with."""
    try:
        given = command.main(list(words), prog_name="planward", standalone_mode=False)
    except click.exceptions.Exit as done:
        return done.exit_code
    except SystemExit as done:
        return done.code if isinstance(done.code, int) else 0
    except click.ClickException as wrong:
        wrong.show()
        return wrong.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted; what was recorded stays recorded", err=True)
        return INTERRUPTED
    except EngineError as problem:
        click.echo(f"planward: {problem}", err=True)
        return problem.exit_code
    except BrokenPipeError:
        return 0
    except Exception as bug:
        click.echo(_report(bug), err=True)
        return BUG
    return given if isinstance(given, int) else 0


def _report(bug: Exception) -> str:
    """The traceback goes to a file: it may name people, a terminal may be shared."""
    folder = user_log_path("planward", appauthor=False, ensure_exists=True)
    file: Path = folder / "fault.log"
    file.write_text("".join(traceback.format_exception(bug)), "utf-8")
    file.chmod(0o600)
    return f"planward: a fault in planward itself ({type(bug).__name__}); details are in {file}"
