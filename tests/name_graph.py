"""Which top-level names of the engine use which: read from its text, nothing is imported."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
TopName = tuple[str, str]  # module, name


@dataclass(frozen=True, slots=True)
class Module:
    """`imported`: what a word of this module stands for in another; "" is the whole module."""

    name: str
    defined: Mapping[str, tuple[ast.stmt, ...]]
    imported: Mapping[str, TopName]
    doing: tuple[ast.stmt, ...]  # what runs on import without giving anything a name


@cache
def modules() -> dict[str, Module]:
    files = sorted((ROOT / "engine").rglob("*.py"))
    names = {
        ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): file
        for file in files
    }
    return {
        name: _module(name, ast.parse(file.read_text("utf-8")), names)
        for name, file in names.items()
    }


def _module(name: str, tree: ast.Module, known: Mapping[str, Path]) -> Module:
    defined: dict[str, tuple[ast.stmt, ...]] = {}
    doing: list[ast.stmt] = []
    for statement in tree.body:
        given = list(_given(statement))
        for word in given:
            defined[word] = (*defined.get(word, ()), statement)
        if not given and not isinstance(statement, (ast.Import, ast.ImportFrom)):
            doing.append(statement)
    return Module(name, defined, dict(_imported(tree, known)), tuple(doing))


def _given(statement: ast.stmt) -> Iterator[str]:
    match statement:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            yield name
        case ast.Assign(targets=targets):
            for target in targets:
                yield from (n.id for n in ast.walk(target) if isinstance(n, ast.Name))
        case ast.AnnAssign(target=ast.Name(id=name)):
            yield name


def _imported(tree: ast.Module, known: Mapping[str, Path]) -> Iterator[tuple[str, TopName]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                meant = (inner, "") if inner in known else (node.module, alias.name)
                yield alias.asname or alias.name, meant


def uses(module: Module, statement: ast.stmt) -> Iterator[TopName]:
    """The top-level names of the engine that `statement` mentions, also as `module.name`."""
    for node in ast.walk(statement):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            whole, inside = module.imported.get(node.value.id, ("", "?"))
            if not inside:
                yield whole, node.attr
        elif isinstance(node, ast.Name):
            if node.id in module.defined:
                yield module.name, node.id
            if node.id in module.imported:
                yield module.imported[node.id]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            if node.value in module.defined:  # a type named before it is there
                yield module.name, node.value
            elif node.value.startswith("engine.") and ":" in node.value:  # called in a child
                there, _, name = node.value.partition(":")
                yield there, name


def unreached(entries: Mapping[TopName, str]) -> set[TopName]:
    """Every top-level name that nothing uses which is itself used, from `entries` on."""
    every = modules()
    waiting = [use for m in every.values() for s in m.doing for use in uses(m, s)]
    waiting += entries
    reached: set[TopName] = set()
    while waiting:
        module, name = waiting.pop()
        if module not in every or (module, name) in reached:
            continue
        if name in every[module].imported:  # handed on from where it was defined
            waiting.append(every[module].imported[name])
        if name not in every[module].defined:
            continue
        reached.add((module, name))
        for statement in every[module].defined[name]:
            waiting += uses(every[module], statement)
    return {(m.name, name) for m in every.values() for name in m.defined} - reached
