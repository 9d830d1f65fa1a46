"""A policy with nothing left unsaid: short forms written out, every default in its place."""

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from engine.core.policy.policy import COUNTED_ENDS
from engine.schematext.form import chosen_form
from engine.schematext.schema import Schema, load_schema, resolved

Map = dict[str, Any]
Path = tuple[str, ...]

TIMING = ("within", "at", "every", "days")
# Keys whose default depends on their neighbours, by a key that the form may have: duties,
# reviews, rows of `open`, tests of a metric. The rules below know when they hold.
_RULED = {
    "do": ("within", "from", "during", "in"),
    "rows": ("during",),
    "opened_by": ("propose_to",),
    "each": ("for",),
    "type": ("restricted",),
    "ever": ("within",),
    "earlier_plan": ("ended_within",),
}


@dataclass(frozen=True, slots=True)
class Filled:
    """`added` holds the paths of what nobody typed; `unsaid`, by the path of a mapping, what its other
    keys, which have no value to fill in, mean by not being there.
    """

    policy: Map
    added: set[Path] = field(default_factory=set)
    unsaid: dict[Path, dict[str, str]] = field(default_factory=dict)

    def put(self, path: Path, into: Map, **entries: object) -> None:
        """Add the entries that `into`, which lies at `path`, does not have."""
        for key, value in entries.items():
            name = "from" if key == "from_" else key
            if name not in into:
                into[name] = deepcopy(value)
                self.added.update(_paths((*path, name), value))


def _paths(path: Path, value: object) -> Iterator[Path]:
    yield path
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _paths((*path, key), item)


def filled(plain: Mapping[str, Any]) -> Filled:
    """`plain`, which fits its schema, with short forms written out and defaults filled in."""
    made = Filled(deepcopy(dict(plain)))
    for rule in RULES:
        rule(made)
    root = load_schema("policy.v1")
    _static(made, root, root, made.policy, ())
    return made


_WITHOUT = re.compile(r"Without it: (.+?)\.?$")


def in_words(name: str) -> str:
    """`written_warning` as a person writes it: Written warning."""
    return name.replace("_", " ").capitalize()


def _documents(made: Filled) -> None:
    documents = made.policy.get("documents", {})
    if isinstance(documents, list):
        documents = made.policy["documents"] = {name: {} for name in documents}
    for name, document in documents.items():
        path = ("documents", name)
        made.put(path, document, template=f"{name}.docx", title=in_words(name))


def _employee(made: Filled) -> None:
    """An absence is protected leave unless the policy says otherwise."""
    for name, field_ in made.policy.get("employee", {}).items():
        restricted = "true" if field_["type"] == "absence" else "false"
        made.put(("employee", name), field_, restricted=restricted)


def _metrics(made: Filled) -> None:
    """A period that protected leave touches does not count unless the policy says that it does."""
    fields = made.policy.get("employee", {}).items()
    away = [name for name, said in fields if (said["type"], said["restricted"]) == PROTECTED]
    for name, metric in made.policy.get("metrics", {}).items():
        made.put(("metrics", name), metric, leave_out=away)


PROTECTED = ("absence", "true")


def _values(made: Filled) -> None:
    values = made.policy.get("values", {})
    for name, value in values.items():
        if isinstance(value, str):
            starting = made.policy["effective"]
            values[name] = {"dated": [{"starting": starting, "is": value}]}


def _roles(made: Filled) -> None:
    default = load_schema("policy.v1")["properties"]["roles"]["default"]
    made.put((), made.policy, roles={})
    made.put(("roles",), made.policy["roles"], **default)


def _kept_apart(made: Filled) -> None:
    """A role with `if_same` is another person than those named before it where several must agree."""
    chains = list(_chains(made.policy))
    for name, role in made.policy["roles"].items():
        if "if_same" in role and "not_same_as" not in role:
            before = [
                one for chain in chains if name in chain for one in chain[: chain.index(name)]
            ]
            made.put(("roles", name), role, not_same_as=list(dict.fromkeys(before)))


def _chains(policy: Map) -> Iterator[list[str]]:
    """Every list of roles that must all agree, in order."""
    for document in policy.get("documents", {}).values():
        yield document.get("approved_by", [])
    for _, right in _items(policy, "may"):
        yield right.get("approved_by", [])
    for stage in policy["stages"].values():
        for review in stage.get("reviews", {}).values():
            rows = review if isinstance(review, list) else review.get("rows", [])
            yield from (row.get("decided_by", []) for row in rows)


def _held(made: Filled) -> None:
    """A plan nobody decides about ends as `closed`; that stage is there without being written."""
    if "then" not in made.policy.get("held", {}):
        stages = made.policy["stages"]
        made.put(("stages",), stages, closed={"final": "no_action"})


def _open(made: Filled) -> None:
    issues = made.policy.get("issues", ["results"])
    for at, row in enumerate(made.policy["open"]):
        path = ("open", str(at))
        made.put(path, row, issue=issues[0])
        if "opened_by" not in row:
            made.put(path, row, propose_to=["hr"])


