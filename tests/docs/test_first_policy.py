"""docs/first-policy.md is played: what is typed grows into a policy, and every command answers as printed."""

import re
import shlex
from pathlib import Path

from tests.demo.playing import inside, typed
from tests.docs.test_readme import like

PAGE = Path(__file__).parents[2] / "docs" / "first-policy.md"
BLOCK = re.compile(r"^```(\w+) ?([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
POLICY = Path("policies/help.yaml")


def grown(policy: str, more: str) -> str:
    """The policy with the sections of `more` in place of its own, or at its end."""
    parts = {
        part.split(":")[0]: part for part in re.split(r"^(?=\S)", policy, flags=re.M) if part
    }
    for part in re.split(r"^(?=\S)", more, flags=re.M):
        if part:
            parts[part.split(":")[0]] = part
    return "".join(parts.values())


def answer(command: str) -> list[str]:
    match shlex.split(command):
        case ["rm", file]:
            Path(file).unlink()
            return []
        case ["ls", folder]:
            return sorted(file.name for file in Path(folder).iterdir())
        case ["planward", *words]:
            _, out, beside = typed(*words)
            return (out + beside).splitlines()
    raise AssertionError(command)


def commands(block: str) -> list[tuple[str, list[str]]]:
    """Each command with the lines printed under it."""
    parts = [part.splitlines() for part in re.split(r"^\$ ", block, flags=re.M) if part]
    return [(first, told) for first, *told in parts]


def played(folder: Path) -> list[tuple[str, list[str], list[str]]]:
    """Every command of the page, what the page says and what is said."""
    found = []
    here = folder
    for kind, name, block in BLOCK.findall(PAGE.read_text("utf-8")):
        with inside(here):
            if kind == "yaml":
                before = POLICY.read_text("utf-8") if POLICY.is_file() else ""
                POLICY.write_text(grown(before, block), "utf-8")
            elif kind == "text":
                Path(name).write_text(block, "utf-8")
        for command, told in commands(block) if kind == "console" else ():
            if command.startswith("cd "):
                here = folder / command.removeprefix("cd ")
                continue
            with inside(here):
                found.append((command, told, answer(command)))
    return found


def test_from_a_paragraph_of_prose_to_a_letter(tmp_path: Path) -> None:
    for command, told, printed in played(tmp_path):
        assert like(printed, told), (command, printed)
