"""Documents that come back: a workspace, real Word files, and what the record makes of them."""

import hashlib
import os
import shutil
from datetime import date
from pathlib import Path

import pytest

from engine.clock import now
from engine.disk.child import Child, ProcessLimits
from engine.documents.reading.read_back import read_returned
from engine.ledger import store
from engine.sweeping import look_once
from engine.workspace.session.workspace import working
from tests.documents.letters import parts_of
from tests.engine.reviews import (
    ANN,
    DANA,
    DRAFT,
    FOLDER,
    HAL,
    MIA,
    NAME,
    PLAN,
    REASON,
    approved,
    begun,
    delivered,
    document,
    entries,
    events,
    issued,
    note,
    opens,
    saves,
    signs,
)
from tests.faults.whole import DAY
from tests.workspaces import PlayedWorkspace, new_workspace


def test_two_people_approve_in_word_and_the_letter_drafted_with_their_copy_is_issued(
    drafted: PlayedWorkspace,
) -> None:
    (one,) = (e for e in entries(drafted, "Drafted") if e["number"] == 2)
    copy = (drafted.plans / DRAFT).read_bytes()
    assert hashlib.sha256(copy).hexdigest() == one["review_copy"]
    kept = (drafted.root / ".planward" / "blobs" / one["letter"]).read_bytes()
    delivered(drafted)
    said = [*entries(drafted, "Approved"), *entries(drafted, "Issued")]
    assert [e["sha256"] for e in said] == [one["letter"]] * 3
    assert (drafted.plans / FOLDER / NAME).read_bytes() == kept
    assert not (drafted.plans / FOLDER / NAME).stat().st_mode & 0o222
    assert (drafted.plans / DRAFT).is_file()
    assert document(drafted)["state"] == "delivered"
    assert drafted.does("verify").strip() == "the record is whole"


def test_what_came_back_is_kept_byte_for_byte(drafted: PlayedWorkspace) -> None:
    sha = saves(drafted, opens(drafted, DANA).fills(**signs("second_line", DANA)))
    drafted.runs(DAY)
    assert (drafted.root / ".planward" / "blobs" / sha).is_file()
    assert entries(drafted, "Approved")[0]["file"] == sha


def test_a_save_is_read_once_however_often_somebody_looks(drafted: PlayedWorkspace) -> None:
    saves(drafted, opens(drafted, DANA).fills(**signs("second_line", DANA)))
    drafted.runs(DAY)
    before = events(drafted)
    drafted.runs(DAY)
    drafted.runs("2026-03-03")
    assert events(drafted) == before


def test_a_document_somebody_has_open_is_left_alone(drafted: PlayedWorkspace) -> None:
    saves(drafted, opens(drafted, DANA).fills(**signs("second_line", DANA)))
    lock = drafted.plans / FOLDER / "draft" / f".~lock.{NAME}#"
    lock.write_text("Dana")
    drafted.runs(DAY)
    assert "ReadBack" not in events(drafted)
    lock.unlink()
    drafted.runs(DAY)
    assert "Approved" in events(drafted)


def test_a_renamed_document_is_known_by_its_properties(drafted: PlayedWorkspace) -> None:
    saves(drafted, opens(drafted, DANA).fills(**signs("second_line", DANA)))
    (drafted.plans / DRAFT).rename(drafted.plans / FOLDER / "from Dana.docx")
    drafted.runs(DAY)
    assert "Approved" in events(drafted)
    assert (drafted.plans / DRAFT).is_file()  # the draft itself lies there again


def test_a_comment_holds_the_approval_back_until_it_is_resolved(
    drafted: PlayedWorkspace,
) -> None:
    saves(
        drafted,
        opens(drafted, DANA)
        .comments(REASON, "Which months?")
        .fills(**signs("second_line", DANA)),
    )
    drafted.runs(DAY)
    assert "Approved" not in events(drafted)
    assert "1 open comment: Dana Chief" in note(drafted)
    assert "Which months?" in drafted.does(
        "record", PLAN, "approve", "--role", "second_line", "--by", "E001", "--document", "2",
        "--as-of", DAY, exit_code=1,
    )  # fmt: skip
    waiting = drafted.does("status", "--as-of", DAY)
    assert "revise improvement_plan by manager E002" in waiting
    saves(drafted, opens(drafted, MIA).resolves())
    drafted.runs(DAY)
    assert "Approved" in events(drafted)
    assert note(drafted) == ""


