"""The part of Jinja that templates may use, judged tag by tag."""

import re
from collections.abc import Iterator

from jinja2 import nodes
from jinja2.exceptions import TemplateSyntaxError

from engine.core.values.diagnostic import Diagnostic
from engine.documents.template.sandbox import (
    BLOCK_CLOSES,
    BLOCK_OPENS,
    FILTERS,
    FLAT,
    LOOP_FIELDS,
    PRINT_CLOSES,
    PRINT_OPENS,
    TESTS,
    Sandbox,
)
from engine.documents.template.tags import Tag, problem

PATH_NODES = (nodes.Name, nodes.Getattr, nodes.Getitem)
ALLOWED = (
    *PATH_NODES,
    *(nodes.Const, nodes.List, nodes.Tuple, nodes.Filter, nodes.Test, nodes.Keyword),
    *(nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Concat),
    nodes.CondExpr,
)


def source_of(tag: Tag) -> str:
    """The tag as Jinja reads it here. It starts with a line break, so a line means a tag."""
    if tag.kind == "print":
        code = f"({tag.code})|{FLAT}" if tag.flat else tag.code
        return f"{PRINT_OPENS}\n{code} {PRINT_CLOSES}"
    return f"{BLOCK_OPENS}\n{tag.kind} {tag.code} {BLOCK_CLOSES}"


def tag_problems(tag: Tag, env: Sandbox) -> list[Diagnostic]:
    """What is wrong with one tag, looked at by itself."""
    if tag.kind in {"else", "endif", "endfor", "comment"}:
        return []
    try:
        tree = env.parse(_alone(tag))
    except TemplateSyntaxError:
        return [_syntax(tag)]
    refused = {
        code: (message, hint) for node in tree.body for code, message, hint in _refusals(node)
    }
    return [problem(code, *words, tag.place) for code, words in refused.items()]


def _alone(tag: Tag) -> str:
    if tag.kind == "print":
        return f"{PRINT_OPENS}\n{tag.code} {PRINT_CLOSES}"
    kind = "for" if tag.kind == "for" else "if"
    end = f"{BLOCK_OPENS} end{kind} {BLOCK_CLOSES}"
    return f"{BLOCK_OPENS}\n{kind} {tag.code} {BLOCK_CLOSES}{end}"


def _syntax(tag: Tag) -> Diagnostic:
    example = {
        "print": "{{ employee.name }}",
        "for": "{% for goal in goals %}",
    }.get(tag.kind, f"{{% {tag.kind} period.known %}}")
    if not tag.code:
        return problem("T621", "found an empty tag", f"write for example {example}", tag.place)
    two_words = re.fullmatch(r"[\w.]+( [\w.]+)+", tag.code) and tag.kind == "print"
    hint = f"write names without spaces, for example {example}" if two_words else ""
    return problem(
        "T621",
        f'found "{tag.code}", which cannot be understood',
        hint or f"write for example {example}",
        tag.place,
    )


def _refusals(node: nodes.Node) -> Iterator[tuple[str, str, str]]:
    if isinstance(node, nodes.For):
        yield from _loop_head(node)
        return
    body = [node.test] if isinstance(node, nodes.If) else list(node.iter_child_nodes())
    for child in body:
        if not isinstance(child, nodes.TemplateData):
            yield from _expression(child)


def _loop_head(node: nodes.For) -> Iterator[tuple[str, str, str]]:
    if not isinstance(node.target, nodes.Name) or node.target.name == "loop":
        yield "T624", "a loop takes one name", "write for example {% for goal in goals %}"
    elif node.target.name.startswith("_"):
        yield "T624", f'found the name "{node.target.name}"', "begin the name with a letter"
    if not isinstance(node.iter, PATH_NODES):
        yield "T624", "a loop goes over a list of the brief", "write {% for goal in goals %}"
    else:
        yield from _expression(node.iter)
    if node.recursive:
        yield "T624", 'found "recursive"', "leave it out"
    if node.test is not None:
        yield from _expression(node.test)


def _expression(node: nodes.Node) -> Iterator[tuple[str, str, str]]:
    if not isinstance(node, ALLOWED):
        yield _refused_node(node)
        return
    if isinstance(node, nodes.Filter) and node.name not in FILTERS:
        yield "T625", f'found the unknown filter "{node.name}"', f"known: {', '.join(FILTERS)}"
    if isinstance(node, nodes.Test) and node.name not in TESTS:
        yield (
            "T625",
            f'found the unknown test "{node.name}"',
            (
                "every field of a brief always exists, empty where it does not apply: "
                "write {% if employee.team %}"
            ),
        )
    name = getattr(node, "attr", getattr(node, "name", ""))
    if (
        isinstance(node, nodes.Const)
        and isinstance(node.value, str)
        and "\\" in repr(node.value)
    ):
        yield "T624", f"found a backslash in {node.value!r}", "leave the backslash out"
    if isinstance(node, PATH_NODES) and str(name).startswith("_"):
        yield "T624", f'found "{name}"', "names of fields begin with a letter"
    if isinstance(node, nodes.Getitem) and not isinstance(node.arg, nodes.Const):
        yield "T624", "a place in a list is a plain number", "write for example goals[0].name"
    if _unknown_loop_field(node):
        yield (
            "T624",
            "found an unknown field of loop",
            f"known: {', '.join(sorted(LOOP_FIELDS))}",
        )
    for child in node.iter_child_nodes():
        yield from _expression(child)


def _unknown_loop_field(node: nodes.Node) -> bool:
    if not isinstance(node, nodes.Getattr | nodes.Getitem):
        return False
    of_loop = isinstance(node.node, nodes.Name) and node.node.name == "loop"
    return of_loop and getattr(node, "attr", "") not in LOOP_FIELDS


def _refused_node(node: nodes.Node) -> tuple[str, str, str]:
    if isinstance(node, nodes.Call):
        return "T624", "found a call with ( ), expected a field", "leave the brackets out"
    if isinstance(node, nodes.BinExpr | nodes.UnaryExpr):
        return (
            "T624",
            "found a calculation, expected a field",
            ("a letter prints figures as they were decided on; it does not calculate"),
        )
    return "T624", "found an expression that letters do not use", "print a field of the brief"
