"""Record the corpus anew: `python -m tests.corpus.record`. The commit that takes it says why it changed.

Every ledger is made from nothing by the engine as it is now, and all of them replace the ones there were. The
name of the user who records them stands in them, as in every record.
"""

import sys
import tempfile
from pathlib import Path

from tests.corpus.account import account_of
from tests.corpus.ledgers import LEDGERS
from tests.corpus.packing import ARCHIVE, HERE, pack

ACCOUNTS = HERE / "accounts"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        roots = {name: Path(folder) / name for name in LEDGERS}
        accounts: dict[str, str] = {}
        for name, root in roots.items():
            print(f"recording {name}", flush=True)
            LEDGERS[name](root)
            accounts[name] = account_of(root)
        pack(roots)
    ACCOUNTS.mkdir(exist_ok=True)
    for old in ACCOUNTS.glob("*.txt"):
        old.unlink()
    for name, text in accounts.items():
        (ACCOUNTS / f"{name}.txt").write_text(text, "utf-8")
    size = ARCHIVE.stat().st_size + sum(file.stat().st_size for file in ACCOUNTS.iterdir())
    print(
        f"{len(LEDGERS)} ledgers, {size / 1000:.0f} kB; now: pytest tests/corpus, git diff, git commit"
    )


if __name__ == "__main__":
    sys.exit(main())
