"""The shipped letters keep what reviewers insist on, whatever the brief holds."""

import copy
import re
import zipfile
from collections.abc import Callable
from functools import cache
from io import BytesIO
from typing import Any

import pytest

from engine.documents.reading.read_back import read_returned
from engine.documents.template.compile import Template, compile_template
from engine.documents.template.refuse import OF_APPROVERS
from engine.documents.template.render import render
from engine.documents.word.metadata import NAMES
from tests.documents import pages
from tests.documents.letters import TOKENS
from tests.documents.pages import W, as_text, headings, sample, tables, template, text_of

SECTIONS = {
    "gap_statement": [
        "Finding",
        "Figures",
        "Policy clause",
        "Exclusions checked",
        "Earlier letters",
        "Proposed step",
        "Approval",
        "Decision",
    ],
    "coaching_letter": [
        "What we talked about",
        "What we want to reach",
        "How we will help",
        "When we look at it together",
        "What follows",
        "Approval",
        "Your view",
        "Receipt",
    ],
    "written_warning": [
        "Standing of this letter",
        "Standard and facts",
        "Earlier letters",
        "Improvement required",
        "Support and training",
        "Review period",
        "If the improvement is not reached",
        "Approval",
        "Your reply",
        "Receipt",
    ],
    "improvement_plan": [
        "Parties and period",
        "Reason",
        "Earlier letters",
        "Goals",
        "Training and support",
        "Check-ins",
        "How success is judged",
        "If the goals are not reached",
        "After the plan",
        "Approval",
        "Your comments",
        "Receipt and signatures",
    ],
    "check_in_form": [
        "Goals",
        "Support and training delivered",
        "Blockers",
        "Employee’s remarks",
        "Next actions",
        "Approval",
        "Initials",
    ],
    "extension_letter": [
        "The new end date",
        "Progress so far",
        "Why the period is extended",
        "Goals in the new period",
        "Support and training",
        "Check-ins",
        "If the goals are not reached",
        "Approval",
        "Your reply",
        "Receipt",
    ],
    "final_warning": [
        "Standing of this letter",
        "Earlier letters",
        "Remaining gaps",
        "Improvement required",
        "Last period",
        "Support and training",
        "If the improvement is not reached",
        "Approval",
        "Your reply",
        "Receipt",
    ],
    "outcome_letter": [
        "Outcome",
        "Goals and figures",
        "What ends now",
        "What follows",
        "Approval",
        "Records",
        "Signatures",
    ],
    "separation_recommendation": [
        "Recommendation",
        "Facts",
        "History",
        "Goals and figures",
        "Support given",
        "Policy clause and checks",
        "The employee’s reply",
        "Approval",
        "If it is declined",
        "Decision of the two deciders",
    ],
}
LETTERS = sorted(SECTIONS)
TO_THE_EMPLOYEE = sorted(set(LETTERS) - {"gap_statement", "separation_recommendation"})
SIGNED_FOR_RECEIPT = sorted(set(TO_THE_EMPLOYEE) - {"check_in_form"})

BRIEF: dict[str, str] = {
    "company": "name",
    "document": "title id version number drafted",
    "plan": "id track issue opened stage level",
    "policy": "id title version effective hash owner",
    "employee": "id name job team hired",
    "drafter": "id role name",
    "roles": "manager second_line hr",
    "reason": "sentence row facts checked",
    "period": "known starts ends words",
    "score": "text",
    "checkin": "number of date week days_left",
    "next": "sentence",
    "success": "sentence",
    "reply": "allowed words",
    "acknowledge": "needed words means by",
    "extension": "from to number of words reason goals",
    "decision": "outcome title on sentence deciders",
}
LISTS: dict[str, str] = {
    "reason.facts": "text figure required when source",
    "reason.checked": "title result text",
    "readings": "period actual target result required source",
    "goals": "id name measure baseline target weight due actual met source",
    "support": "what owner due",
    "training": "what given_by due",
    "checkins": "number of date by",
    "earlier": "title issued stage",
    "decision.deciders": "role name on",
    "questions": "id text answers",
    "approvals": "id role name",
    "signatures": "id role name",
}
BOOLEANS = {"period.known", "reply.allowed", "acknowledge.needed"}
VOCABULARY = (
    {f"{owner}.{field}" for owner, fields in BRIEF.items() for field in fields.split()}
    | {f"{name}[].{field}" for name, fields in LISTS.items() for field in fields.split()}
    | {name for path in LISTS for name in (path, f"{path}[]")}
)


