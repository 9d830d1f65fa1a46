"""How every plan stands on a day, who is awaited for what, and what waits in the shared folder."""

import shlex
from collections.abc import Iterator, Mapping
from datetime import date

from engine.clock import Now
from engine.core.decide.agenda import next_due
from engine.core.decide.opening import awaited
from engine.core.plan.chains import obstacles
from engine.core.plan.in_force import PlanContext, duties_not_known
from engine.core.plan.messages import (
    all_that_is_open,
    asked_for_length,
    duty_not_known,
    lines_told,
    resignation_pending,
    waits_for_figures,
)
from engine.core.plan.open_items import open_items
from engine.core.plan.owed import Owed, document_state, persons, why_not_now
from engine.core.plan.replay import Plan
from engine.core.plan.resigning import resignation
from engine.core.plan.state import PlanDocument
from engine.core.plan.waiting import waiting_reviews
from engine.core.read_back.in_progress import spoken
from engine.core.values.errors import WrongUseError
from engine.core.values.message import Message
from engine.ledger import index
from engine.results import (
    ApprovalGiven,
    AwaitedStep,
    DocumentStanding,
    FaultyFileTold,
    PlanStanding,
    ReviewWaiting,
    StatusResult,
    StepChoice,
    UndecidedEmployee,
    WaitingFile,
)
from engine.words.say import words
from engine.workspace.apply.receipts import undecided_now
from engine.workspace.outbox.last_look import last_look
from engine.workspace.session.version import Version
from engine.workspace.session.versions import versions
from engine.workspace.session.workspace import Workspace

CHOOSE = frozenset({"answer", "confirm", "decide", "goal"})
ANSWERED = ("answer", "goal")  # what is said of a question, or of a goal
NAMES_ITEM = frozenset({"meet", "check-in", "train", "support", "act", "approve", "decide"})
Paths = Mapping[tuple[str, int, int], str]  # plan, number and version -> where it lies


def overview(workspace: Workspace, now: Now, *, asked: bool = False) -> StatusResult:
    """What is in the record; roles are those of the day, time is not let pass.

    `asked`: a person named the day, which may then not be before the last one in the record.
    """
    latest = index.last_day(workspace.book.index) or now.day
    if asked and now.day < latest:
        raise WrongUseError(f"{now.day} is before {latest}, the last day in the record")
    day, look = max(now.day, latest), last_look(workspace)
    age = (now.instant - look.at).total_seconds() / 60 if look.at else None
    unknown = sorted(undecided_now(workspace).items())
    return StatusResult(
        as_of=day,
        stale=age is None or age > workspace.config.look_age,
        plans=standings(workspace, day),
        refused=tuple(WaitingFile(each.shown, each.note) for each in look.to_fix),
        undecided=tuple(UndecidedEmployee(who, why) for who, why in unknown),
        last_look=look.at,
        nothing_opens=faulty_told(workspace),
    )


def faulty_told(workspace: Workspace) -> tuple[FaultyFileTold, ...]:
    """The files in git because of which plans do not open, in words."""
    language = workspace.config.language
    return tuple(
        FaultyFileTold(each.file, each.problems, each.policies, words(each.says, language))
        for each in workspace.nothing_opens
    )


def standings(workspace: Workspace, day: date) -> tuple[PlanStanding, ...]:
    """Every plan with what it waits for, by plan id. Roles are resolved as of `day`."""
    knowledge = workspace.knowledge()
    plans = workspace.standing().values()
    knowledge.given(plans)
    paths = _paths(workspace)
    found: list[PlanStanding] = []
    language = workspace.config.language
    for plan in plans:
        pinned = workspace.pinned(plan.pin)
        known = knowledge.known(plan.employee, pinned.workdays, besides=plan.id)
        found.append(_standing(PlanContext(pinned.policy, plan, known), day, paths, language))
    return tuple(found)


def _paths(workspace: Workspace) -> Paths:
    return {
        (each.plan, each.event.number, each.event.version): _path(workspace, each)
        for each in versions(workspace)
    }


def _path(workspace: Workspace, version: Version) -> str:
    name = version.name(workspace.pinned(version.pin).policy)
    return f"{version.folder}/{name}" if version.issued else f"{version.folder}/draft/{name}"


