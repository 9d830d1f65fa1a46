"""A command is a door: it reads the words typed, calls the service once, and prints."""

import ast
import inspect
from importlib import import_module
from pathlib import Path

import pytest

from engine.cli.main import COMMANDS

MOST_LINES = 25  # of a command's function, without its options and what --help prints


def lines_of(text: str, name: str) -> int:
    """How many lines the function's body has, its docstring aside."""
    function = next(
        each
        for each in ast.parse(text).body
        if isinstance(each, ast.FunctionDef) and each.name == name
    )
    first = function.body[1] if ast.get_docstring(function) else function.body[0]
    assert function.end_lineno is not None
    return function.end_lineno - first.lineno + 1


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_short(name: str) -> None:
    text = Path(inspect.getfile(import_module(f"engine.cli.{name}"))).read_text("utf-8")
    assert lines_of(text, name) <= MOST_LINES


def test_a_long_one_is_found() -> None:
    body = "    pass\n" * (MOST_LINES + 1)
    assert lines_of(f'def long():\n    """Says so."""\n{body}', "long") > MOST_LINES


def test_the_face_prints_nothing_and_never_exits() -> None:
    """Nor does anything it answers with: no click, no print, no exit below the doors."""
    engine = Path(__file__).parents[2] / "engine"
    said = {
        str(module.relative_to(engine))
        for module in engine.rglob("*.py")
        if not module.is_relative_to(engine / "cli") and module.name != "__main__.py"
        for node in ast.walk(ast.parse(module.read_text("utf-8")))
        if (isinstance(node, ast.Import) and any(each.name == "click" for each in node.names))
        or (isinstance(node, ast.ImportFrom) and node.module == "click")
        or (isinstance(node, ast.Name) and node.id in ("print", "SystemExit"))
        or (isinstance(node, ast.Attribute) and ast.unparse(node) == "sys.exit")
    }
    assert said == set()