PROPERTIES = dict.fromkeys(NAMES, "x")


@cache
def compiled(name: str) -> Template:
    found = compile_template(f"{name}.docx", template(name))
    assert isinstance(found, Template), "\n".join(map(str, found))
    return found


def rendered(name: str, brief: dict[str, Any]) -> bytes:
    return render(compiled(name), brief, PROPERTIES, TOKENS)


def emptied(name: str) -> dict[str, Any]:
    """The sample with every list empty, every boolean false and all that may be empty, empty."""
    brief = copy.deepcopy(sample(name))
    for path in LISTS:
        owner, _, field = path.rpartition(".")
        (brief[owner] if owner else brief)[field] = []
    owners = ["period", "reply", "acknowledge", "score", "next", "success"]
    for owner in owners if name == "extension_letter" else [*owners, "extension"]:
        brief[owner] = dict.fromkeys(brief[owner], "")
    for path in BOOLEANS:
        owner, _, field = path.partition(".")
        brief[owner][field] = False
    brief["employee"]["team"] = brief["plan"]["level"] = ""
    return brief


# What each letter says


@pytest.mark.parametrize("name", LETTERS)
def test_a_letter_has_its_sections_in_order(name: str) -> None:
    assert headings(template(name)) == SECTIONS[name]


@pytest.mark.parametrize("brief_of", [sample, emptied], ids=["full brief", "empty lists"])
@pytest.mark.parametrize("name", LETTERS)
def test_no_section_is_lost_when_printed(
    name: str, brief_of: Callable[[str], dict[str, Any]]
) -> None:
    assert headings(rendered(name, brief_of(name))) == SECTIONS[name]


@pytest.mark.parametrize("name", LETTERS)
def test_a_letter_asks_only_for_fields_a_brief_has(name: str) -> None:
    asked = compiled(name).fields
    assert asked - VOCABULARY == set()
    assert pages.fields_asked(template(name)) - VOCABULARY == {"review"}
    assert {"employee.name", "plan.id", "policy.hash", "document.version"} <= asked


def test_the_page_for_authors_lists_every_field_and_no_other() -> None:
    table = (pages.ROOT / "docs" / "word" / "templates.md").read_text(encoding="utf-8")
    listed: set[str] = set()
    for row in re.findall(r"^\| (`[a-z_.]+(?:\[\])?`.*?) \| (.*) \|$", table, re.MULTILINE):
        fields, meaning = (re.findall(r"`([a-z_.]+(?:\[\])?)`", part) for part in row)
        lists = [field for field in fields if field.endswith("[]")]
        listed |= set(fields)
        listed |= {f"{name}.{item}" for name in lists for item in meaning}
    assert listed | set(LISTS) == VOCABULARY


@pytest.mark.parametrize("name", LETTERS)
def test_a_sample_is_a_whole_brief_of_texts(name: str) -> None:
    brief = sample(name)
    assert {*BRIEF, *(p for p in LISTS if "." not in p)} == set(brief)
    for owner, fields in BRIEF.items():
        assert set(brief[owner]) == set(fields.split())
    for path, fields in LISTS.items():
        owner, _, field = path.rpartition(".")
        for item in (brief[owner] if owner else brief)[field]:
            assert set(item) == set(fields.split())
    assert {path for path, leaf in _leaves(brief) if leaf is True or leaf is False} == BOOLEANS
    assert all(isinstance(leaf, str | bool) for _, leaf in _leaves(brief))


def _leaves(value: Any, path: str = "") -> list[tuple[str, Any]]:
    if isinstance(value, dict):
        return [x for k, v in value.items() for x in _leaves(v, f"{path}.{k}".strip("."))]
    if isinstance(value, list):
        return [x for v in value for x in _leaves(v, f"{path}[]")]
    return [(path, value)]


