"""A whole record, and a way to damage it for each code that verify can say."""

import hashlib
import hmac
import json

from engine.core.record.commit import NOTHING_YET
from engine.ledger import book as books
from engine.ledger import chain, index, line_reader, store
from engine.ledger.book import append_commit
from engine.ledger.line_codec import Tail
from engine.ledger.line_reader import read_key
from tests.docs.dropped import LOW, ROSTER
from tests.documents.reviewer import Reviewer
from tests.ledger.transaction import FILE, act, append, drop_commit, drop_of, later, opened
from tests.workspaces import new_workspace

MAY, JUNE = "ledger/2026-05.jsonl", "ledger/2026-06.jsonl"


def whole(state):
    """Three commits in May and one in June, with a blob, a facts file and its index. Its key is given."""
    chain.create_ledger(state, state / "key")
    (state / "key").chmod(0o600)
    (state / "key").write_text("07" * 32)
    book = opened(state)
    facts = store.put_facts(book.ledger, drop_of("E00012"))
    (blob,) = store.put_blobs(book.ledger, [FILE])
    head = append_commit(book, drop_commit(facts, blob), after=NOTHING_YET)
    for commit in (act(), act("P-0002"), later(act(), 30)):
        head = append_commit(book, commit, after=head)
    books.close(book)


def change_lines(path, change):
    path.write_bytes(b"".join(change(path.read_bytes().splitlines(keepends=True))))


def reseal(state, path, **changed):
    """The last line as one who has the key would write it."""
    *first, last = path.read_bytes().splitlines(keepends=True)
    told = json.loads(last)
    del told["mac"]
    body = json.dumps(told | changed, sort_keys=True, separators=(",", ":"))
    seal = hmac.new(read_key(state / "key").secret, body.encode(), hashlib.sha256).hexdigest()
    path.write_bytes(b"".join(first) + f'{body[:-1]},"mac":"{seal}"}}\n'.encode())


def gap(state):
    ledger = chain.open_ledger(state, state / "key", writer=True)
    head = line_reader.head(ledger)
    append(ledger, later(act(), 30), after=head, tails={"P-0001": Tail(9, "")})


def reword(state):
    path = state / "payload" / "2.json"
    words = json.loads(path.read_text())
    words["entries"][0][1] = "met the target"
    path.write_text(json.dumps(words, sort_keys=True, separators=(",", ":")) + "\n")


def only(folder):
    (file,) = folder.iterdir()
    return file


def torn(state):
    """As when the machine stops while the line is written: the index never knew of it."""
    change_lines(state / JUNE, lambda some: [some[0][:-9]])
    (state / index.NAME).unlink()


def spoiled(folder):
    only(folder).write_bytes(b"other bytes")


DAMAGE = {
    "L501": lambda s: change_lines(s / MAY, lambda some: [*some, b"\n"]),
    "L502": lambda s: change_lines(
        s / MAY, lambda some: [some[0].replace(b'"row":1', b'"row":2', 1), *some[1:]]
    ),
    "L503": lambda s: change_lines(s / MAY, lambda some: [some[0], some[2]]),
    "L504": gap,
    "L505": lambda s: (s / JUNE).unlink(),
    "L506": lambda s: (s / "payload" / "2.json").unlink(),
    "L507": reword,
    "L508": lambda s: only(s / "blobs").unlink(),
    "L509": lambda s: spoiled(s / "blobs"),
    "L510": lambda s: only(s / "facts").unlink(),
    "L511": lambda s: spoiled(s / "facts"),
    "L512": torn,
    "L513": lambda s: (s / "key").write_text("08" * 32),
    "L514": lambda s: reseal(s, s / JUNE, v=2),
}


def letter_changed(folder):
    """What verify says of a workspace in which somebody typed into an issued letter."""
    place = new_workspace(folder, "field-sales", teams=("East", "West"))
    place.drops("roster.csv", ROSTER)
    place.drops("April.csv", LOW)
    place.runs("2026-05-11")
    issued = []
    while not issued:
        (plan,) = place.status("2026-05-11")["plans"]
        words = plan["awaiting"][0]["command"].split()[1:]
        place.does(*words, "--as-of", "2026-05-11")
        (plan,) = place.status("2026-05-11")["plans"]
        issued = [d["path"] for d in plan["documents"] if d["state"] == "issued"]
    file = place.plans / issued[0]
    file.chmod(0o600)
    file.write_bytes(
        Reviewer(file.read_bytes(), "Somebody").rewords("Reason", "Excuse").saves()
    )
    return place.does("verify", exit_code=1)
