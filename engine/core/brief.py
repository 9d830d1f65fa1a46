"""What a document must say: every name a template may print, filled from the plan and what is known.

Values are typed (dates, amounts); the documents' room dresses them for the policy's language. A date
that hangs on something that has not happened is "" here and said in words instead.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from engine.core import clauses, goal_clauses
from engine.core.conditions import judge
from engine.core.metrics import rounded_exactly
from engine.core.opening import metric_tests
from engine.core.policy import Metric
from engine.core.standing import Matter, case_of, holders
from engine.core.units import Amount, Unit
from engine.core.why import Used, Why, all_figures, first_sentence, period_name, title_of

Dict = dict[str, object]


@dataclass(frozen=True, slots=True)
class Letter:
    """Which document is wanted, on which day. `version` counts from 1, `number` within the plan."""

    document: str
    item: str
    occurrence: int
    number: int
    version: int
    day: date


def composed(m: Matter, letter: Letter, company: str) -> Dict:
    """The whole brief. Restricted fields are in no place of it."""
    document = m.policy.documents[letter.document]
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
        "drafter": {
            "role": title_of(document.drafted_by),
            "name": clauses.holder(m, document.drafted_by, letter.day),
        },
        "roles": {role: _person(m, role, letter.day) for role in m.policy.roles},
        "reason": _reason(m),
        "readings": _readings(m),
        "period": clauses.period(m),
        "goals": goal_clauses.goals(m, letter.day),
        "score": {"text": goal_clauses.score(m, letter.day)},
        "support": clauses.promised(m, letter.day, ("support", "act")),
        "training": clauses.promised(m, letter.day, ("train",)),
        "checkins": clauses.checkins(m, letter.day),
        "checkin": clauses.checkin(m, letter.item, letter.occurrence),
        "earlier": clauses.earlier(m, letter.number),
        "next": {"sentence": clauses.consequence(m)},
        "success": {"sentence": clauses.success(m)},
        "reply": clauses.reply(m),
        "acknowledge": clauses.acknowledge(m, letter.document),
        "extension": clauses.extension(m, letter.item, letter.occurrence),
        "decision": clauses.decision(m, letter.day),
        "approvals": [_role(m, role, letter.day) for role in document.approved_by],
        "signatures": _signatures(m, letter),
    }


def _plan(m: Matter) -> Dict:
    plan = m.plan
    stage = m.policy.stages[plan.stage] if plan.stage else None
    return {
        "id": plan.id,
        "track": title_of(plan.track),
        "issue": title_of(plan.issue),
        "opened": plan.opened or "",
        "stage": stage.title if stage else "Proposed",
        "level": (stage.level or "") if stage else "",
    }


def _policy(m: Matter) -> Dict:
    policy = m.policy
    return {
        "id": policy.id,
        "title": policy.title,
        "version": policy.version,
        "effective": policy.effective,
        "hash": m.plan.pin[:12],
        "owner": policy.owner,
    }


def _employee(m: Matter, day: date) -> Dict:
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


def _person(m: Matter, role: str, day: date) -> Dict:
    persons = holders(m, role, day).persons
    return {"id": persons[0] if persons else "", "name": clauses.holder(m, role, day)}


def _role(m: Matter, role: str, day: date) -> Dict:
    return {"role": title_of(role), "name": clauses.holder(m, role, day)}


# -- why ------------------------------------------------------------------------------------------


def reason_of(m: Matter) -> Why | None:
    """Why the plan is where it is: the decision that led here, else the opening."""
    looks = [
        look
        for look in m.plan.looks.values()
        if look.decided and look.why and look.decided != "stay"
    ]
    return looks[-1].why if looks else m.plan.why


def _reason(m: Matter) -> Dict:
    why = reason_of(m)
    figures = all_figures(why) if why else ()
    return {
        "sentence": _sentence(first_sentence(why)) if why else "",
        "row": f"open, row {m.plan.row + 1}: {title_of(m.plan.track)}",
        "facts": [_fact(m, used) for used in figures],
        "checked": _checked(m),
    }


def _sentence(text: str) -> str:
    text = text[:1].upper() + text[1:]
    return text if text.endswith(".") else f"{text}."


def _fact(m: Matter, used: Used) -> Dict:
    figure = used.figure
    return {
        "text": title_of(figure.field),
        "figure": used.prints,
        "required": "",
        "when": period_name(figure.period, m.policy.calendar.year_starts),
        "source": str(figure.origin),
    }


def _checked(m: Matter) -> list[Dict]:
    """Exclusions that were looked at. One that rests on a restricted field is not named."""
    rows: list[Dict] = []
    for exclusion in m.policy.leaves_out:
        why = judge(exclusion.when, case_of(m, m.plan.basis))
        if "restricted" in why.says:
            continue
        result = {True: "applies", False: "does not apply", None: "not known"}[why.answer]
        rows.append({"title": exclusion.title, "result": result, "text": _sentence(why.says)})
    return rows


def _readings(m: Matter) -> list[Dict]:
    """The figures the decision used, a row a period: what was reached against what was asked."""
    why = reason_of(m)
    by_period: dict[object, dict[str, Used]] = {}
    for used in all_figures(why) if why else ():
        by_period.setdefault(used.figure.period, {})[used.figure.field] = used
    metric = _ratio(m, {f for fields in by_period.values() for f in fields})
    return [
        _reading(m, metric, fields)
        for _, fields in sorted(by_period.items(), key=lambda p: str(p[0]))
    ]


def _ratio(m: Matter, fields: set[str]) -> Metric | None:
    return next(
        (x for x in m.policy.metrics.values() if x.kind == "ratio" and {x.of, x.to} <= fields),
        None,
    )


def _reading(m: Matter, metric: Metric | None, fields: Mapping[str, Used]) -> Dict:
    some = next(iter(fields.values()))
    actual = fields.get(metric.of) if metric else some
    target = fields.get(metric.to) if metric else None
    result: object = ""
    if metric and actual and target and target.figure.value:
        share = Fraction(actual.figure.value) / Fraction(target.figure.value) * 100
        result = Amount(rounded_exactly(share, metric.round), Unit.PERCENT)
    return {
        "period": period_name(some.figure.period, m.policy.calendar.year_starts),
        "actual": actual.prints if actual else "",
        "target": target.prints if target else "",
        "result": result,
        "required": required(m, metric),
        "source": str((actual or some).figure.origin),
    }


def required(m: Matter, metric: Metric | None) -> str:
    """What was required of the metric that the opening tested: `below 70 %` asks for at least 70 %."""
    row = m.policy.open[m.plan.row]
    for test in metric_tests(row.when) if row.when else ():
        if metric and m.policy.metrics[test.metric] == metric:
            return clauses.asked(m, test.comparison)
    return ""


def _signatures(m: Matter, letter: Letter) -> list[Dict]:
    """Who hands the letter over and, where a receipt is wanted, the employee."""
    document = m.policy.documents[letter.document]
    rows = [_role(m, document.drafted_by, letter.day)]
    rows += [
        _role(m, role, letter.day)
        for role in document.approved_by
        if role != document.drafted_by
    ]
    if document.acknowledged:
        rows.append({"role": "Employee", "name": _employee(m, letter.day)["name"]})
    return rows