def test_the_plan_sample_has_the_size_that_speed_is_measured_on() -> None:
    brief = sample("improvement_plan")
    assert (len(brief["goals"]), len(brief["checkins"])) == (4, 12)


@pytest.mark.parametrize("brief_of", [sample, emptied], ids=["full brief", "empty lists"])
@pytest.mark.parametrize("name", LETTERS)
def test_what_is_handed_over_is_the_review_copy_without_the_block_of_approvals(
    name: str, brief_of: Callable[[str], dict[str, Any]]
) -> None:
    copy, letter = (
        read_returned(render(compiled(name), brief_of(name), PROPERTIES, TOKENS, review=review))
        for review in (True, False)
    )
    said, says = ([line.partition("| ")[2] for line in each.lines] for each in (copy, letter))
    start = said.index("Approval")
    length = len(said) - len(says)
    assert length > 1
    assert says == said[:start] + said[start + length :]
    fields = [field.name for field in letter.fields]
    assert fields == [f.name for f in copy.fields if not f.name.startswith(OF_APPROVERS)]
    assert not any("approv" in line.lower() for line in says[:start])


@pytest.mark.parametrize("name", LETTERS)
def test_a_letter_reads_as_agreed(name: str, golden: Callable[[str, str], None]) -> None:
    golden(f"documents/{name}.txt", as_text(rendered(name, sample(name))))


@pytest.mark.parametrize("name", LETTERS)
def test_every_figure_of_a_sample_is_printed_with_its_source(name: str) -> None:
    brief = sample(name)
    text = as_text(rendered(name, brief))
    goals = [g["source"] for g in brief["goals"]]
    readings = [r["source"] for r in brief["readings"]] if name != "check_in_form" else []
    assert [s for s in goals + readings if s not in text] == []
    assert goals + readings


@pytest.mark.parametrize("name", LETTERS)
def test_a_letter_never_speaks_of_what_must_stay_out(name: str) -> None:
    text = as_text(template(name)).lower()
    banned = r"\bat[- ]will\b|\bleave\b|health|sick|famil|pregnan|disab|complain|attitude|lazy"
    assert re.findall(banned, text) == []


@pytest.mark.parametrize("name", sorted(set(LETTERS) - {"check_in_form"}))
def test_a_letter_cites_the_policy_by_title_version_and_day(name: str) -> None:
    cited = "{{ policy.title }}, version {{ policy.version }}, in force since"
    assert cited in as_text(template(name))


@pytest.mark.parametrize("name", LETTERS)
def test_a_letter_says_what_follows(name: str) -> None:
    brief = sample(name)
    brief["next"]["sentence"] = "After this comes the green door."
    assert "After this comes the green door." in as_text(rendered(name, brief))


@pytest.mark.parametrize("name", SIGNED_FOR_RECEIPT)
def test_a_signature_means_receipt_and_may_be_refused(name: str) -> None:
    brief = sample(name)
    brief["acknowledge"] = {
        "needed": True,
        "words": "within 5 business days",
        "means": "received",
    }
    asked = as_text(rendered(name, brief))
    assert "does not mean that you agree" in asked
    assert "If you prefer not to sign, a witness notes" in asked
    assert "Please sign within 5 business days." in asked
    assert "| Witness / only if the employee prefers not to sign |" in asked
    brief["acknowledge"] = {"needed": False, "words": "", "means": ""}
    spared = as_text(rendered(name, brief))
    assert "No signature is asked of you." in spared
    assert "Witness" not in spared


def test_a_separation_is_decided_by_each_of_two_people() -> None:
    text = as_text(rendered("separation_recommendation", sample("separation_recommendation")))
    assert "It ends nothing by itself: two people decide" in text
    assert text.count("Reason in one sentence:") == 2
    assert "| Priya Raman / Second-line manager |" in text
    assert "| Adaeze Nwosu / HR partner |" in text


