"""Does what is known about an employee suggest a plan? Looked at on a day, over the newest windows told."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from types import MappingProxyType
from typing import NamedTuple

from engine.core.decide.messages import (
    excluded_by,
    has_left,
    is_covered,
)
from engine.core.decide.refusal_messages import holds_no_more
from engine.core.facts.explanation import Why, same_ground
from engine.core.facts.people import leaving_day
from engine.core.measure.conditions import judge, next_change
from engine.core.measure.context import EvaluationContext, LookBack
from engine.core.measure.leave import ALWAYS, Gravity, kinder, with_other
from engine.core.measure.trait_messages import RESTRICTED
from engine.core.measure.windows import newest_windows
from engine.core.plan.in_force import Known, PlanContext, case_of
from engine.core.plan.owed import Owed, owed
from engine.core.plan.protection import back_on, protected_on
from engine.core.plan.replay import Plan
from engine.core.policy.condition import Condition, metric_tests
from engine.core.policy.open_row import OpenRow, ProposingRow, who_opens
from engine.core.policy.policy import Exclusion, Policy, seriousness
from engine.core.record import events as e
from engine.core.values.errors import NotAllowedError
from engine.core.values.message import Message, all_ids

# How a yes to a plan weighs on the employee.
HARM: Mapping[bool | None, Gravity] = MappingProxyType({False: (0,), None: (1,), True: (2,)})
ASKED = "asked"  # an issue that whoever opens the plan names
GOOD_ENDS = frozenset(
    {"success", "no_action", "expired"}
)  # what came before does not count again
MOST_LOOKS = 400  # looks at one employee for one input: far above ten years of months


class Found(NamedTuple):
    """A yes. `basis` is the end of the window it rests on, `looked` the day of the look."""

    row: int  # of `open`
    basis: date
    why: Why
    looked: date


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
    """The look of `today`, where facts came in (`told`), and every later one that time alone brings.

    Each judges the newest windows that are told. While the employee is protected nothing is found;
    the day after it is looked at anew. Each issue is looked at as if there were no other.
    """
    if protected_on(policy, known, today):
        case = facts_without_a_plan(policy, employee, known, today)
        covered = _any(covers(replace(case, issue=issue))[0] for issue in issues_of(policy))
        return Considered((), covered, None, back_on(policy, known, today))
    every = [
        _on_issue(
            replace(facts_without_a_plan(policy, employee, known, today), issue=issue),
            today if told else since,
        )
        for issue in issues_of(policy)
    ]
    found = [each for one in every for each in one.found]
    return Considered(
        tuple(sorted(found, key=lambda each: (each.looked, each.row))),
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


def _on_issue(now: EvaluationContext, since: date) -> Considered:
    """Every look at one issue, up to the day of `now`."""
    found: list[Found] = []
    undecided: Message | None = None
    covered, again = None, None
    for day in _days_of_looks(now, since):
        case = _on_day(now, day)
        covered, why_not = covers(case)
        if covered:
            at, why = first_yes(case)
            if at is not None and why is not None:
                found.append(Found(at, window_end(now.policy.open[at], case), why, day))
            undecided = _not_known(case) if why and at is None and why.answer is None else None
        else:
            undecided = why_not if covered is None else None
        again = next_look(case)
    return Considered(tuple(found), covered, undecided if not found else None, again)


def _not_known(case: EvaluationContext) -> Message | None:
    """What is not known as though nobody had been away: that a period does not count would tell why."""
    at, why = _first_yes(replace(case, counting=(ALWAYS,)))
    return why.says if why and at is None and why.answer is None else None


def _days_of_looks(now: EvaluationContext, since: date) -> Iterator[date]:
    """The first day, then those on which an answer changes by time alone."""
    day = max(since, now.policy.effective)
    if day > now.basis:
        return
    yield day
    for _ in range(MOST_LOOKS):
        later = next_look(_on_day(now, day))
        if later is None or later > now.basis:
            return
        day = later
        yield day


def _on_day(now: EvaluationContext, day: date) -> EvaluationContext:
    return replace(now, basis=day, look_back=LookBack(day, day, not_older="forever"))


def rows_on_issue(case: EvaluationContext) -> tuple[OpenRow, ...]:
    """The rows of the issue that is looked at; of no issue in particular, all."""
    return tuple(row for row in case.policy.open if case.issue in ("", row.issue))


def facts_without_a_plan(
    policy: Policy, employee: str, known: Known, day: date
) -> EvaluationContext:
    """What a condition may look at where there is no plan: the newest windows that are told."""
    return EvaluationContext(
        policy=policy, employee=employee, basis=day, workdays=known.workdays,
        figures=known.figures, absences=known.absences, people=known.people, taken={},
        clocks={}, answers={}, goals=None, earlier=known.earlier, running=known.running, issue="",
        look_back=LookBack(day, day, not_older="forever"),
    )  # fmt: skip


def _for_row(row: OpenRow, case: EvaluationContext) -> EvaluationContext:
    """As the row looks back: on its issue, after a good end, on nothing too old."""
    issue = case.issue if row.issue == ASKED else row.issue
    day = case.basis
    upto = case.look_back.upto if case.look_back else day
    ends = [
        plan.ended
        for plan in case.earlier
        if (plan.issue, plan.outcome in GOOD_ENDS) == (issue, True) and plan.ended <= day
    ]
    after = None if row.counts_earlier else max(ends, default=None)
    look = LookBack(day, upto, after, row.not_older_than)
    return replace(case, issue=issue, look_back=look)


def window_end(row: OpenRow, case: EvaluationContext) -> date:
    """The end of the newest window the row looks back over; the day itself where it does not."""
    windows = newest_windows(row.when, _for_row(row, case)) if row.when else ()
    return max((window.last for window in windows), default=case.basis)


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


def opening_answer(row: OpenRow, condition: Condition, case: EvaluationContext) -> Why:
    """Whether the condition of the row holds, as the kinder reading has it: no before yes."""
    judged = partial(judge, condition)
    why, other = kinder(_for_row(row, case), judged, lambda why: HARM[why.answer])
    return with_other(why, other)


def _first_yes(case: EvaluationContext) -> tuple[int | None, Why | None]:
    unsure: Why | None = None
    for at, row in enumerate(case.policy.open):
        if not isinstance(row, ProposingRow) or case.issue not in ("", row.issue):
            continue
        why = judge(row.when, _for_row(row, case))
        if why.answer:
            return at, why
        if why.answer is None and unsure is None:
            unsure = why
    return None, unsure


def next_look(case: EvaluationContext) -> date | None:
    """The next day on which time alone may change whether a plan is suggested."""
    policy = case.policy
    tests = [(row.when, _for_row(row, case)) for row in rows_on_issue(case) if row.when]
    tests += [(x.when, case) for x in policy.leaves_out]
    tests += [(policy.covers, case)] if policy.covers else []
    days = [day for test, seen in tests if (day := next_change(test, seen))]
    return min(days, default=None)


# -- a proposal judged again ---------------------------------------------------------------------


def remeasured(m: PlanContext, today: date) -> tuple[e.Event, ...]:
    """A proposal under today's figures: nothing, proposed anew, or withdrawn.

    While later figures are overdue it waits for them; nobody can confirm it.
    """
    row = m.policy.open[m.plan.row]
    if not isinstance(row, ProposingRow):
        return ()
    case = _looking(m, today)
    covered, says = covers(case)
    if not covered:
        return (e.Closed(today, "withdrawn", why=Why(says, covered)),)
    at, why = first_yes(case)
    if at is None or why is None:
        for each in (case, replace(case, counting=(ALWAYS,))):  # leave left out, and counted
            if any(window.overdue for window in newest_windows(row.when, _for_row(row, each))):
                return ()
        answer = opening_answer(row, row.when, case)
        return (e.Closed(today, "withdrawn", why=Why(answer.says, False)),)
    if at == m.plan.row and same_ground(why, m.plan.why):
        return ()
    new = m.policy.open[at]
    basis = window_end(new, case)
    renewed = e.Renewed(today, at, new.track, new.start, who_opens(new), basis, why)
    return (renewed, *_stated_anew(m.plan, new.document, today))


def _stated_anew(plan: Plan, document: str, today: date) -> Iterator[e.Drafted]:
    """The gap statement says the new figures: a version more of what is not issued yet."""
    there = [p for p in plan.documents.values() if p.item == "open" and not p.issued]
    same = next((p for p in there if p.document == document), None)
    if same:
        yield e.Drafted(today, document, "open", 1, same.number, same.version + 1)
    elif document:
        yield e.Drafted(today, document, "open", 1, len(plan.documents) + 1, 1)


def _looking(m: PlanContext, day: date) -> EvaluationContext:
    return replace(case_of(m, day), look_back=LookBack(day, day, not_older="forever"))


def opening_then(m: PlanContext, row: OpenRow, condition: Condition) -> Why:
    """What today's figures say of the window that the plan was opened on."""
    return opening_answer(row, condition, _then(m))


