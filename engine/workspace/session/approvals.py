"""Who approved a letter, from the record: the sheet that goes beside it when it is issued."""

from collections.abc import Iterator
from dataclasses import replace

from engine.core.facts.explanation import title_of
from engine.core.plan.in_force import PlanContext
from engine.core.plan.state import CONFIRMED
from engine.core.record import events as e
from engine.core.record.codec import decoded
from engine.ledger import index
from engine.workspace.session.pins import Pinned
from engine.workspace.session.rendering import APPROVALS, Writer, properties_of, version_of
from engine.workspace.session.version import Version


def with_sheet(m: PlanContext, pinned: Pinned, event: e.Issued, writer: Writer) -> e.Issued:
    """The entry with the hash of its sheet; as it is where nobody had to approve the letter."""
    rows = tuple(_rows(m, pinned, event, writer))
    if not rows:
        return event
    # Here and below: most commands issue no letter.
    from engine.documents.approvals_sheet import ApprovalsSheet, sheet_bytes

    drafted = version_of(m.plan.id, event.number, event.version, writer)
    sheet = ApprovalsSheet(
        subtitle=f"{_title(m, drafted)}, document {event.number:02}, version {event.version}",
        facts=_facts(m, pinned, drafted),
        rows=rows,
        issued=f"Issued on {_day(pinned, event)} by {_person(m, event)}, {title_of(event.role)}.",
        sha256=event.sha256,
        properties=properties_of(m.plan.id, pinned.sha, drafted) | {"planward_copy": APPROVALS},
    )
    return replace(event, approvals_sheet=writer.keep(sheet_bytes(sheet)))


def _rows(
    m: PlanContext, pinned: Pinned, event: e.Issued, writer: Writer
) -> Iterator[tuple[str, str, str, str]]:
    """In the order in which they count; what was taken back since is not among them."""
    happened = (decoded(each.entry) for each in index.events(writer.book.index, m.plan.id))
    given = {
        (each.role, each.by): each
        for each in happened
        if isinstance(each, e.Approved)
        and (each.number, each.version) == (event.number, event.version)
    }
    for holder in m.plan.documents[event.number].approvals:
        approved = given.get(holder)
        if approved is not None:
            said = "in the document" if approved.file else "recorded by hand"
            if approved.once_as:
                said = f"once, as {title_of(approved.once_as)} too"
            sure = "confirmed" if approved.assurance == CONFIRMED else "asserted"
            day = _day(pinned, approved)
            yield title_of(approved.role), _person(m, approved), day, f"{said}, {sure}"


def _facts(m: PlanContext, pinned: Pinned, drafted: e.Drafted) -> tuple[tuple[str, str], ...]:
    policy, employee = m.policy, m.plan.employee
    name = m.known.people.trait(employee, "name", drafted.on) or ""
    file = Version(m.plan.id, pinned.sha, "", drafted).name(policy)
    return (
        ("Employee", f"{name} ({employee})" if name else employee),
        ("Plan", m.plan.id),
        ("Policy", f"{policy.title}, version {policy.version}"),
        ("Letter", file),
    )


def _title(m: PlanContext, drafted: e.Drafted) -> str:
    return m.policy.documents[drafted.document].title or title_of(drafted.document)


def _person(m: PlanContext, event: e.Approved | e.Issued) -> str:
    name = m.known.people.trait(event.by, "name", event.on)
    return f"{name} ({event.by})" if name else event.by


def _day(pinned: Pinned, event: e.Approved | e.Issued) -> str:
    from engine.documents.template.localise import dress

    return str(dress(event.on, pinned.language))
