"""What a document must say: every name a template may print, filled from the plan and what is known.

Values are typed (dates, amounts); the documents' room dresses them for the policy's language. A date
that hangs on something that has not happened is "" here and said in words instead.
"""

from dataclasses import dataclass
from datetime import date

from engine.core.facts.explanation import Why, title_of
from engine.core.letter import brief_messages as say
from engine.core.letter import goal_sections, sections
from engine.core.letter.grounds import Printed, as_proposed, fact_lines, grounds, readings
from engine.core.measure.conditions import judge
from engine.core.measure.trait_messages import RESTRICTED
from engine.core.plan.chains import obstacles
from engine.core.plan.in_force import PlanContext, case_of, holders
from engine.core.plan.review import questions_of
from engine.core.values.message import all_ids

Dict = dict[str, object]
CHECKED = {
    True: say.exclusion_applies,
    False: say.exclusion_does_not_apply,
    None: say.exclusion_not_known,
}


@dataclass(frozen=True, slots=True)
class Letter:
    """Which document is wanted, on which day. `version` counts from 1, `number` within the plan."""

    document: str
    item: str
    occurrence: int
    number: int
    version: int
    day: date


def composed(m: PlanContext, letter: Letter, company: str) -> Dict:
    """The whole brief. Restricted fields are in no place of it."""
    document = m.policy.documents[letter.document]
    says, why = grounds(m, letter.item)
    return {
        "company": {"name": company},
        "document": {
            "title": document.title or title_of(letter.document),
            "id": letter.document,
            "version": letter.version,
            "number": f"{letter.number:02}",
            "drafted": letter.day,
        },
        "plan": _plan(m),
        "policy": _policy(m),
        "employee": _employee(m, letter.day),
        "drafter": _role(m, document.drafted_by, letter.day),
        "roles": {role: _person(m, role, letter.day) for role in m.policy.roles},
        "reason": _reason(m, says, why, letter.day),
        "readings": readings(m, why),
        "period": sections.period(m),
        "goals": goal_sections.goal_rows(m, letter.day),
        "score": {"text": goal_sections.score(m, letter.day)},
        "support": sections.promised(m, letter.day, "support"),
        "training": sections.promised(m, letter.day, "training"),
        "checkins": sections.checkins(m, letter.day),
        "checkin": sections.checkin(m, letter.item, letter.occurrence),
        "earlier": sections.earlier(m, letter.number),
        "next": {"sentence": sections.consequence(m)},
        "success": {"sentence": sections.success(m)},
        "questions": _questions(m, document.drafted_by),
        "reply": sections.reply_section(m),
        "acknowledge": sections.acknowledgement(m, letter.document),
        "extension": sections.extension(m, letter.item, letter.occurrence),
        "decision": sections.decision(m, letter.day),
        "approvals": [_role(m, role, letter.day) for role in document.approved_by],
        "signatures": _signatures(m, letter),
    }


def _plan(m: PlanContext) -> Dict:
    plan = m.plan
    stage = m.policy.stages[plan.stage] if plan.stage else None
    return {
        "id": plan.id,
        "track": title_of(plan.track),
        "issue": title_of(plan.issue),
        "opened": plan.opened or "",
        "stage": stage.title if stage else say.only_proposed(),
        "level": (stage.level or "") if stage else "",
    }


def _policy(m: PlanContext) -> Dict:
    policy = m.policy
    return {
        "id": policy.id,
        "title": policy.title,
        "version": policy.version,
        "effective": policy.effective,
        "hash": m.plan.pin[:12],
        "owner": policy.owner,
    }


def _employee(m: PlanContext, day: date) -> Dict:
    def told(field: str) -> object:
        known = m.policy.employee.get(field)
        if known and known.restricted:
            return ""
        return m.known.people.trait(m.plan.employee, field, day) or ""

    hired = str(told("hired"))
    return {
        "id": m.plan.employee,
        "name": told("name") or m.plan.employee,
        "job": told("job"),
        "team": told("team"),
        "hired": _as_date(hired),
    }


def _as_date(text: str) -> object:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def _person(m: PlanContext, role: str, day: date) -> Dict:
    persons = holders(m, role, day).persons
    return {"id": persons[0] if persons else "", "name": sections.holder(m, role, day)}


def _role(m: PlanContext, role: str, day: date) -> Dict:
    return {"id": role, "role": title_of(role), "name": sections.holder(m, role, day)}


def _questions(m: PlanContext, role: str) -> list[Dict]:
    """What the reviews of the current stage will ask that role, each question once."""
    reviews = m.stage.reviews.values() if m.plan.visit else ()
    asked = dict.fromkeys(q for review in reviews for q in questions_of(review))
    return [
        {"id": id_, "text": question.text, "answers": say.any_of_answers(question.answers)}
        for id_, question in ((id_, m.policy.questions[id_]) for id_ in asked)
        if question.ask == role
    ]


def _reason(m: PlanContext, says: Printed, why: Why | None, day: date) -> Dict:
    return {
        "sentence": says,
        "row": say.opening_row(m.plan.row + 1, m.plan.track),
        "facts": fact_lines(m, why),
        "checked": _checked(m) if m.plan.visit else [*_checked(m), *_people_needed(m, day)],
    }


def _checked(m: PlanContext) -> list[Dict]:
    """Exclusions that were looked at. One that rests on a restricted field is not named."""
    rows: list[Dict] = []
    for exclusion in m.policy.leaves_out:
        why = judge(exclusion.when, case_of(as_proposed(m), m.plan.basis))
        if all_ids(why.says) & RESTRICTED:
            continue
        text = say.as_sentence(why.says)
        rows.append({"title": exclusion.title, "result": CHECKED[why.answer](), "text": text})
    return rows


def _people_needed(m: PlanContext, day: date) -> list[Dict]:
    """Before anything starts: where one person would have to be two, or nobody is there."""
    return [
        {
            "title": say.people_needed(),
            "result": say.to_be_settled(),
            "text": say.as_sentence(text),
        }
        for text in obstacles(m, day)
    ]


def _signatures(m: PlanContext, letter: Letter) -> list[Dict]:
    """Who hands the letter over and, where a receipt is wanted, the employee."""
    document = m.policy.documents[letter.document]
    rows = [_role(m, document.drafted_by, letter.day)]
    rows += [
        _role(m, role, letter.day)
        for role in document.approved_by
        if role != document.drafted_by
    ]
    if document.acknowledged:
        name = _employee(m, letter.day)["name"]
        rows.append({"id": "employee", "role": say.the_employee(), "name": name})
    return rows
