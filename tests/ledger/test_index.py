"""The index answers as the ledger would, follows it by itself, and can be thrown away."""

import json
import os
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.core.facts.facts import Reported
from engine.core.life.on_record import Dues
from engine.core.record.commit import NOTHING_YET, PlanPart
from engine.core.values.errors import LedgerMovedError, TamperedError
from engine.ledger import book as books
from engine.ledger import index, line_reader, store
from engine.ledger.book import append_commit
from engine.ledger.index import set_due
from tests.ledger.strategies import commits as any_commit
from tests.ledger.strategies import drops as any_drop
from tests.ledger.transaction import (
    DAY,
    FILE,
    act,
    append,
    drop_commit,
    drop_of,
    later,
    new_book,
    opened,
)

TABLES = (
    *("head", "commit_", "event", "tail", "plan_due", "person_due"),
    *("figure", "trait", "absence", "drop_"),
)


def rows(book):
    read = book.index.connection.execute
    return {table: read(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() for table in TABLES}


def dropped(book, *employees, after=NOTHING_YET):
    """A drop that speaks of these employees and proposes two plans."""
    facts = store.put_facts(book.ledger, drop_of(*employees))
    (blob,) = store.put_blobs(book.ledger, [FILE])
    return append_commit(book, drop_commit(facts, blob), after=after)


step = st.one_of(
    any_commit,
    st.tuples(any_commit, any_drop),
    st.just("open again"),
    st.just("take words away"),
)


def _take(book, taken):
    head = line_reader.head(book.ledger)
    if taken == "take words away":
        taken = replace(act(), kind="erase", body={"erased": [max(1, head.seq)]}, plans=())
    elif isinstance(taken, tuple):
        commit, drop = taken
        facts = store.put_facts(book.ledger, drop)
        taken = replace(commit, body={"drop": drop.sha256, "facts": facts})
    append_commit(book, taken, after=head)


@settings(max_examples=30, deadline=None)
@given(st.lists(step, max_size=6))
def test_kept_in_step_or_made_anew_the_index_is_the_same(steps):
    with TemporaryDirectory() as name:
        book = new_book(Path(name))
        for taken in steps:
            if taken == "open again":
                books.close(book)
                book = opened(Path(name))
            else:
                _take(book, taken)
        grown = rows(book)
        books.close(book)
        anew = books.rebuilt(Path(name), Path(name) / "key")
        assert rows(anew) == grown
        books.close(anew)
        (Path(name) / index.NAME).unlink()
        reader = opened(Path(name), writer=False)
        assert rows(reader) == grown
        books.close(reader)
        assert not (Path(name) / index.NAME).exists()


def test_the_events_of_a_plan_come_in_order_with_their_commit(book):
    head = dropped(book, "E00012")
    append_commit(book, later(act(), 3), after=head)
    happened = index.events(book.index, "P-0001")
    assert [(each.plan_seq, each.seq, each.entry.type) for each in happened] == [
        (1, 1, "PlanProposed"),
        (2, 1, "DocumentDrafted"),
        (3, 2, "ActRecorded"),
    ]
    assert happened[0].entry.said == {"because": "62.4 % < 70 %"}
    assert happened[1].entry.said is None
    assert happened[2].day == DAY + timedelta(days=3)
    assert happened[2].recorded == later(act(), 3).recorded
    assert happened[2].kind == "act"
    assert index.events(book.index, "P-0009") == ()
    assert index.plans(book.index) == ("P-0001", "P-0002")
    assert dict(index.events_by_plan(book.index))["P-0001"] == happened
    assert [plan for plan, _ in index.events_by_plan(book.index, ["P-0002", "P-9"])] == [
        "P-0002"
    ]
    assert index.last_day(book.index) == DAY + timedelta(days=3)


def test_an_outline_holds_the_entries_asked_for_without_their_words(book):
    head = dropped(book, "E00012")
    append_commit(book, act(), after=head)
    whole = dict(index.events_by_plan(book.index))
    types = ("PlanProposed", "ActRecorded")
    outlines = dict(index.outlines(book.index, types))
    assert outlines == {
        plan: tuple(
            replace(each.entry, said=None) for each in happened if each.entry.type in types
        )
        for plan, happened in whole.items()
    }
    assert [len(entries) for entries in outlines.values()] == [2, 1]
    assert dict(index.outlines(book.index, types, ["P-0002"])) == {"P-0002": outlines["P-0002"]}


def test_facts_come_back_in_the_order_they_were_recorded(book):
    head = dropped(book, "E00013", "E00012")
    dropped(book, "E00012", after=head)
    everybody = index.facts_by_employee(book.index)
    figures, traits, absences = everybody["E00012"]
    said = [fact for fact in drop_of("E00013", "E00012").facts if fact.employee == "E00012"]
    again = [fact for fact in drop_of("E00012").facts if not isinstance(fact, Reported)]
    assert [*figures, *traits, *absences] == [
        said[0],
        again[0],
        said[1],
        again[1],
        said[2],
        again[2],
    ]
    assert list(everybody) == ["E00012", "E00013"]
    assert index.facts_by_employee(book.index, ["E00013", "E99999"]).keys() == {"E00013"}
    assert index.employees(book.index) == ("E00012", "E00013")
    assert [trait.employee for trait in index.traits_all(book.index, "manager")] == [
        *("E00013", "E00012", "E00012"),
    ]
    assert index.traits_all(book.index, "hired") == ()


def test_the_same_file_is_known_again(book):
    assert not index.has_drop(book.index, drop_of().sha256)
    dropped(book, "E00012")
    assert index.has_drop(book.index, drop_of().sha256)


def test_a_name_that_is_no_text_is_kept_escaped(book):
    wild = replace(act(), body={"drop": "ab"}, said={"name": "bad\udcff.csv"}, plans=())
    append_commit(book, wild, after=NOTHING_YET)
    kept = book.index.connection.execute("SELECT name FROM drop_").fetchall()
    assert kept == [("bad\\udcff.csv",)]


def test_whoever_is_touched_is_looked_at_at_once(book):
    dropped(book, "E00012")
    everything = (("P-0001", "P-0002"), ("E00012",))
    assert index.due(book.index, DAY) == everything
    assert index.due(book.index, DAY - timedelta(days=1)) == ((), ())


def test_the_next_day_to_look_is_kept_until_it_is_due(book, open_again):
    head = dropped(book, "E00012")
    ahead = date(2026, 6, 1)
    set_due(book.index, Dues({"P-0001": ahead, "P-0002": None}, {"E00012": None}))
    assert index.due(book.index, ahead - timedelta(days=1)) == ((), ())
    assert index.due(book.index, ahead) == (("P-0001",), ())
    assert index.due(open_again(writer=False).index, ahead) == (("P-0001",), ())
    append_commit(book, act("P-0002"), after=head, dues=Dues({"P-0002": ahead}))
    assert index.due(book.index, ahead) == (("P-0001", "P-0002"), ())


def test_a_rebuilt_index_looks_at_everything_at_once(state, book):
    dropped(book, "E00012")
    set_due(book.index, Dues({"P-0001": None, "P-0002": None}, {"E00012": None}))
    assert index.due(book.index, date.max) == ((), ())
    books.close(book)
    anew = books.rebuilt(state, state / "key")
    assert index.due(anew.index, DAY) == (("P-0001", "P-0002"), ("E00012",))
    books.close(anew)


def test_words_taken_away_leave_the_index_and_the_disk(state, book):
    head = dropped(book, "E00012")
    head = append_commit(book, act(said="kept"), after=head)
    away = replace(act(), kind="erase", body={"erased": [1]}, plans=())
    append_commit(book, away, after=head)
    said = [each.entry.said for each in index.events(book.index, "P-0001")]
    assert said == [None, None, "kept"]
    assert not (state / "payload" / "1.json").exists()
    assert (state / "payload" / "2.json").exists()


def test_a_commit_on_an_old_head_changes_nothing(book):
    head = dropped(book, "E00012")
    before = rows(book)
    with pytest.raises(LedgerMovedError):
        append_commit(book, act(), after=NOTHING_YET)
    assert rows(book) == before
    assert line_reader.head(book.ledger) == head


def test_an_index_that_missed_a_commit_is_brought_up_before_the_next(state, book):
    head = dropped(book, "E00012")
    head = append(book.ledger, act(), after=head)
    append_commit(book, act(), after=head)
    assert [each.plan_seq for each in index.events(book.index, "P-0001")] == [1, 2, 3, 4]


def test_a_reader_sees_what_the_index_missed_and_changes_nothing(state, book, open_again):
    head = dropped(book, "E00012")
    append(book.ledger, act(), after=head)
    before = (state / index.NAME).read_bytes()
    reader = open_again(writer=False)
    assert len(index.events(reader.index, "P-0001")) == 3
    assert index.indexed_head(reader.index).seq == 2
    assert (state / index.NAME).read_bytes() == before


@pytest.mark.parametrize(
    "spoil",
    [
        Path.unlink,
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(b"no database at all, only words" * 500),
        lambda path: path.write_bytes(path.read_bytes()[:5000]),
        lambda path: os.truncate(path, path.stat().st_size // 2),
    ],
    ids=["gone", "empty", "no database", "torn page", "half"],
)
def test_a_spoilt_index_is_made_anew(state, book, open_again, spoil):
    dropped(book, "E00012")
    before = rows(book)
    books.close(book)
    spoil(state / index.NAME)
    assert rows(open_again(writer=False)) == before
    assert rows(open_again()) == before
    assert rows(open_again(writer=False)) == before


def test_an_unfinished_change_of_the_old_index_is_not_played_back_into_the_new(
    state, book, open_again
):
    head = dropped(book, "E00012")
    book.index.connection.execute("PRAGMA synchronous = OFF")  # the journal counts at once
    book.index.connection.execute("UPDATE head SET seq = 77")
    journal = state / f"{index.NAME}-journal"
    unfinished = journal.read_bytes()
    book.index.connection.rollback()
    append_commit(book, act(), after=head)
    before = rows(book)
    books.close(book)
    (state / index.NAME).unlink()
    journal.write_bytes(unfinished)
    assert rows(open_again()) == before
    assert not journal.exists()


def test_a_gap_in_a_journal_is_not_taken_into_the_index(state, book, open_again):
    head = dropped(book, "E00012")
    append(book.ledger, act(), after=head, tails={})  # as if the plan were new
    books.close(book)
    with pytest.raises(TamperedError, match="commit 2: the journal of plan P-0001 has a gap"):
        open_again()


def test_an_index_of_another_form_is_made_anew(state, book, open_again):
    dropped(book, "E00012")
    book.index.connection.execute("DELETE FROM event")
    book.index.connection.execute("PRAGMA user_version = 99")
    book.index.connection.commit()
    books.close(book)
    assert len(index.events(open_again().index, "P-0001")) == 2


def test_an_index_of_another_ledger_is_made_anew(state, book, open_again, tmp_path):
    dropped(book, "E00012")
    books.close(book)
    other = new_book(tmp_path / "other")
    append_commit(other, act("P-0777"), after=NOTHING_YET)
    books.close(other)
    (tmp_path / "other" / index.NAME).rename(state / index.NAME)
    assert index.plans(open_again().index) == ("P-0001", "P-0002")


@pytest.mark.parametrize("writer", [True, False])
def test_a_ledger_that_ends_before_its_index_is_not_opened(state, book, writer):
    dropped(book, "E00012")
    append_commit(book, act(), after=index.indexed_head(book.index))
    books.close(book)
    file = state / "ledger" / "2026-05.jsonl"
    file.write_bytes(file.read_bytes().splitlines(keepends=True)[0])
    kept = sorted(path.name for path in state.rglob("*"))
    with pytest.raises(TamperedError, match="its end was cut off"):
        opened(state, writer=writer)
    assert sorted(path.name for path in state.rglob("*")) == kept


def test_the_whole_journal_is_gone_with_a_removed_line(state, book):
    dropped(book, "E00012")
    append_commit(book, act(), after=index.indexed_head(book.index))
    books.close(book)
    file = state / "ledger" / "2026-05.jsonl"
    _, second = file.read_bytes().splitlines(keepends=True)
    (state / index.NAME).unlink()
    file.write_bytes(second)
    with pytest.raises(
        TamperedError, match=r"2026-05.jsonl, line 1: a line before it is missing"
    ):
        opened(state)


def test_json_in_the_index_is_spelled_as_in_the_ledger(book):
    said = {"why": "größer", "b": [True, None, 1]}
    append_commit(book, replace(act(said=said), plans=act(said=said).plans), after=NOTHING_YET)
    (text,) = book.index.connection.execute("SELECT said FROM event").fetchone()
    assert json.loads(text) == said
    assert (
        PlanPart("P-0001", (index.events(book.index, "P-0001")[0].entry,))
        == act(said=said).plans[0]
    )
