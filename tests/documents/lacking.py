"""Letters whose content controls do not do what a policy's documents need, each with what is said of it."""

from collections.abc import Callable, Sequence

from engine.core.policy.policy import Policy
from engine.core.values.diagnostic import Diagnostic
from engine.documents import required
from tests.core.plans import a_short_policy
from tests.documents.letters import sound, with_body

FORM = {
    "stages.work.must.weekly": "{do: check_in, document: form, every: 1 week, during: period}",
    "documents.form": "{approved_by: []}",
}
LONG, LONGEST = "regional_director", "r" * 42


def control(tag: str, *, lock: str = "", kind: str = "<w:text/>", title: str = "") -> str:
    """A control inside a paragraph that shows its prompt."""
    said = f'<w:alias w:val="{title}"/>' if title else ""
    shut = f'<w:lock w:val="{lock}"/>' if lock else ""
    return (
        f'<w:sdt><w:sdtPr>{said}<w:tag w:val="{tag}"/>{shut}<w:showingPlcHdr/>{kind}</w:sdtPr>'
        "<w:sdtContent><w:r><w:t>Type here</w:t></w:r></w:sdtContent></w:sdt>"
    )


def paragraph(*tags: str) -> str:
    return f"<w:p>{''.join(map(control, tags))}</w:p>"


def words(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def for_each(*tags: str, over: str = "a in approvals") -> str:
    return words(f"{{%p for {over} %}}") + paragraph(*tags) + words("{%p endfor %}")


def in_review(xml: str) -> str:
    """As it stands in the review copy alone."""
    return words("{%p if review %}") + xml + words("{%p endif %}")


def each_approver(*tags: str, over: str = "a in approvals") -> str:
    return in_review(for_each(*tags, over=over))


EACH = ("decision_{{ a.id }}", "name_{{ a.id }}", "date_{{ a.id }}")
RECEIPT = ("receipt", "receipt_date", "witness")
WHOLE = each_approver(*EACH) + paragraph(*RECEIPT)


def told(
    xml: str, name: str = "plan_letter.docx", policy: Policy | None = None
) -> list[Diagnostic]:
    """Errors, then warnings, as `planward check` gathers them; other templates are not there."""
    template = sound(with_body(xml), name)
    policy, found = policy or a_short_policy(), {name: template}
    return [
        *required.wanted_controls(policy, found), *required.amiss(template),
        *required.odd(policy, found), *required.doubtful(template),
    ]  # fmt: skip


def by(*roles: str) -> Policy:
    """A policy in which these approve the plan letter."""
    more = {
        f"roles.{role}": "{field: director}"
        for role in roles
        if role not in ("hr", "second_line")
    }
    return a_short_policy(more | {"documents.plan_letter.approved_by": f"[{', '.join(roles)}]"})


def form(*tags: str) -> list[Diagnostic]:
    return told(paragraph(*tags), "form.docx", a_short_policy(FORM))


def literal(*roles: str, without: Sequence[str] = ()) -> str:
    names = [f"{n}_{role}" for role in roles for n in ("decision", "name", "date")]
    return in_review(paragraph(*[n for n in names if n not in without])) + paragraph(*RECEIPT)


LACKING: dict[str, Callable[[], list[Diagnostic]]] = {
    "a letter without controls": lambda: told(words("hello")),
    "a letter without a receipt": lambda: told(each_approver(*EACH)),
    "a letter that names one of two approvers": lambda: told(literal("hr")),
    "a letter that forgot one date": lambda: told(
        literal("hr", "second_line", without=["date_hr"])
    ),
    "a form without controls": lambda: form("remark_x"),
    "a form that does not say who held it": lambda: form("held_on"),
    "a decision of somebody else": lambda: told(WHOLE + in_review(paragraph("decision_legal"))),
    "a decision of a role misspelt": lambda: told(literal("hr", "second_lin")),
    "a decision of everybody who signs": lambda: told(
        each_approver("decision_{{ s.id }}", over="s in signatures") + WHOLE
    ),
    "a receipt twice": lambda: told(WHOLE + paragraph("receipt")),
    "a receipt in a loop": lambda: told(each_approver(*EACH) + for_each("receipt") + paragraph(*RECEIPT[1:])),
    "a decision in a loop and beside it": lambda: told(WHOLE + in_review(paragraph("decision_hr"))),
    "a long role": lambda: told(WHOLE, policy=by(LONG)),
    "a role too long": lambda: told(WHOLE, policy=by(LONGEST)),
    "a clause without a lock": lambda: told(WHOLE + paragraph("clause_receipt")),
    "a receipt behind a lock": lambda: told(
        each_approver(*EACH)
        + paragraph(*RECEIPT[1:])
        + f"<w:p>{control('receipt', lock='contentLocked')}</w:p>"
    ),
    "misspelt tags": lambda: told(
        WHOLE + paragraph("decison_hr", "Receipt_date", "next_action", "remarks_calls")
    ),
}  # fmt: skip
