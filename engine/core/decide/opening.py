"""Does what is known about an employee suggest a plan? Looked at period by period, oldest first."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from types import MappingProxyType

from engine.core.decide.messages import (
    cannot_open_by_hand,
    excluded_by,
    has_left,
    is_covered,
    opened_by_hand,
    opened_by_hand_for,
    opened_by_hand_on,
)
from engine.core.decide.refusal_messages import say_the_issue
from engine.core.facts.explanation import Why, all_figures, same_ground
from engine.core.facts.people import leaving_day
from engine.core.measure.conditions import judge, next_change
from engine.core.measure.context import EvaluationContext
from engine.core.measure.leave import Gravity, kinder, with_other
from engine.core.measure.trait_messages import RESTRICTED
from engine.core.plan.authority import Act
from engine.core.plan.in_force import Known, PlanContext, case_of
from engine.core.plan.protection import back_on, protected_on, why_barred
from engine.core.plan.replay import Plan
from engine.core.policy.condition import (
    Condition,
    Each,
    ValueRef,
    metric_tests,
)
from engine.core.policy.open_row import ByHandRow, OpenRow, ProposingRow, who_opens
from engine.core.policy.policy import Exclusion, Policy, seriousness
from engine.core.record import events as e
from engine.core.values.errors import NotAllowedError
from engine.core.values.message import Message, all_ids
from engine.core.values.period import period_holding
from engine.core.values.units import Span, TimeUnit

# How a yes to a plan weighs on the employee.
HARM: Mapping[bool | None, Gravity] = MappingProxyType({False: (0,), None: (1,), True: (2,)})
ASKED = "asked"  # an issue that whoever opens the plan names
DAY = timedelta(days=1)
MOST_LOOKS = 400  # looks at one employee for one input: far above ten years of months


Found = tuple[int, date, Why]  # row of `open`, the day judged as of, why


@dataclass(frozen=True, slots=True)
class Considered:
    """What one look at an employee came to. `again`: the day the answer may change by itself.

    `found` holds the first yes of each look. `undecided` says what is not known, if nothing was found.
    """

    found: tuple[Found, ...]
    covered: bool | None
    undecided: Message | None = None
    again: date | None = None


def considered(
    policy: Policy, employee: str, known: Known, since: date, today: date, *, told: bool
) -> Considered:
    """Every look from `since` up to `today`.

    `told`: facts came in today, so each period that ended since then is looked at again. Else
    time alone has passed, and only the days count on which an answer changes by itself.
    While the employee is protected nothing is found; the day after it is looked at anew.
    Each issue is looked at as if there were no other.
    """
    if protected_on(policy, known, today):
        case = facts_without_a_plan(policy, employee, known, today)
        covered = _any(covers(replace(case, issue=issue))[0] for issue in issues_of(policy))
        return Considered((), covered, None, back_on(policy, known, today))
    every = [
        _on_issue(
            replace(facts_without_a_plan(policy, employee, known, today), issue=issue),
            since,
            told=told,
        )
        for issue in issues_of(policy)
    ]
    found = [each for one in every for each in one.found]
    return Considered(
        tuple(sorted(found, key=lambda each: (each[1], each[0]))),
        _any(one.covered for one in every),
        next((one.undecided for one in every if one.undecided), None),
        min((one.again for one in every if one.again), default=None),
    )


def issues_of(policy: Policy) -> tuple[str, ...]:
    """The issues on which figures may suggest a plan, in the policy's order; one without a name, if none."""
    rows = (row for row in policy.open if isinstance(row, ProposingRow))
    return tuple(dict.fromkeys(row.issue for row in rows)) or ("",)


def _any(answers: Iterable[bool | None]) -> bool | None:
    said = tuple(answers)
    return True if True in said else None if None in said else False


def _on_issue(now: EvaluationContext, since: date, *, told: bool) -> Considered:
    """Every look at one issue, up to the day of `now`."""
    found: list[Found] = []
    undecided: Message | None = None
    covered, again = None, None
    for basis in _bases(now, since, told=told):
        case = replace(now, basis=basis)
        covered, why_not = covers(case)
        if covered:
            at, why = first_yes(case)
            if at is not None and why is not None:
                found.append((at, basis, why))
            undecided = why.says if why and at is None and why.answer is None else None
        else:
            undecided = why_not if covered is None else None
        again = next_look(case)
    return Considered(tuple(found), covered, undecided if not found else None, again)


def _bases(now: EvaluationContext, since: date, *, told: bool) -> Iterator[date]:
    """The ends of closed periods, then the days on which an answer changes by time alone."""
    today, basis = now.basis, max(since, now.policy.effective)
    if told:
        days = _period_ends(now, basis) or [today]
        yield from days
        basis = days[-1]
    elif basis <= today:
        yield basis
    for _ in range(MOST_LOOKS):
        later = next_look(replace(now, basis=basis))
        if later is None or later > today:
            return
        basis = later
        yield basis


