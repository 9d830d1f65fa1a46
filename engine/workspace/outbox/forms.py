"""The sheets that people fill in: one for every duty that waits for a person, in its plan's folder.

A form is a function of the record and the day, so that a sweep can be repeated. It is put where nothing
lies, and taken away again once it is not due any more, unless somebody has typed into it.
"""

import hashlib
import json
import os
from collections.abc import Collection, Container, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import partial
from pathlib import PurePosixPath

from engine.core.facts.explanation import title_of
from engine.core.letter.brief_messages import judged_by_person, target_met
from engine.core.letter.condition_words import bound
from engine.core.letter.goal_sections import measure_words
from engine.core.letter.sections import person_name
from engine.core.plan.in_force import PlanContext, duties_in_force, holders
from engine.core.plan.owed import Owed, owed
from engine.core.policy.duty import duty_kind, duty_text, given_by
from engine.core.record import events as e
from engine.core.record.codec import decoded
from engine.disk.write import part_path, replace_synced
from engine.folder.paths import plain_name
from engine.folder.publish import Published, Wanted, publish, withdraw_files
from engine.folder.root import paused
from engine.folder.still import MovedError, read_still
from engine.intake.forms.form import FormGoal, FormQuestion, FormRequest, form_name
from engine.ledger import index
from engine.words.say import words
from engine.workspace.inbox.cross_check import DroppedFile
from engine.workspace.session.versions import folder_of_plan
from engine.workspace.session.workspace import Workspace

