"""The demo is played once; who changes anything takes a copy."""

import shutil
from pathlib import Path

import pytest

from tests.demo.playing import typed
from tests.disk.test_history import a_clone


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder after the whole story, and all that was printed."""
    folder = a_clone(tmp_path_factory.mktemp("played")) / "demo"
    code, out, beside = typed("demo", str(folder))
    assert code == 0, out + beside
    return folder, out


@pytest.fixture(scope="session")
def workspace(demo: tuple[Path, str]) -> Path:
    """To be looked at only."""
    return demo[0]


@pytest.fixture
def copy(workspace: Path, tmp_path: Path) -> Path:
    return shutil.copytree(workspace, tmp_path / "copy")
