"""Whether every stage can be reached and left, and time alone leads out of each."""

from collections.abc import Iterator

from engine.core.policy import walk
from engine.core.policy.moment import Moment
from engine.core.policy.policy import LEFT, Policy, Stage, worsens
from engine.core.policy.references import EMPLOYEE, mentions
from engine.core.policy.review import HELD, STAY, NotKnownRow, Review
from engine.core.policy.right import ResignRight, destination_of
from engine.core.soundness.suggestions import listed, meant
from engine.core.values.diagnostic import Finding


def stage_meant(policy: Policy, name: str) -> str:
    """The stage a name stands for; empty for stay, held and names nobody can guess."""
    return "" if name in (STAY, HELD) else meant(name, policy.stages)


def leads_to(policy: Policy, stage: str) -> set[str]:
    """The stages a review or a right leads to from here."""
    found = {
        stage_meant(policy, target)
        for row in walk.every_row(policy)
        if row.stage == stage
        for target in row.what.go
    }
    rights = walk.rights_in(policy, stage)
    found |= {stage_meant(policy, go) for right in rights if (go := destination_of(right.what))}
    return found - {"", stage}


def unreachable(policy: Policy) -> Iterator[Finding]:
    found = {stage_meant(policy, name) for row in policy.open for name in row.start}
    found |= {stage_meant(policy, policy.held.then)}
    found |= {id_ for id_, stage in policy.stages.items() if stage.final == LEFT}
    todo = list(found - {""})
    while todo:
        stage = todo.pop()
        if policy.stages[stage].final:
            continue
        more = leads_to(policy, stage) - found
        found |= more
        todo += more
    for id_ in policy.stages:
        if id_ not in found:
            hint = f"add a row with go: {id_}, or take the stage out"
            yield Finding(("stages", id_), "P230", f"no way leads to stage {id_}", hint)


def dead_ends(policy: Policy) -> Iterator[Finding]:
    """Stages from which no row or right, over however many stages, ends the plan."""
    ends = {id_ for id_, stage in policy.stages.items() if stage.final}
    ways = {id_: leads_to(policy, id_) for id_ in policy.stages}
    while more := {id_ for id_, to in ways.items() if id_ not in ends and to & ends}:
        ends |= more
    for id_ in policy.stages:
        if id_ not in ends:
            told = f"no way from stage {id_} ends the plan"
            yield Finding(
                ("stages", id_), "P231", told, "add a review row with go: a final stage"
            )


def no_exit_by_time(policy: Policy) -> Iterator[Finding]:
    for id_, stage in policy.stages.items():
        if stage.final:
            continue
        if stage.deadline is not None:
            if not _happens_by_itself(stage.deadline.since):
                message = f"found {stage.deadline.since}, which may never come"
                path = ("stages", id_, "deadline", "from")
                yield Finding(path, "P232", message, "one of: stage.entered, plan.opened")
        elif not _ends_by_clock(stage):
            message = f"stage {id_} can last for ever"
            hint = "add a deadline, like deadline: {within: 26 weeks, from: stage.entered}"
            yield Finding(("stages", id_), "P232", message, hint)


def _happens_by_itself(moment: Moment) -> bool:
    entered = (moment.thing, moment.moment) == ("stage", "entered")
    return (entered and not moment.stage) or str(moment) == "plan.opened"


def _ends_by_clock(stage: Stage) -> bool:
    """A clock that starts by itself, at whose end a review leads out whatever it finds."""
    return any(
        _happens_by_itself(clock.since)
        and any(
            review.at == Moment(id_, "ended") and not any(STAY in row.go for row in review.rows)
            for review in stage.reviews.values()
        )
        for id_, clock in stage.clocks.items()
    )


def endless_stays(policy: Policy) -> Iterator[Finding]:
    """Rows that stay at a stage's last look, after which nobody is awaited before its deadline."""
    for review in walk.reviews(policy):
        if _awaited_after(policy, review):
            continue
        for at, row in enumerate(review.what.rows):
            if STAY not in row.go:
                continue
            said = walk.Statement((*review.path, "rows", str(at)), review.stage, row)
            path = (*walk.go_path(said), str(row.go.index(STAY)))
            message = f"nobody is awaited after review {review.id}, and the plan would stay"
            hint = "write held or a stage, or add a review that looks later"
            yield Finding(path, "P294", message, hint)


def _awaited_after(policy: Policy, review: walk.Statement[Review]) -> bool:
    """Whether anything may still be looked at, or done again and again, after its last look."""
    what, stage = review.what, policy.stages[review.stage]
    if what.every and what.during not in stage.clocks:
        return True
    again = any(
        duty.what.terms.recurs and duty.what.terms.during in ("stage", "plan")
        for duty in walk.every_duty(policy)
        if review.stage in walk.applies_in(policy, duty)
    )
    others = (each for name, each in stage.reviews.items() if name != review.id)
    return again or any(_may_look_after(stage, each, what) for each in others)


def _may_look_after(stage: Stage, other: Review, last: Review) -> bool:
    """Whether `other` may look later than `last`, or leads out for certain on the same day."""
    if other.at is not None and other.at == last.at:
        return not any(STAY in row.go for row in other.rows)
    if last.at is None:
        same = other.during == last.during
        return not (same and other.days and last.days and max(other.days) <= max(last.days))
    ended = last.at.thing if last.at.moment == "ended" else ""
    if other.at is None:
        return other.during != ended
    return other.at not in _hangs_on(stage, last.at)


