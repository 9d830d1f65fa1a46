"""Files and facts are kept under their hash, once, and never come back as something else."""

import pytest
from hypothesis import given

from engine.core.values.errors import SurroundingsError, TamperedError
from engine.ledger import factfile, pack, store
from engine.ledger.canonical import sha256
from engine.ledger.chain import open_ledger
from tests.ledger.strategies import drops
from tests.ledger.transaction import FILE, drop_of


@pytest.fixture
def ledger(state):
    return open_ledger(state, state / "key", writer=True)


@given(drops)
def test_what_a_drop_said_comes_back_as_it_was(drop):
    assert factfile.read(factfile.facts_content(drop)) == drop


def test_a_facts_file_explains_its_own_columns():
    text = factfile.facts_content(drop_of("E00012")).decode()
    row = '["figure","E00012","quota","2026-04-01","2026-04-30","100000",0,2,"Quota","100,000"]'
    assert row in text
    assert (
        '"figure":["employee","field","first","last","value","place","row","column","text"]'
        in text
    )


@pytest.mark.parametrize(
    "content", [b"{}", b"[]", b"no", b'{"v":2}'], ids=["empty", "list", "text", "newer"]
)
def test_what_is_no_facts_file_is_refused(content):
    with pytest.raises((ValueError, KeyError)):
        factfile.read(content)


def test_a_blob_is_kept_once_under_its_hash(state, ledger):
    shas = store.put_blobs(ledger, [FILE, b"", FILE])
    assert shas == [sha256(FILE), sha256(b""), sha256(FILE)]
    assert store.put_blobs(ledger, [FILE]) == shas[:1]
    assert store.blob(ledger, shas[0]) == FILE
    assert store.has_blob(ledger, shas[1])
    assert sorted(path.name for path in (state / "blobs").iterdir()) == sorted(set(shas))


def many(count):
    return [b"blob %d " % n * 20 for n in range(count)]


def test_many_blobs_share_one_file_and_each_is_found_in_it(state, ledger):
    shas = store.put_blobs(ledger, many(store.MOST_ALONE + 1))
    assert shas == store.put_blobs(ledger, many(store.MOST_ALONE + 1))
    assert [store.blob(ledger, sha) for sha in shas] == many(store.MOST_ALONE + 1)
    assert store.has_blob(ledger, shas[7])
    assert not store.has_blob(ledger, sha256(b"another"))
    assert not [*(state / "blobs").iterdir()]
    (file,) = store.packs(state)
    assert file.name == sha256(file.read_bytes())


def test_a_pack_is_not_larger_than_it_may_be(state, ledger, monkeypatch):
    monkeypatch.setattr(pack, "LARGEST", 2_000)
    shas = store.put_blobs(ledger, many(100))
    assert len(store.packs(state)) > 5
    assert [store.blob(ledger, sha) for sha in shas] == many(100)


def test_a_blob_in_a_pack_that_is_not_as_it_was_is_never_handed_out(state, ledger):
    shas = store.put_blobs(ledger, many(100))
    (file,) = store.packs(state)
    content = file.read_bytes()
    file.write_bytes(content.replace(b"blob 99", b"blob 98"))
    hurt = sha256(many(100)[99])
    with pytest.raises(TamperedError, match="is not what was put there"):
        store.blob(ledger, hurt)
    assert store.blob(ledger, shas[0]) == many(100)[0]
    file.unlink()
    with pytest.raises(TamperedError, match="is missing"):
        store.blob(ledger, hurt)


@pytest.mark.parametrize("bit", [*range(64)])
def test_a_flipped_bit_in_where_a_blob_ends_is_told_like_any_other(state, ledger, bit):
    shas = store.put_blobs(ledger, many(100))
    (file,) = store.packs(state)
    content = bytearray(file.read_bytes())
    at = len(pack.HEAD) + 8 + 40 * 50 + 32  # where the fiftieth blob but one ends
    content[at + bit // 8] ^= 1 << bit % 8
    file.write_bytes(content)
    pack.table_of.cache_clear()
    for sha in sorted(shas)[50:52]:
        with pytest.raises(TamperedError, match=f"packs/{file.name} is not what was put there"):
            store.blob(ledger, sha)
    assert store.blob(ledger, min(shas))


@pytest.mark.parametrize("content", [b"", b"hello", pack.HEAD + b"\xff" * 8])
def test_a_pack_that_is_none_is_named_and_hides_no_blob_of_another(state, ledger, content):
    shas = store.put_blobs(ledger, many(100))
    stray = state / "packs" / "0"  # asked before the other
    stray.write_bytes(content)
    pack.table_of.cache_clear()
    assert store.blob(ledger, shas[0]) == many(100)[0]
    assert store.has_blob(ledger, shas[0])
    assert not store.has_blob(ledger, sha256(b"another"))
    with pytest.raises(TamperedError, match=r"is missing.* packs/0 is no pack"):
        store.blob(ledger, sha256(b"another"))


@pytest.mark.parametrize("place", ["blobs", "packs", "facts"])
def test_a_writer_makes_a_folder_anew_that_a_copy_left_out_for_it_was_empty(state, place):
    (state / place).rmdir()
    again = open_ledger(state, state / "key", writer=True)
    sha = store.put_facts(again, drop_of("E00012"))
    shas = store.put_blobs(again, [FILE]) + store.put_blobs(again, many(100))
    assert store.stored_drop(again, sha)
    assert all(store.has_blob(again, each) for each in shas)


@pytest.mark.parametrize(
    "content", [b"", b"planward pack 1\n", pack.HEAD + b"\xff" * 8, b"x" * 99]
)
def test_what_is_no_pack_is_told(content):
    with pytest.raises(TamperedError, match="no pack"):
        pack.blobs_in(content)


def test_facts_are_kept_once_and_read_back(state, ledger):
    sha = store.put_facts(ledger, drop_of("E00012"))
    assert store.put_facts(ledger, drop_of("E00012")) == sha
    assert store.stored_drop(ledger, sha) == drop_of("E00012")
    assert len(list((state / "facts").iterdir())) == 1


@pytest.mark.parametrize("change", ["missing", "changed", "a folder"])
def test_a_kept_file_that_is_not_as_it_was_is_never_handed_out(state, ledger, change):
    (blob,), facts = store.put_blobs(ledger, [FILE]), store.put_facts(ledger, drop_of("E00012"))
    for path in (store.blob_path(state, blob), store.facts_path(state, facts)):
        if change != "changed":
            path.unlink()
            if change == "a folder":
                path.mkdir()
        else:
            path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(TamperedError, match=blob):
        store.blob(ledger, blob)
    with pytest.raises(TamperedError, match=facts):
        store.stored_drop(ledger, facts)


def test_a_reader_puts_nothing(state, ledger):
    reader = open_ledger(state, state / "key", writer=False)
    with pytest.raises(SurroundingsError):
        store.put_blobs(reader, [FILE])
    with pytest.raises(SurroundingsError):
        store.put_facts(reader, drop_of("E00012"))


def test_blobs_are_named_one_by_one_in_lists_and_by_name():
    body = {
        "blob": "a",
        "blobs": ["b", "c"],
        "pin": {"policy": "d", "templates": ["e"]},
        "to": "f",
    }
    assert list(store.blobs_named(body)) == ["a", "b", "c", "d", "e"]
