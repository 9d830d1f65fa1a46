"""A fresh workspace of the sample policy, with its people known and two proposals waiting."""

from pathlib import Path

import pytest

from tests.demo.playing import LINES, played, started, up_to


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """As the demo stands on 4 March 2026, in the middle of its confirmations. To be looked at only."""
    folder = started(tmp_path_factory.mktemp("cli") / "ws")
    played(folder, LINES[: up_to("2026-03-04")])
    return folder
