"""The read side: how things stand, what happened to a plan, and why. Nothing here writes."""

import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from engine.clock import Now
from engine.core.decide.agenda import next_due
from engine.core.facts.explanation import title_of
from engine.core.letter.sentences import said_in_words
from engine.core.plan.in_force import PlanContext, holders
from engine.core.plan.open_items import open_words
from engine.core.plan.owed import Owed, document_state, owed, persons
from engine.core.plan.replay import Plan
from engine.core.plan.state import PlanDocument
from engine.core.read_back.in_progress import spoken
from engine.core.record.codec import decoded, encoded
from engine.core.record.commit import Json
from engine.core.values.errors import WrongUseError
from engine.folder.status_page import PlanRow
from engine.ledger import index
from engine.ledger.index import Happened
from engine.workspace.apply.acts import no_plan
from engine.workspace.apply.receipts import count_of, undecided
from engine.workspace.outbox.last_look import LastLook, last_look
from engine.workspace.outbox.status_pages import PlanLine, due_words
from engine.workspace.session.version import Version
from engine.workspace.session.versions import versions
from engine.workspace.session.workspace import Workspace

Dict = dict[str, Json]


def status(workspace: Workspace, day: date) -> list[Dict]:
    """Every plan with what it waits for, by plan id. Roles are resolved as of `day`."""
    knowledge = workspace.knowledge()
    plans = workspace.standing().values()
    knowledge.given(plans)
    rows: list[Dict] = []
    documents = _paths(workspace)
    for plan in plans:
        pinned = workspace.pinned(plan.pin)
        known = knowledge.known(plan.employee, pinned.workdays, besides=plan.id)
        m = PlanContext(pinned.policy, plan, known)
        rows.append(_row(m, day, documents))
    return rows


def _paths(workspace: Workspace) -> dict[tuple[str, int, int], str]:
    found: dict[tuple[str, int, int], str] = {}
    for version in versions(workspace):
        found[(version.plan, version.event.number, version.event.version)] = _path(
            workspace, version
        )
    return found


def _path(workspace: Workspace, version: Version) -> str:
    name = version.name(workspace.pinned(version.pin).policy)
    return f"{version.folder}/{name}" if version.issued else f"{version.folder}/draft/{name}"


def _row(m: PlanContext, day: date, paths: dict[tuple[str, int, int], str]) -> Dict:
    plan = m.plan
    waiting = [each for one in owed(m) for each in _awaiting(m, one, day)]
    dues = sorted(str(w["due"]) for w in waiting if w["due"])
    by_itself = next_due(m)
    if by_itself and not plan.ended:
        dues = sorted([*dues, by_itself.day.isoformat()])
    return {
        "plan": plan.id,
        "employee": plan.employee,
        "team": plan.team,
        "policy": plan.policy,
        "track": plan.track,
        "stage": plan.stage,
        "state": plan.state,
        "outcome": plan.outcome,
        "opened": plan.opened.isoformat() if plan.opened else "",
        "due": dues[0] if dues else "",
        "documents": [
            _document(m, p, paths.get((plan.id, p.number, p.version), ""))
            for p in plan.documents.values()
        ],
        "awaiting": list(waiting),
    }


def _document(m: PlanContext, document: PlanDocument, path: str) -> Dict:
    return {
        "document": document.document,
        "number": document.number,
        "version": document.version,
        "state": document_state(m, document),
        "path": path,
        "approvals": [{"role": role, "person": person} for role, person in document.approvals],
        "wanted": document.wanted,
        "open": list(document.open),
        "why": document.says if document.open else "",
    }


def _awaiting(m: PlanContext, one: Owed, day: date) -> Iterator[Dict]:
    """One line a person who may do it; with nobody in the role, one line without a person."""
    found = persons(m, one, day)
    for person in found or ("",):
        yield {
            **({} if person and not one.first else {"why": one.first or _nobody(m, one, day)}),
            "action": one.action,
            "role": one.role,
            "person": person,
            "document": one.document,
            "item": one.item,
            "from": one.earliest.isoformat() if one.earliest else "",
            "due": one.due.isoformat() if one.due else "",
            "outcomes": list(one.outcomes),
            "assurance": one.assurance,
            "command": command_for(m.plan, one, person) if person and not one.first else "",
        }


def _nobody(m: PlanContext, one: Owed, day: date) -> str:
    """Why nobody can do it now, and who can put that right."""
    found = holders(m, one.role, day)
    apart = f"it takes another person than {' and '.join(one.apart)}"
    said = apart if found.persons else found.why
    return f"nobody can: {said}; a roster that names somebody puts it right"


