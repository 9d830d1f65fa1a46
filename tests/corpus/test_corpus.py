"""Ledgers recorded by earlier engines say what they said, and their inputs lead where they led."""

import lzma
import shutil
from pathlib import Path

import pytest

from engine.core.record.commit import Entry, PlanPart
from tests.corpus.account import HASH, account_of
from tests.corpus.ledgers import LEDGERS
from tests.corpus.packing import ARCHIVE, HERE, unpack
from tests.engine.replaying import closures, empty_like, replayed
from tests.workspaces import PlayedWorkspace

MOST = 1_000_000  # bytes of the whole corpus, compressed as git and a wheel's source would
ACCOUNTS = HERE / "accounts"


@pytest.fixture(scope="session")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    unpack(folder)
    return folder


def told(name: str) -> str:
    return (ACCOUNTS / f"{name}.txt").read_text("utf-8")


def test_every_ledger_is_there_and_all_are_small(recorded: Path) -> None:
    assert {folder.name for folder in recorded.iterdir()} == LEDGERS.keys()
    assert {file.stem for file in ACCOUNTS.iterdir()} == LEDGERS.keys()
    texts = b"".join(file.read_bytes() for file in ACCOUNTS.iterdir())
    assert ARCHIVE.stat().st_size + len(lzma.compress(texts)) < MOST


@pytest.mark.parametrize("name", LEDGERS)
def test_a_ledger_of_an_earlier_engine_says_what_it_said(
    name: str, recorded: Path, tmp_path: Path
) -> None:
    """Its plans stand where they stood, for the same reasons, and its letters say the same."""
    assert account_of(Path(shutil.copytree(recorded / name, tmp_path / "w"))) == told(name)


@pytest.mark.parametrize("name", LEDGERS)
def test_its_inputs_lead_where_they_led(name: str, recorded: Path, tmp_path: Path) -> None:
    """Taken again one by one, under the policies as they were pinned then."""
    old = Path(shutil.copytree(recorded / name, tmp_path / "old"))
    new = empty_like(PlayedWorkspace(old), tmp_path / "new", "starter", ())
    (new.root / "policies" / "starter.yaml").unlink()
    mine, theirs = Renaming(), Renaming()
    count = 0
    for commit, again in replayed(old, new.root, known=closures(old)):
        assert mine.of(again) == theirs.of(commit.plans), f"{commit.kind} of {commit.day}"
        count += len(again)
    assert count > 0
    assert account_of(new.root) == told(name)


class Renaming:
    """Hashes of bytes by the order in which they come up: another compression makes other bytes."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}

    def of(self, parts: tuple[PlanPart, ...]) -> list[tuple[str, list[object]]]:
        return [(part.plan, [self._plain(entry) for entry in part.entries]) for part in parts]

    def _plain(self, entry: Entry) -> object:
        return self._renamed([entry.type, entry.v, entry.body, entry.said])

    def _renamed(self, value: object) -> object:
        if isinstance(value, dict):
            return {key: self._renamed(value[key]) for key in sorted(value)}
        if isinstance(value, list | tuple):
            return [self._renamed(each) for each in value]
        if isinstance(value, str) and HASH.fullmatch(value):
            return self._names.setdefault(value, f"#{len(self._names) + 1}")
        return value