def test_tracked_changes_hold_it_back_and_once_accepted_are_the_new_version(
    drafted: PlayedWorkspace,
) -> None:
    tracked = (
        opens(drafted, HAL)
        .rewords("Attainment is below", "Result is below")
        .inserts("Result is below")
    )
    saves(drafted, tracked.fills(**signs("second_line", DANA)))
    drafted.runs(DAY)
    assert "not accepted or rejected" in note(drafted)
    assert "Approved" not in events(drafted)
    saves(drafted, opens(drafted, HAL).accepts())
    drafted.runs(DAY)
    assert document(drafted)["version"] == 2
    said = read_returned((drafted.plans / document(drafted)["path"]).read_bytes())
    assert any("Result is below" in line for line in said.lines)
    assert not said.changes


def test_changed_text_is_a_version_of_its_own_with_who_changed_what(
    drafted: PlayedWorkspace,
) -> None:
    saves(drafted, opens(drafted, HAL).rewords(REASON, "Results are below 50"))
    drafted.runs(DAY)
    new = entries(drafted, "Drafted")[-1]
    assert (new["version"], new["edit"]) == (2, True)
    assert "Hal Partner: was: " in new["note"]
    path = drafted.plans / FOLDER / "draft" / NAME.replace("v1", "v2")
    said = read_returned(path.read_bytes())
    assert any("Results are below 50" in line for line in said.lines)
    assert said.properties["planward_version"] == "2"
    assert said.saved_by == ""
    changes = drafted.plans / FOLDER / "draft" / NAME.replace("v1", "v1-v2 changes")
    assert {c.author for c in read_returned(changes.read_bytes()).changes} == {HAL}
    assert drafted.runs(DAY).endswith("looked: 0 taken, 0 refused, 0 files written\n")
    approve_both_and_issue(drafted, 2)
    assert (drafted.plans / FOLDER / path.name).read_bytes() == letter_kept(drafted, 2)


def letter_kept(made: PlayedWorkspace, version: int) -> bytes:
    sha = next(
        e["letter"]
        for e in entries(made, "Drafted")
        if (e["number"], e["version"]) == (2, version)
    )
    return (made.root / ".planward" / "blobs" / sha).read_bytes()


def test_the_letter_holds_no_boxes_of_approvers_and_the_sheet_beside_it_says_who_they_were(
    drafted: PlayedWorkspace,
) -> None:
    copy = read_returned((drafted.plans / DRAFT).read_bytes())
    issued(drafted)
    letter = read_returned((drafted.plans / FOLDER / NAME).read_bytes())
    names = {field.name for field in copy.fields} - {field.name for field in letter.fields}
    assert names == {
        f"{n}_{r}" for n in ("decision", "name", "date") for r in ("hr", "second_line")
    }
    assert {"receipt", "reply"} <= {field.name for field in letter.fields}
    only = {text(line) for line in copy.lines} - {text(line) for line in letter.lines}
    assert {text(line) for line in letter.lines} < {text(line) for line in copy.lines}
    assert {"Approval", "Decision", "[decision_hr]", "[date_second_line]"} <= only
    assert not any("pproval" in line for line in letter.lines)
    sheet = drafted.plans / FOLDER / NAME.replace("v1", "v1 approvals")
    rows = [
        line for line in read_returned(sheet.read_bytes()).lines if line.startswith("table 2")
    ]
    assert [row.rpartition("| ")[2] for row in rows] == [
        "Role", "Name", "Approved on", "How it was said",
        "Second line", f"{DANA} (E001)", "March 2, 2026", "in the document, asserted",
        "HR", f"{HAL} (E009)", "March 2, 2026", "in the document, asserted",
    ]  # fmt: skip


def text(line: str) -> str:
    return line.partition("| ")[2]


