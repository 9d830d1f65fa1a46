"""Whether every moment that something waits for can come, and nothing waits for itself."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.core.policy import walk
from engine.core.policy.duty import OF_MEETING, Duty, duty_kind
from engine.core.policy.moment import Moment
from engine.core.policy.policy import Policy, Stage
from engine.core.policy.review import Review
from engine.core.policy.right import Right
from engine.core.policy.walk import Path, Statement
from engine.core.soundness.suggestions import meant, unknown
from engine.core.values.diagnostic import Finding

OF_DOCUMENT = frozenset({"drafted", "approved", "issued", "delivered", "acknowledged"})
OF_RIGHT = frozenset({"asked", "granted", "used"})
OF_CLOCK = frozenset({"started", "ended"})
OF_REVIEW = frozenset({"decided"})
ALWAYS_THERE = {
    "plan": frozenset({"opened", "closed"}),
    "stage": frozenset({"entered", "left"}),
    "document": OF_DOCUMENT,
}


def things(policy: Policy, stages: tuple[str, ...]) -> dict[str, frozenset[str]]:
    """Everything that has moments, as seen from these stages, with the moments it has."""
    found = dict(ALWAYS_THERE)
    for kinds in (_plan_things(policy), *(_stage_things(policy.stages[s]) for s in stages)):
        for name, words in kinds:
            found[name] = found.get(name, frozenset()) | words
    return found


def _plan_things(policy: Policy) -> Iterator[tuple[str, frozenset[str]]]:
    yield from ((id_, OF_DOCUMENT) for id_ in policy.documents)
    for id_, duty in policy.must.items():
        yield id_, duty_kind(duty).moments
    yield from ((id_, OF_RIGHT) for id_ in policy.may)


def _stage_things(stage: Stage) -> Iterator[tuple[str, frozenset[str]]]:
    for id_, duty in stage.must.items():
        yield id_, duty_kind(duty).moments
    yield from ((id_, OF_RIGHT) for id_ in stage.may)
    yield from ((id_, OF_CLOCK) for id_ in stage.clocks)
    yield from ((id_, OF_REVIEW) for id_ in stage.reviews)


def seen_from(policy: Policy, said: Statement[Moment]) -> tuple[str, ...]:
    """The stages a moment's thing is looked for in; the unknown ones are left out."""
    named: tuple[str, ...]
    if said.what.stage:
        named = (meant(said.what.stage, policy.stages),)
    elif said.stage:
        named = (said.stage,)
    else:
        item = policy.must.get(said.path[1]) or policy.may.get(said.path[1])
        named = (item.terms.in_stages if item else ()) or tuple(policy.stages)
    return tuple(s for s in named if s in policy.stages)


def unknown_moments(policy: Policy) -> Iterator[Finding]:
    for said in walk.moments(policy):
        stages = seen_from(policy, said)
        if said.what.stage and not stages:
            continue  # told as an unknown stage
        known = things(policy, stages)
        yield from unknown(
            said.path, "P211", said.what.thing, "a thing that has moments", known
        )
        if said.what.thing in known:
            words = known[said.what.thing]
            expected = f"a moment of {said.what.thing}"
            yield from unknown(said.path, "P212", said.what.moment, expected, words)


@dataclass(frozen=True, slots=True)
class MomentNode:
    """Something that comes about: a clock, duty, review, right or document."""

    stage: str
    kind: str
    id: str


Ways = tuple[
    tuple[MomentNode, ...], ...
]  # any of these, and of each all its parts; no way: never
FREELY: Ways = ((),)


def ways_to(policy: Policy, moment: Moment, stage: str) -> Ways:
    """What must have come about before `moment`, as seen from `stage`.

    What is not known, or past on entering, is free: other checks speak of it.
    """
    stage = meant(moment.stage, policy.stages) if moment.stage else stage
    thing, word = moment.thing, moment.moment
    if thing in ALWAYS_THERE:
        return FREELY
    if word in OF_DOCUMENT and thing in policy.documents:
        if word == "acknowledged" and policy.documents[thing].acknowledged is None:
            return ()
        return ((MomentNode(stage, "document", thing),),)
    here = policy.stages.get(stage, Stage(""))
    kinds: tuple[tuple[str, frozenset[str], str, Mapping[str, object]], ...] = (
        ("clock", OF_CLOCK, stage, here.clocks),
        ("duty", OF_MEETING, stage, here.must),
        ("review", OF_REVIEW, stage, here.reviews),
        ("right", OF_RIGHT, stage, here.may),
        ("duty", OF_MEETING, "", policy.must),
        ("right", OF_RIGHT, "", policy.may),
    )
    for kind, words, where, items in kinds:
        if word in words and thing in items:
            return ((MomentNode(where, kind, thing),),)
    return FREELY


def givers(policy: Policy) -> list[Statement[Duty] | Statement[Right]]:
    """The duties and rights that bring documents about."""
    return [item for item in walk.tasks(policy) if walk.document_of(item.what)]


def providers(
    policy: Policy, stage: str, document: str, among: list[Statement[Duty] | Statement[Right]]
) -> list[Statement[Duty] | Statement[Right]]:
    """Those among the `givers` that bring this document about: of this stage, else of any."""
    every = [i for i in among if meant(walk.document_of(i.what), policy.documents) == document]
    own = [i for i in every if i.stage == stage]
    return own or every


