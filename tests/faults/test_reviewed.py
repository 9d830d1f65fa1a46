"""What people saved in Word survives any death of the machine, and is read exactly once."""

import json
from pathlib import Path

from tests.faults.killing import in_fault_process

REVIEWED = "tests.faults.reviewed"


def test_a_look_that_reads_documents_back_may_die_anywhere(tmp_path: Path) -> None:
    """Every eleventh of some 310 calls, in three ways; `died_everywhere` does all of them."""
    points = json.loads(in_fault_process(REVIEWED, "died_at_some", tmp_path, 900))
    print(points)
    assert points["BEFORE"] >= 25
    assert points["POWER"] >= 25
    assert points["TORN"] >= 10


def test_a_sync_left_out_when_a_document_is_read_is_noticed(tmp_path: Path) -> None:
    """Part and folder of the blob and of the payload; the line."""
    noticed = json.loads(in_fault_process(REVIEWED, "lying_syncs", tmp_path, 900))["noticed"]
    print(noticed)
    assert len(noticed) == 5