def approve_both_and_issue(made: PlayedWorkspace, version: int) -> None:
    path = DRAFT.replace("v1", f"v{version}")
    for role, who in (("second_line", DANA), ("hr", HAL)):
        saves(made, opens(made, who, path).fills(**signs(role, who)), path)
        made.runs(DAY)
    made.says(f"planward record {PLAN} issue --role manager --by E002 --document 2", DAY)


def carried_over(made: PlayedWorkspace) -> str:
    """Dana's late edit is a tracked change in version 3; the path of that."""
    late = opens(made, DANA)
    saves(made, opens(made, HAL).rewords(REASON, "Results are below 50"))
    made.runs(DAY)
    saves(made, late.adds("Dear Ann Seller", "Dana adds a sentence."))
    made.runs(DAY)
    return DRAFT.replace("v1", "v3")


def test_a_tracked_change_that_was_carried_over_is_accepted_into_a_version_without_it(
    drafted: PlayedWorkspace,
) -> None:
    third = carried_over(drafted)
    saves(drafted, opens(drafted, MIA, third).accepts(), third)
    drafted.runs(DAY)
    assert document(drafted)["version"] == 4
    approve_both_and_issue(drafted, 4)
    said = read_returned((drafted.plans / FOLDER / NAME.replace("v1", "v4")).read_bytes())
    assert not said.changes
    assert "\n".join(said.lines).count("Dana adds a sentence.") == 1


def test_no_letter_is_issued_with_a_comment_in_it(drafted: PlayedWorkspace) -> None:
    edited = opens(drafted, HAL).rewords(REASON, "Results are below 50")
    saves(drafted, edited.comments("Results are below 50", "Is Ann ill?"))
    drafted.runs(DAY)
    second = DRAFT.replace("v1", "v2")
    assert read_returned((drafted.plans / second).read_bytes()).remarks
    told = drafted.does(
        "record", PLAN, "revise", "--role", "manager", "--by", "E002", "--document", "2",
        "--note", "She is not.", "--as-of", DAY, exit_code=1,
    )  # fmt: skip
    assert "Is Ann ill?" in told
    saves(drafted, opens(drafted, MIA, second).resolves(), second)
    drafted.runs(DAY)
    assert document(drafted)["version"] == 3
    approve_both_and_issue(drafted, 3)
    said = read_returned((drafted.plans / FOLDER / NAME.replace("v1", "v3")).read_bytes())
    assert not said.remarks
    assert any("Results are below 50" in line for line in said.lines)
    letter = parts_of((drafted.plans / FOLDER / NAME.replace("v1", "v3")).read_bytes())
    assert b"Is Ann ill?" not in b"".join(letter.values())


def test_approving_version_1_while_version_2_exists_is_refused(
    drafted: PlayedWorkspace,
) -> None:
    old = opens(drafted, DANA)
    saves(drafted, opens(drafted, HAL).rewords(REASON, "Results are below 50"))
    drafted.runs(DAY)
    saves(drafted, old.fills(**signs("second_line", DANA)))
    drafted.runs(DAY)
    assert entries(drafted, "ClaimRefused")[0]["because"] == "superseded"
    assert "Approved" not in events(drafted)
    assert "version 1 can be approved no more" in note(drafted)


def test_what_two_people_changed_in_the_same_version_is_all_there(
    drafted: PlayedWorkspace,
) -> None:
    first, second = opens(drafted, HAL), opens(drafted, DANA)
    saves(drafted, first.rewords(REASON, "Results are below 50"))
    drafted.runs(DAY)
    saves(drafted, second.adds("Dear Ann Seller", "Dana adds a sentence."))
    drafted.runs(DAY)
    assert document(drafted)["version"] == 3
    said = read_returned((drafted.plans / document(drafted)["path"]).read_bytes())
    text = "\n".join(said.lines)
    assert text.count("Results are below 50") == 1
    assert text.count("Dana adds a sentence.") == 1
    assert [(c.kind, c.author) for c in said.changes] == [("inserted", DANA)]


