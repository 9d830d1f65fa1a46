"""Whether every duty, right, goal and opening is complete, so that it can be done."""

from collections.abc import Iterator

from engine.core.policy import walk
from engine.core.policy.duty import DutyTerms, IssueDuty, notice_of
from engine.core.policy.open_row import who_opens
from engine.core.policy.policy import Goal, Policy
from engine.core.policy.references import clock_names
from engine.core.policy.right import ExtendRight
from engine.core.soundness.timing import days, most
from engine.core.values.diagnostic import Finding


def _due_forms(due: DutyTerms) -> list[str]:
    forms = {
        "within": due.within is not None or due.since is not None,
        "at": due.at is not None,
        "every": due.every is not None,
        "days": bool(due.days),
    }
    return [name for name, said in forms.items() if said]


def unclear_due(policy: Policy) -> Iterator[Finding]:
    for duty in walk.every_duty(policy):
        what, forms = duty.what.terms, _due_forms(duty.what.terms)
        hint = "say when, like within: 5 business days, from: stage.entered"
        if not forms:
            yield Finding(duty.path, "P270", f"duty {duty.id} is never due", hint)
        elif len(forms) > 1:
            message = f"found {' and '.join(forms)}; a duty is due in one way"
            yield Finding((*duty.path, forms[1]), "P270", message, f"take {forms[1]} out")
        elif forms == ["within"] and (what.within is None or what.since is None):
            lacking = "within" if what.within is None else "from"
            message = f"duty {duty.id} is never due: {lacking} is missing"
            yield Finding(duty.path, "P270", message, f"add {lacking}")
        elif forms[0] in ("every", "days") and not what.during:
            message = f"found {forms[0]} without during"
            yield Finding((*duty.path, forms[0]), "P270", message, "add during: stage")


def unclear_looks(policy: Policy) -> Iterator[Finding]:
    for review in walk.reviews(policy):
        what = review.what
        forms = {
            "at": what.at is not None,
            "days": bool(what.days),
            "every": what.every is not None,
        }
        said = [name for name, given in forms.items() if given]
        if len(said) != 1 or (said[0] != "at" and not what.during):
            message = f"review {review.id} does not say when it looks, in one way"
            hint = "write at: <clock>.ended, or days or every with during"
            yield Finding(review.path, "P270", message, hint)


def unclear_windows(policy: Policy) -> Iterator[Finding]:
    for right in walk.every_right(policy):
        within, since = right.what.terms.within, right.what.terms.since
        if (within is None) != (since is None):
            lacking = "from" if since is None else "within"
            message = f"the window of right {right.id} lacks {lacking}"
            yield Finding(right.path, "P271", message, f"add {lacking}")


def crowded_stages(policy: Policy) -> Iterator[Finding]:
    for id_, stage in policy.stages.items():
        for clock in list(stage.clocks)[1:]:
            message = f"found a second clock in stage {id_}"
            yield Finding(("stages", id_, "clocks", clock), "P273", message, "keep one clock")


def extensions(policy: Policy) -> Iterator[Finding]:
    """Extensions of a clock of another stage, without a length, or that nobody approves."""
    for right in walk.every_right(policy):
        what = right.what
        if not isinstance(what, ExtendRight):
            continue
        stages = [s for s in walk.applies_in(policy, right) if s in policy.stages]
        elsewhere = clock_names(policy, tuple(policy.stages))
        own = _in_all(policy, stages) if right.stage or what.terms.in_stages else elsewhere
        if what.clock in elsewhere - own:
            message = f'found "{what.clock}", a clock of another stage'
            yield Finding((*right.path, "clock"), "P274", message, "name the stage's own clock")
        if what.times < 1:
            message = f"right {right.id} extends by nothing"
            yield Finding(right.path, "P274", message, "write times")
        if not what.approved_by:
            message = f"nobody approves extension {right.id} but who asks for it"
            hint = "add approved_by"
            yield Finding(right.path, "P275", message, hint, warning=True)


def _in_all(policy: Policy, stages: list[str]) -> set[str]:
    """The clocks all of these stages have."""
    sets = [set(policy.stages[stage].clocks) for stage in stages]
    return set.intersection(*sets) if sets else set()


def incomplete_goals(policy: Policy) -> Iterator[Finding]:
    for said in walk.every_goal(policy):
        yield from _goal(said.path, said.what)
    for stage_id, stage in policy.stages.items():
        if stage.goals is not None and stage.goals.set_by is not None:
            path = ("stages", stage_id, "goals", "set_by", "at_most")
            if stage.goals.set_by.at_most < 1:
                message = f'found "{stage.goals.set_by.at_most}", expected 1 or more'
                yield Finding(path, "P276", message, "a whole number from 1 on")


def outweighing_goals(policy: Policy) -> Iterator[Finding]:
    """Goals of a person that together weigh more than those the policy measures."""
    for id_, stage in policy.stages.items():
        if stage.goals is None or stage.goals.set_by is None or not stage.goals.fixed:
            continue
        fixed = sum(goal.weight for goal in stage.goals.fixed.values())
        own = stage.goals.set_by.weight * stage.goals.set_by.at_most
        if own > fixed:
            message = f"goals that a person sets may weigh {own:f}, the measured ones {fixed:f}"
            path = ("stages", id_, "goals", "set_by", "weight")
            hint = "write a smaller weight or at_most"
            yield Finding(path, "P296", message, hint, warning=True)


def _goal(path: walk.Path, goal: Goal) -> Iterator[Finding]:
    if goal.weight <= 0:
        message = f'found weight "{goal.weight}", expected above 0'
        yield Finding((*path, "weight"), "P276", message, "a number above 0")
    if bool(goal.over) == (goal.each is not None):
        message = "a goal is measured over a clock or in each period: one of the two"
        yield Finding(path, "P278", message, "one of: over: <clock>, each: <period>")


def late_notice(policy: Policy) -> Iterator[Finding]:
    """A meeting whose notice is longer than the time there is for it."""
    for duty in walk.every_duty(policy):
        notice, within = notice_of(duty.what), duty.what.terms.within
        if notice is None or within is None:
            continue
        weekend = len(policy.calendar.weekend)
        if days(notice, weekend)[1] > most(policy, within):
            message = f"found notice {notice}, but the meeting is due within {within}"
            yield Finding((*duty.path, "notice"), "P277", message, "write a shorter notice")


def issues_nothing(policy: Policy) -> Iterator[Finding]:
    for duty in walk.every_duty(policy):
        if isinstance(duty.what, IssueDuty) and not duty.what.document:
            message = f"duty {duty.id} issues nothing"
            yield Finding(duty.path, "P264", message, "add document")


def openings(policy: Policy) -> Iterator[Finding]:
    """Each row proposes to somebody, or is opened by somebody."""
    for at, row in enumerate(policy.open):
        if not who_opens(row):
            message = "a row proposes or is opened by hand: one of propose_to and opened_by"
            yield Finding(("open", str(at)), "P279", message, "name the roles")


CHECKS = (
    unclear_due,
    unclear_looks,
    unclear_windows,
    crowded_stages,
    extensions,
    incomplete_goals,
    outweighing_goals,
    late_notice,
    issues_nothing,
    openings,
)
