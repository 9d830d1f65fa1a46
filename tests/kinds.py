"""Builders of what a policy says in several kinds: the word of the kind, then what matters."""

from dataclasses import fields, replace

from engine.core.policy.duty import DUTIES, STEPS, DutyTerms
from engine.core.policy.metric import METRICS, LeaveRule, MetricRules
from engine.core.policy.open_row import ByHandRow, OpenRow, ProposingRow
from engine.core.policy.review import NotKnownRow, OtherwiseRow, WhenRow
from engine.core.policy.right import RIGHTS, RightTerms


def a_metric(kind, *figures, **said):
    """`a_metric("ratio", "won", "target", leave_out=("leave",))`."""
    ours = {
        name: said.pop(name)
        for name in ("leave_out", "needs", "round", "figures_due")
        if name in said
    }
    out = ours.get("leave_out", ())
    ours["leave_out"] = out if isinstance(out, LeaveRule) else LeaveRule(out)
    return METRICS[kind].made(*figures, rules=MetricRules(**ours), **said)


def a_duty(kind, by, document="", **said):
    """`a_duty("issue", "hr", "letter", within=WEEK, since=ENTERED)`."""
    return _of_terms(
        DUTIES[kind].made, DutyTerms(by), {"text": "", "document": document} | said
    )


def a_right(kind, by, **said):
    """`a_right("resign", "employee", go="left")`."""
    return _of_terms(RIGHTS[kind].made, RightTerms(by), said)


def _of_terms(made, terms, said):
    shared = {field.name for field in fields(terms)}
    terms = replace(terms, **{name: value for name, value in said.items() if name in shared})
    own = {name: value for name, value in said.items() if name not in shared}
    if "text" in own and "text" not in made.__slots__:
        assert not own.pop("text"), f"a {made.__name__} has no text"
    return made(terms=terms, **own)


def with_terms(task, **changes):
    """The duty or right with other fields, its own or those of its terms."""
    shared = {field.name for field in fields(task.terms)}
    terms = {name: value for name, value in changes.items() if name in shared}
    own = {name: value for name, value in changes.items() if name not in shared}
    return replace(task, terms=replace(task.terms, **terms), **own)


def a_step(kind, after, role=""):
    return STEPS[kind](after, role) if role else STEPS[kind](after)


def a_row(kind, go, when=None, decided_by=()):
    """`a_row("when", ("success",), condition, ("hr",))`."""
    if kind == "when":
        return WhenRow(go, when, decided_by)
    return OtherwiseRow(go, decided_by) if kind == "otherwise" else NotKnownRow(go)


def an_opening(
    track, issue, start, propose_to=(), *, opened_by=(), when=None, **said
) -> OpenRow:
    if opened_by:
        return ByHandRow(track, issue, start, opened_by, when, **said)
    return ProposingRow(track, issue, start, propose_to, when, **said)
