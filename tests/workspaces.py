"""A workspace made for a test: as `planward init` makes it, with the test's own policy and sources."""

import json
import shlex
import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from engine.cli.lines import laid_out
from engine.cli.main import planward
from engine.cli.run import look_lines
from engine.core.values.errors import EngineError
from engine.results import LookResult

SHIPPED = Path(__file__).parent.parent


@dataclass(frozen=True)
class PlayedWorkspace:
    root: Path

    @property
    def plans(self) -> Path:
        return self.root / "plans"

    def does(self, *words: str, exit_code: int = 0) -> str:
        """One command, as typed; its output. The exit code is part of the promise."""
        result = CliRunner().invoke(planward, [words[0], "--root", str(self.root), *words[1:]])
        problem = result.exception
        if isinstance(problem, EngineError):  # what `main` makes of it
            assert problem.exit_code == exit_code, str(problem)
            return str(problem)
        if problem and not isinstance(problem, SystemExit):
            raise problem
        assert result.exit_code == exit_code, result.output
        return result.stdout

    def says(self, command: str, day: str) -> str:
        """A command as `status` prints it, `planward record …`, given on `day`."""
        words = shlex.split(command)[1:]
        return self.does(*words, "--as-of", day)

    def runs(self, day: str) -> str:
        """One look. It exits with 1, as `check` does, exactly where it says that nothing opens by a file."""
        words = ["run", "--root", str(self.root), "--once", "--as-of", day]
        result = CliRunner().invoke(planward, words)
        problem = result.exception
        if problem and not isinstance(problem, SystemExit):
            raise problem
        assert result.exit_code == int("nothing opens by" in result.stdout), result.output
        return result.stdout

    def drops(self, name: str, content: str | bytes) -> Path:
        file = self.plans / name
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return file

    def status(self, day: str = "") -> dict[str, Any]:
        words = [
            "status",
            "--root",
            str(self.root),
            "--json",
            *(["--as-of", day] if day else []),
        ]
        result = CliRunner().invoke(planward, words)
        return json.loads(result.stdout)

    def history(self, plan: str) -> list[dict[str, Any]]:
        return json.loads(self.does("history", plan, "--json"))["entries"]


def new_workspace(
    root: Path, policy: str, sources: dict[str, str] | None = None, teams: tuple[str, ...] = ()
) -> PlayedWorkspace:
    """`policy` is YAML text, or the name of a shipped one. `sources` replace the shipped ones."""
    words = ["init", str(root), "--settle", "0", *(w for t in teams for w in ("--team", t))]
    shipped = (SHIPPED / "policies" / f"{policy}.yaml").is_file()
    result = CliRunner().invoke(planward, [*words, *(["--policy", policy] if shipped else [])])
    assert result.exit_code == 0, result.output
    if not shipped:
        (root / "policies" / "starter.yaml").unlink()
        (root / "policies" / "own.yaml").write_text(policy, "utf-8")
    if sources is not None:
        shutil.rmtree(root / "policies" / "sources")
        (root / "policies" / "sources").mkdir()
        for name, text in sources.items():
            (root / "policies" / "sources" / f"{name}.yaml").write_text(text, "utf-8")
    return PlayedWorkspace(root)


def said_of(found: LookResult) -> str:
    """What a look brought, as `run` prints it into a pipe."""
    return "\n".join(line for each in look_lines(found) for line in laid_out(each, 0))


def quarter_after(period: str) -> date:
    """`2018-Q3` -> a day shortly after its end."""
    year, quarter = int(period[:4]), int(period[-1])
    return date(year + quarter // 4, quarter % 4 * 3 + 1, 10)
