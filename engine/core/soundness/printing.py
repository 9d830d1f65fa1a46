"""Whether every document can be printed, and prints nothing restricted."""

import re
from collections.abc import Iterator, Mapping, Set

from engine.core.policy import walk
from engine.core.policy.duty import duty_text
from engine.core.policy.policy import Policy
from engine.core.policy.references import EMPLOYEE, document_mentions
from engine.core.policy.walk import Path
from engine.core.soundness.suggestions import listed, meant
from engine.core.values.diagnostic import Finding
from engine.core.values.suggest import surely

PRINTED_FIELD = re.compile(r"\bemployee\.(\w+)")
ROLE_LEAVES = frozenset({"name", "id"})

Templates = Mapping[str, frozenset[str]]


def missing_templates(policy: Policy, templates: Templates) -> Iterator[Finding]:
    """A file that is not there, told apart from a slip in the name of one that is."""
    for id_, document in policy.documents.items():
        name, path = document.template, ("documents", id_, "template")
        if name not in templates and (near := surely(name, templates)):
            yield Finding(path, "P260", f'found "{name}", expected {near}', f"write {near}")
        elif name not in templates:
            there = listed([each for each in templates if "/" not in each])
            hint = f"add the file, or name {there}" if templates else "add the file"
            yield Finding(path, "P266", f'found no template file "{name}"', hint)


def faulty_templates(policy: Policy, faulty: Set[str]) -> Iterator[Finding]:
    """Files that are there and have mistakes of their own, which are told elsewhere."""
    for id_, document in policy.documents.items():
        if document.template in faulty:
            message = f"{document.template} has mistakes of its own"
            hint = "planward check, without a file, shows them"
            yield Finding(("documents", id_, "template"), "P267", message, hint)


def unknown_asked(
    policy: Policy, templates: Templates, brief_fields: frozenset[str]
) -> Iterator[Finding]:
    """Fields a template prints that no brief gives; what is restricted is told elsewhere."""
    known = brief_fields | {
        f"roles.{role}.{leaf}" for role in policy.roles for leaf in ROLE_LEAVES
    }
    opened = known | {start for field in known for start in _starts(field)}
    for id_, document in policy.documents.items():
        asked = templates.get(document.template, frozenset())
        for field in sorted(asked - opened - _restricted_paths(policy)):
            near = surely(field, known)
            hint = f"in {document.template}, write {near}" if near else "take it out"
            message = f'{document.template} asks for "{field}", which no document is given'
            yield Finding(("documents", id_, "template"), "P261", message, hint)


def _starts(field: str) -> Iterator[str]:
    """`goals[].name` opens `goals[]` and `goals`."""
    for at, sign in enumerate(field):
        if sign == "." or field.startswith("[]", at):
            yield field[:at]


def _restricted(policy: Policy) -> frozenset[str]:
    return frozenset(name for name, field in policy.employee.items() if field.restricted)


def _restricted_paths(policy: Policy) -> frozenset[str]:
    return frozenset(f"{EMPLOYEE}.{name}" for name in _restricted(policy))


def restricted_in_templates(policy: Policy, templates: Templates) -> Iterator[Finding]:
    hidden = _restricted_paths(policy)
    for id_, document in policy.documents.items():
        asked = templates.get(document.template, frozenset())
        for field in sorted(f for f in asked if f in hidden or f.startswith(_below(hidden))):
            message = f'{document.template} prints "{field}", which is restricted'
            hint = f"take {field} out of {document.template}"
            yield Finding(("documents", id_, "template"), "P262", message, hint)


def _below(fields: frozenset[str]) -> tuple[str, ...]:
    return tuple(f"{field}{sign}" for field in fields for sign in (".", "["))


def _prose(policy: Policy) -> Iterator[tuple[Path, str]]:
    """Every text that may come to stand in a document."""
    for id_, document in policy.documents.items():
        yield ("documents", id_, "title"), document.title
    for id_, question in policy.questions.items():
        yield ("questions", id_, "text"), question.text
    for duty in walk.every_duty(policy):
        yield (*duty.path, "text"), duty_text(duty.what)
    for stage_id, stage in policy.stages.items():
        yield ("stages", stage_id, "title"), stage.title
    for goal in walk.every_goal(policy):
        yield (*goal.path, "title"), goal.what.title


def printed_in_prose(policy: Policy) -> set[str]:
    """The fields of the employee that its texts name to be printed."""
    return {name for _, text in _prose(policy) for name in PRINTED_FIELD.findall(text)}


def restricted_in_prose(policy: Policy) -> Iterator[Finding]:
    hidden = _restricted(policy)
    for path, text in _prose(policy):
        for name in PRINTED_FIELD.findall(text):
            if name in hidden:
                message = f'found "employee.{name}", which is restricted and never printed'
                yield Finding(path, "P262", message, f"take employee.{name} out")


def unused_documents(policy: Policy) -> Iterator[Finding]:
    used = {meant(name, policy.documents) for _, name in document_mentions(policy)}
    used |= {said.what.thing for said in walk.moments(policy)}  # told as a moment never coming
    for id_ in policy.documents:
        if id_ not in used:
            message = f"no duty, right or row uses document {id_}"
            hint = f"add a duty: do: issue, document: {id_}, or take it out"
            yield Finding(("documents", id_), "P263", message, hint, warning=True)


def own_receipts(policy: Policy) -> Iterator[Finding]:
    """A receipt is worth nothing from those who made the document."""
    for id_, document in policy.documents.items():
        if document.acknowledged is None:
            continue
        by = document.acknowledged.by
        if by in (document.drafted_by, *document.approved_by):
            message = f'found "{by}", who drafts or approves {id_}; expected who receives it'
            path = ("documents", id_, "acknowledged", "by")
            yield Finding(
                path,
                "P265",
                message,
                "write employee, or a role that neither drafts nor approves it",
            )


CHECKS = (restricted_in_prose, unused_documents, own_receipts)
