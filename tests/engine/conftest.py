"""Workspaces that take a while to make, copied for each test."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.engine.company import company, handed_over
from tests.engine.reviews import in_draft
from tests.workspaces import PlayedWorkspace

Fresh = Callable[[], PlayedWorkspace]


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    root = tmp_path_factory.mktemp("made")
    at_work = company(root / "known")
    at_work.runs("2026-03-02")
    return {
        "known": at_work.root,
        "running": handed_over(root / "running").root,
        "drafted": in_draft(root / "drafted").root,
    }


@pytest.fixture
def known(made_once: dict[str, Path], tmp_path: Path) -> PlayedWorkspace:
    """The roster and two months are taken; one plan is proposed."""
    return PlayedWorkspace(Path(shutil.copytree(made_once["known"], tmp_path / "ws")))


@pytest.fixture
def running(made_once: dict[str, Path], tmp_path: Path) -> PlayedWorkspace:
    """E012's plan runs since 5 March 2026."""
    return PlayedWorkspace(Path(shutil.copytree(made_once["running"], tmp_path / "ws")))


@pytest.fixture
def drafted(made_once: dict[str, Path], tmp_path: Path) -> PlayedWorkspace:
    """The improvement plan of E012 waits for Dana, then Hal."""
    return PlayedWorkspace(Path(shutil.copytree(made_once["drafted"], tmp_path / "ws")))
