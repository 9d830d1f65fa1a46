"""Ledger, blobs, facts and index survive being killed, starved and cut off at any call."""

import json

from tests.faults.killing import in_fault_process

SWEEPS = "tests.ledger.sweeps"


def test_killed_at_any_call_the_old_or_the_new_is_there_and_nothing_promised_is_lost(tmp_path):
    points = json.loads(in_fault_process(SWEEPS, "killed_everywhere", tmp_path))
    print(points)
    assert min(points[mode] for mode in ("BEFORE", "TORN", "POWER")) >= 30


def test_a_pack_is_there_whole_or_not_at_all_at_any_call(tmp_path):
    points = json.loads(in_fault_process(SWEEPS, "packs_killed_everywhere", tmp_path))
    assert min(points[mode] for mode in ("BEFORE", "TORN", "POWER")) >= 15, points


def test_a_full_disk_or_a_failing_one_loses_nothing_that_was_promised(tmp_path):
    points = json.loads(in_fault_process(SWEEPS, "failing_everywhere", tmp_path))
    assert min(points.values()) >= 50


def test_leaving_out_any_sync_of_the_ledger_is_noticed_after_a_power_cut(tmp_path):
    # Part and folder of the blob, then of the facts file; payload; line; then payload, its
    # folder, line and the new month's name. The sixth is made good by the twelfth; the rest are
    # of the index, which can be made again.
    missed = json.loads(in_fault_process(SWEEPS, "lying_syncs", tmp_path))
    assert missed == [1, 2, 3, 4, 5, 7, 11, 12, 13, 14]