def _period_ends(now: EvaluationContext, since: date) -> list[date]:
    """The last days, from `since` to that of `now`, of every kind of period the windows move by."""
    policy = now.policy
    parts = {p for row in rows_on_issue(now) if row.when for p in parts_in(row.when, policy)}
    ends: set[date] = set()
    for part in parts:
        period = period_holding(since, part, policy.calendar.year_starts)
        while period.last <= now.basis:
            ends.add(period.last)
            period = period_holding(period.last + DAY, part, policy.calendar.year_starts)
    return sorted(ends)


def rows_on_issue(case: EvaluationContext) -> tuple[OpenRow, ...]:
    """The rows of the issue that is looked at; of no issue in particular, all."""
    return tuple(row for row in case.policy.open if case.issue in ("", row.issue))


def parts_in(condition: Condition, policy: Policy) -> Iterator[TimeUnit]:
    """The calendar pieces by which the condition's windows move."""
    for test in metric_tests(condition):
        window = test.window
        if isinstance(window, Each):
            yield window.part
        elif isinstance(window.last, ValueRef):
            value = policy.values[window.last.name]
            spans = (*value.by.values(), *(d.value for d in value.dated))
            yield from (span.part for span in spans if isinstance(span, Span))
        elif window.last:
            yield window.last.part


def facts_without_a_plan(
    policy: Policy, employee: str, known: Known, basis: date
) -> EvaluationContext:
    """What a condition may look at where there is no plan."""
    return EvaluationContext(
        policy=policy, employee=employee, basis=basis, workdays=known.workdays,
        figures=known.figures, absences=known.absences, people=known.people, taken={},
        clocks={}, answers={}, goals=None, earlier=known.earlier, running=known.running, issue="",
    )  # fmt: skip


def covers(case: EvaluationContext) -> tuple[bool | None, Message]:
    """Covered and not left out. Cover not known: not covered, and said; exclusion not known: left out."""
    asked = (case.policy.covers, *(each.when for each in case.policy.leaves_out))
    if not any(True for each in asked if each for _ in metric_tests(each)):
        return _covers(case)  # no figure, so no reading but one
    return kinder(case, _covers, lambda found: HARM[found[0]])[0]


def _covers(case: EvaluationContext) -> tuple[bool | None, Message]:
    policy = case.policy
    left = leaving_day(case.people, case.employee)
    if left and left <= case.basis:
        return False, has_left(left)
    if policy.covers:
        why = judge(policy.covers, case)
        if not why.answer:
            return why.answer, why.says
    for exclusion in policy.leaves_out:
        why = judge(exclusion.when, _for_issue(case))
        if why.answer is None:
            return None, _excluded(exclusion, why)
        if why.answer:
            return False, _excluded(exclusion, why)
    return True, is_covered()


def _excluded(exclusion: Exclusion, why: Why) -> Message:
    """By which exclusion. What rests on a restricted field is not named: its title may tell."""
    if all_ids(why.says) & RESTRICTED:
        return why.says
    return excluded_by(exclusion.title, why.says)


def _for_issue(case: EvaluationContext) -> EvaluationContext:
    """An exclusion by an earlier plan speaks of the issue meant, else of the one the first row would open."""
    if case.issue:
        return case
    rows = [row for row in case.policy.open if row.when]
    return replace(case, issue=rows[0].issue) if rows else case


def first_yes(case: EvaluationContext) -> tuple[int | None, Why | None]:
    """The first row on the issue that says yes, even below one that is not known; else the first not known.

    Where leave allows two readings, of the kinder one: none before a plan, a lower stage before a higher.
    """
    (at, why), other = kinder(case, _first_yes, partial(_weight, case.policy))
    return at, with_other(why, other[1]) if why and other else why


def _weight(policy: Policy, found: tuple[int | None, Why | None]) -> Gravity:
    at, why = found
    if at is None:
        return HARM[None if why else False]
    starts = [seriousness(policy, name) for name in policy.open[at].start]
    return (*HARM[True], max(starts, default=0))


def opening_answer(condition: Condition, case: EvaluationContext) -> Why:
    """Whether the condition of a row holds, as the kinder reading has it: no before yes."""
    why, other = kinder(case, partial(judge, condition), lambda why: HARM[why.answer])
    return with_other(why, other)


def _first_yes(case: EvaluationContext) -> tuple[int | None, Why | None]:
    unsure: Why | None = None
    for at, row in enumerate(case.policy.open):
        if not isinstance(row, ProposingRow) or case.issue not in ("", row.issue):
            continue
        why = judge(row.when, replace(case, issue=row.issue))
        if why.answer:
            return at, why
        if why.answer is None and unsure is None:
            unsure = why
    return None, unsure


