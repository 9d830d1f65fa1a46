import os
import signal

import pytest

from engine.folder.watch import Bell, wake_ups, wakes

LONG = 20.0  # seconds; only a failing test waits that long


@pytest.mark.parametrize("folder", ["", "North"])
def test_a_drop_rings_the_bell_and_looking_does_not(plans, folder):
    (plans / folder / "Q1.csv").write_text("a")
    with wake_ups(plans, ("North", "not there")) as bell:
        assert bell.mode == "watching for changes"
        for _ in range(20):
            (plans / folder / "Q1.csv").read_text()
        assert not bell.wait(0.2)
        (plans / folder / "Q2.csv.part").write_text("a")
        (plans / folder / "Q2.csv.part").rename(plans / folder / "Q2.csv")
        assert bell.wait(LONG)


@pytest.mark.parametrize(
    ("name", "rings"),
    [
        ("Q2.csv", True),
        ("letter.docx", True),
        ("STATUS.html", False),
        (".STATUS.html.part", False),
        ("Q2.csv - RECEIVED.txt", False),
        ("~$Q2.xlsx", False),
        ("Q2.csv.part", False),
    ],
)
def test_only_what_may_be_a_drop_wakes(name, rings):
    assert wakes(f"/plans/North/{name}") is rings


def test_a_signal_handler_may_ring():
    bell = Bell("")
    before = signal.signal(signal.SIGUSR1, lambda *_: bell.ring())
    try:
        os.kill(os.getpid(), signal.SIGUSR1)
        assert bell.wait(LONG)
        assert not bell.wait(0)
    finally:
        signal.signal(signal.SIGUSR1, before)