def command_for(plan: Plan, one: Owed, person: str) -> str:
    """The words that do it. Where there is a choice, the first is filled in."""
    words = [
        "planward",
        "record",
        plan.id,
        one.action,
        "--role",
        one.role,
        "--by",
        person,
    ]
    if one.number:
        words += ["--document", str(one.number)]
    elif one.item and one.action in NAMES_ITEM:
        words += ["--item", one.item]
    if one.action == "answer":
        words += ["--answer", f"{one.question}={one.outcomes[0]}"]
    elif (one.action == "confirm" and len(one.outcomes) > 1) or one.action == "decide":
        words += ["--outcome", one.outcomes[0]]
    elif one.action == "revise":
        words += ["--note", "what was done about it"]
    return shlex.join(words)


NAMES_ITEM = frozenset({"meet", "check-in", "train", "support", "act", "approve", "decide"})


# -- one plan -------------------------------------------------------------------------------------


def history(workspace: Workspace, plan: str) -> list[Dict]:
    """Every entry of a plan, oldest first, with the commit it came with. WrongUseError: no such plan."""
    return [_entry(each) for each in _happened(workspace, plan)]


def heading(workspace: Workspace, plan: str) -> Dict:
    """Which plan is meant, by its number or its employee's id, and the policy it runs under."""
    found = one_meant(workspace, plan)
    policy = workspace.pinned(found.pin).policy
    return {
        "plan": found.id, "employee": found.employee, "policy": policy.id,
        "title": policy.title, "version": policy.version, "pin": found.pin,
    }  # fmt: skip


def one_meant(workspace: Workspace, target: str) -> Plan:
    """By its number; by an employee's id the running plan, else the last. WrongUseError: none."""
    plans = workspace.standing()
    if target in plans:
        return plans[target]
    theirs = [plan for plan in plans.values() if plan.employee == target]
    running = [plan for plan in theirs if not plan.ended]
    if len(running) > 1:
        many = ", ".join(plan.id for plan in running)
        raise WrongUseError(f"{target} has several running plans; name one: {many}")
    if not theirs:
        raise WrongUseError(no_plan(workspace.book.index, target))
    return (running or theirs)[-1]


def heading_line(head: Dict) -> str:
    """In one line, as a printed history begins."""
    under = f'under {head["policy"]} {head["version"]}, "{head["title"]}"'
    return f"{head['plan']} of {head['employee']}, {under} (text sha256 {head['pin']})"


def _happened(workspace: Workspace, plan: str) -> Sequence[Happened]:
    return index.events(workspace.book.index, one_meant(workspace, plan).id)


def _entry(each: Happened) -> Dict:
    event = decoded(each.entry)
    said = encoded(event)
    note = getattr(event, "note", "")
    body = {k: v for k, v in said.body.items() if k not in ("on", "says")}
    claim = said.body.get("says")  # of a sign-off in a file; `says` is the sentence
    return {
        "entry": each.plan_seq,
        "commit": each.seq,
        "recorded": each.recorded.isoformat(),
        "input": each.kind,
        "on": event.on.isoformat(),
        "event": said.type,
        "says": said_in_words(event),
        **body,
        **({"claims": claim} if claim else {}),
        **({"note": note} if note else {}),
    }


def explained(workspace: Workspace, plan: str) -> list[Dict]:
    """Every decision of a plan with its tree of reasons, down to the cells. WrongUseError: no such plan."""
    found: list[Dict] = []
    for each in _happened(workspace, plan):
        event = decoded(each.entry)
        said = each.entry.said
        if isinstance(said, dict) and said.get("why"):
            found.append(
                {
                    "entry": each.plan_seq,
                    "on": event.on.isoformat(),
                    "event": each.entry.type,
                    "says": said_in_words(event),
                    "why": said["why"],
                }
            )
    return found


# -- everything at a glance -----------------------------------------------------------------------


def plan_lines(workspace: Workspace, day: date) -> list[PlanLine]:
    """A line a plan for the status pages: ids, never names."""
    return [_line(row, day) for row in status(workspace, day)]


def _line(row: Dict, today: date) -> PlanLine:
    waiting = cast("list[Dict]", row["awaiting"])
    first = min(waiting, key=lambda w: str(w["due"]) or "9999", default=None)
    due, late = due_words(str(row["due"]), today)
    document = _document_in_hand(cast("list[Dict]", row["documents"]), first)
    path = str(document["path"]) if document else ""
    team = str(row["team"])
    return PlanLine(
        team,
        str(row["state"]),
        PlanRow(
            employee=str(row["employee"]), plan=str(row["plan"]), track=title_of(str(row["track"])),
            stage=title_of(str(row["stage"])) if row["stage"] else "–", state=str(row["state"]),
            due=str(row["due"]), due_words=due, late=late and row["state"] != "closed",
            next_step=str(first["action"]) if first else "", who=_whose_turn(waiting, first),
            document=title_of(str(document["document"])) if document else "",
            link=path.removeprefix(f"{team}/") if team else path,
            document_state=_how_far(document) if document else "",
        ),
    )  # fmt: skip


