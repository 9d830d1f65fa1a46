"""Whether a blob lies in a ledger, as tests ask."""

from contextlib import suppress

from engine.core.values.errors import TamperedError
from engine.ledger import pack, store
from engine.ledger.line_reader import Ledger


def has_blob(ledger: Ledger, sha: str) -> bool:
    """Whether it is there, not whether it is as it was."""
    if store.blob_path(ledger.folder, sha).is_file():
        return True
    for each in store.packs(ledger.folder):
        with suppress(TamperedError):
            if pack.table_of(each).place(sha):
                return True
    return False
