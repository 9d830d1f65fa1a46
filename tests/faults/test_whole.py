"""The whole engine comes back right from any death: ledger first, nothing lost, nothing left over."""

import json
from pathlib import Path

from tests.faults.killing import in_fault_process

WHOLE = "tests.faults.whole"


def test_killed_anywhere_it_ends_where_it_would_have_ended(tmp_path: Path) -> None:
    """Every third of some 550 calls; `killed_everywhere` does all of them in some minutes."""
    points = json.loads(in_fault_process(WHOLE, "killed_at_a_third", tmp_path, 900))
    print(points)
    assert points["BEFORE"] >= 150


def test_a_document_placed_before_its_commit_is_noticed(tmp_path: Path) -> None:
    assert json.loads(in_fault_process(WHOLE, "publishing_first", tmp_path, 900))["caught"] > 0


def test_a_sync_left_out_is_noticed_after_a_power_cut(tmp_path: Path) -> None:
    """Part and folder of the blob, of the facts file and of the payload; the line, and its month."""
    noticed = json.loads(in_fault_process(WHOLE, "lying_syncs", tmp_path, 900))["noticed"]
    assert len(noticed) == 8
