"""Whatever was changed behind the engine's back is found and said."""

import hashlib
import json
import os
import shutil
from dataclasses import replace

import pytest

from engine.core.record.commit import NOTHING_YET
from engine.core.values.errors import SurroundingsError, TamperedError
from engine.ledger import book as books
from engine.ledger import chain, index, line_reader, store
from engine.ledger.book import append_commit
from engine.ledger.line_codec import Tail
from engine.ledger.verify import Problem, verify_ledger
from tests.ledger.transaction import (
    FILE,
    act,
    append,
    commits_in,
    drop_commit,
    drop_of,
    later,
    opened,
)

MAY, JUNE = "ledger/2026-05.jsonl", "ledger/2026-06.jsonl"


@pytest.fixture
def full(state, book):
    """Three commits in May and one in June, with a blob and a facts file; its index closed."""
    facts = store.put_facts(book.ledger, drop_of("E00012"))
    head = append_commit(
        book, drop_commit(facts, store.put_blobs(book.ledger, [FILE])[0]), after=NOTHING_YET
    )
    for commit in (act(), act("P-0002"), later(act(), 30)):
        head = append_commit(book, commit, after=head)
    books.close(book)
    return state


def found(state):
    return [(each.file, each.line, each.code) for each in verify_ledger(state, state / "key")]


def change_lines(path, change):
    path.write_bytes(b"".join(change(path.read_bytes().splitlines(keepends=True))))


def test_an_untouched_ledger_has_no_problems_with_or_without_its_index(full):
    assert verify_ledger(full, full / "key") == []
    (full / index.NAME).unlink()
    assert verify_ledger(full, full / "key") == []


def test_verify_changes_nothing(full):
    (full / MAY).write_bytes((full / MAY).read_bytes()[:-20])
    (full / "blobs" / ".x.part").touch()
    before = {path: path.read_bytes() for path in full.rglob("*") if path.is_file()}
    assert verify_ledger(full, full / "key")
    assert {path: path.read_bytes() for path in full.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("place", ["blobs", "packs", "facts"])
def test_a_folder_that_is_gone_and_one_that_nobody_expects_are_told(full, place):
    before = found(full)
    (full / place / "0").mkdir()
    assert found(full) == [(f"{place}/0", 0, "L511" if place == "facts" else "L509")]
    shutil.rmtree(full / place)
    named = {"blobs": [(MAY, 1, "L508")], "facts": [(MAY, 1, "L510")], "packs": []}
    assert found(full) == before + named[place]


def test_any_flipped_byte_is_found_and_named(full):
    (full / index.NAME).unlink()  # it only repeats, and would find cut ends by itself
    files = [path for path in full.rglob("*") if path.is_file() and path.name != "key"]
    assert len(files) == 2 + 4 + 1 + 1
    for path in files:
        whole = path.read_bytes()
        for at in range(0, len(whole), 5) if len(whole) > 200 else range(len(whole)):
            _flip(path, whole, at)
            problems = verify_ledger(full, full / "key")
            named = [each.file for each in problems]
            assert str(path.relative_to(full)) in named, (path.name, at, problems)
        _flip(path, whole, len(whole) - 1)
        assert verify_ledger(full, full / "key"), path.name
        path.write_bytes(whole)
    assert verify_ledger(full, full / "key") == []


def _flip(path, whole, at):
    path.write_bytes(whole[:at] + bytes([whole[at] ^ (1 << at % 8)]) + whole[at + 1 :])


def test_a_flipped_byte_is_never_read_as_if_it_were_true(full):
    path = full / MAY
    reader = chain.open_ledger(full, full / "key", writer=False)
    whole, expected = path.read_bytes(), list(commits_in(reader))
    for at in range(0, len(whole), 7):
        _flip(path, whole, at)
        with pytest.raises(TamperedError):
            assert list(commits_in(reader)) != expected


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda some: some[1:], (MAY, 1, "L503")),
        (lambda some: some[:1] + some[2:], (MAY, 2, "L503")),
        (lambda some: some[:2], (JUNE, 1, "L503")),
        (lambda some: [some[0], some[2], some[1]], (MAY, 2, "L503")),
        (lambda some: [some[0], some[0], *some[1:]], (MAY, 2, "L503")),
        (lambda some: [*some, b"\n"], (MAY, 4, "L501")),
        (lambda some: [*some[:2], some[2][:-9]], (MAY, 3, "L512")),
    ],
    ids=["first", "one between", "last of a month", "swapped", "twice", "blank", "torn"],
)
def test_removed_and_moved_lines_are_found_where_they_are_missed(full, change, expected):
    change_lines(full / MAY, change)
    assert expected in found(full)


def test_a_cut_end_is_found_because_the_index_remembers(full):
    (full / JUNE).unlink()
    assert found(full) == [("ledger", 0, "L505")]
    (problem,) = verify_ledger(full, full / "key")
    assert str(problem) == (
        "ledger: L505 the ledger ends with commit 3, but the index knows commit 4: "
        "the end was cut off"
    )


def test_a_ledger_put_back_from_a_copy_and_gone_on_with_is_found(full, tmp_path):
    other = tmp_path / "other"
    shutil.copytree(full, other)
    (other / JUNE).unlink()
    (other / index.NAME).unlink()
    ledger = chain.open_ledger(other, other / "key", writer=True)
    append(ledger, later(act(said="another story"), 30), after=line_reader.head(ledger))
    shutil.copy(other / JUNE, full / JUNE)
    shutil.copy(other / "payload" / "4.json", full / "payload" / "4.json")
    assert found(full) == [("ledger", 0, "L505")]