def _stages(made: Filled) -> None:
    for name, stage in made.policy["stages"].items():
        path = ("stages", name)
        made.put(path, stage, title=in_words(name))
        for goal, said in stage.get("goals", {}).get("fixed", {}).items():
            made.put((*path, "goals", "fixed", goal), said, title=in_words(goal))
        if setting := stage.get("goals", {}).get("set_by"):
            made.put((*path, "goals", "set_by"), setting, judged_by=setting["role"])
        reviews = stage.get("reviews", {})
        for review, said in reviews.items():
            if isinstance(said, list):
                reviews[review] = said = {"rows": said}
            _review(made, (*path, "reviews", review), said, list(stage.get("clocks", {})))


def _review(made: Filled, path: Path, review: Map, clocks: list[str]) -> None:
    if not any(key in review for key in ("at", "days", "every")):
        made.put(path, review, at=f"{clocks[0]}.ended")
    elif "at" not in review:
        made.put(path, review, during="stage")


def _duties(made: Filled) -> None:
    for path, duty in _items(made.policy, "must"):
        if not any(key in duty for key in TIMING):
            made.put(path, duty, within="10 business days")
        if "within" in duty:
            made.put(path, duty, from_="stage.entered")
        elif "at" not in duty:
            made.put(path, duty, during="stage")


def _stages_named(made: Filled) -> None:
    """Only what stands outside stages has to say in which of them it holds."""
    for kind in ("must", "may"):
        for name, item in made.policy.get(kind, {}).items():
            made.put((kind, name), item, **{"in": []})


def _items(policy: Map, kind: str) -> list[tuple[Path, Map]]:
    own = [((kind, name), item) for name, item in policy.get(kind, {}).items()]
    return own + [
        (("stages", stage, kind, name), item)
        for stage, said in policy["stages"].items()
        for name, item in said.get(kind, {}).items()
    ]


def _deadlines(made: Filled) -> None:
    for name, stage in made.policy["stages"].items():
        if "final" not in stage:
            path = ("stages", name)
            made.put(path, stage, deadline={})


def _earlier_plans(made: Filled) -> None:
    """A plan that ended without a verdict leaves somebody out, but opens and worsens nothing."""
    for path, test in earlier_plan_tests(made.policy, ()):
        said = test["earlier_plan"]
        if isinstance(said, str):
            within = (
                {"within": {"length": test.pop("ended_within")}}
                if "ended_within" in test
                else {}
            )
            said = test["earlier_plan"] = {"issue": said.removesuffix("_issue"), **within}
        here = (*path, "earlier_plan")
        if said.get("ever") != "true":
            made.put(here, said, within={})
        ends = "any" if path[0] == "leaves_out" else [*COUNTED_ENDS]
        made.put(here, said, outcome=ends)


def earlier_plan_tests(found: object, path: Path) -> Iterator[tuple[Path, Map]]:
    """Every test for an earlier plan, with its place."""
    if isinstance(found, dict):
        asked = path[-1:] in (("when",), ("covers",)) or path[-2:-1] in (
            ("all",),
            ("any",),
            ("none",),
        )
        if asked and "earlier_plan" in found:
            yield path, found
        for key, item in found.items():
            yield from earlier_plan_tests(item, (*path, key))
    elif isinstance(found, list):
        for at, item in enumerate(found):
            yield from earlier_plan_tests(item, (*path, str(at)))


RULES = (
    _documents, _employee, _metrics, _values, _roles, _kept_apart, _held, _open, _stages, _duties,
    _stages_named,
    _deadlines, _earlier_plans,
)  # fmt: skip


def _static(made: Filled, root: Schema, schema: Schema, found: object, path: Path) -> None:
    """The defaults that the schema states and that hold whatever stands beside them."""
    schema = chosen_form(root, schema, found)
    if isinstance(found, list):
        for at, item in enumerate(found):
            _static(made, root, schema.get("items", {}), item, (*path, str(at)))
    elif isinstance(found, dict):
        known = schema.get("properties", {})
        ruled = [key for sign, keys in _RULED.items() if sign in known for key in keys]
        for key, said in known.items():
            stated = resolved(root, said)
            if "default" in stated and key not in ruled:
                made.put(path, found, **{key: typed(stated["default"])})
            elif key not in found and (meant := _WITHOUT.search(stated.get("description", ""))):
                made.unsaid.setdefault(path, {})[key] = meant[1]
        _order(found, known)
        for key, item in found.items():
            _static(
                made,
                root,
                known.get(key, schema.get("additionalProperties")),
                item,
                (*path, key),
            )


def _order(found: Map, known: Schema) -> None:
    """Keys in the order of the schema, so that a filled policy reads like the reference."""
    typed = dict(found)
    found.clear()
    found.update({key: typed[key] for key in known if key in typed})
    found.update({key: item for key, item in typed.items() if key not in known})


def typed(default: object) -> object:
    """A default as it would be typed."""
    if isinstance(default, dict):
        return {key: typed(value) for key, value in default.items()}
    if isinstance(default, list):
        return [typed(value) for value in default]
    return str(default).lower() if isinstance(default, bool) else str(default)