def test_a_sign_off_of_another_plan_is_refused_and_kept(drafted: PlayedWorkspace) -> None:
    drafted.says("planward record PW-2026-0002 confirm --role hr --by E009", DAY)
    other = f"East/E013 PW-2026-0002/draft/{NAME}"
    theirs = read_returned(opens(drafted, DANA, other).saves())
    mine = opens(drafted, DANA)
    for control in mine.word.element.body.iter(TAG):
        name = control.get(VAL).partition("__")[0]
        copied = theirs.field(name)
        if copied and copied.token:
            control.set(VAL, f"{name}__{copied.token}")
    saves(drafted, mine.fills(**signs("second_line", DANA)))
    drafted.runs(DAY)
    refused = entries(drafted, "ClaimRefused")[0]
    assert refused["because"] == "copied"
    assert (drafted.root / ".planward" / "blobs" / refused["sha256"]).is_file()
    assert "Approved" not in events(drafted)


TAG = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}tag"
VAL = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}val"


def test_the_employee_cannot_approve_the_letter(drafted: PlayedWorkspace) -> None:
    saves(drafted, opens(drafted, ANN).fills(**signs("second_line", DANA)))
    drafted.runs(DAY)
    assert entries(drafted, "ClaimRefused")[0]["because"] == "employee"


def test_the_employee_confirms_receipt_in_a_copy_of_the_issued_letter(
    drafted: PlayedWorkspace,
) -> None:
    delivered(drafted)
    copy = f"{FOLDER}/{NAME.replace('v1', 'v1 signed')}"
    letter = opens(drafted, ANN, f"{FOLDER}/{NAME}").fills(
        receipt="Received", receipt_date="2026-03-03"
    )
    saves(drafted, letter, copy)
    drafted.runs("2026-03-03")
    receipt = entries(drafted, "Acknowledged")[0]
    assert (receipt["how"], receipt["day"], receipt["by"]) == ("receipt", "2026-03-03", "E012")
    assert document(drafted)["state"] == "acknowledged"


def test_an_issued_letter_that_was_altered_is_reported_and_stays_as_issued(
    drafted: PlayedWorkspace,
) -> None:
    delivered(drafted)
    target = drafted.plans / FOLDER / NAME
    kept = target.read_bytes()
    saves(
        drafted,
        opens(drafted, MIA, f"{FOLDER}/{NAME}").rewords(
            REASON, "Results are fine, not below 50"
        ),
        f"{FOLDER}/{NAME}",
    )
    out = drafted.runs(DAY)
    assert "was altered after it was issued" in out
    assert "was altered after it was issued" in note(drafted, f"{FOLDER}/{NAME}")
    assert "L590" in drafted.does("verify", exit_code=1)
    target.unlink()
    drafted.runs(DAY)
    assert target.read_bytes() == kept


def test_an_issued_letter_saved_again_unchanged_is_no_problem(drafted: PlayedWorkspace) -> None:
    delivered(drafted)
    saves(drafted, opens(drafted, MIA, f"{FOLDER}/{NAME}"), f"{FOLDER}/{NAME}")
    out = drafted.runs(DAY)
    assert "saved again, unchanged" in out
    assert "not published" not in out
    assert drafted.does("verify").strip() == "the record is whole"


@pytest.mark.parametrize(
    "mark", [" (1)", " - Copy", "-DESKTOP-AB12", " (Dana's conflicted copy 2026-03-02)"]
)
def test_a_second_copy_with_other_content_is_for_a_person(
    drafted: PlayedWorkspace, mark: str
) -> None:
    clean = opens(drafted, HAL)
    saves(drafted, opens(drafted, DANA).fills(**signs("second_line", DANA)))
    copy = DRAFT.replace(".docx", f"{mark}.docx")
    saves(drafted, clean.fills(**signs("hr", HAL)), copy)
    drafted.runs(DAY)
    assert [e["role"] for e in entries(drafted, "Approved")] == ["second_line"]
    assert "a person decides which one counts" in note(drafted, copy)
    sha = hashlib.sha256((drafted.plans / copy).read_bytes()).hexdigest()
    assert (drafted.root / ".planward" / "blobs" / sha).is_file()  # both are kept
    assert "0 refused" in drafted.runs(DAY)