def test_a_line_of_another_story_is_found_though_it_has_a_true_seal(full, tmp_path):
    other = tmp_path / "other"
    shutil.copytree(full, other)
    (other / JUNE).unlink()
    (other / index.NAME).unlink()
    change_lines(other / MAY, lambda some: some[:2])
    ledger = chain.open_ledger(other, other / "key", writer=True)
    append(ledger, act(said="another story"), after=line_reader.head(ledger))
    shutil.copy(other / MAY, full / MAY)
    shutil.copy(other / "payload" / "3.json", full / "payload" / "3.json")
    assert (JUNE, 1, "L503") in found(full)


def test_a_chain_made_anew_without_the_key_is_found(full):
    """Somebody takes an event out and computes every hash again, as well as can be done."""
    prev, made = "", []
    for text in (full / MAY).read_bytes().splitlines():
        record_ = json.loads(text)
        record_.pop("mac")
        record_["plans"] = record_["plans"][:1]
        record_["prev"] = prev
        body = json.dumps(record_, sort_keys=True, separators=(",", ":"))
        prev = hashlib.sha256(body.encode()).hexdigest()
        made.append(body[:-1] + f',"mac":"{prev}"}}\n')
    (full / MAY).write_text("".join(made))
    assert [each for each in found(full) if each[0] == MAY] == [
        (MAY, 1, "L502"),
        (MAY, 2, "L502"),
        (MAY, 3, "L502"),
    ]


def test_another_key_is_told_from_a_change(full):
    (full / "key").unlink()
    with pytest.raises(SurroundingsError, match="missing"):
        verify_ledger(full, full / "key")
    (full / "key").write_text(os.urandom(32).hex())
    assert {code for _, line, code in found(full) if line} == {"L513"}


def test_missing_words_are_found_but_words_taken_away_are_not(full):
    (full / "payload" / "2.json").unlink()
    assert found(full) == [("payload/2.json", 0, "L506")]
    book = opened(full)
    away = replace(act(), kind="erase", body={"erased": [2]}, plans=())
    append_commit(book, away, after=line_reader.head(book.ledger))
    books.close(book)
    assert found(full) == []


@pytest.mark.parametrize(
    "change",
    [
        lambda found: found["entries"].__setitem__(0, None),
        lambda found: found["entries"][0].__setitem__(1, "met the target"),
        lambda found: found["entries"].append(None),
        lambda found: found["entries"].pop(),
        lambda found: found.__setitem__("said", ["00", "x"]),
        lambda found: found.__setitem__("seq", 3),
        lambda found: found.__setitem__("more", 1),
    ],
    ids=[
        "taken out",
        "reworded",
        "one more",
        "one less",
        "put in",
        "other number",
        "other key",
    ],
)
def test_changed_words_are_found(full, change):
    path = full / "payload" / "2.json"
    words = json.loads(path.read_text())
    change(words)
    path.write_text(json.dumps(words, sort_keys=True, separators=(",", ":")) + "\n")
    assert found(full) == [("payload/2.json", 0, "L507")]


def test_payloads_that_changed_places_are_found(full):
    two, three = full / "payload" / "2.json", full / "payload" / "3.json"
    kept = two.read_bytes()
    two.write_bytes(three.read_bytes())
    three.write_bytes(kept)
    assert {code for _, _, code in found(full)} == {"L507"}


@pytest.mark.parametrize(
    ("folder", "missing", "changed"),
    [("blobs", "L508", "L509"), ("facts", "L510", "L511")],
)
def test_missing_and_changed_files_are_found(full, folder, missing, changed):
    (path,) = (full / folder).iterdir()
    kept = path.read_bytes()
    path.write_bytes(kept + b" ")
    assert found(full) == [(f"{folder}/{path.name}", 0, changed)]
    path.unlink()
    assert found(full) == [(MAY, 1, missing)]


def test_missing_and_changed_packs_are_found(state, book):
    contents = [b"%d" % n for n in range(store.MOST_ALONE + 1)]
    named = store.put_blobs(book.ledger, contents)
    append_commit(book, act(letter=named[3]), after=NOTHING_YET)
    books.close(book)
    assert found(state) == []
    (path,) = store.packs(state)
    kept = path.read_bytes()
    path.write_bytes(kept[:-1] + b"x")
    assert found(state) == [(f"packs/{path.name}", 0, "L509")]
    path.unlink()
    assert found(state) == [(MAY, 1, "L508")]


def test_a_blob_that_an_event_names_is_looked_for(state, book):
    append_commit(book, act(blob="ab" * 32), after=NOTHING_YET)
    books.close(book)
    assert found(state) == [(MAY, 1, "L508")]


def test_a_gap_in_the_journal_of_a_plan_is_found(full):
    ledger = chain.open_ledger(full, full / "key", writer=True)
    wrong = {"P-0001": Tail(9, "")}
    append(ledger, later(act(), 30), after=line_reader.head(ledger), tails=wrong)
    assert found(full) == [(JUNE, 2, "L504")]


def test_a_problem_says_where_it_is():
    line = Problem(
        "ledger/2026-05.jsonl", 3, "L502", "the line was changed after it was sealed"
    )
    assert str(line) == "ledger/2026-05.jsonl:3: L502 the line was changed after it was sealed"
