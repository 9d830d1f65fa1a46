import os
import shutil
import tempfile
from pathlib import Path

import pytest

from engine.folder.root import place_marker

NOBODY = 65534


@pytest.fixture
def plans(tmp_path):
    """A shared folder of the workspace "w-1" with the teams North and South."""
    root = tmp_path / "plans"
    for folder in (root, root / "North", root / "South"):
        folder.mkdir(0o700)
    place_marker(root, "w-1")
    return root


@pytest.fixture
def plans_of_a_plain_user():
    """The same where file rights count: for root they do not, so the test goes on as nobody."""
    root = Path(tempfile.mkdtemp(prefix="planward-"))
    (root / "North").mkdir()
    (root / "South").mkdir()
    place_marker(root, "w-1")
    if os.geteuid() != 0:
        yield root
    else:
        for path in (root, *root.iterdir()):
            os.chown(path, NOBODY, NOBODY)
        os.seteuid(NOBODY)
        yield root
        os.seteuid(0)
    for path in (root, *root.rglob("*")):
        path.chmod(0o700)
    shutil.rmtree(root)