def _then(m: PlanContext) -> EvaluationContext:
    """As of the look the plan rests on: nothing that ended later, nothing taken yet."""
    case = replace(case_of(m, m.plan.judged), taken={}, since=None)
    return replace(case, look_back=LookBack(m.plan.judged, m.plan.basis, not_older="forever"))


def last_day_to_confirm(m: PlanContext) -> date | None:
    """The last day on which the window it rests on is not too old; None: it never is."""
    row = m.policy.open[m.plan.row]
    if not isinstance(row, ProposingRow):
        return None
    found = [window.until for window in newest_windows(row.when, _for_row(row, _then(m)))]
    days = [day for day in found if day]
    return max(days, default=None) if len(days) == len(found) else None


def judged_again(m: PlanContext, day: date) -> tuple[e.Event, ...]:
    """What confirming a proposal finds first: nothing, or other figures that say the same.

    NotAllowedError: they say so no more, or it is not known.
    """
    if reason := why_no_more(m, day):
        raise NotAllowedError(holds_no_more(reason))
    return remeasured(m, day)


def why_no_more(m: PlanContext, day: date) -> Message | None:
    """Why the proposal cannot be confirmed on that day; None: it can."""
    row = m.policy.open[m.plan.row]
    if not isinstance(row, ProposingRow):
        return None
    case = _looking(m, day)
    covered, says = covers(case)
    if not covered:
        return says
    at, _ = first_yes(case)
    return opening_answer(row, row.when, case).says if at is None else None


def awaited(m: PlanContext, day: date) -> Iterator[Owed]:
    """Everything the plan waits for; of confirming, the last day and what stands in its way on `day`."""
    for one in owed(m):
        if one.action == "confirm":
            yield replace(one, first=why_no_more(m, day), due=last_day_to_confirm(m))
        else:
            yield one
