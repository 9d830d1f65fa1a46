"""`planward check` names each content control that a policy's documents need and a template lacks."""

from collections.abc import Callable

import pytest

from tests.core.plans import a_short_policy
from tests.documents.lacking import (
    EACH,
    LACKING,
    RECEIPT,
    WHOLE,
    by,
    control,
    each_approver,
    form,
    literal,
    paragraph,
    told,
    words,
)


def test_each_lack_has_its_words(golden: Callable[[str, str], None]) -> None:
    said = [f"{case}\n" + "".join(f"{p}\n" for p in found()) for case, found in LACKING.items()]
    golden("documents/controls.txt", "\n".join(said))


@pytest.mark.parametrize("case", LACKING)
def test_every_lack_has_code_hint_and_file(case: str) -> None:
    found = LACKING[case]()
    assert found
    for wrong in found:
        assert wrong.code.startswith("T6")
        assert wrong.hint
        assert wrong.file.endswith(".docx")
        assert wrong.message[0].islower()
        assert not wrong.message.endswith(".")


@pytest.mark.parametrize(
    ("xml", "roles"),
    [
        pytest.param(WHOLE, ("second_line", "hr"), id="a loop over the approvals"),
        pytest.param(literal("hr", "second_line"), ("second_line", "hr"), id="each role named"),
        pytest.param(WHOLE, (), id="nobody approves"),
        pytest.param(
            each_approver(*(t.replace("a.", "who.") for t in EACH), over="who in approvals")
            + paragraph(*RECEIPT),
            ("hr",),
            id="another name in the loop",
        ),
    ],
)
def test_a_letter_that_has_what_it_needs_is_not_named(xml: str, roles: tuple[str, ...]) -> None:
    assert told(xml, policy=by(*roles)) == []


def test_the_check_in_form_needs_who_held_it_and_when_and_nothing_else() -> None:
    assert form("held_on", "held_by") == []
    unused = {"documents.form": "{approved_by: []}"}
    assert told(words("hello"), "form.docx", a_short_policy(unused)) == []


def test_a_receipt_in_each_branch_of_a_choice_is_one_receipt() -> None:
    branches = (
        words("{%p if acknowledge.needed %}") + paragraph("receipt")
        + words("{%p else %}") + paragraph("receipt") + words("{%p endif %}")
    )  # fmt: skip
    apart = each_approver(*EACH) + paragraph(*RECEIPT[1:]) + branches
    assert told(apart) == []
    together = apart + paragraph("receipt")
    assert [wrong.code for wrong in told(together)] == ["T638", "T638"]


def test_a_locked_clause_is_as_it_should_be() -> None:
    locked = f"<w:p>{control('clause_receipt', lock='sdtContentLocked')}</w:p>"
    assert told(WHOLE + locked) == []


def test_a_tag_of_the_authors_own_is_let_be() -> None:
    assert told(WHOLE + paragraph("employee_remarks", "cost_centre", "person_of_trust")) == []
