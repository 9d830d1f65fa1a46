"""What the pages tell people to type can be typed; what they show is executed somewhere."""

import re
import shlex
from pathlib import Path

import click
import pytest

from engine.cli.main import COMMANDS, planward

ROOT = Path(__file__).parents[2]
PAGES = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
]
EXECUTED = {
    "README.md": "tests/docs/test_readme.py",
    "embedding.md": "tests/docs/test_embedding.py",
    "errors.md": "tests/policyfile/test_errors_page.py",
    "errors-files.md": "tests/docs/test_errors_files.py",
    "errors-sources.md": "tests/docs/test_errors_sources.py",
    "first-policy.md": "tests/docs/test_first_policy.py",
    "leave.md": "tests/docs/test_leave_page.py",
    "report-reference.md": "tests/docs/test_schema_pages.py",
    "source-reference.md": "tests/docs/test_schema_pages.py",
}
MAKES_FILES = {"first-policy.md"}  # and names them: its commands are played by its own test
FENCE = re.compile(r"^```(\w*)[^\n]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TYPED = [
    pytest.param(line, id=f"{page.name}: {line}")
    for page in PAGES
    for kind, text in FENCE.findall(page.read_text("utf-8"))
    if kind in ("console", "sh", "bash", "shell") and page.name not in MAKES_FILES
    for line in (each.strip().removeprefix("$ ") for each in text.splitlines())
    if line.startswith(("make ", "planward "))
]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_a_page_shows_only_what_is_executed_or_is_output(page):
    kinds = {kind for kind, _ in FENCE.findall(page.read_text("utf-8"))}
    if page.name in EXECUTED:
        assert (ROOT / EXECUTED[page.name]).is_file()
    else:
        assert kinds <= {"text", "console"}


@pytest.mark.parametrize("line", TYPED)
def test_what_is_to_be_typed_is_a_command(line):
    program, name, *words = shlex.split(line, comments=True)
    if program == "make":
        targets = re.findall(
            r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE
        )
        assert name in targets
        return
    assert name in COMMANDS
    parent = click.Context(planward, info_name="planward", **planward.context_settings)
    command = planward.get_command(parent, name)
    command.make_context(name, words, parent=parent)  # a wrong option or word would raise


def test_there_is_something_to_type():
    assert TYPED
