"""The first ten minutes, as a reader types them: every command of the README runs and answers as printed."""

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

from tests.demo.playing import inside, typed
from tests.disk.test_history import a_clone

HOME = Path(__file__).parents[2]
README = (HOME / "README.md").read_text("utf-8")
ANYTHING = "…"


def steps() -> Iterator[tuple[str, list[str]]]:
    """Each command with the lines printed under it."""
    command, told = "", []
    for block in re.findall(r"```console\n(.*?)```", README, re.DOTALL):
        for line in block.splitlines():
            if line.startswith("$ "):
                if command:
                    yield command, told
                command, told = line.removeprefix("$ "), []
            else:
                told.append(line)
    yield command, told


def done(command: str) -> list[str]:
    """What the command prints; the few words of a shell that the page uses are spoken here."""
    words = shlex.split(command)
    match words:
        case ["cp", *files, target]:
            for file in files:
                shutil.copy(file, target)
            return []
        case ["ls", folder]:
            return sorted(file.name for file in Path(folder).iterdir())
        case ["cat", file]:
            return Path(file).read_text("utf-8-sig").splitlines()
        case ["planward", *rest]:
            _, out, beside = typed(*rest)
            return (out + beside).splitlines()
    raise AssertionError(command)


def like(printed: list[str], told: list[str]) -> bool:
    """`…` on a line of its own stands for any lines."""
    if not told:
        return not printed
    if told[0] == ANYTHING:
        return any(like(printed[at:], told[1:]) for at in range(len(printed) + 1))
    return bool(printed) and printed[0] == told[0] and like(printed[1:], told[1:])


def test_the_first_ten_minutes(tmp_path: Path) -> None:
    shutil.copytree(HOME / "policies", tmp_path / "policies")
    a_clone(tmp_path)
    with inside(tmp_path):
        for command, told in steps():
            printed = done(command)
            assert like(printed, told), (command, printed)


def test_what_the_readme_points_at_is_there() -> None:
    for target in re.findall(r"\]\(([^)]+)\)", README):
        assert (HOME / target).exists(), target
    made = (HOME / "Makefile").read_text("utf-8")
    for target in re.findall(r"make (\w+)", README):
        assert re.search(rf"^{target}:", made, re.MULTILINE), target