NAME = "forms.json"
NONE = Published((), (), (), (), {}, {})
WORDS = {
    "check-in": ("Check-in", "Hold the check-in; then fill in when it was held and what was said."),
    "meet": ("Meeting", "Hold the meeting; then fill in when it was held and what was said."),
    "train": ("Training", "Once the training was given, fill in when."),
    "support": ("Support", "Once the support was given, fill in when."),
    "act": ("To be done", "Once it is done, fill in when."),
    "answer": ("Questions for the review", "Answer every question; the review rests on it."),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kept:
    """A form as it was put into the folder: what it asks, and its bytes by hash."""

    asks: str
    sha256: str


# -- which forms there should be ------------------------------------------------------------------


def forms_wanted(
    workspace: Workspace, day: date, plans: Container[str] | None = None
) -> dict[str, FormRequest]:
    """Path -> what is asked there: every act that a person is awaited to report on `day`."""
    knowledge = workspace.knowledge()
    waiting = [
        plan
        for plan in workspace.standing().values()
        if plan.visit and plan.state != "held" and (plans is None or plan.id in plans)
    ]
    knowledge.prepare(plan.employee for plan in waiting)
    found: dict[str, FormRequest] = {}
    for plan in waiting:
        pinned = workspace.pinned(plan.pin)
        known = knowledge.known(plan.employee, pinned.workdays, besides=plan.id)
        for request in _requests(workspace, PlanContext(pinned.policy, plan, known), day):
            found[f"{folder_of_plan(plan)}/{form_name(request)}"] = request
    return found


def _requests(workspace: Workspace, m: PlanContext, day: date) -> Iterator[FormRequest]:
    found = [one for one in owed(m) if one.action in WORDS]
    for one in found:
        if one.action != "answer":
            yield from _filled_by(m, _of_duty(workspace, m, one), day)
    asked: dict[tuple[str, str, int], list[Owed]] = {}
    for one in found:
        if one.action == "answer":
            asked.setdefault((one.item, one.role, one.occurrence), []).append(one)
    for several in asked.values():
        yield from _filled_by(m, _of_questions(m, several), day)


def _filled_by(m: PlanContext, request: FormRequest, day: date) -> Iterator[FormRequest]:
    """Nobody holds the role: then nobody could sign, and there is no form."""
    persons = holders(m, request.role, day).persons
    if persons:
        who = " or ".join(_named(m, person, day) for person in persons)
        asks = f"{request.asks} For {who} ({title_of(request.role).lower()})."
        yield replace(request, person=persons[0], persons=persons, asks=asks)


def _named(m: PlanContext, person: str, day: date) -> str:
    name = person_name(m, person, day)
    return person if name == person else f"{person} {name}"


def _of_duty(workspace: Workspace, m: PlanContext, one: Owed) -> FormRequest:
    duty = duties_in_force(m)[one.item]
    kind, asks = WORDS[one.action]
    asks += f" Given by {by}." if (by := given_by(duty)) else ""
    asks += f" Not before {one.earliest}." if one.earliest else ""
    alike = [d for d in duties_in_force(m).values() if duty_kind(d).action == one.action]
    return FormRequest(
        employee=m.plan.employee, plan=m.plan.id, action=one.action, role=one.role, person="",
        title=f"{kind}: {duty_text(duty) or title_of(one.item)}",
        duty=one.item, document=one.document, due=one.due, asks=asks,
        goals=tuple(_goals(workspace, m, one)) if one.action == "check-in" else (),
        visit=m.visit.number, occurrence=one.occurrence,
        which=plain_name(one.item) if len(alike) > 1 else "",
    )  # fmt: skip


def _of_questions(m: PlanContext, several: Sequence[Owed]) -> FormRequest:
    first = several[0]
    kind, asks = WORDS["answer"]
    questions = tuple(
        FormQuestion(one.question, m.policy.questions[one.question].text, one.outcomes)
        for one in several
    )
    return FormRequest(
        employee=m.plan.employee, plan=m.plan.id, action="answer", role=first.role, person="",
        title=kind, duty=first.item, due=first.due, asks=asks, questions=questions,
        visit=m.visit.number, occurrence=first.occurrence,
        which=plain_name(f"{first.item} {first.role}"),
    )  # fmt: skip


def _goals(workspace: Workspace, m: PlanContext, one: Owed) -> Iterator[FormGoal]:
    """A row a goal. How far it is reached is told as the check-in's own document tells it."""
    if m.stage.goals is None:
        return
    so_far, language = _so_far(workspace, m, one), workspace.config.language
    for name, goal in m.stage.goals.fixed.items():
        title = goal.title or title_of(name)
        measured, target = measure_words(m, goal), bound(m, goal.comparison)
        yield FormGoal(
            name, title, words(measured, language), words(target, language),
            so_far.get(title, ""),
        )  # fmt: skip
    setting = m.stage.goals.set_by
    for name, own in m.plan.own_goals.items():
        if own.visit == m.visit.number and not own.dropped:
            yield FormGoal(
                name,
                own.text,
                words(judged_by_person(), language),
                words(target_met(), language),
                judged=setting is not None and setting.judged_by == one.role,
            )


def _so_far(workspace: Workspace, m: PlanContext, one: Owed) -> dict[str, str]:
    """As recorded when the document was drafted: newer figures rewrite no form that lies there."""
    here = (m.visit.number, one.document, one.item, one.occurrence)
    documents = m.plan.documents.values()
    document = next(
        (p for p in documents if (p.visit, p.document, p.item, p.occurrence) == here), None
    )
    if document is None:
        return {}
    for each in index.events(workspace.book.index, m.plan.id):
        event = decoded(each.entry) if each.entry.type == "Drafted" else None
        if isinstance(event, e.Drafted) and event.number == document.number and event.brief:
            rows = event.brief.get("goals")
            told = rows if isinstance(rows, list | tuple) else ()
            return {str(row["name"]): str(row["actual"]) for row in told}
    return {}


# -- putting them there ---------------------------------------------------------------------------


def own_forms(workspace: Workspace) -> frozenset[str]:
    """The sha256 of forms as they were put into the folder: nobody has typed into those."""
    return frozenset(kept.sha256 for kept in _remembered(workspace).values())


def clear_left(workspace: Workspace) -> None:
    """Take away the second names under which a crash left forms, before a look takes them for links."""
    if workspace.memory.tidied or paused(workspace.plans, workspace.config.id):
        return
    workspace.memory.tidied = True  # this process leaves none
    for path in _remembered(workspace):
        with suppress(OSError):  # a folder that is gone, or closed to us: the look says so
            part_path(workspace.plans / path).unlink(missing_ok=True)


def keep_forms(
    workspace: Workspace,
    day: date,
    untouched: Sequence[DroppedFile] = (),
    plans: Collection[str] | None = None,
) -> Published:
    """Make the folders of `plans` (None: of all) hold the forms that are due.

    Safe to repeat; no edit is ever lost. `untouched` are forms that were saved again with nothing
    typed in.
    """
    if paused(workspace.plans, workspace.config.id):
        return NONE
    before = _remembered(workspace)
    known = {**before, **{f.found.path: Kept("", f.sha256) for f in untouched if f.found.plan}}
    asked = forms_wanted(workspace, day, plans)
    asks = {path: _digest(request) for path, request in asked.items()}
    stale = [
        path
        for path, kept in known.items()
        if asks.get(path) != kept.asks and _in_folder_of(path, plans)
    ]
    withdraw_files(
        workspace.plans, workspace.config.id, {path: known[path].sha256 for path in stale}
    )
    for path in stale:
        if _sha_of(workspace, path) != known[path].sha256:
            del known[path]  # gone, or a person's own by now
    missing = [path for path in asked if not os.path.lexists(workspace.plans / path)]
    made = _made({path: asked[path] for path in missing})
    shas = {path: hashlib.sha256(content).hexdigest() for path, content in made.items()}
    known |= {path: Kept(asks[path], sha) for path, sha in shas.items()}
    _remember(workspace, before, known)  # first: what a crash leaves lying is known to be ours
    wanted = {path: Wanted(sha, partial(made.__getitem__, path)) for path, sha in shas.items()}
    return publish(workspace.plans, workspace.config.id, wanted, {}) if wanted else NONE


def _in_folder_of(path: str, plans: Collection[str] | None) -> bool:
    folder = PurePosixPath(path).parent.name
    return plans is None or folder.rpartition(" ")[2] in plans


def _made(asked: Mapping[str, FormRequest]) -> dict[str, bytes]:
    if not asked:
        return {}
    # Here, because loading Excel's writer takes longer than most commands run.
    from engine.intake.forms.form_workbook import make_form

    return {path: make_form(request) for path, request in asked.items()}


def _digest(request: FormRequest) -> str:
    told = json.dumps(asdict(request), default=str, sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()


def _sha_of(workspace: Workspace, path: str) -> str:
    try:
        return hashlib.sha256(read_still(workspace.plans / path, 10_000_000)[0]).hexdigest()
    except (OSError, MovedError):
        return ""


def _remembered(workspace: Workspace) -> dict[str, Kept]:
    """May be lost without loss: then a form that nobody touched is read once to learn that."""
    try:
        told = json.loads((workspace.state / NAME).read_text("utf-8"))
        return {str(path): Kept(str(asks), str(sha)) for path, (asks, sha) in told.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _remember(
    workspace: Workspace, before: Mapping[str, Kept], known: Mapping[str, Kept]
) -> None:
    if known != before:
        told = {path: [kept.asks, kept.sha256] for path, kept in sorted(known.items())}
        replace_synced(workspace.state / NAME, json.dumps(told).encode())
