import json
import platform
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ON_ITS_OWN_MOUNTS = ("unshare", "--user", "--map-root-user", "--mount")


def outcome(scenario, folder, *before):
    command = [*before, sys.executable, str(HERE / "odd_disk.py"), scenario, str(folder)]
    ran = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(HERE.parents[1]), "PATH": "/usr/bin:/bin"},
    )
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


@pytest.fixture(scope="module")
def mounts():
    try:
        subprocess.run([*ON_ITS_OWN_MOUNTS, "true"], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.fail(f"install util-linux and allow user namespaces: {error}")
    return ON_ITS_OWN_MOUNTS


def test_a_read_only_share_is_read_and_publishing_waits(tmp_path, mounts):
    report = outcome("read_only", tmp_path, *mounts)
    nothing = {"written": 0, "delayed": 8, "conflicts": 0, "whole": 0, "other": ["Q2.csv"]}
    assert report["taken"]
    assert "Read-only" in report["note"]
    assert report["refused"] == nothing
    assert report["later"] == nothing | {"written": 8, "delayed": 0, "whole": 8}


def test_a_full_disk_shows_no_torn_letter_and_goes_on_when_there_is_room(tmp_path, mounts):
    report = outcome("full", tmp_path, *mounts)
    refused, later = report["refused"], report["later"]
    assert "No space" in report["reason"]
    assert refused["whole"] == refused["written"] < 8
    assert refused["written"] + refused["delayed"] == 8
    assert refused["other"] == later["other"] == []
    assert (later["whole"], later["delayed"], later["conflicts"]) == (8, 0, 0)


@pytest.mark.skipif(
    platform.machine() not in {"x86_64", "aarch64"}, reason="call numbers unknown"
)
def test_a_disk_without_hard_links_is_published_to_and_still_nothing_is_replaced(tmp_path):
    assert outcome("no_links", tmp_path) == {
        "written": 7,
        "delayed": 0,
        "conflicts": 1,
        "whole": 7,
        "other": ["E8 P8/01 Letter v1.docx"],
    }


def test_without_a_watch_to_be_had_the_bell_says_that_only_the_sweep_works(tmp_path, mounts):
    report = outcome("no_watches", tmp_path, *mounts)
    assert report["mode"].startswith("sweeping only: no watch on the folder")