def _hangs_on(stage: Stage, moment: Moment) -> set[Moment]:
    """The moments that must have come before it, as far as the stage itself says."""
    found: set[Moment] = set()
    todo = [moment]
    while todo:
        now = todo.pop()
        if now in found:
            continue
        found.add(now)
        if now.thing in stage.clocks:
            todo += [Moment(now.thing, "started"), stage.clocks[now.thing].since]
        todo += [
            since
            for name, duty in stage.must.items()
            if now.thing in (name, duty.document)
            and (since := duty.terms.since or duty.terms.at)
        ]
    return found


def harsh_held(policy: Policy) -> Iterator[Finding]:
    stage = policy.stages.get(policy.held.then)
    if stage is not None and (not stage.final or stage.adverse):
        kind = "an adverse final" if stage.adverse else "no final stage"
        message = f'found "{policy.held.then}", {kind}; expected a final that harms nobody'
        kind_ones = [i for i, s in policy.stages.items() if s.final and not s.adverse]
        hint = listed(kind_ones) if kind_ones else "add a stage with final: no_action"
        yield Finding(("held", "then"), "P236", message, hint)


def adverse_unknown(policy: Policy) -> Iterator[Finding]:
    """Not knowing harms nobody: no adverse final, no higher level."""
    for row in walk.every_row(policy):
        if not isinstance(row.what, NotKnownRow):
            continue
        for at, name in enumerate(row.what.go):
            if name in policy.stages and worsens(policy, row.stage, name):
                message = f'found "{name}", which is adverse; not known must not harm'
                path = (*walk.go_path(row), str(at))
                mild = (n for n in policy.stages if not worsens(policy, row.stage, n))
                yield Finding(path, "P237", message, listed([HELD, STAY, *mild]))


def unclear_levels(policy: Policy) -> Iterator[Finding]:
    """Levels of some stages only, or none where a row leads to a stage written earlier."""
    working = {id_: stage for id_, stage in policy.stages.items() if not stage.final}
    without = [id_ for id_, stage in working.items() if stage.level is None]
    if without and len(without) < len(working):
        for id_ in without:
            message = (
                f"stage {id_} has no level, but others have; expected it in all or in none"
            )
            hint = "add level: 1, or a higher one where it is more serious"
            yield Finding(("stages", id_), "P290", message, hint)
    elif without:
        yield from _ways_back(policy, without)


def _ways_back(policy: Policy, working: list[str]) -> Iterator[Finding]:
    """Without levels each stage is more serious than those before it: a row that goes back says otherwise."""
    for row in walk.every_row(policy):
        for at, name in enumerate(row.what.go):
            if name in working and working.index(name) < working.index(row.stage):
                message = (
                    f'found "{name}", written before {row.stage}; without levels nobody can tell'
                    " which is more serious"
                )
                hint = "add level: to every stage that ends no plan"
                yield Finding((*walk.go_path(row), str(at)), "P291", message, hint)


def busy_finals(policy: Policy) -> Iterator[Finding]:
    for id_, stage in policy.stages.items():
        parts = {"clocks": stage.clocks, "reviews": stage.reviews}
        names = [name for name, items in parts.items() if items]
        names += [n for n in ("goals", "deadline") if getattr(stage, n) is not None]
        if stage.final and names:
            message = f"stage {id_} ends the plan, but found {names[0]}"
            yield Finding(("stages", id_, names[0]), "P238", message, f"take out {names[0]}")


def final_starts(policy: Policy) -> Iterator[Finding]:
    for at, row in enumerate(policy.open):
        for number, name in enumerate(row.start):
            if name in policy.stages and policy.stages[name].final:
                message = f'found "{name}", where a plan ends; expected where it starts'
                path = ("open", str(at), "start", str(number))
                begins = [id_ for id_, stage in policy.stages.items() if not stage.final]
                yield Finding(path, "P239", message, listed(begins))


def left_without_the_employee(policy: Policy) -> Iterator[Finding]:
    """Only the employee's own resigning and the roster say that somebody has left."""
    lefts = {id_ for id_, stage in policy.stages.items() if stage.final == LEFT}
    places = [
        place
        for row in walk.every_row(policy)
        for place in mentions(walk.go_path(row), row.what.go)
    ]
    told = 'found "{}"; only the employee, who resigns, and the roster lead there'
    for path, name in places:
        if name in lefts:
            hint = "lead to another final, or to held"
            yield Finding(path, "P292", told.format(name), hint)
    if policy.held.then in lefts:
        hint = "leave it out, or name a stage with final: no_action"
        yield Finding(("held", "then"), "P292", told.format(policy.held.then), hint)


def resigning_for_another(policy: Policy) -> Iterator[Finding]:
    for right in walk.every_right(policy):
        if isinstance(right.what, ResignRight) and right.what.terms.by != EMPLOYEE:
            message = f'found "{right.what.terms.by}", but nobody resigns for somebody else'
            yield Finding((*right.path, "by"), "P293", message, "write employee")


def misled_resigning(policy: Policy) -> Iterator[Finding]:
    for right in walk.every_right(policy):
        if not isinstance(right.what, ResignRight):
            continue
        stage = policy.stages.get(right.what.go)
        if right.what.go and (stage is None or stage.final == LEFT):
            continue
        message = f'found "{right.what.go}", expected a stage with final: left'
        lefts = [id_ for id_, s in policy.stages.items() if s.final == LEFT]
        hint = listed(lefts) if lefts else "add a stage: left: {final: left}"
        yield Finding((*right.path, "go"), "P253", message, hint)


CHECKS = (
    unreachable,
    dead_ends,
    no_exit_by_time,
    endless_stays,
    harsh_held,
    adverse_unknown,
    unclear_levels,
    busy_finals,
    final_starts,
    left_without_the_employee,
    resigning_for_another,
    misled_resigning,
)
