"""Every act a person can say, by its word, and what it may become."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

from engine.core.decide import refusal_messages as refusal
from engine.core.decide.act_course import (
    confirm,
    decide,
    decline,
    delegate,
    resume,
    strike,
    withdraw,
)
from engine.core.decide.act_documents import (
    acknowledge,
    approve,
    deliver,
    issue,
    refuse_receipt,
    revise,
    send_back,
)
from engine.core.decide.act_duties import answer_question, done, goal
from engine.core.decide.act_rights import asked_for, resigns
from engine.core.plan.authority import Act as Act
from engine.core.plan.in_force import (
    PlanContext,
)
from engine.core.policy.right import RIGHTS
from engine.core.record import events as e
from engine.core.values.errors import NotAllowedError


def taken(m: PlanContext, act: Act, day: date) -> tuple[e.Event, ...]:
    """The entries that `act`, said on `day`, becomes. NotAllowedError says who may, or what is missing."""
    taker = TAKERS.get(act.action)
    if taker is None:
        raise NotAllowedError(refusal.no_such_action(act.action, tuple(sorted(TAKERS))))
    if m.plan.closed and act.action not in AFTER_THE_END:
        raise NotAllowedError(refusal.plan_is_closed(m.plan.id, m.plan.outcome, m.plan.closed))
    if act.day > day:
        raise NotAllowedError(refusal.day_has_not_come(act.day, day))
    if act.action not in DAY_OF_THEIR_OWN:
        act = replace(act, day=day)  # said now: only who holds the role now may say it
    return taker(m, act, day)


DAY_OF_THEIR_OWN = frozenset(
    {
        "deliver", "acknowledge", "refuse", "meet", "check-in", "train", "support", "act",
        "reply", "resign", "extend",
    }
)  # fmt: skip


TAKERS: dict[str, Callable[[PlanContext, Act, date], tuple[e.Event, ...]]] = {
    "confirm": confirm,
    "decline": decline,
    "withdraw": withdraw,
    "approve": approve,
    "return": send_back,
    "revise": revise,
    "issue": issue,
    "deliver": deliver,
    "acknowledge": acknowledge,
    "refuse": refuse_receipt,
    "meet": done,
    "check-in": done,
    "train": done,
    "support": done,
    "act": done,
    "goal": goal,
    "extend": partial(asked_for, kind=RIGHTS["extend"]),
    "reply": partial(asked_for, kind=RIGHTS["reply"]),
    "resign": resigns,
    "answer": answer_question,
    "decide": decide,
    "resume": resume,
    "delegate": delegate,
    "strike": strike,
}


AFTER_THE_END = frozenset(
    {
        "decide",
        "approve",
        "return",
        "revise",
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
