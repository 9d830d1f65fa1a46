"""The part of Jinja that templates may use, what a template asks for, and the sandbox it runs in."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from jinja2 import StrictUndefined, nodes, pass_environment
from jinja2.exceptions import TemplateSyntaxError
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

from engine.core.diagnostic import Diagnostic
from engine.documents.clean import finalised, flat
from engine.documents.tags import Tag, problem

# XML can hold none of these characters, so no text of a template is ever taken for a tag.
PRINT_OPENS, PRINT_CLOSES, BLOCK_OPENS, BLOCK_CLOSES = "\x01", "\x02", "\x03", "\x04"
NOTE_OPENS, NOTE_CLOSES = "\x05", "\x06"

LOOP_FIELDS = frozenset({"index", "index0", "first", "last", "length", "revindex"})
JINJA_FILTERS = ("upper", "lower", "capitalize", "length")
FILTERS = (*JINJA_FILTERS, "join")
TESTS = ("odd", "even")
PATH_NODES = (nodes.Name, nodes.Getattr, nodes.Getitem)
ALLOWED = (
    *PATH_NODES,
    *(nodes.Const, nodes.List, nodes.Tuple, nodes.Filter, nodes.Test, nodes.Keyword),
    *(nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Concat),
    nodes.CondExpr,
)
DEEPEST_LOOP = 4
FLAT = "_flat"
PROPERTIES = "_properties"  # a name no template can ask for: it starts with an underscore


class Sandbox(ImmutableSandboxedEnvironment):
    """Sees keys of dictionaries and places in lists, and no attribute of anything else."""

    def getattr(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401 - as Jinja declares it
        try:
            return obj[attribute]
        except (TypeError, LookupError):
            if type(obj) is LoopContext and attribute in LOOP_FIELDS:
                return getattr(obj, attribute)
            return self.undefined(obj=obj, name=attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:  # noqa: ANN401 - as Jinja declares it
        try:
            return obj[argument]
        except (TypeError, LookupError):
            return self.undefined(obj=obj, name=argument)

    def call(self, *_args: Any, **_kwargs: Any) -> Any:  # noqa: ANN401 - as Jinja declares it
        raise TypeError("a template calls nothing")


def sandbox() -> Sandbox:
    """A fresh environment: escapes everything, fails on what is missing, knows no functions."""
    env = Sandbox(
        block_start_string=BLOCK_OPENS,
        block_end_string=BLOCK_CLOSES,
        variable_start_string=PRINT_OPENS,
        variable_end_string=PRINT_CLOSES,
        comment_start_string=NOTE_OPENS,
        comment_end_string=NOTE_CLOSES,
        autoescape=True,
        undefined=Missing,
        finalize=finalised,
        keep_trailing_newline=True,
        cache_size=0,
    )
    env.globals.clear()
    env.filters = {name: env.filters[name] for name in JINJA_FILTERS}
    env.filters |= {"join": joined, FLAT: flat}
    env.tests = {name: env.tests[name] for name in TESTS}
    return env


@pass_environment
def joined(env: Sandbox, items: list[object], between: str = "", attribute: str = "") -> str:
    """The items, or one field of each, with `between` between them."""
    parts = [env.getitem(item, attribute) if attribute else item for item in items]
    return between.join(flat(part) for part in parts)


class Missing(StrictUndefined):
    """A field the brief does not have. Its error's message is the field's name alone."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        return str(self._undefined_name)


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
    return [
        problem(code, message, hint, tag.place)
        for node in tree.body
        for code, message, hint in _refusals(node)
    ]


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


def fields_of(tree: nodes.Node) -> frozenset[str]:
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
