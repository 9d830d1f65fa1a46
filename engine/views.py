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
from engine.core.plan.in_force import Matter, holders
from engine.core.plan.open_items import open_words
from engine.core.plan.owed import Owed, owed, paper_state, persons
from engine.core.plan.replay import Plan
from engine.core.plan.state import Paper
from engine.core.read_back.in_progress import spoken
from engine.core.record.codec import decoded, encoded
from engine.core.record.commit import Json
from engine.core.values.errors import WrongUseError
from engine.folder.status_page import PlanRow
from engine.ledger import index
from engine.ledger.index import Happened
from engine.workspace.apply.acts import no_plan
from engine.workspace.apply.receipts import counted, undecided
from engine.workspace.outbox.last_look import LastLook, last_look
from engine.workspace.outbox.status_pages import Line, due_words
from engine.workspace.session.version import Version
from engine.workspace.session.versions import versions
from engine.workspace.session.workspace import Desk

Dict = dict[str, Json]


def status(desk: Desk, day: date) -> list[Dict]:
    """Every plan with what it waits for, by plan id. Roles are resolved as of `day`."""
    knowledge = desk.knowledge()
    plans = desk.standing().values()
    knowledge.given(plans)
    rows: list[Dict] = []
    papers = _paths(desk)
    for plan in plans:
        pinned = desk.pinned(plan.pin)
        known = knowledge.known(plan.employee, pinned.workdays, besides=plan.id)
        m = Matter(pinned.policy, plan, known)
        rows.append(_row(m, day, papers))
    return rows


def _paths(desk: Desk) -> dict[tuple[str, int, int], str]:
    found: dict[tuple[str, int, int], str] = {}
    for version in versions(desk):
        found[(version.plan, version.event.number, version.event.version)] = _path(
            desk, version
        )
    return found


def _path(desk: Desk, version: Version) -> str:
    name = version.name(desk.pinned(version.pin).policy)
    return f"{version.folder}/{name}" if version.issued else f"{version.folder}/draft/{name}"


def _row(m: Matter, day: date, paths: dict[tuple[str, int, int], str]) -> Dict:
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
            for p in plan.papers.values()
        ],
        "awaiting": list(waiting),
    }


def _document(m: Matter, paper: Paper, path: str) -> Dict:
    return {
        "document": paper.document,
        "number": paper.number,
        "version": paper.version,
        "state": paper_state(m, paper),
        "path": path,
        "approvals": [{"role": role, "person": person} for role, person in paper.approvals],
        "wanted": paper.wanted,
        "open": list(paper.open),
        "why": paper.says if paper.open else "",
    }


def _awaiting(m: Matter, one: Owed, day: date) -> Iterator[Dict]:
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


def _nobody(m: Matter, one: Owed, day: date) -> str:
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


def history(desk: Desk, plan: str) -> list[Dict]:
    """Every entry of a plan, oldest first, with the commit it came with. WrongUseError: no such plan."""
    return [_entry(each) for each in _happened(desk, plan)]


def heading(desk: Desk, plan: str) -> Dict:
    """Which plan is meant, by its number or its employee's id, and the policy it runs under."""
    found = one_meant(desk, plan)
    policy = desk.pinned(found.pin).policy
    return {
        "plan": found.id, "employee": found.employee, "policy": policy.id,
        "title": policy.title, "version": policy.version, "pin": found.pin,
    }  # fmt: skip


def one_meant(desk: Desk, target: str) -> Plan:
    """By its number; by an employee's id the running plan, else the last. WrongUseError: none."""
    plans = desk.standing()
    if target in plans:
        return plans[target]
    theirs = [plan for plan in plans.values() if plan.employee == target]
    running = [plan for plan in theirs if not plan.ended]
    if len(running) > 1:
        many = ", ".join(plan.id for plan in running)
        raise WrongUseError(f"{target} has several running plans; name one: {many}")
    if not theirs:
        raise WrongUseError(no_plan(desk.book.index, target))
    return (running or theirs)[-1]


def heading_line(head: Dict) -> str:
    """In one line, as a printed history begins."""
    under = f'under {head["policy"]} {head["version"]}, "{head["title"]}"'
    return f"{head['plan']} of {head['employee']}, {under} (text sha256 {head['pin']})"


def _happened(desk: Desk, plan: str) -> Sequence[Happened]:
    return index.events(desk.book.index, one_meant(desk, plan).id)


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