def test_a_check_in_form_has_a_row_for_each_goal() -> None:
    page = rendered("check_in_form", sample("check_in_form"))
    goals = pages.rows(tables(page)[1])
    assert [pages.cells(row)[0].split(" / ")[0] for row in goals[1:]] == [
        "Attainment",
        "Qualified pipeline",
        "New meetings",
        "Forecast accuracy",
    ]
    assert pages.cells(goals[0])[1:] == [
        "Target at end",
        "Target to date",
        "Actual to date",
        "Trend",
    ]


# What happens when there is nothing to print


@pytest.mark.parametrize("name", LETTERS)
def test_empty_lists_leave_no_bare_table_and_no_holes(name: str) -> None:
    page = rendered(name, emptied(name))
    for table in tables(page):
        filled = (
            pages.rows(table)[1:] if table.find(f".//{W}tblHeader") is not None else [table]
        )
        assert filled, f"{name} prints a table with nothing but its heading"
    text = "\n".join(line for line in as_text(page).splitlines() if "|" not in line)
    assert re.findall(r"\{[{%]|[%}]\}|None|\(\)|  +|“”| [,.;]", text) == []


@pytest.mark.parametrize(
    "name",
    ["gap_statement", "written_warning", "improvement_plan", "final_warning"],
)
def test_no_earlier_letters_are_said_to_be_none_on_file(name: str) -> None:
    brief = sample(name)
    brief["earlier"] = []
    assert "Earlier letters: none on file." in as_text(rendered(name, brief))


@pytest.mark.parametrize(
    ("known", "words", "printed"),
    [
        pytest.param(
            True, "12 weeks", "from 10 July 2026 to 2 October 2026", id="both days known"
        ),
        pytest.param(False, "60 days from X", "lasts 60 days from X.", id="the clock in words"),
        pytest.param(False, "", "sets no end date", id="a stage without a clock"),
    ],
)
@pytest.mark.parametrize("name", ["written_warning", "improvement_plan", "final_warning"])
def test_a_period_is_printed_in_days_or_in_words(
    name: str, known: bool, words: str, printed: str
) -> None:
    brief = sample(name)
    brief["period"] = {
        "known": known,
        "starts": "10 July 2026" if known else "",
        "ends": "2 October 2026" if known else "",
        "words": words,
    }
    assert printed in as_text(rendered(name, brief))


# How the pages are made


@pytest.mark.parametrize("name", LETTERS)
def test_page_numbers_hold_a_result_that_word_can_show(name: str) -> None:
    footer = pages.part(template(name), "word/footer1.xml")
    shown: dict[str, str] = {}
    code, state = "", ""
    for node in footer.iter(f"{W}fldChar", f"{W}instrText", f"{W}t"):
        if node.tag == f"{W}fldChar":
            state = node.get(f"{W}fldCharType")
        elif node.tag == f"{W}instrText":
            code = (node.text or "").strip()
        elif state == "separate":
            shown[code] = node.text or ""
    assert shown == {"PAGE": "1", "NUMPAGES": "1"}


@pytest.mark.parametrize("name", LETTERS)
def test_header_and_footer_identify_the_document(name: str) -> None:
    page = rendered(name, sample(name))
    footer = text_of(pages.part(page, "word/footer1.xml"))
    brief = sample(name)
    assert "Harrow & Vale Ltd" in text_of(pages.part(page, "word/header1.xml"))
    assert brief["plan"]["id"] in footer
    assert f"document {brief['document']['number']}" in footer
    assert f"version {brief['document']['version']}" in footer
    assert "Policy field-sales, version 2026.2, text 8c41f0d97ab2" in footer


@pytest.mark.parametrize("name", LETTERS)
def test_tables_repeat_their_header_and_never_split_a_row(name: str) -> None:
    for table in tables(template(name)):
        lines = pages.rows(table)
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in lines)
        repeated = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in lines]
        expected = pages.table_style(table) in {"FiguresTable", "SignatureTable"}
        assert repeated == [expected] + [False] * (len(lines) - 1)


