"""What a person may do to a plan, and the entry it becomes; anybody else is told who may."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from engine.core import events as e
from engine.core.conditions import judge
from engine.core.errors import NotAllowedError
from engine.core.owed import duties_owed, needs_issue, next_approver, open_looks
from engine.core.plan import Look, Paper
from engine.core.policy import Duty, Right
from engine.core.standing import (
    Matter,
    case_of,
    due_day,
    duties,
    holders,
    moment_day,
    paper_moment,
    rights,
    stretch,
)
from engine.core.units import Part, Span


@dataclass(frozen=True, slots=True)
class Act:
    """One thing somebody says they did or decided. `day` is when; `item` a duty, right or question."""

    action: str
    role: str
    by: str
    day: date
    document: str = ""
    item: str = ""
    outcome: str = ""
    note: str = ""
    answers: tuple[tuple[str, str], ...] = field(default=())


def taken(m: Matter, act: Act, day: date) -> tuple[e.Event, ...]:
    """The entries that `act`, said on `day`, becomes. NotAllowedError says who may, or what is missing."""
    taker = TAKERS.get(act.action)
    if taker is None:
        raise NotAllowedError(
            f'"{act.action}" is not an action; expected one of {", ".join(sorted(TAKERS))}'
        )
    if m.plan.ended and act.action not in AFTER_THE_END:
        raise NotAllowedError(f"{m.plan.id} is closed ({m.plan.outcome}) since {m.plan.closed}")
    if act.day > day:
        raise NotAllowedError(f"{act.day} has not come yet; today is {day}")
    return taker(m, act, day)


def allowed(m: Matter, act: Act, role: str) -> None:
    """Raises NotAllowedError unless `act.by` holds `role` for this employee on the day of the act."""
    if act.role != role:
        raise NotAllowedError(
            f'{act.action} is for the role "{role}", not "{act.role}"; {who_may(m, act, role)}'
        )
    found = holders(m, role, act.day)
    if act.by not in found.persons:
        raise NotAllowedError(
            f"{act.by} is not {role} for {m.plan.employee} on {act.day}; {who_may(m, act, role)}"
        )
    if role != "employee" and act.by == m.plan.employee:
        raise NotAllowedError(f"{act.by} cannot act on their own plan")


def who_may(m: Matter, act: Act, role: str) -> str:
    persons = holders(m, role, act.day).persons
    return f"{' or '.join(persons)} may" if persons else f"nobody holds {role} on {act.day}"


def _one_of(m: Matter, act: Act, roles: tuple[str, ...]) -> None:
    if act.role not in roles:
        said = "; ".join(f"{role}: {who_may(m, act, role)}" for role in roles)
        raise NotAllowedError(f'{act.action} is not for the role "{act.role}"; {said}')
    allowed(m, act, act.role)


def _confirm(m: Matter, act: Act, day: date) -> tuple[e.Event, ...]:
    _only(m, act, "proposed")
    _one_of(m, act, m.plan.to)
    stage = act.outcome or (m.plan.start[0] if len(m.plan.start) == 1 else "")
    if stage not in m.plan.start:
        raise NotAllowedError(
            f"say where the plan starts: --outcome {' or '.join(m.plan.start)}"
        )
    return opening(m, act.role, act.by, stage, day, act.note)


def opening(
    m: Matter, role: str, by: str, stage: str, day: date, note: str
) -> tuple[e.Event, ...]:
    who = ((name, holders(m, name, day).persons) for name in m.policy.roles)
    opened = e.Opened(day, role, by, stage, tuple((n, p[0]) for n, p in who if p), note)
    return (opened, e.StageEntered(day, stage, 1, "opened", m.plan.why))


def _decline(m: Matter, act: Act, day: date) -> tuple[e.Event, ...]:
    _only(m, act, "proposed")
    _one_of(m, act, m.plan.to)
    return (e.Closed(day, "declined", act.role, act.by, act.note),)


def _withdraw(m: Matter, act: Act, day: date) -> tuple[e.Event, ...]:
    roles = m.plan.to if m.plan.state == "proposed" else (m.policy.held.by,)
    _one_of(m, act, tuple(dict.fromkeys((*roles, m.policy.held.by))))
    return (e.Closed(day, "withdrawn", act.role, act.by, act.note),)


def _only(m: Matter, act: Act, *states: str) -> None:
    if m.plan.state not in states:
        raise NotAllowedError(
            f"{m.plan.id} is {m.plan.state}; {act.action} needs a plan that is {' or '.join(states)}"
        )


def _paper(m: Matter, act: Act, *states: str) -> Paper:
    """The document that is meant: the newest of that name in one of `states`, or the only one."""
    found = [p for p in m.plan.papers.values() if p.state in states and needs_issue_ever(m, p)]
    if act.document:
        found = [p for p in found if act.document in (p.document, str(p.number))][-1:]
    if len(found) != 1:
        names = ", ".join(sorted({p.document for p in found})) or "none"
        raise NotAllowedError(
            f"{act.action}: name the document with --document; {' or '.join(states)} now: {names}"
        )
    return found[0]


def needs_issue_ever(m: Matter, paper: Paper) -> bool:
    """A letter of a stage already left can be handed over but no longer approved or issued."""
    if paper.state in ("issued", "delivered"):
        return True
    return m.plan.visit is not None and paper.visit == m.visit.number and needs_issue(m, paper)


def _approve(m: Matter, act: Act, day: date) -> tuple[e.Event, ...]:
    if act.item in rights(m) or _asked_right(m, act):
        return _grant(m, act, day)
    paper = _paper(m, act, "drafted")
    role = next_approver(m, paper)
    if not role:
        raise NotAllowedError(
            f"{paper.document} v{paper.version} has every approval; it can be issued"
        )
    allowed(m, act, role)
    if act.by in {person for _, person in paper.approvals}:
        raise NotAllowedError(
            f"{act.by} has approved this version already; {role} must be another person"
        )
    return (e.Approved(day, paper.number, paper.version, role, act.by, paper.sha256, act.note),)


def _asked_right(m: Matter, act: Act) -> bool:
    """Without a document named, an approval speaks of the right that waits for it."""
    return (
        not act.document
        and not act.item
        and any(
            u.state == "asked" and name in rights(m) for (name, _), u in m.plan.uses.items()
        )
    )


def _grant(m: Matter, act: Act, day: date) -> tuple[e.Event, ...]:
    for (name, number), use in m.plan.uses.items():
        if use.state == "asked" and act.item in ("", name) and name in rights(m):
            said = {role for role, _ in use.granted}
            role = next(r for r in rights(m)[name].approved_by if r not in said)
            allowed(m, act, role)
            if act.outcome == "refused":
                return (e.RightRefused(day, name, number, role, act.by, act.note),)
            return (e.RightGranted(day, name, number, role, act.by, act.note),)
    raise NotAllowedError(f'nobody has asked for "{act.item}"')


def _return(m: Matter, act: Act, day: date) -> tuple[e.Event, ...]:
    """Changes wanted: the next version is drafted at once, without approvals."""
    asked = [
        n for (n, _), u in m.plan.uses.items() if u.state == "asked" and act.item in ("", n)
    ]
    if asked and not act.document:
        return _grant(m, _refusing(act), day)
    paper = _paper(m, act, "drafted")
    _one_of(m, act, m.policy.documents[paper.document].approved_by)
    if not act.note:
        raise NotAllowedError("say what should be changed: --note")
    back = e.Returned(day, paper.number, paper.version, act.role, act.by, act.note)
    return (back, redraft(paper, day))


def _refusing(act: Act) -> Act:
    return Act(
        "approve", act.role, act.by, act.day, item=act.item, outcome="refused", note=act.note
    )


def redraft(paper: Paper, day: date) -> e.Drafted:
    return e.Drafted(
        day, paper.document, paper.item, paper.occurrence, paper.number, paper.version + 1
    )


def _issue(m: Matter, act: Act, day: date) -> tuple[e.Event, ...]:
    paper = _paper(m, act, "drafted")
    role = next_approver(m, paper)
    if role:
        raise NotAllowedError(
            f"{paper.document} v{paper.version} still needs the approval of {role}: {who_may(m, act, role)}"
        )
    duty = duties(m).get(paper.item)
    allowed(m, act, duty.by if duty else m.policy.documents[paper.document].drafted_by)
    return (
        e.Issued(day, paper.number, paper.version, act.role, act.by, paper.sha256, act.note),
    )


def _deliver(m: Matter, act: Act, day: date) -> tuple[e.Event, ...]:
    paper = _paper(m, act, "issued")
    duty = duties(m).get(paper.item)
    allowed(m, act, duty.by if duty else m.policy.documents[paper.document].drafted_by)
    if paper.issued and act.day < paper.issued:
        raise NotAllowedError(
            f"{paper.document} was issued on {paper.issued}; it cannot be handed over on {act.day}"
        )
    return (e.Delivered(day, paper.number, act.role, act.by, act.day, act.note),)


def _acknowledge(m: Matter, act: Act, day: date) -> tuple[e.Event, ...]:
    paper = _paper(m, act, "delivered")
    wanted = m.policy.documents[paper.document].acknowledged
    allowed(m, act, wanted.by if wanted else "employee")
    return (e.Acknowledged(day, paper.number, "receipt", act.day, act.role, act.by, act.note),)


def _refuse(m: Matter, act: Act, day: date) -> tuple[e.Event, ...]:
    """Whoever handed the letter over notes the refusal and who saw it."""
    paper = _paper(m, act, "delivered")
    duty = duties(m).get(paper.item)
    allowed(m, act, duty.by if duty else m.policy.documents[paper.document].drafted_by)
    if not act.note:
        raise NotAllowedError("a refusal is noted with its witness: --note")
    return (e.Acknowledged(day, paper.number, "refused", act.day, act.role, act.by, act.note),)


def _done(m: Matter, act: Act, day: date) -> tuple[e.Event, ...]:
    name, duty, occurrence = _duty(m, act)
    allowed(m, act, duty.by)
    goals = {**(dict(act.answers) if act.action == "check-in" else {})}
    judged = tuple(
        e.GoalJudged(day, goal, said in ("met", "yes"), act.role, act.by)
        for goal, said in goals.items()
        if goal in m.plan.own_goals
    )
    done = e.DutyDone(day, name, occurrence, act.role, act.by, act.day, act.outcome, act.note)
    return (done, *judged)


def _duty(m: Matter, act: Act) -> tuple[str, Duty, int]:
    """The duty that is meant: by name, else the earliest of its kind that is owed."""
    found = [o for o in duties_owed(m) if o.action == act.action]
    wanted = act.item or act.document
    if wanted:
        found = [o for o in found if wanted in (o.item, o.document)]
    if not found:
        raise NotAllowedError(
            f"no {act.action}{f' {wanted}' if wanted else ''} is owed in {m.plan.stage or 'a proposal'}"
        )
    first = min(found, key=lambda o: o.due or date.max)
    return first.item, duties(m)[first.item], first.occurrence


def _goal(m: Matter, act: Act, day: date) -> tuple[e.Event, ...]:
    _only(m, act, "open")
    goals = m.stage.goals
    if goals is None or goals.set_by is None:
        raise NotAllowedError(f"{m.plan.stage} has no goals that a person sets")
    allowed(m, act, goals.set_by.role)
    if act.answers:
        return tuple(_judged(m, act, day, goal, said) for goal, said in act.answers)
    here = [g for g in m.plan.own_goals.values() if g.visit == m.visit.number]
    if len(here) >= goals.set_by.at_most or not act.note:
        raise NotAllowedError(
            f"say the goal with --note; at most {goals.set_by.at_most} may be set, {len(here)} are"
        )
    if any(p.approvals or p.issued for p in _printing_goals(m)):
        raise NotAllowedError(
            "goals are set before the first approval of the letter that names them"
        )
    weight = max((g.weight for g in goals.fixed.values()), default=Decimal(1))
    name = f"own-{len(m.plan.own_goals) + 1}"
    again = tuple(redraft(paper, day) for paper in _printing_goals(m))
    return (e.GoalSet(day, name, weight, act.role, act.by, act.note), *again)


def _printing_goals(m: Matter) -> list[Paper]:
    return [
        p for p in m.plan.papers.values() if p.visit == m.visit.number and needs_issue(m, p)
    ]


def _judged(m: Matter, act: Act, day: date, goal: str, said: str) -> e.Event:
    if goal not in m.plan.own_goals or said not in ("met", "not_met"):
        names = ", ".join(m.plan.own_goals) or "none"
        raise NotAllowedError(
            f'"{goal}={said}": expected one of the goals {names} with met or not_met'
        )
    return e.GoalJudged(day, goal, said == "met", act.role, act.by, act.note)


def _right(m: Matter, act: Act, do: str) -> tuple[str, Right]:
    found = [(n, r) for n, r in rights(m).items() if r.do == do and act.item in ("", n)]
    if not found:
        raise NotAllowedError(f"{m.plan.stage} gives no right to {do}")
    name, right = found[0]
    allowed(m, act, right.by)
    used = sum(1 for (n, _), u in m.plan.uses.items() if n == name and u.state != "refused")
    if do != "reply" and used >= right.times:
        raise NotAllowedError(f"{name} may be used {right.times} time(s) and has been")
    if right.when and judge(right.when, case_of(m, act.day, goals=True)).answer is not True:
        raise NotAllowedError(
            f"{name}: {judge(right.when, case_of(m, act.day, goals=True)).says}"
        )
    last = window_end(m, right)
    if last is None or act.day > last:
        raise NotAllowedError(
            f"{name}: the time for it {f'ended on {last}' if last else 'has not begun'}"
        )
    return name, right


def window_end(m: Matter, right: Right) -> date | None:
    """The last day of the right: its window's, else its clock's, else as long as the stage runs."""
    if right.within and right.since:
        days = [paper_moment(p, right.since.moment) for p in m.plan.papers.values()]
        since = (
            max((d for d in days if d), default=None)
            if right.since.thing == "document"
            else moment_day(m, right.since)
        )
        return due_day(m, since, right.within) if since else None
    during = right.during or right.clock
    span = stretch(m, during) if during else None
    if during and span is None:
        return None
    return span[1] or date.max if span else date.max


def _extend(m: Matter, act: Act, day: date) -> tuple[e.Event, ...]:
    _only(m, act, "open")
    name, _ = _right(m, act, "extend")
    number = sum(1 for n, _ in m.plan.uses if n == name) + 1
    return (e.RightAsked(day, name, number, act.role, act.by, act.note),)


def _reply(m: Matter, act: Act, day: date) -> tuple[e.Event, ...]:
    name, _ = _right(m, act, "reply")
    number = sum(1 for n, _ in m.plan.uses if n == name) + 1
    if not act.note:
        raise NotAllowedError("a reply is given with --note")
    return (
        e.RightAsked(day, name, number, act.role, act.by, act.note),
        e.RightUsed(day, name, number),
    )


def _resign(m: Matter, act: Act, day: date) -> tuple[e.Event, ...]:
    _only(m, act, "open", "held")
    name, right = _right(m, act, "resign")
    return (
        e.RightAsked(day, name, 1, act.role, act.by, act.note),
        e.RightUsed(day, name, 1),
        e.StageEntered(day, right.go, m.visit.number + 1, "right"),
    )


def _answer(m: Matter, act: Act, day: date) -> tuple[e.Event, ...]:
    _only(m, act, "open")
    if not act.answers:
        raise NotAllowedError("say the answer: --answer QUESTION=ANSWER")
    return tuple(_answered(m, act, day, q, a) for q, a in act.answers)


def _answered(m: Matter, act: Act, day: date, question: str, answer: str) -> e.Event:
    asked = m.policy.questions.get(question)
    if asked is None:
        raise NotAllowedError(
            f'"{question}" is no question; expected one of {", ".join(m.policy.questions)}'
        )
    if answer not in asked.answers:
        raise NotAllowedError(
            f'"{answer}" is no answer to {question}; expected one of {", ".join(asked.answers)}'
        )
    allowed(m, act, asked.ask)
    return e.Answered(day, question, answer, act.role, act.by, act.note)


def _decide(m: Matter, act: Act, day: date) -> tuple[e.Event, ...]:
    raised = [n for n, r in m.plan.raised.items() if not r.settled and act.item in ("", n)]
    if raised and act.outcome in ("keep", "withdraw"):
        return _settle_question(m, act, day, raised[0])
    _only(m, act, "open")
    for name, number, look in open_looks(m):
        if look.roles and act.item in ("", name):
            return (_vote(m, act, day, name, number, look),)
    raise NotAllowedError(f"{m.plan.id} has no decision to take now")


def _settle_question(m: Matter, act: Act, day: date, name: str) -> tuple[e.Event, ...]:
    allowed(m, act, m.plan.raised[name].role)
    said = e.QuestionSettled(day, name, act.outcome, act.role, act.by, act.note)
    if act.outcome == "keep":
        return (said,)
    return (said, e.Closed(day, "withdrawn", act.role, act.by, act.note))


def _vote(m: Matter, act: Act, day: date, name: str, number: int, look: Look) -> e.Event:
    _one_of(m, act, look.roles)
    if act.outcome not in look.go:
        raise NotAllowedError(f"say the decision: --outcome {' or '.join(look.go)}")
    for role, person, _ in look.votes:
        if role == act.role:
            raise NotAllowedError(f"{role} has decided already")
        if person == act.by:
            raise NotAllowedError(
                f"{person} has decided as {role}; {act.role} must be another person"
            )
    return e.Voted(day, name, number, act.role, act.by, act.outcome, act.note)


def _resume(m: Matter, act: Act, day: date) -> tuple[e.Event, ...]:
    _only(m, act, "held")
    allowed(m, act, m.policy.held.by)
    closes = due_day(m, day, Span(10, Part.BUSINESS_DAY))
    deadline = m.known.workdays.add(day, m.policy.held.at_most)
    if m.visit.deadline is None and m.stage.deadline and m.plan.held_for != "deadline":
        stood = day - (m.plan.held or day)
        planned = m.known.workdays.add(m.visit.entered, m.stage.deadline.within) + stood
        deadline = max(deadline, planned)
    return (e.Resumed(day, act.role, act.by, closes, deadline, act.note),)


def _delegate(m: Matter, act: Act, day: date) -> tuple[e.Event, ...]:
    allowed(m, act, act.role)
    if act.role == "employee" or act.outcome in ("", m.plan.employee, act.by):
        raise NotAllowedError(
            "say who stands in: --outcome PERSON-ID, another person than the employee"
        )
    if m.known.people.trait(act.outcome, "name", day) is None:
        raise NotAllowedError(f"{act.outcome} is on no roster")
    return (e.Delegated(day, act.role, act.by, act.outcome, act.note),)


def _strike(m: Matter, act: Act, day: date) -> tuple[e.Event, ...]:
    """Only the newest entry, by whoever made it or the role that looks after held plans."""
    if m.plan.before is None:
        raise NotAllowedError(
            f"entry {m.plan.seq} cannot be struck: something follows from it, or it is not a person's"
        )
    _one_of(m, act, tuple(dict.fromkeys((act.role, m.policy.held.by))))
    if not act.note:
        raise NotAllowedError("say why the entry was an error: --note")
    return (e.Struck(day, m.plan.seq, act.role, act.by, act.note),)


TAKERS: dict[str, Callable[[Matter, Act, date], tuple[e.Event, ...]]] = {
    "confirm": _confirm,
    "decline": _decline,
    "withdraw": _withdraw,
    "approve": _approve,
    "return": _return,
    "issue": _issue,
    "deliver": _deliver,
    "acknowledge": _acknowledge,
    "refuse": _refuse,
    "meet": _done,
    "check-in": _done,
    "train": _done,
    "support": _done,
    "act": _done,
    "goal": _goal,
    "extend": _extend,
    "reply": _reply,
    "resign": _resign,
    "answer": _answer,
    "decide": _decide,
    "resume": _resume,
    "delegate": _delegate,
    "strike": _strike,
}
AFTER_THE_END = frozenset(
    {
        "approve",
        "return",
        "issue",
        "deliver",
        "acknowledge",
        "refuse",
        "reply",
        "meet",
        "train",
        "support",
        "act",
        "delegate",
        "strike",
    }
)
