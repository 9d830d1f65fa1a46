"""Letters that went through LibreOffice: saved again they say the same, reviewed they say what was done."""

from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

from engine.core.record.returned import Change, ReviewComment
from engine.documents.reading.read_back import read_returned
from engine.documents.template.render import render
from tests.documents.letters import PROPERTIES, TOKENS, sound, with_body
from tests.documents.office import session
from tests.documents.returned import (
    CHOICE,
    PROMPT,
    TICK,
    about,
    cell,
    code,
    comment,
    control,
    gone,
    marked,
    par,
    row,
    run,
    table,
    tracked,
    with_comments,
    with_styles,
)

TEMPLATES = sorted((Path(__file__).parents[3] / "templates" / "standard").glob("*.docx"))
STYLE = (
    '<w:style w:type="character" w:styleId="PlaceholderText"><w:name w:val="Placeholder Text"/>'
    '<w:rPr><w:color w:val="666666"/></w:rPr></w:style>'
)
DATE = '<w:date><w:dateFormat w:val="yyyy-MM-dd"/><w:lid w:val="en-US"/></w:date>'
HR, LEGAL = "decision_hr__abcdefghij23", "decision_legal__klmnopqrst45"
WHO = "Hal Partner"


def empty(tag: str, kind: str = "<w:text/>") -> str:
    return marked(tag, control(tag, run("Click here.", PROMPT), kind, prompt=True))


def block(tag: str) -> str:
    return marked(tag, control(tag, par(run("Click here.", PROMPT)), prompt=True))


def form() -> bytes:
    """Fields of every kind, in a line, as a paragraph, in a cell; nothing filled in yet."""
    xml = (
        par(run("Decision: "), empty(HR, CHOICE), run(" Legal: "), empty(LEGAL, CHOICE))
        + par(run("Name: "), empty("name_hr"), run(" on "), empty("date_hr", DATE))
        + par(
            run("Companion: "),
            marked("companion", control("companion", run("☐"), TICK.format(0))),
        )
        + marked("receipt", control("receipt", par(run("☐")), TICK.format(0)))
        + block("reply")
        + marked(
            "witness", control("witness", par(run("First line.")) + par(run("Second line.")))
        )
        + control("clause_pay", par(run("Your pay stays.")), "", lock="sdtContentLocked")
        + table(
            row(
                cell(par(run("Goal 1"))),
                control("remark_g1", cell(par(run("Click.", PROMPT))), prompt=True),
            ),
            row(cell(par(run("Goal 2"))), cell(block("remark_g2"))),
        )
        + par(run("Commented words stand here."))
        + par(run("Settled words stand here."))
        + par(run("Words to put others before."))
        + par(run("Struck out, and this stays."))
        + par(run("Page "), code("PAGE", "1"), run(" of "), code("NUMPAGES", "9"))
    )
    return with_styles(with_body(xml), STYLE)


def talked_over() -> bytes:
    """A letter with an answered, resolved comment and changes of two people."""
    xml = par(about(1, about(2, run("These words"))), about(3, run(" matter."))) + par(
        tracked("ins", run("new")), run(" kept "), tracked("del", gone("old"), "Mia Lead")
    )
    comments = (
        comment(1, "Hal", "Why?") + comment(2, "Mia", "Because.") + comment(3, "Lee", "Open.")
    )
    entry = '<w15:commentEx w15:paraId="{:08}" w15:done="{}"{}/>'
    answer = entry.format(2, 1, ' w15:paraIdParent="00000001"')
    return with_comments(
        with_body(xml), comments, entry.format(1, 1, "") + answer + entry.format(3, 0, "")
    )


@pytest.fixture(scope="module")
def sent() -> Mapping[str, bytes]:
    letters = {"form": form(), "form-unchanged": form(), "talked-over": talked_over()}
    for template in TEMPLATES:
        brief = yaml.safe_load(template.with_suffix(".sample.yaml").read_text("utf-8"))
        letters[template.stem] = render(
            sound(template.read_bytes(), template.name), brief, PROPERTIES, TOKENS
        )
    return letters


@pytest.fixture(scope="module")
def returned(sent: Mapping[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of what LibreOffice saved, all in one session."""
    folder = tmp_path_factory.mktemp("reviewed")
    out = folder / "saved"
    out.mkdir()
    for name, content in sent.items():
        (folder / f"{name}.docx").write_bytes(content)
    files = [str(folder / f"{name}.docx") for name in sent if name != "form"]
    session(folder, "annotator.py", [str(out), str(folder / "form.docx"), *files])
    return out


@pytest.mark.parametrize(
    "name", [*(t.stem for t in TEMPLATES), "form-unchanged", "talked-over"]
)
def test_a_letter_only_saved_again_says_the_same(
    name: str, sent: Mapping[str, bytes], returned: Path
) -> None:
    before = read_returned(sent[name])
    after = read_returned((returned / f"{name}.docx").read_bytes())
    assert len(before.lines) >= 3
    assert after.lines == before.lines
    assert after.fields == before.fields
    assert after.hidden == before.hidden == ()
    assert after.properties.items() >= before.properties.items()
    assert after.changes == before.changes


def test_what_was_filled_in_is_read(returned: Path) -> None:
    found = read_returned((returned / "form.docx").read_bytes())
    assert {field.name: (field.kind, field.value, field.token) for field in found.fields} == {
        "decision_hr": ("choice", "Approve", "abcdefghij23"),
        "decision_legal": ("choice", "Changes wanted", "klmnopqrst45"),
        "name_hr": ("text", "Hal Partner", ""),
        "date_hr": ("date", "2026-03-05", ""),
        "companion": ("tick", "yes", ""),
        "receipt": (
            "tick",
            "no",
            "",
        ),  # a paragraph of its own: it is kept, and cannot be ticked there
        "reply": ("text", "I agree with the goals.", ""),
        "witness": ("text", "First line.\nSecond line.", ""),
        "clause_pay": ("text", "Your pay stays.", ""),
        "remark_g1": ("text", "Two calls a week.", ""),
        "remark_g2": ("text", "", ""),
    }
    assert [field.name for field in found.fields if field.locked] == ["clause_pay"]


def test_what_was_reviewed_is_read(sent: Mapping[str, bytes], returned: Path) -> None:
    found = read_returned((returned / "form.docx").read_bytes())
    assert found.remarks == (
        ReviewComment(WHO, "Is this right?", "Commented", "body, paragraph 9"),
        ReviewComment(WHO, "It was wrong.", "Settled", "body, paragraph 10", resolved=True),
    )
    assert [(change.kind, change.text) for change in found.changes] == [
        ("inserted", "New"),
        ("deleted", "Struck"),
    ]
    expected = [
        line.replace("Words to", "New Words to").replace("Struck out", "out")
        for line in read_returned(sent["form"]).lines
    ]
    assert list(found.lines) == expected


def test_comments_and_changes_survive_with_their_answers(returned: Path) -> None:
    found = read_returned((returned / "talked-over.docx").read_bytes())
    assert {(r.author, r.text, r.resolved, r.replies) for r in found.remarks} == {
        ("Hal", "Why?", True, (("Mia", "Because."),)),
        ("Lee", "Open.", False, ()),
    }
    assert found.changes == (
        Change("inserted", WHO, "new", "body, paragraph 2"),
        Change("deleted", "Mia Lead", "old", "body, paragraph 2"),
    )