def comes_about(policy: Policy) -> dict[MomentNode, tuple[Path, Ways]]:
    """Each thing that waits for a moment, with the place that says so and its ways."""
    found: dict[MomentNode, tuple[Path, Ways]] = {}
    for clock in walk.clocks(policy):
        path = (*clock.path, "from")
        found[MomentNode(clock.stage, "clock", clock.id)] = (
            path,
            ways_to(policy, clock.what.since, clock.stage),
        )
    for duty in walk.every_duty(policy):
        found[MomentNode(duty.stage, "duty", duty.id)] = _waits(policy, duty)
    for right in walk.every_right(policy):
        found[MomentNode(right.stage, "right", right.id)] = _waits(policy, right)
    for review in walk.reviews(policy):
        found[MomentNode(review.stage, "review", review.id)] = _waits(policy, review)
    among = givers(policy)
    for stage in ("", *policy.stages):
        for document in policy.documents:
            ways = _ways_to_document(policy, stage, document, among)
            found[MomentNode(stage, "document", document)] = (("documents", document), ways)
    return found


def _waits(
    policy: Policy, item: Statement[Duty] | Statement[Right] | Statement[Review]
) -> tuple[Path, Ways]:
    since, at = _counted_from(item.what)
    if since is not None:
        return (*item.path, "from"), ways_to(policy, since, item.stage)
    if at is not None:
        return (*item.path, "at"), ways_to(policy, at, item.stage)
    here, during = policy.stages.get(item.stage), walk.during_of(item.what)
    if here is not None and during in here.clocks:
        return (*item.path, "during"), ((MomentNode(item.stage, "clock", during),),)
    return item.path, FREELY


def _counted_from(what: Duty | Right | Review) -> tuple[Moment | None, Moment | None]:
    """What it counts from, and what it happens at."""
    if isinstance(what, Review):
        return None, what.at
    if isinstance(what, Right):
        return what.terms.since, None
    return what.terms.since, what.terms.at


def _ways_to_document(
    policy: Policy, stage: str, document: str, among: list[Statement[Duty] | Statement[Right]]
) -> Ways:
    with_proposal = [o.document for o in policy.open if o.document]
    if any(meant(name, policy.documents) == document for name in with_proposal):
        return FREELY
    return tuple(
        (MomentNode(item.stage, "right" if "may" in item.path else "duty", item.id),)
        for item in providers(policy, stage, document, among)
    )


def _can_come(graph: Mapping[MomentNode, tuple[Path, Ways]]) -> set[MomentNode]:
    """What comes about if people do what they must: the least fixed point."""
    came: set[MomentNode] = set()
    while True:
        more = {
            node
            for node, (_, ways) in graph.items()
            if node not in came and any(all(n in came for n in way) for way in ways)
        }
        if not more:
            return came
        came |= more


def _in_circle(
    start: MomentNode, graph: Mapping[MomentNode, tuple[Path, Ways]], stuck: set[MomentNode]
) -> bool:
    todo = [start]
    seen: set[MomentNode] = set()
    while todo:
        for way in graph[todo.pop()][1]:
            for node in way:
                if node == start:
                    return True
                if node in stuck and node not in seen:
                    seen.add(node)
                    todo.append(node)
    return False


def circles(policy: Policy) -> Iterator[Finding]:
    """Things that can only begin after themselves; reported once, at the first in the text."""
    graph = comes_about(policy)
    stuck = set(graph) - _can_come(graph)
    told: set[str] = set()
    for node, (path, _) in graph.items():
        if node.kind == "document" or node not in stuck or node.stage in told:
            continue
        if _in_circle(node, graph, stuck):
            told.add(node.stage)
            message = f"{node.kind} {node.id} waits for itself"
            yield Finding(path, "P234", message, "count from something that comes before it")


def never_comes(policy: Policy) -> Iterator[Finding]:
    """A document's moment nobody is bound to bring about, or a receipt nobody asked for."""
    among = givers(policy)
    for said in walk.moments(policy):
        moment = said.what
        document = policy.documents.get(moment.thing)
        if document is None or moment.moment not in OF_DOCUMENT:
            continue
        if moment.moment == "acknowledged" and document.acknowledged is None:
            hint = f"add acknowledged to the document {moment.thing}"
            yield Finding(said.path, "P235", f"{moment.thing} is never acknowledged", hint)
        elif not _ways_to_document(policy, said.stage, moment.thing, among):
            hint = f"add a duty: do: issue, document: {moment.thing}"
            yield Finding(said.path, "P235", f"nobody has to issue {moment.thing}", hint)


def comes_too_late(policy: Policy) -> Iterator[Finding]:
    """What a stage waits for although it can only happen when the stage has been left."""
    for said in walk.moments(policy):
        moment = said.what
        stages = [
            policy.stages[s]
            for s in (said.stage, *_in_stages(policy, said))
            if s in policy.stages
        ]
        if not stages or any(stage.final for stage in stages):
            continue
        there = policy.stages.get(moment.stage)
        own = moment.stage == said.stage and moment.moment == "left"
        if str(moment) == "plan.closed" or own or (there is not None and there.final):
            hint = "count from something that happens while the plan is open"
            yield Finding(said.path, "P235", f"{moment} comes only after this", hint)


def _in_stages(policy: Policy, said: Statement[Moment]) -> tuple[str, ...]:
    """The stages in which an item of the whole policy holds."""
    if said.stage:
        return ()
    item = policy.must.get(said.path[1]) or policy.may.get(said.path[1])
    open_stages = tuple(s for s, stage in policy.stages.items() if not stage.final)
    return (item.terms.in_stages if item else ()) or open_stages


CHECKS = (unknown_moments, circles, never_comes, comes_too_late)