def next_look(case: EvaluationContext) -> date | None:
    """The next day on which time alone may change whether a plan is suggested."""
    policy = case.policy
    tests = [row.when for row in rows_on_issue(case) if row.when]
    tests += [x.when for x in policy.leaves_out]
    tests += [policy.covers] if policy.covers else []
    days = [day for test in tests if (day := next_change(test, case))]
    return min(days, default=None)


# -- from a look to entries -----------------------------------------------------------------------


def proposal(
    policy: Policy, pin: str, employee: str, team: str, found: Found, on: date, issue: str = ""
) -> e.Proposed:
    """`issue`: the one a person named, where the row leaves it open. NotAllowedError without."""
    at, basis, why = found
    row = policy.open[at]
    if row.issue != ASKED:
        issue = row.issue
    elif issue not in policy.issues:
        raise NotAllowedError(say_the_issue(policy.issues))
    return e.Proposed(
        on, employee, pin, policy.id, at, row.track, issue, row.start,
        who_opens(row), basis, team, why,
    )  # fmt: skip


def begun_by(
    policy: Policy, pin: str, employee: str, team: str, found: Found, on: date, issue: str = ""
) -> tuple[e.Proposed, *tuple[e.Event, ...]]:
    """A plan's first entries: the proposal and, for those who decide on it, its gap statement."""
    first = proposal(policy, pin, employee, team, found, on, issue)
    document = policy.open[found[0]].document
    return (first, e.Drafted(on, document, "open", 1, 1, 1)) if document else (first,)


def row_by_hand(
    policy: Policy, employee: str, known: Known, act: Act, today: date
) -> Found | None:
    """The row on which `act.role` may open a plan of the track `act.item` (empty: any), or None.

    NotAllowedError: the policy does not cover the employee or leaves them out, as for figures; or
    the row has a condition and its answer is not yes.
    """
    role, track = act.role, act.item
    for at, row in enumerate(policy.open):
        if not isinstance(row, ByHandRow) or role not in row.opened_by:
            continue
        if track not in ("", row.track):
            continue
        issue = dict(act.answers).get("issue", "") if row.issue == ASKED else row.issue
        case = replace(facts_without_a_plan(policy, employee, known, today), issue=issue)
        covered, says = covers(case)
        if not covered:
            raise NotAllowedError(cannot_open_by_hand(row.track, says))
        said = opened_by_hand_for(role, act.note) if act.note else opened_by_hand(role)
        why = Why(said, True)
        if protected_on(policy, known, today):
            raise NotAllowedError(
                cannot_open_by_hand(row.track, why_barred(policy, known, today))
            )
        if row.when:
            found = opening_answer(row.when, case)
            if not found.answer:
                raise NotAllowedError(cannot_open_by_hand(row.track, found.says))
            why = Why(opened_by_hand_on(said, found.says), True, found.figures, found.parts)
        return at, today, why
    return None


def spoken_for(
    plans: Sequence[Plan], issue: str, basis: date, why: Why | None = None
) -> Plan | None:
    """The plan on the same issue that this look belongs to, if there is one.

    A running one, or one that ended when all that the look rests on was past already: time that
    only slides the window over figures people have judged is nothing new.
    """
    newest = (
        max((used.figure.period.last for used in all_figures(why)), default=basis)
        if why
        else basis
    )
    since = min(basis, newest)
    for plan in plans:
        if plan.issue == issue and (not plan.ended or (plan.closed and since <= plan.closed)):
            return plan
    return None


def worth_noting(plan: Plan, found: Found) -> bool:
    """Whether another yes beside a running plan says something new: it rests on a newer figure."""
    at, basis, why = found
    if plan.ended or basis == plan.basis or (at, basis) in plan.noted:
        return False
    newest = max((used.figure.period.last for used in all_figures(why)), default=basis)
    return newest > max((plan.basis, *(day for _, day in plan.noted)))


def remeasured(m: PlanContext, today: date) -> tuple[e.Event, ...]:
    """A proposal under today's figures: nothing, proposed anew, or withdrawn."""
    row = m.policy.open[m.plan.row]
    if row.when is None:
        return ()
    case = replace(case_of(m, m.plan.basis), issue=m.plan.issue)
    covered, says = covers(case)
    at, why = first_yes(case)
    if not covered:
        return (e.Closed(today, "withdrawn", why=Why(says, covered)),)
    if at is None or why is None:
        return (
            e.Closed(today, "withdrawn", why=Why(opening_answer(row.when, case).says, False)),
        )
    if at == m.plan.row and same_ground(why, m.plan.why):
        return ()
    new = m.policy.open[at]
    return (e.Renewed(today, at, new.track, new.start, who_opens(new), m.plan.basis, why),)
