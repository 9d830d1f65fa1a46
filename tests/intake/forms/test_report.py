"""What a manager reports about one employee, in YAML: the same facts as by `record`."""

from datetime import date

import pytest

from engine.core.facts.facts import Absence, Drop, Reported
from engine.intake.note import note_text
from tests.intake.sample import read

REPORT = """\
# yaml-language-server: $schema=../schemas/report.v1.json
planward: report/1
employee: E00012
plan: P-2026-0003
reported_by: E00003
entries:
  - check_in:
      day: 2026-05-12
      remarks: >-
        Two joint visits prepared;
        the pipeline is cleaner.
      goals:
        attain: {remark: On track}
        own-1: {met: yes, remark: Both visits held}
        own-2: {met: no}
  - training: {day: 2026-05-08, duty: course}
  - support: {day: 2026-05-07}
  - action: {day: 2026-05-07, duty: laptop}
  - meeting: {day: 2026-05-04, remarks: Kick-off}
  - delivered: {day: 2026-05-04, document: plan_letter}
  - leave: {kind: parental, first: 2026-06-01, until: 2026-06-30}
  - answers: {day: 2026-05-12, to: {progress: partly}}
"""


def test_each_entry_is_a_fact_with_its_line():
    drop = read(REPORT, "visit.yaml")
    assert isinstance(drop, Drop), note_text(drop)
    told = [(f.action, f.item, f.on.day, f.note, f.answers)
            for f in drop.facts if isinstance(f, Reported)]  # fmt: skip
    assert told == [
        ("check-in", "", 12, "Two joint visits prepared; the pipeline is cleaner.\n"
         "attain: On track\nown-1: Both visits held", (("own-1", "met"), ("own-2", "not_met"))),
        ("train", "course", 8, "", ()),
        ("support", "", 7, "", ()),
        ("act", "laptop", 7, "", ()),
        ("meet", "", 4, "Kick-off", ()),
        ("deliver", "plan_letter", 4, "", ()),
        ("answer", "", 12, "", (("progress", "partly"),)),
    ]  # fmt: skip
    assert {
        (f.employee, f.plan, f.role, f.by) for f in drop.facts if isinstance(f, Reported)
    } == {("E00012", "P-2026-0003", "manager", "E00003")}
    (leave,) = [f for f in drop.facts if isinstance(f, Absence)]
    assert (leave.field, leave.kind, leave.first, leave.until) == (
        "leave", "parental", date(2026, 6, 1), date(2026, 6, 30)
    )  # fmt: skip
    for fact in drop.facts:
        line = REPORT.splitlines()[fact.origin.row - 1]
        assert f"- {fact.origin.column}:" in line


def test_a_report_is_known_by_what_it_says_too():
    assert read("\n# note\n---\n" + REPORT, "visit.txt").source == "report"


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        pytest.param("employee: E00012", "employee: E99999", "F311", 3, id="a stranger"),
        pytest.param("by: E00003", "by: E99999", "F311", 5, id="reported by a stranger"),
        pytest.param("day: 2026-05-08", "day: 2026-05-13", "F334", 16, id="tomorrow"),
        pytest.param("day: 2026-05-08", "day: 2026-02-30", "F333", 16, id="a day that never was"),
        pytest.param("day: 2026-05-08", "day: 8 May", "F333", 16, id="a day in words"),
        pytest.param("until: 2026-06-30", "until: 2026-05-30", "F334", 21, id="leave backwards"),
        pytest.param("- training:", "- trainig:", "F331", 16, id="a misspelt entry"),
        pytest.param("{day: 2026-05-07}", "{}", "F332", 17, id="no day"),
        pytest.param("met: no}", "met: maybe}", "F333", 15, id="neither met nor not"),
        pytest.param("plan: P", "plan: ../P", "F333", 4, id="a path for a plan"),
        pytest.param("entries:", "entries: &a", "F330", 6, id="an anchor"),
        pytest.param("reported_by", "employee", "F330", 5, id="a key twice"),
        pytest.param("report/1", "report/2", "F333", 2, id="another version"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_line_and_nothing_is_taken(old, new, code, line):
    assert old in REPORT
    refusal = read(REPORT.replace(old, new, 1), "visit.yaml")
    assert [(m.code, m.line) for m in refusal.mistakes] == [(code, line)]
    assert all(m.repair for m in refusal.mistakes)
    assert f"Line {line}" in note_text(refusal)


def test_a_note_about_a_report_is_plain(golden):
    text = REPORT.replace("2026-05-08", "2026-05-13").replace("E00003", "E99999")
    golden("intake/note-report.txt", note_text(read(text, "visit.yaml")))


def test_a_policy_by_mistake_in_the_folder_is_no_report():
    refusal = read("planward: policy/1\npolicy: x\n", "acme.yaml")
    assert {m.code for m in refusal.mistakes} == {"F331", "F332", "F333"}


def test_every_missing_key_is_named():
    refusal = read("planward: report/1\nplan: P-2026-0003\n", "visit.yaml")
    note = note_text(refusal)
    assert all(key in note for key in ("employee", "reported_by", "entries")), note
    assert "rows 0" not in note
