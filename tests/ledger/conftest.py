"""A state folder with a key, and books that are closed when the test is over."""

import pytest

from engine.ledger import book as books
from engine.ledger import chain
from tests.ledger.transaction import opened


@pytest.fixture
def state(tmp_path):
    chain.create_ledger(tmp_path / "state", tmp_path / "state" / "key")
    return tmp_path / "state"


@pytest.fixture
def open_again(state):
    """Opens the book of `state`; every one opened is closed at the end."""
    open_now = []

    def again(**how):
        open_now.append(opened(state, **how))
        return open_now[-1]

    yield again
    for book in open_now:
        books.close(book)


@pytest.fixture
def book(open_again):
    return open_again()