def _standing(m: PlanContext, day: date, paths: Paths, language: str) -> PlanStanding:
    plan = m.plan
    waiting = tuple(each for one in awaited(m, day) for each in _awaited(m, one, day, language))
    dues = [each.due for each in waiting if each.due]
    by_itself = next_due(m)
    if by_itself and not plan.ended:
        dues.append(by_itself.day)
    documents = (
        _document(m, each, paths.get((plan.id, each.number, each.version), ""), language)
        for each in plan.documents.values()
    )
    return PlanStanding(
        plan=plan.id, employee=plan.employee, team=plan.team, policy=plan.policy, track=plan.track,
        stage=plan.stage, state=plan.state, outcome=plan.outcome, opened=plan.opened,
        due=min(dues, default=None), documents=tuple(documents), awaiting=waiting,
        notes=tuple(words(note, language) for note in _notes(m, day)),
        waiting=tuple(
            ReviewWaiting(each.review, each.figures.until) for each in waiting_reviews(m, day)
        ),
    )  # fmt: skip


def _notes(m: PlanContext, day: date) -> Iterator[Message]:
    """What whoever decides should know: people that will be lacking, duties that may be owed."""
    if not m.plan.ended:
        if leaving := resignation(m):
            yield resignation_pending(leaving.effective)
        for use in m.plan.uses.values():  # the one asked first is answered first
            if use.length and (use.state, use.visit) == ("asked", m.visit.number):
                yield asked_for_length(use.right, use.length, use.asked)
        yield from obstacles(m, day)
        for each in waiting_reviews(m, day):
            yield waits_for_figures(each.review, each.figures.period, each.figures.until)
        for name, (duty, why) in duties_not_known(m).items():
            yield duty_not_known(name, duty.terms.by, why.says)


def _document(
    m: PlanContext, document: PlanDocument, path: str, language: str
) -> DocumentStanding:
    state = document_state(m, document)
    return DocumentStanding(
        document=document.document, number=document.number, version=document.version, state=state,
        path=path, approvals=tuple(ApprovalGiven(*each) for each in document.approvals),
        wanted=document.wanted, open=tuple(document.open),
        why=words(lines_told(document.says), language) if document.open else "",
        says=_how_far(document, state, language),
    )  # fmt: skip


def _how_far(document: PlanDocument, state: str, language: str) -> str:
    """Its version, its state and what holds it back; not a word of what people wrote."""
    told = f"v{document.version} {state}"
    if document.open:
        held = words(all_that_is_open(open_items(document.open)), language)
        return f"{told}, held back by {held}"
    return f"{told}, changes wanted by {spoken(document.wanted)}" if document.wanted else told


def _awaited(m: PlanContext, one: Owed, day: date, language: str) -> Iterator[AwaitedStep]:
    """One a person who may do it; with nobody in the role, one without a person."""
    why = why_not_now(m, one, day)
    for person in persons(m, one, day) or ("",):
        can = not why
        yield AwaitedStep(
            action=one.action, role=one.role, person=person, document=one.document, item=one.item,
            earliest=one.earliest, due=one.due, outcomes=tuple(one.outcomes),
            assurance=one.assurance,
            command=command_for(m.plan, one, person) if can else "",
            why=words(why, language) if why else "",
            choices=choices_of(m.plan, one, person) if can else (),
        )  # fmt: skip


def choices_of(plan: Plan, one: Owed, person: str) -> tuple[StepChoice, ...]:
    """Every outcome with the words that choose it, in the policy's order; none where there is no choice."""
    if one.action not in CHOOSE or len(one.outcomes) < 2:
        return ()
    return tuple(
        StepChoice(each, command_for(plan, one, person, each)) for each in one.outcomes
    )


def command_for(plan: Plan, one: Owed, person: str, outcome: str = "") -> str:
    """The words that do it. Where there is a choice, without `outcome` none is made."""
    if not outcome and len(one.outcomes) == 1 and one.action in ("answer", "decide"):
        (outcome,) = one.outcomes
    said = ["planward", "record", plan.id, one.action, "--role", one.role, "--by", person]
    if one.number:
        said += ["--document", str(one.number)]
    elif one.item and one.action in NAMES_ITEM:
        said += ["--item", one.item]
    if outcome and one.action in ANSWERED:
        said += ["--answer", f"{one.question}={outcome}"]
    elif outcome:
        said += ["--outcome", outcome]
    elif one.action == "revise":
        said += ["--note", "what was done about it"]
    return shlex.join(said)
