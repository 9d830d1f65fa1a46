"""What is recorded is read back as it was, in order, and nothing slips between."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.core.record.commit import NOTHING_YET, Entry, Head, PlanPart
from engine.core.values.errors import LedgerMovedError, SurroundingsError, TamperedError
from engine.ledger import line_reader
from engine.ledger.chain import create_ledger, erase, open_ledger
from engine.ledger.line_reader import head, head_at
from engine.ledger.upcast import upcast
from engine.ledger.verify import verify_ledger
from tests.ledger.strategies import commits as any_commit
from tests.ledger.transaction import NOON, act, append, commits_in, later

FILE = "2026-05.jsonl"


@pytest.fixture
def ledger(state):
    return open_ledger(state, state / "key", writer=True)


def appended(ledger, *some):
    for commit in some:
        append(ledger, commit, after=head(ledger))
    return head(ledger)


@settings(max_examples=40, deadline=None)
@given(st.lists(any_commit, max_size=4))
def test_commits_come_back_as_they_were(given_commits):
    with TemporaryDirectory() as name:
        folder = Path(name)
        create_ledger(folder, folder / "key")
        ledger = open_ledger(folder, folder / "key", writer=True)
        for commit in given_commits:
            append(ledger, commit, after=head(ledger))
        reader = open_ledger(folder, folder / "key", writer=False)
        found = list(commits_in(reader))
        assert [stored.commit for stored in found] == given_commits
        assert [stored.seq for stored in found] == list(range(1, len(found) + 1))
        assert ([NOTHING_YET] + [stored.head for stored in found])[-1] == head(reader)
        assert verify_ledger(folder, folder / "key") == []


def test_reading_can_begin_anywhere_also_in_another_month(ledger):
    appended(ledger, *(later(act(number=n), 12 * n) for n in range(7)))
    everything = list(commits_in(ledger))
    assert len(line_reader.month_files(ledger.folder)) == 3
    for since in range(9):
        assert list(commits_in(ledger, since)) == everything[since:]
        expected = everything[since - 1].head if 0 < since <= 7 else None
        assert head_at(ledger, since) == (NOTHING_YET if since == 0 else expected)


def test_a_head_that_moved_stops_the_writer(ledger):
    first = appended(ledger, act())
    appended(ledger, act())
    with pytest.raises(LedgerMovedError, match="decide again"):
        append(ledger, act(), after=first)
    with pytest.raises(LedgerMovedError):
        append(ledger, act(), after=Head(2, first.mac))
    assert head(ledger).seq == 2


@pytest.mark.parametrize(
    "wrong",
    [
        act(share=0.8),
        act(said={"share": [float("inf")]}),
        act(day=NOON),
        replace(act(), plans=(PlanPart("P-0001", ()),)),
        replace(act(), recorded=NOON.replace(tzinfo=None)),
        replace(act(), recorded=NOON.astimezone(timezone(timedelta(hours=2)))),
    ],
    ids=["float", "infinity", "an instant", "plan without events", "no zone", "not UTC"],
)
def test_what_would_not_read_back_is_refused_before_the_disk(ledger, wrong):
    with pytest.raises((ValueError, TypeError)):
        append(ledger, wrong, after=NOTHING_YET)
    assert not list((ledger.folder / "ledger").iterdir())
    assert not list((ledger.folder / "payload").iterdir())
    appended(ledger, act())  # and the ledger still works


def test_a_clock_that_goes_back_keeps_the_order(ledger):
    appended(ledger, later(act(), 40), act(), later(act(), 80))
    assert [path.name for path in line_reader.month_files(ledger.folder)] == [
        "2026-06.jsonl",
        "2026-07.jsonl",
    ]
    assert [stored.seq for stored in commits_in(ledger)] == [1, 2, 3]
    assert verify_ledger(ledger.folder, ledger.folder / "key") == []


def test_nobody_elses_words_stand_in_the_line(ledger):
    appended(ledger, replace(act(said={"note": "cried in the meeting"}), said="Q2 Ada.xlsx"))
    text = (ledger.folder / "ledger" / FILE).read_text()
    assert "cried" not in text
    assert "Ada" not in text
    # Nor can a likely sentence be tried out: the same words give another commitment.
    appended(ledger, replace(act(said={"note": "cried in the meeting"}), said="Q2 Ada.xlsx"))
    promised = [
        line.split('"said":"')[1:]
        for line in (ledger.folder / "ledger" / FILE).read_text().splitlines()
    ]
    assert promised[0][0][:64] != promised[1][0][:64]


def test_taken_away_words_are_gone_and_everything_else_stays(ledger):
    appended(ledger, act(said="ill since March"), act())
    erase(ledger, 1)
    erase(ledger, 1)
    first, second = commits_in(ledger)
    assert first.commit.plans[0].entries[0] == replace(act().plans[0].entries[0], said=None)
    assert second.commit == act()


def test_a_reader_cannot_write(state, ledger):
    reader = open_ledger(state, state / "key", writer=False)
    with pytest.raises(SurroundingsError, match="read only"):
        append(reader, act(), after=NOTHING_YET)
    with pytest.raises(SurroundingsError, match="read only"):
        erase(reader, 1)


def test_after_a_failed_write_nothing_follows_until_it_is_opened_anew(state, ledger):
    appended(ledger, act())
    (state / "payload" / "2.json").mkdir()
    with pytest.raises(SurroundingsError, match="cannot be written"):
        append(ledger, later(act(), 30), after=head_at(ledger, 1))
    (state / "payload" / "2.json").rmdir()
    with pytest.raises(SurroundingsError, match="open it anew"):
        append(ledger, act(), after=head(ledger))
    again = open_ledger(state, state / "key", writer=True)
    assert appended(again, act()).seq == 2


def _tear(file, keep):
    whole = file.read_bytes()
    file.write_bytes(whole + b'{"alg":"hmac-sha256","body"' if keep else b'{"alg":')


@pytest.mark.parametrize("keep", [True, False], ids=["after a line", "in a new file"])
def test_a_torn_line_is_cut_by_a_writer_and_passed_by_a_reader(state, ledger, keep):
    kept = appended(ledger, act())
    file = state / "ledger" / ("2026-05.jsonl" if keep else "2026-06.jsonl")
    file.touch()
    _tear(file, keep)
    torn = file.read_bytes()
    (state / "payload" / "2.json").write_text("{}")
    (state / "blobs" / ".abc.part").touch()
    reader = open_ledger(state, state / "key", writer=False)
    assert head(reader) == kept
    assert len(list(commits_in(reader))) == 1
    assert file.read_bytes() == torn
    assert (state / "payload" / "2.json").exists()
    open_ledger(state, state / "key", writer=True)
    left = {str(path.relative_to(state)) for path in state.rglob("*") if path.is_file()}
    assert left == {"key", "ledger/2026-05.jsonl", "payload/1.json"}
    assert (state / "ledger" / FILE).read_bytes().count(b"\n") == 1


def test_a_line_that_somebody_remembers_is_not_taken_for_torn(state, ledger):
    known = appended(ledger, act(), act())
    file = state / "ledger" / FILE
    file.write_bytes(file.read_bytes()[:-1] + b"\x0b")
    changed = file.read_bytes()
    with pytest.raises(TamperedError, match="ends with commit 1, but commit 2 was recorded"):
        open_ledger(state, state / "key", writer=True, known=known)
    assert file.read_bytes() == changed
    assert (state / "payload" / "2.json").exists()


@pytest.mark.parametrize(
    "break_it",
    [
        lambda key: key.unlink(),
        lambda key: key.write_text("zz"),
        lambda key: key.write_text("ab"),
    ],
    ids=["missing", "no key", "too short"],
)
def test_without_its_key_nothing_opens_and_no_new_one_is_made(state, ledger, break_it):
    appended(ledger, act())
    break_it(state / "key")
    with pytest.raises(SurroundingsError, match="key"):
        open_ledger(state, state / "key", writer=False)
    if not (state / "key").exists():
        with pytest.raises(SurroundingsError, match="its key is missing"):
            create_ledger(state, state / "key")


def test_a_folder_that_holds_no_ledger_is_said(tmp_path):
    with pytest.raises(SurroundingsError, match="there is no ledger"):
        open_ledger(tmp_path, tmp_path / "key", writer=True)


def test_making_a_ledger_again_keeps_its_key(state):
    key = (state / "key").read_bytes()
    create_ledger(state, state / "key")
    assert (state / "key").read_bytes() == key
    assert {path.stat().st_mode & 0o777 for path in state.iterdir()} == {0o700, 0o600}


def test_nothing_in_the_state_folder_is_for_others(state, ledger):
    appended(ledger, act())
    files = [path for path in state.rglob("*") if path.is_file()]
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}


def test_old_events_are_brought_to_todays_form_step_by_step():
    table = {
        ("ActRecorded", 1): lambda entry: replace(
            entry, v=2, body={**entry.body, "by": "E00001"}
        ),
        ("ActRecorded", 2): lambda entry: replace(entry, type="Acted", v=1),
    }
    (written,) = act().plans[0].entries
    newest = Entry("Acted", 1, {"action": "confirm", "by": "E00001"}, written.said)
    assert upcast(written, table) == newest
    assert upcast(newest, table) == newest


def test_an_event_that_nobody_knows_is_handed_on_so_that_its_plan_can_stop(ledger):
    unknown = PlanPart("P-0001", (Entry("FromTheFuture", 9, {"a": 1}),))
    appended(ledger, replace(act(), plans=(unknown,)))
    assert next(commits_in(ledger)).commit.plans == (unknown,)


def test_the_journal_of_each_plan_is_linked_over_commits(ledger):
    two = replace(act(), plans=act().plans + act("P-0002").plans + act().plans)
    appended(ledger, act(), two, act("P-0002"))
    steps = [
        (link.plan, link.before, link.after)
        for line in line_reader.ledger_lines(ledger)
        for link in line.links
    ]
    ends = line_reader.tails_of(ledger, ["P-0001", "P-0002", "P-0003"])
    assert [(plan, before.next_seq) for plan, before, _ in steps] == [
        ("P-0001", 1),
        ("P-0001", 2),
        ("P-0002", 1),
        ("P-0001", 3),
        ("P-0002", 2),
    ]
    assert steps[1][1] == steps[0][2]
    assert ends == {"P-0001": steps[3][2], "P-0002": steps[4][2]}


def test_an_instant_keeps_its_parts_of_a_second(ledger):
    instant = datetime(2026, 5, 12, 10, 42, 0, 123456, tzinfo=UTC)
    appended(ledger, replace(act(), recorded=instant))
    assert next(commits_in(ledger)).commit.recorded == instant