def test_a_second_copy_with_the_same_content_is_noted(drafted: PlayedWorkspace) -> None:
    saves(drafted, opens(drafted, DANA).fills(**signs("second_line", DANA)))
    copy = DRAFT.replace(".docx", " (1).docx")
    shutil.copy(drafted.plans / DRAFT, drafted.plans / copy)
    drafted.runs(DAY)
    assert len(entries(drafted, "Claimed")) == 1
    assert "with the same content" in note(drafted, copy)


def test_a_copy_beside_an_untouched_original_is_simply_the_document(
    drafted: PlayedWorkspace,
) -> None:
    saves(
        drafted,
        opens(drafted, DANA).fills(**signs("second_line", DANA)),
        DRAFT.replace(".docx", " (1).docx"),
    )
    drafted.runs(DAY)
    assert [e["role"] for e in entries(drafted, "Approved")] == ["second_line"]


def test_a_signed_scan_is_attached_once(drafted: PlayedWorkspace) -> None:
    delivered(drafted)
    scan = drafted.drops(f"{FOLDER}/02 signed.pdf", b"%PDF-1.4 signed")
    assert "looked: 0 taken, 1 attached, 0 refused, 0 files written" in drafted.runs(DAY)
    assert "attached" not in drafted.runs(DAY)
    attached = entries(drafted, "Attached")
    assert [(a["number"], a["kind"], a["sha256"]) for a in attached] == [
        (2, "pdf", hashlib.sha256(b"%PDF-1.4 signed").hexdigest())
    ]
    assert "02 signed.pdf, put there by " in attached[0]["note"]
    scan.unlink()
    assert drafted.does("verify").strip() == "the record is whole"


def test_a_document_in_the_wrong_plan_s_folder_is_sent_home(drafted: PlayedWorkspace) -> None:
    lost = f"East/E013 PW-2026-0002/{NAME}"
    saves(drafted, opens(drafted, DANA).fills(**signs("second_line", DANA)), lost)
    drafted.runs(DAY)
    assert "Approved" not in events(drafted)
    assert f"move it to {FOLDER}" in note(drafted, lost)


def test_a_reviewer_s_words_keep_their_name_however_often_the_engine_drafts_anew(
    drafted: PlayedWorkspace,
) -> None:
    saves(drafted, opens(drafted, HAL).rewords(REASON, "Results are below 50"))
    drafted.runs(DAY)
    again = f"planward record {PLAN} return --role second_line --by E001 --document 2 --note no"
    for version in (3, 4):
        drafted.says(again, DAY)
        said = read_returned((drafted.plans / DRAFT.replace("v1", f"v{version}")).read_bytes())
        assert {change.author for change in said.changes} == {HAL}


def test_a_note_stays_beside_its_document_after_the_plan_has_ended(
    drafted: PlayedWorkspace,
) -> None:
    edited = opens(drafted, HAL).rewords(REASON, "Results are below 50")
    drafted.says(f"planward record {PLAN} withdraw --role hr --by E009 --note moved", DAY)
    saves(drafted, edited)
    drafted.runs(DAY)
    drafted.runs(DAY)
    assert "ask HR" in note(drafted)


def test_a_document_that_was_moved_where_it_belongs_is_read_there(
    drafted: PlayedWorkspace,
) -> None:
    signed = opens(drafted, DANA).fills(**signs("second_line", DANA)).saves()
    astray = drafted.drops("East/E013 PW-2026-0002/from Dana.docx", signed)
    drafted.runs(DAY)
    assert "0 refused" in drafted.runs(DAY)
    astray.rename(drafted.plans / FOLDER / astray.name)
    drafted.runs(DAY)
    assert "Approved" in events(drafted)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600, "password"),
        (b"PK\x03\x04 half a file", "damaged"),
        (b"plain words", "not a zip"),
    ],
)
def test_a_file_that_cannot_be_read_gets_a_note_and_the_others_go_on(
    drafted: PlayedWorkspace, content: bytes, told: str
) -> None:
    drafted.drops(f"{FOLDER}/bad.docx", content)
    saves(drafted, opens(drafted, DANA).fills(**signs("second_line", DANA)))
    drafted.runs(DAY)
    assert told in note(drafted, f"{FOLDER}/bad.docx")
    assert "Approved" in events(drafted)
    assert "refused" not in drafted.runs(DAY).replace(
        "0 refused", ""
    )  # it was told, and is not read again
    assert told in note(drafted, f"{FOLDER}/bad.docx")


