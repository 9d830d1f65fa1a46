"""What a compiled part asks of a brief: every field, through loops and loops inside loops."""

from collections.abc import Iterator, Mapping

from jinja2 import nodes

from engine.core.values.diagnostic import Diagnostic
from engine.documents.template.grammar import PATH_NODES
from engine.documents.template.sandbox import PROPERTIES
from engine.documents.template.tags import Tag, problem

DEEPEST_LOOP = 4


def loop_problems(tree: nodes.Node, tags: Mapping[int, Tag]) -> list[Diagnostic]:
    """Loops nested too deep, and `loop` outside a loop, in one whole part."""
    return list(_walk_loops(tree, tags, 0))


def _walk_loops(node: nodes.Node, tags: Mapping[int, Tag], depth: int) -> Iterator[Diagnostic]:
    if isinstance(node, nodes.Name) and node.name == "loop" and not depth:
        place = tags[node.lineno].place
        yield problem(
            "T624", 'found "loop" outside a loop', "use it between for and endfor", place
        )
    if isinstance(node, nodes.For):
        depth += 1
        if depth == DEEPEST_LOOP + 1:
            yield problem(
                "T624",
                f"loops are nested more than {DEEPEST_LOOP} deep",
                "repeat fewer lists inside each other",
                tags[node.lineno].place,
            )
    for child in node.iter_child_nodes():
        yield from _walk_loops(child, tags, depth)


def fields_asked(tree: nodes.Node) -> frozenset[str]:
    """Every field a part asks for, as `employee.name` and `goals[].name`.

    A list counts by what is asked of its items; as itself when it is asked for whole
    (`{% if goals %}`, `goals|length`) or when its loop asks nothing of the items.
    """
    found: set[str] = set()
    _collect(tree, {PROPERTIES: ""}, found)
    return frozenset(found)


def _collect(node: nodes.Node, scope: Mapping[str, str], found: set[str]) -> None:
    if isinstance(node, nodes.For):
        _collect_loop(node, scope, found)
    elif isinstance(node, PATH_NODES):
        if path := path_of(node, scope):
            found.add(path)
    elif isinstance(node, nodes.Filter) and node.name == "join" and node.node is not None:
        path = path_of(node.node, scope)
        attribute = _join_attribute(node)
        found.add(f"{path}[].{attribute}" if attribute else f"{path}[]")
        for argument in node.args:
            _collect(argument, scope, found)
    else:
        for child in node.iter_child_nodes():
            _collect(child, scope, found)


def _join_attribute(node: nodes.Filter) -> str:
    named = [k.value for k in node.kwargs if k.key == "attribute"]
    given = named or node.args[1:2]
    return str(given[0].value) if given and isinstance(given[0], nodes.Const) else ""


def _collect_loop(node: nodes.For, scope: Mapping[str, str], found: set[str]) -> None:
    path = path_of(node.iter, scope)
    target = node.target.name if isinstance(node.target, nodes.Name) else ""
    inside = {**scope, target: f"{path}[]", "loop": ""}
    asked: set[str] = set()
    inner: list[nodes.Node] = [*node.body, *([node.test] if node.test else [])]
    for child in inner:
        _collect(child, inside, asked)
    if not any(field.startswith(f"{path}[]") for field in asked):
        asked.add(path)
    for child in node.else_:
        _collect(child, scope, asked)
    found |= asked


def path_of(node: nodes.Node, scope: Mapping[str, str]) -> str:
    """The field a chain of names stands for; empty for what is no field of the brief."""
    if isinstance(node, nodes.Name):
        if node.name.startswith("_"):
            return ""  # ours
        return scope.get(node.name, node.name)
    if isinstance(node, nodes.Getattr):
        base = path_of(node.node, scope)
        return f"{base}.{node.attr}" if base else ""
    if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
        base = path_of(node.node, scope)
        key = node.arg.value
        if not base:
            return ""
        return f"{base}[]" if isinstance(key, int) else f"{base}.{key}"
    return ""
