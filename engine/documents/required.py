"""Says which content controls the letters of a policy lack, and what is amiss with those they have."""

from collections.abc import Iterator, Mapping
from itertools import combinations

from engine.core.policy.duty import CheckInDuty
from engine.core.policy.policy import Document, Policy
from engine.core.record.field_names import (
    BEGINS,
    BOOKMARK,
    CLAUSE,
    DATE,
    DECISION,
    HELD_ON,
    LONGEST_BOOKMARK,
    LONGEST_TAG,
    NAME,
    RECEIPT,
    WHOLE,
)
from engine.core.values.diagnostic import Diagnostic
from engine.core.values.suggest import nearest
from engine.documents.template.compile import Template
from engine.documents.template.controls import AuthoredControl
from engine.documents.template.tags import problem

APPROVERS = "approvals[].id"
EACH_APPROVER = (DECISION, NAME, DATE)
EACH_RECEIPT = (RECEIPT, "receipt_date", "witness")
EACH_CHECK_IN = (HELD_ON, "held_by")
SET_TAG = "in Word: Developer, Properties, set the tag to"
IN_ROWS = "in a row between {%tr for a in approvals %} and {%tr endfor %}"
TOKEN = "__234567234567"  # noqa: S105 - as long as one, and none
NEAR = 0.8


def wanted_controls(policy: Policy, templates: Mapping[str, Template]) -> Iterator[Diagnostic]:
    """What each document of the policy needs and its template lacks. The file is the template's name."""
    for id_, document in policy.documents.items():
        template = templates.get(document.template)
        if template is None:
            continue
        whose = f'"{id_}" of the policy {policy.id}'
        for found in (
            *_approvers_missing(document, template, whose),
            *_singles_missing(policy, id_, template, whose),
            *_strangers(document, template, whose),
            *_unnameable(document),
        ):
            yield _in(template, found)


def _in(template: Template, found: Diagnostic) -> Diagnostic:
    return Diagnostic(template.name, 0, 0, found.code, found.message, found.hint, found.where)


def _approvers_missing(
    document: Document, template: Template, whose: str
) -> Iterator[Diagnostic]:
    tags = {control.tag for control in template.controls}
    for name in EACH_APPROVER:
        if any(c.name == name and c.path == APPROVERS for c in template.controls):
            continue
        absent = [role for role in document.approved_by if f"{name}{role}" not in tags]
        if absent and len(absent) == len(document.approved_by):
            tag = f"{name}{{{{ a.id }}}}"
            yield _missing(tag, whose, f"{SET_TAG} {tag}, {IN_ROWS}")
        else:
            tags_absent = (f"{name}{role}" for role in absent)
            yield from (_missing(tag, whose, f"{SET_TAG} {tag}") for tag in tags_absent)


def _missing(tag: str, whose: str, hint: str) -> Diagnostic:
    return problem("T636", f'found no control "{tag}", which {whose} needs', hint, "")


def _singles_missing(
    policy: Policy, id_: str, template: Template, whose: str
) -> Iterator[Diagnostic]:
    duties = [
        *policy.must.values(),
        *(d for s in policy.stages.values() for d in s.must.values()),
    ]
    needed: tuple[str, ...] = EACH_RECEIPT if policy.documents[id_].acknowledged else ()
    if any(isinstance(duty, CheckInDuty) and duty.document == id_ for duty in duties):
        needed += EACH_CHECK_IN
    tags = {control.tag for control in template.controls}
    for tag in needed:
        if tag not in tags:
            yield _missing(tag, whose, f"{SET_TAG} {tag}")


def _strangers(document: Document, template: Template, whose: str) -> Iterator[Diagnostic]:
    """Decisions that nobody may take: a letter with one could not be drafted, for it has no token."""
    for control in template.controls:
        role = control.tag.removeprefix(DECISION)
        if control.name != control.tag or role == control.tag or role in document.approved_by:
            continue
        near = nearest(role, document.approved_by)
        hint = f"did you mean {DECISION}{near}?" if near else "take the control out"
        message = f'found a decision of "{role}", who does not approve {whose}'
        yield problem("T637", message, hint, control.place)


