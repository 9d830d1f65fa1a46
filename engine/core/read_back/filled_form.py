"""A check-in form filled in in Word: the same acts as if somebody had typed them to `record`."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from engine.core.facts.explanation import title_of
from engine.core.plan.authority import Act
from engine.core.plan.in_force import PlanContext, duties_in_force
from engine.core.plan.state import PlanDocument
from engine.core.policy.duty import duty_kind
from engine.core.read_back import sign_off_messages as say
from engine.core.read_back.in_progress import Copy, Unfit
from engine.core.read_back.sign_off import day_of, folded, is_employee, named, not_held
from engine.core.record.field_names import ANSWER, HELD_ON, REMARK
from engine.core.values.message import Message

TOLD: Mapping[str, Callable[[str], Message]] = {
    "support": say.support_given,
    "blockers": say.blockers_told,
    "next_actions": say.next_actions_told,
}
OF_THE_DUTY = (HELD_ON, "held_by")
HELD = "held"  # what a form says that was filled in


def acts_of_form(
    m: PlanContext,
    document: PlanDocument,
    copy: Copy,
    day: date,
    beside: Sequence[Message] = (),
) -> tuple[Act, ...] | Unfit:
    """The duty done and the questions answered; or what is still missing in the form.

    What was typed `beside` the fields goes into the duty's note.
    """
    duty = duties_in_force(m)[document.item]
    on, by = copy.said.value(HELD_ON), copy.said.value("held_by")
    if not on and not by:
        return Unfit("", say.held_on_and_by_empty())
    if not on or not by:
        return Unfit("", say.held_by_empty() if on else say.held_on_empty())
    field = copy.said.field(HELD_ON)
    drafter = m.policy.documents[document.document].drafted_by
    if field is None or field.token != copy.tokens.get(drafter):
        return Unfit("copied", say.form_elsewhere(), HELD)
    if is_employee(m, copy.said.saved_by, day):
        return Unfit("employee", say.form_by_employee(), HELD)
    person = named(m, duty.terms.by, by, day)
    if person is None:
        return Unfit("not_holder", not_held(m, duty.terms.by, by, day), HELD)
    held = day_of(on, day)
    if held is None:
        return Unfit("day", say.held_on_unfit(on, day), HELD)
    answers = _answers(m, copy)
    if isinstance(answers, Unfit):
        return answers
    done = Act(
        duty_kind(duty).action, duty.terms.by, person, held, item=document.item,
        told=tuple(_told(m, copy, beside)),
        visit=document.visit, occurrence=document.occurrence,
    )  # fmt: skip
    asked = Act("answer", duty.terms.by, person, held, answers=answers)
    return (done, asked) if answers else (done,)


def _told(m: PlanContext, copy: Copy, beside: Sequence[Message]) -> Iterator[Message]:
    for each in copy.said.fields:
        if each.name.startswith(REMARK) and each.value.strip():
            goal = _goal(m, each.name.removeprefix(REMARK))
            yield say.field_filled(goal, each.value.strip())
    for name, told in TOLD.items():
        if value := copy.said.value(name):
            yield told(value)
    yield from _own_fields(m, copy)
    yield from map(say.typed_beside, beside)


def _own_fields(m: PlanContext, copy: Copy) -> Iterator[Message]:
    """What was typed into fields of the template's author: what the employee said, for one."""
    known = {*OF_THE_DUTY, *TOLD}
    known |= {
        f"{what}_{role}" for what in ("decision", "name", "date") for role in m.policy.roles
    }
    for each in copy.said.fields:
        ours = each.name in known or each.name.startswith((REMARK, ANSWER))
        if each.value.strip() and not (ours or each.locked):
            yield say.field_filled(title_of(each.name), each.value.strip())


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
            return Unfit("", say.answer_unreadable(question.text, each.value, question.answers))
        found.append((each.name.removeprefix(ANSWER), said))
    return tuple(found)