@pytest.mark.parametrize("name", LETTERS)
def test_a_signature_block_stays_whole_with_what_it_signs(name: str) -> None:
    blocks = tables(template(name), "SignatureTable")
    assert blocks
    for block in blocks:
        assert all(_kept(name, paragraph) for paragraph in block.iter(f"{W}p"))
        above = block.getprevious()
        while pages.style_of(above) != "Heading1":
            assert _kept(name, above), text_of(above)
            above = above.getprevious()


def _kept(name: str, paragraph: Any) -> bool:
    """Whether Word keeps the paragraph with the next one, by itself or by its styles."""
    if paragraph.find(f"{W}pPr/{W}keepNext") is not None:
        return True
    styles = {s.get(f"{W}styleId"): s for s in pages.part(template(name), "word/styles.xml")}
    style = styles[pages.style_of(paragraph)]
    while style is not None:
        if style.find(f"{W}pPr/{W}keepNext") is not None:
            return True
        parent = style.find(f"{W}basedOn")
        style = None if parent is None else styles[parent.get(f"{W}val")]
    return False


@pytest.mark.parametrize("name", LETTERS)
def test_columns_have_widths_that_add_up_to_the_page(name: str) -> None:
    size = body_section(name).find(f"{W}pgSz")
    margins = body_section(name).find(f"{W}pgMar")
    assert (size.get(f"{W}w"), size.get(f"{W}h")) == ("11906", "16838"), "the page is A4"
    room = 11906 - int(margins.get(f"{W}left")) - int(margins.get(f"{W}right"))
    for table in tables(template(name)):
        grid = [int(c.get(f"{W}w")) for c in table.iter(f"{W}gridCol")]
        assert sum(grid) == room == int(table.find(f"{W}tblPr/{W}tblW").get(f"{W}w"))
        for row in pages.rows(table):
            assert sum(int(w.get(f"{W}w")) for w in row.iter(f"{W}tcW")) == room


def body_section(name: str) -> Any:
    return pages.body(template(name)).find(f"{W}sectPr")


@pytest.mark.parametrize("name", LETTERS)
def test_figures_stand_right_aligned(name: str) -> None:
    figures = re.compile(
        r"\{\{ [^c]\.(figure|required|actual|target|result|baseline|weight) \}\}"
    )
    found = 0
    for table in tables(template(name)):
        for paragraph in table.iter(f"{W}p"):
            if figures.fullmatch(text_of(paragraph)):
                assert pages.style_of(paragraph) == "TableFigure"
                found += 1
    assert found


@pytest.mark.parametrize("name", LETTERS)
def test_every_style_in_use_is_defined_and_the_skin_stays_thin(name: str) -> None:
    data = template(name)
    defined = {s.get(f"{W}styleId") for s in pages.part(data, "word/styles.xml")}
    marks = (f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle")
    parts = ("word/document.xml", "word/header1.xml", "word/footer1.xml")
    used = {m.get(f"{W}val") for n in parts for m in pages.part(data, n).iter(*marks)}
    assert used - defined == set()
    with zipfile.ZipFile(BytesIO(data)) as package:
        assert package.getinfo("word/styles.xml").file_size < 35_000


@pytest.mark.parametrize("name", LETTERS)
def test_a_template_carries_no_marks_links_or_macros(name: str) -> None:
    with zipfile.ZipFile(BytesIO(template(name))) as package:
        names = package.namelist()
        text = b"".join(package.read(n) for n in names).decode()
    assert (
        re.findall(r"<w:(?:ins|del|moveFrom|moveTo|trackRevisions|commentReference)\b", text)
        == []
    )
    assert 'TargetMode="External"' not in text
    assert not [n for n in names if "vba" in n.lower() or "embeddings" in n or "comments" in n]


@pytest.mark.parametrize("name", LETTERS)
def test_a_template_says_its_language_and_names_no_person(name: str) -> None:
    lang = pages.part(template(name), "word/styles.xml").find(f".//{W}rPrDefault//{W}lang")
    assert lang.get(f"{W}val") == "en-GB"
    core = {
        str(e.tag).rpartition("}")[2]: e.text
        for e in pages.part(template(name), "docProps/core.xml")
    }
    assert core["title"]
    assert {core["creator"], core["lastModifiedBy"]} == {"Human Resources"}