def test_a_damaged_document_is_refused_once_however_often_somebody_looks(
    drafted: PlayedWorkspace,
) -> None:
    drafted.drops(f"{FOLDER}/bad.docx", b"PK\x03\x04 half a file")
    assert "1 refused" in drafted.runs(DAY)
    commits = len([*(drafted.root / ".planward" / "payload").iterdir()])
    assert "0 refused" in drafted.runs(DAY)
    assert "0 refused" in drafted.runs("2026-03-03")
    assert len([*(drafted.root / ".planward" / "payload").iterdir()]) == commits
    assert "damaged" in note(drafted, f"{FOLDER}/bad.docx")


def test_a_dry_run_says_what_would_follow_and_keeps_nothing(drafted: PlayedWorkspace) -> None:
    saves(drafted, opens(drafted, DANA).fills(**signs("second_line", DANA)))
    out = drafted.does("run", "--once", "--dry-run", "--as-of", DAY)
    assert "would read 02 Performance improvement plan v1.docx" in out
    assert "approved by E001 as second_line" in out
    assert "ReadBack" not in events(drafted)


def test_edits_while_nobody_looked_are_read_when_somebody_does(
    drafted: PlayedWorkspace,
) -> None:
    saves(drafted, opens(drafted, DANA).fills(**signs("second_line", DANA)))
    drafted.runs("2026-03-20")
    assert "Approved" in events(drafted)


def test_a_goal_set_while_a_reviewer_edits_loses_neither(drafted: PlayedWorkspace) -> None:
    saves(drafted, opens(drafted, HAL).rewords(REASON, "Results are below 50"))
    drafted.runs(DAY)
    drafted.says(
        f'planward record {PLAN} goal --role manager --by E002 --note "Three talks a week"', DAY
    )
    assert document(drafted)["version"] == 3
    said = read_returned(
        (drafted.plans / FOLDER / "draft" / NAME.replace("v1", "v3")).read_bytes()
    )
    text = "\n".join(said.lines)
    assert "Three talks a week" in text
    assert "Results are below 50" in text
    assert {c.author for c in said.changes} == {HAL}
    assert "tracked change" in drafted.does(
        "record", PLAN, "approve", "--role", "second_line", "--by", "E001", "--document", "2",
        "--as-of", DAY, exit_code=1,
    )  # fmt: skip


def test_nobody_says_yes_to_a_text_that_was_saved_since_it_was_read(
    drafted: PlayedWorkspace,
) -> None:
    saves(drafted, opens(drafted, HAL).comments(REASON, "Which months?"))
    words = (
        "record",
        PLAN,
        "approve",
        "--role",
        "second_line",
        "--by",
        "E001",
        "--document",
        "2",
    )
    told = drafted.does(*words, "--as-of", DAY, exit_code=1)
    assert f"{NAME} was saved since it was last read" in told
    drafted.runs(DAY)
    assert "is held back" in drafted.does(*words, "--as-of", DAY, exit_code=1)


def test_who_read_version_1_does_not_approve_version_2_by_record(
    drafted: PlayedWorkspace,
) -> None:
    saves(drafted, opens(drafted, HAL).rewords(REASON, "Results are below 50"))
    drafted.runs(DAY)
    words = (
        "record",
        PLAN,
        "approve",
        "--role",
        "second_line",
        "--by",
        "E001",
        "--document",
        "2",
    )
    told = drafted.does(*words, "--version", "1", "--as-of", DAY, exit_code=1)
    assert "version 2 of improvement_plan is the newest, not version 1" in told
    assert "approved by E001" in drafted.does(*words, "--version", "2", "--as-of", DAY)