def _document_in_hand(documents: list[Dict], first: Dict | None) -> Dict | None:
    """The document that the next step is about, else the newest."""
    about = [p for p in documents if first and p["document"] == first["document"]]
    return next(reversed(about or documents), None)


def _whose_turn(waiting: list[Dict], first: Dict | None) -> str:
    """`second line E001 or E002`: the role, and the ids of those who hold it."""
    if first is None:
        return ""
    step = ("action", "role", "item", "document")
    same = [w for w in waiting if all(w[key] == first[key] for key in step)]
    people = dict.fromkeys(str(w["person"]) or "(nobody)" for w in same)
    return f"{spoken(str(first['role']))} {' or '.join(people)}"


def _how_far(document: Dict) -> str:
    """Its version, its state and what holds it back; not a word of what people wrote."""
    told = f"v{document['version']} {document['state']}"
    if document["open"]:
        held = open_words(tuple(str(code) for code in cast("list[Json]", document["open"])))
        return f"{told}, held back by {held}"
    return (
        f"{told}, changes wanted by {spoken(str(document['wanted']))}"
        if document["wanted"]
        else told
    )


@dataclass(frozen=True, slots=True)
class TextLine:
    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Overview:
    """How things stand, for a person and for a script. `stale`: nobody looked for too long."""

    json: Dict
    lines: tuple[TextLine, ...]
    stale: bool


def overview(workspace: Workspace, now: Now, *, asked: bool = False) -> Overview:
    """What is in the record; roles are those of the day, time is not let pass.

    `asked`: a person named the day, which may then not be before the last one in the record.
    """
    latest = index.last_day(workspace.book.index) or now.day
    day = max(now.day, latest)
    if asked and now.day < latest:
        raise WrongUseError(f"{now.day} is before {latest}, the last day in the record")
    look = last_look(workspace)
    plans = status(workspace, day)
    unknown = undecided(workspace.book.index)
    age = (now.instant - look.at).total_seconds() / 60 if look.at else None
    told: Dict = {
        "plans": list(plans),
        "refused": [{"file": each.shown, "note": each.note} for each in look.to_fix],
        "undecided": [{"employee": who, "why": why} for who, why in sorted(unknown.items())],
        "last_look": look.at.isoformat() if look.at else None,
    }
    stale = age is None or age > workspace.config.look_age
    return Overview(told, tuple(_text(plans, look, unknown, day)), stale)


def _in_review(documents: list[Dict]) -> Iterator[TextLine]:
    """How far each document in review is: who approved it, what holds it back, in people's words."""
    for document in documents:
        if document["state"] == "in review":
            approvals = cast("list[Dict]", document["approvals"])
            by = " and ".join(f"{a['role']} {a['person']}" for a in approvals)
            approved = f"; approved by {by}" if by else ""
            yield TextLine(
                f"    {document['number']:02} {document['document']} {_how_far(document)}{approved}"
            )
            if document["why"]:
                yield from (
                    TextLine(f"      {line}") for line in str(document["why"]).splitlines()
                )


def _text(
    plans: list[Dict], look: LastLook, unknown: dict[str, str], day: date
) -> Iterator[TextLine]:
    for row in plans:
        state = row["outcome"] if row["state"] == "closed" else row["state"]
        yield TextLine(
            f"{row['plan']}  {row['employee']}  {row['track']}  {row['stage'] or '-'}  {state}",
            True,
        )
        yield from _in_review(cast("list[Dict]", row["documents"]))
        for waiting in cast("list[Dict]", row["awaiting"]):
            due = f", from {waiting['from']}" if waiting["from"] else ""
            due += f", due {waiting['due']}" if waiting["due"] else ""
            about = waiting["document"] or waiting["item"]
            who = f"by {waiting['role']} {waiting['person'] or '(nobody)'}"
            sure = (
                "(confirmed: by their own user)" if waiting["assurance"] == "confirmed" else ""
            )
            words = (waiting["action"], about, who, sure)
            said = " ".join(str(word) for word in words if word)
            yield TextLine(f"    {said}{due}")
            for told in str(waiting["command"] or waiting["why"]).splitlines():
                yield TextLine(f"      {told}")
    for each in look.to_fix:
        yield TextLine(f"to fix: {each.shown} (see {each.note})")
    for who, why in sorted(unknown.items()):
        yield TextLine(f"cannot decide for {who}: {why}")
    yield TextLine(
        f"{count_of(len(plans), 'plan')} as of {day}; "
        f"last look {look.at.isoformat() if look.at else 'never'}"
    )
