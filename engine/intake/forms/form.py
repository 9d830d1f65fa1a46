"""What a form asks: a pre-filled sheet for one open duty; a person fills it in, and it is a drop."""

from dataclasses import dataclass
from datetime import date

FORM = "1"  # the version of the layout, as the reader knows it
DONE, BY, DAY, REMARKS = "done", "by", "day", "remarks"
YES, MET = "yes", ("met", "not met")


@dataclass(frozen=True, slots=True)
class FormGoal:
    """`judged`: a person says whether it is met; else figures do, and only a remark is asked."""

    id: str
    name: str
    measure: str = ""
    target: str = ""
    so_far: str = ""
    judged: bool = False


@dataclass(frozen=True, slots=True)
class FormQuestion:
    id: str
    text: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FormRequest:
    """What a form asks, and of whom. `action` is an action of `record` (check-in, train …).

    `persons`: all who may do it, where they are several; the form then asks which of them did.
    `visit` and `occurrence` say which one of a duty that recurs. `which` tells two forms of one
    action apart by their names.
    """

    employee: str
    plan: str
    action: str
    role: str
    person: str
    title: str
    duty: str = ""
    document: str = ""
    due: date | None = None
    asks: str = ""  # one sentence under the title
    goals: tuple[FormGoal, ...] = ()
    questions: tuple[FormQuestion, ...] = ()
    persons: tuple[str, ...] = ()
    visit: int = 0
    occurrence: int = 0
    which: str = ""


def form_name(request: FormRequest) -> str:
    """`TO DO check-in 2026-05-12.xlsx`, as it lies in the plan's folder."""
    words = ("TO DO", request.action, request.which, str(request.due or ""))
    return f"{' '.join(filter(None, words))}.xlsx"