def test_a_document_that_needs_more_is_approved_in_a_folder_only_that_role_can_write(
    tmp_path: Path,
) -> None:
    made = new_workspace(tmp_path / "ws", "field-sales", teams=("East",))
    policy = made.root / "policies" / "field-sales.yaml"
    text = policy.read_text("utf-8")
    policy.write_text(
        text.replace(
            "approved_by: [second_line, hr] # in this order",
            "approved_by: [second_line]\n    assurance: confirmed",
        ),
        "utf-8",
    )
    config = made.root / "planward.yaml"
    config.write_text(
        config.read_text("utf-8") + "sign_off: {second_line: Directors}\n", "utf-8"
    )
    made.plans.joinpath("Directors").mkdir(mode=0o700)
    begun(made)
    saves(made, opens(made, DANA).fills(**signs("second_line", DANA)))
    made.runs(DAY)
    assert "Claimed" in events(made)
    assert "Approved" not in events(made)
    assert "confirmed: by their own user" in made.does("status", "--as-of", DAY)
    shutil.copy(made.plans / DRAFT, made.plans / "Directors" / "plan of E012.docx")
    made.runs(DAY)
    approved = entries(made, "Approved")[0]
    assert (approved["by"], approved["assurance"]) == ("E001", "confirmed")


def test_a_reader_that_was_stopped_costs_one_look_and_not_the_file(
    drafted: PlayedWorkspace,
) -> None:
    sha = saves(drafted, opens(drafted, DANA).fills(**signs("second_line", DANA)))
    with working(drafted.root, date(2026, 3, 2)) as workspace:
        workspace.apart = Child(ProcessLimits(memory=1))  # too little for any reader
        found = look_once(workspace, now("America/New_York", date(2026, 3, 2)))
        assert [file.became for file in found.files] == ["refused"]
        assert store.has_blob(workspace.book.ledger, sha)
    assert "the file cannot be read" in note(drafted)
    drafted.runs(DAY)
    assert [e["by"] for e in entries(drafted, "Approved")] == ["E001"]
    assert note(drafted) == ""


def test_work_under_another_name_holds_a_yes_back_as_well(drafted: PlayedWorkspace) -> None:
    approved(drafted)
    saves(
        drafted,
        opens(drafted, HAL).rewords(REASON, "Results are below 50"),
        f"{FOLDER}/mine.docx",
    )
    words = ("record", PLAN, "issue", "--role", "manager", "--by", "E002", "--document", "2")
    assert "mine.docx was saved since" in drafted.does(*words, "--as-of", DAY, exit_code=1)
    drafted.runs(DAY)
    assert document(drafted)["version"] == 2


def test_what_is_not_the_issued_letter_is_not_handed_over(drafted: PlayedWorkspace) -> None:
    issued(drafted)
    path = f"{FOLDER}/{NAME}"
    saves(
        drafted,
        opens(drafted, MIA, path).rewords(REASON, "Results are fine, not below 50"),
        path,
    )
    words = ("record", PLAN, "deliver", "--role", "manager", "--by", "E002", "--document", "2")
    assert "is not what was issued" in drafted.does(*words, "--as-of", DAY, exit_code=1)
    drafted.runs(DAY)
    (drafted.plans / path).unlink()
    drafted.runs(DAY)
    assert "handed over" in drafted.does(*words, "--as-of", DAY)


def test_a_folder_put_in_the_place_of_a_role_s_own_signs_nothing(tmp_path: Path) -> None:
    made = new_workspace(tmp_path / "ws", "field-sales", teams=("East",))
    config = made.root / "planward.yaml"
    config.write_text(
        config.read_text("utf-8") + "sign_off: {second_line: Directors}\n", "utf-8"
    )
    begun(made)
    put = made.plans / "Directors"
    put.mkdir(mode=0o700)
    shutil.copy(made.plans / DRAFT, put / "plan.docx")
    if os.geteuid() == 0:
        os.chown(put, 65534, 65534)
        assert "Directors belongs to somebody else than the shared folder" in made.runs(DAY)


def test_hidden_text_beside_an_edit_is_in_no_next_version(drafted: PlayedWorkspace) -> None:
    edited = opens(drafted, HAL).rewords(REASON, "Results are below 50")
    edited.adds("Dear Ann Seller", "Approved by HR.").hides("Approved by HR.")
    edited.adds("Dear Ann Seller", "Seen by HR.")
    saves(drafted, edited)
    drafted.runs(DAY)
    content = (drafted.plans / DRAFT.replace("v1", "v2")).read_bytes()
    said = read_returned(content)
    assert any("Results are below 50" in line for line in said.lines)
    assert any("Seen by HR." in line for line in said.lines)
    assert said.hidden == ()
    assert b"Approved by HR." not in b"".join(parts_of(content).values())
    assert "Approved by HR" not in entries(drafted, "Drafted")[-1]["note"]


