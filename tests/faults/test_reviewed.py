"""What people saved in Word survives any death of the machine, and is read exactly once."""

import json
from pathlib import Path

from tests.faults.killing import in_fault_process

REVIEWED = "tests.faults.reviewed"


def test_a_look_that_reads_documents_back_may_die_anywhere(tmp_path: Path) -> None:
    """Every sixteenth of some 310 calls, in three ways; `died_everywhere` does all of them."""
    points = json.loads(in_fault_process(REVIEWED, "died_at_some", tmp_path, 900))
    assert points["BEFORE"] >= 18
    assert points["POWER"] >= 18
    assert points["TORN"] >= 8


def test_what_a_killed_look_never_synced_is_synced_by_the_next_before_it_is_built_upon(
    tmp_path: Path,
) -> None:
    """Killed, looked again, and then the power fails; `dies_twice` does it at every call."""
    assert (
        json.loads(in_fault_process(REVIEWED, "dies_twice_at_some", tmp_path, 900))["points"]
        > 50
    )


def test_a_sync_left_out_when_a_document_is_read_is_noticed(tmp_path: Path) -> None:
    """Part and folder of the blob and of the payload; the line."""
    noticed = json.loads(in_fault_process(REVIEWED, "lying_syncs", tmp_path, 900))["noticed"]
    assert len(noticed) == 5
