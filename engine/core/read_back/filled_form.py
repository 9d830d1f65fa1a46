"""A check-in form filled in in Word: the same acts as if somebody had typed them to `record`."""

from collections.abc import Iterator, Sequence
from datetime import date

from engine.core.facts.explanation import title_of
from engine.core.plan.authority import Act
from engine.core.plan.in_force import PlanContext, duties_in_force
from engine.core.plan.state import PlanDocument
from engine.core.policy.duty import duty_kind
from engine.core.read_back.in_progress import Copy, Unfit
from engine.core.read_back.sign_off import day_of, folded, is_employee, named, no_day, not_held
from engine.core.record.field_names import ANSWER, HELD_ON, REMARK

TOLD = (
    ("support", "Support delivered"),
    ("blockers", "Blockers"),
    ("next_actions", "Next actions"),
)
OF_THE_DUTY = (HELD_ON, "held_by")
HELD = "held"  # what a form says that was filled in


def acts_of_form(
    m: PlanContext, document: PlanDocument, copy: Copy, day: date, beside: Sequence[str] = ()
) -> tuple[Act, ...] | Unfit:
    """The duty done and the questions answered; or what is still missing in the form.

    What was typed `beside` the fields goes into the duty's note.
    """
    duty = duties_in_force(m)[document.item]
    on, by = copy.said.value(HELD_ON), copy.said.value("held_by")
    if not on or not by:
        missing = " and ".join(w for w, v in (('"held on"', on), ('"held by"', by)) if not v)
        return Unfit("", f"{missing} {'are' if not on and not by else 'is'} empty")
    field = copy.said.field(HELD_ON)
    drafter = m.policy.documents[document.document].drafted_by
    if field is None or field.token != copy.tokens.get(drafter):
        return Unfit(
            "copied", "the form was filled in elsewhere, and copied into this one", HELD
        )
    if is_employee(m, copy.said.saved_by, day):
        return Unfit(
            "employee", "the form was filled in by the employee, who cannot give it", HELD
        )
    person = named(m, duty.terms.by, by, day)
    if person is None:
        return Unfit("not_holder", not_held(m, duty.terms.by, by, day), HELD)
    held = day_of(on, day)
    if held is None:
        return Unfit("day", f'held on "{on}" {no_day(day)}', HELD)
    answers = _answers(m, copy)
    if isinstance(answers, Unfit):
        return answers
    done = Act(
        duty_kind(duty).action, duty.terms.by, person, held, item=document.item, note=_note(m, copy, beside),
        visit=document.visit, occurrence=document.occurrence,
    )  # fmt: skip
    asked = Act("answer", duty.terms.by, person, held, answers=answers)
    return (done, asked) if answers else (done,)


def _note(m: PlanContext, copy: Copy, beside: Sequence[str]) -> str:
    lines = [
        f"{_goal(m, each.name.removeprefix(REMARK))}: {each.value.strip()}"
        for each in copy.said.fields
        if each.name.startswith(REMARK) and each.value.strip()
    ]
    lines += [
        f"{label}: {copy.said.value(name)}" for name, label in TOLD if copy.said.value(name)
    ]
    lines += [*_own_fields(m, copy), *(f"Beside the fields: {each}" for each in beside)]
    return "\n".join(lines)


def _own_fields(m: PlanContext, copy: Copy) -> Iterator[str]:
    """What was typed into fields of the template's author: what the employee said, for one."""
    known = {*OF_THE_DUTY, *(name for name, _ in TOLD)}
    known |= {
        f"{what}_{role}" for what in ("decision", "name", "date") for role in m.policy.roles
    }
    for each in copy.said.fields:
        ours = each.name in known or each.name.startswith((REMARK, ANSWER))
        if each.value.strip() and not (ours or each.locked):
            yield f"{title_of(each.name)}: {each.value.strip()}"


def _goal(m: PlanContext, name: str) -> str:
    goals = m.stage.goals
    if name in m.plan.own_goals:
        return m.plan.own_goals[name].text
    fixed = goals.fixed.get(name) if goals else None
    return fixed.title if fixed and fixed.title else title_of(name)


def _answers(m: PlanContext, copy: Copy) -> tuple[tuple[str, str], ...] | Unfit:
    found = []
    for each in copy.said.fields:
        question = m.policy.questions.get(each.name.removeprefix(ANSWER))
        if not each.name.startswith(ANSWER) or question is None or not each.value.strip():
            continue
        said = {folded(answer): answer for answer in question.answers}.get(folded(each.value))
        if said is None:
            may = " or ".join(answer.replace("_", " ") for answer in question.answers)
            return Unfit("", f'"{question.text}" is answered "{each.value}", expected {may}')
        found.append((each.name.removeprefix(ANSWER), said))
    return tuple(found)