def test_a_picture_put_in_is_told_of_and_holds_the_next_version(
    drafted: PlayedWorkspace,
) -> None:
    edited = opens(drafted, HAL).rewords(REASON, "Results are below 50")
    saves(drafted, edited.draws("Results are below 50"))
    drafted.runs(DAY)
    told = "Left out of this version: a picture put in by Hal Partner"
    assert told in entries(drafted, "Drafted")[-1]["note"]
    second = DRAFT.replace("v1", "v2")
    said = read_returned((drafted.plans / second).read_bytes())
    assert any("Results are below 50" in line for line in said.lines)
    assert not any("[picture]" in line for line in said.lines)
    assert [remark.text.startswith(told) for remark in said.remarks] == [True]
    saves(drafted, opens(drafted, DANA, second).fills(**signs("second_line", DANA)), second)
    drafted.runs(DAY)
    assert "Approved" not in events(drafted)
    saves(drafted, opens(drafted, MIA, second).resolves(), second)
    drafted.runs(DAY)
    approve_both_and_issue(drafted, 3)
    issued = read_returned((drafted.plans / FOLDER / NAME.replace("v1", "v3")).read_bytes())
    assert not issued.remarks


def test_a_review_copy_under_the_letters_name_is_neither_the_letter_nor_handed_over(
    drafted: PlayedWorkspace,
) -> None:
    approved(drafted)
    saves(drafted, opens(drafted, MIA), f"{FOLDER}/{NAME}")
    drafted.runs(DAY)
    assert entries(drafted, "ReadBack")[-1]["state"] in ("same", "filled")
    drafted.says(f"planward record {PLAN} issue --role manager --by E002 --document 2", DAY)
    told = drafted.does("run", "--once", "--as-of", DAY)
    assert f"not published: {FOLDER}/{NAME}: other content lies under this name" in told
    words = ("record", PLAN, "deliver", "--role", "manager", "--by", "E002", "--document", "2")
    told = drafted.does(*words, "--as-of", DAY, exit_code=1)
    assert f"{NAME} is not what was issued; move it elsewhere" in told
    (drafted.plans / FOLDER / NAME).unlink()
    drafted.runs(DAY)
    drafted.does(*words, "--as-of", DAY)
    (one,) = entries(drafted, "Issued")
    lies = (drafted.plans / FOLDER / NAME).read_bytes()
    assert hashlib.sha256(lies).hexdigest() == one["sha256"]


@pytest.mark.parametrize("name", [NAME, NAME.replace(".docx", " approvals.docx")])
def test_a_folder_under_a_letters_name_is_told_as_what_it_is(
    drafted: PlayedWorkspace, name: str
) -> None:
    approved(drafted)
    (drafted.plans / FOLDER / name).mkdir()
    drafted.runs(DAY)
    words = ("record", PLAN, "issue", "--role", "manager", "--by", "E002", "--document", "2")
    told = drafted.does(*words, "--as-of", DAY, exit_code=1)
    assert f"a folder or link lies where a document may have to lie: {FOLDER}/{name}" in told
    (drafted.plans / FOLDER / name).rmdir()
    drafted.does(*words, "--as-of", DAY)


@pytest.mark.parametrize("instead", ["folder", "file for its folder"])
def test_verify_goes_on_where_something_strange_lies_in_a_letters_place(
    drafted: PlayedWorkspace, instead: str
) -> None:
    issued(drafted)
    if instead == "folder":
        (drafted.plans / FOLDER / NAME).unlink()
        (drafted.plans / FOLDER / NAME).mkdir()
    else:
        shutil.rmtree(drafted.plans / FOLDER)
        (drafted.plans / FOLDER).write_bytes(b"")
    assert drafted.does("verify").strip() == "the record is whole"