def explained(desk: Desk, plan: str) -> list[Dict]:
    """Every decision of a plan with its tree of reasons, down to the cells. WrongUseError: no such plan."""
    found: list[Dict] = []
    for each in _happened(desk, plan):
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


def lines(desk: Desk, now: Now) -> list[Line]:
    """A line a plan for the status pages: ids, never names."""
    return [_line(row, now.day) for row in status(desk, now.day)]


def _line(row: Dict, today: date) -> Line:
    waiting = cast("list[Dict]", row["awaiting"])
    first = min(waiting, key=lambda w: str(w["due"]) or "9999", default=None)
    due, late = due_words(str(row["due"]), today)
    paper = _paper_in_hand(cast("list[Dict]", row["documents"]), first)
    path = str(paper["path"]) if paper else ""
    team = str(row["team"])
    return Line(
        team,
        str(row["state"]),
        PlanRow(
            employee=str(row["employee"]), plan=str(row["plan"]), track=title_of(str(row["track"])),
            stage=title_of(str(row["stage"])) if row["stage"] else "–", state=str(row["state"]),
            due=str(row["due"]), due_words=due, late=late and row["state"] != "closed",
            next_step=str(first["action"]) if first else "", who=_whose_turn(waiting, first),
            document=title_of(str(paper["document"])) if paper else "",
            link=path.removeprefix(f"{team}/") if team else path,
            document_state=_how_far(paper) if paper else "",
        ),
    )  # fmt: skip


def _paper_in_hand(papers: list[Dict], first: Dict | None) -> Dict | None:
    """The document that the next step is about, else the newest."""
    about = [p for p in papers if first and p["document"] == first["document"]]
    return next(reversed(about or papers), None)


def _whose_turn(waiting: list[Dict], first: Dict | None) -> str:
    """`second line E001 or E002`: the role, and the ids of those who hold it."""
    if first is None:
        return ""
    step = ("action", "role", "item", "document")
    same = [w for w in waiting if all(w[key] == first[key] for key in step)]
    people = dict.fromkeys(str(w["person"]) or "(nobody)" for w in same)
    return f"{spoken(str(first['role']))} {' or '.join(people)}"


def _how_far(paper: Dict) -> str:
    """Its version, its state and what holds it back; not a word of what people wrote."""
    told = f"v{paper['version']} {paper['state']}"
    if paper["open"]:
        held = open_words(tuple(str(code) for code in cast("list[Json]", paper["open"])))
        return f"{told}, held back by {held}"
    return (
        f"{told}, changes wanted by {spoken(str(paper['wanted']))}" if paper["wanted"] else told
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


def overview(desk: Desk, now: Now, *, asked: bool = False) -> Overview:
    """What is in the record; roles are those of the day, time is not let pass.

    `asked`: a person named the day, which may then not be before the last one in the record.
    """
    latest = index.last_day(desk.book.index) or now.day
    day = max(now.day, latest)
    if asked and now.day < latest:
        raise WrongUseError(f"{now.day} is before {latest}, the last day in the record")
    look = last_look(desk)
    plans = status(desk, day)
    unknown = undecided(desk.book.index)
    age = (now.instant - look.at).total_seconds() / 60 if look.at else None
    told: Dict = {
        "plans": list(plans),
        "refused": [{"file": file, "note": note} for file, note in look.refused],
        "undecided": [{"employee": who, "why": why} for who, why in sorted(unknown.items())],
        "last_look": look.at.isoformat() if look.at else None,
    }
    stale = age is None or age > desk.config.look_age
    return Overview(told, tuple(_text(plans, look, unknown, day)), stale)


def _in_review(papers: list[Dict]) -> Iterator[TextLine]:
    """How far each document in review is: who approved it, what holds it back, in people's words."""
    for paper in papers:
        if paper["state"] == "in review":
            approvals = cast("list[Dict]", paper["approvals"])
            by = " and ".join(f"{a['role']} {a['person']}" for a in approvals)
            approved = f"; approved by {by}" if by else ""
            yield TextLine(
                f"    {paper['number']:02} {paper['document']} {_how_far(paper)}{approved}"
            )
            if paper["why"]:
                yield from (
                    TextLine(f"      {line}") for line in str(paper["why"]).splitlines()
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
    for file, note in look.refused:
        yield TextLine(f"to fix: {file} (see {note})")
    for who, why in sorted(unknown.items()):
        yield TextLine(f"cannot decide for {who}: {why}")
    yield TextLine(
        f"{counted(len(plans), 'plan')} as of {day}; "
        f"last look {look.at.isoformat() if look.at else 'never'}"
    )