def _unnameable(document: Document) -> Iterator[Diagnostic]:
    for role in document.approved_by:
        if len(f"{DECISION}{role}{TOKEN}") > LONGEST_TAG:
            most = LONGEST_TAG - len(f"{DECISION}{TOKEN}")
            message = f'found the role "{role}", too long for a control\'s tag'
            yield problem("T639", message, f"name it with {most} letters at most", "")


def odd(policy: Policy, templates: Mapping[str, Template]) -> Iterator[Diagnostic]:
    """Warnings: roles whose bookmark is cut, so that a file that lost its tags cannot be read back."""
    most = LONGEST_BOOKMARK - len(f"{BOOKMARK}{DECISION}{TOKEN}")
    for document in policy.documents.values():
        template = templates.get(document.template)
        for role in document.approved_by if template else ():
            if template and len(role) > most:
                message = f'found the role "{role}", too long for a bookmark\'s name'
                hint = (
                    f"with {most} letters at most a decision is also found where LibreOffice 7 "
                    "dropped the tag"
                )
                yield _in(template, problem("T639", message, hint, ""))


def amiss(template: Template) -> Iterator[Diagnostic]:
    """What would leave open who has signed, or let nobody sign."""
    for control in template.controls:
        if control.locked and not control.tag.startswith(CLAUSE):
            message = f'found the control "{control.tag}" locked: nobody could fill it in'
            hint = 'in Word: Developer, Properties, clear "Contents cannot be edited"'
            yield _in(template, problem("T640", message, hint, control.place))
    yield from _signed_twice(template)


def _signed_twice(template: Template) -> Iterator[Diagnostic]:
    signing = [
        c for c in template.controls if c.name in {DECISION, RECEIPT, HELD_ON} or _decides(c)
    ]
    for control in signing:
        if control.name == DECISION and control.path != APPROVERS:
            message = "found a decision that goes over something else than the approvals"
            hint = f"{SET_TAG} decision_{{{{ a.id }}}}, {IN_ROWS}"
            yield _in(template, problem("T637", message, hint, control.place))
        elif control.repeated and control.name == control.tag:
            message = f'found the control "{control.tag}" in a loop'
            yield _in(
                template, problem("T638", message, "put it outside the loop", control.place)
            )
    for first, second in combinations(signing, 2):
        if _same(first, second) and not first.excludes(second):
            message = f'found the control "{second.tag}" beside "{first.tag}", which signs for the same'
            hint = "keep one: nobody could say which of them holds"
            yield _in(template, problem("T638", message, hint, second.place))


def _decides(control: AuthoredControl) -> bool:
    return control.ours and control.tag.startswith(DECISION)


def _same(first: AuthoredControl, second: AuthoredControl) -> bool:
    over_all = _decides(first) and _decides(second) and (first.path or second.path)
    return bool(over_all) or first.tag == second.tag


def doubtful(template: Template) -> Iterator[Diagnostic]:
    """Warnings: clauses that anybody may change, and tags that look like one of ours."""
    for control in template.controls:
        if control.ours and control.tag.startswith(CLAUSE) and not control.locked:
            message = f'found the clause "{control.tag}" without a lock'
            hint = 'in Word: Developer, Properties, tick "Contents cannot be edited"'
            yield _in(template, problem("T640", message, hint, control.place))
        elif not control.ours and (near := _nearest(control.tag)):
            message = f'found the control "{control.tag}", which the engine does not know'
            yield _in(
                template, problem("T641", message, f"did you mean {near}?", control.place)
            )


def _nearest(tag: str) -> str:
    """The tag of ours a stranger comes closest to: `decision_hr` for `decison_hr`."""
    if whole := nearest(tag, WHOLE, NEAR):
        return whole
    first, sign, rest = tag.lower().partition("_")
    begin = nearest(f"{first}_", BEGINS, NEAR) if sign and rest else ""
    return f"{begin}{tag[len(first) + 1 :]}" if begin else ""
