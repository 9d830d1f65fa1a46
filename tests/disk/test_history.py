"""What git holds of a folder on the default branch, asked of real repositories."""

import os
import subprocess
from pathlib import Path

import pytest

from engine.disk.history import on_default_branch

NOBODY = {
    "GIT_AUTHOR_NAME": "a",
    "GIT_AUTHOR_EMAIL": "a@example.com",
    "GIT_COMMITTER_NAME": "a",
    "GIT_COMMITTER_EMAIL": "a@example.com",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
}


def git(folder: Path, *words: str) -> None:
    env = {**os.environ, **NOBODY}
    subprocess.run(["git", "-C", str(folder), *words], env=env, check=True, capture_output=True)


def a_clone(folder: Path) -> Path:
    """`folder` with a history, as whoever plays in a clone has it."""
    git(folder, "init", "-q", "-b", "main")
    git(folder, "commit", "-q", "--allow-empty", "-m", "a clone")
    return folder


def kept(folder: Path, branch: str = "main", text: str = "one\n") -> Path:
    """A repository with `policies/a.yaml`, committed on `branch`."""
    policies = folder / "ws ä" / "policies"
    (policies / "sources").mkdir(parents=True)
    (policies / "a.yaml").write_text(text)
    (policies / "sources" / "deeper.yaml").write_text("deeper\n")
    git(folder, "init", "-q", "-b", branch)
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "x")
    return policies


def test_files_of_the_folder_itself_as_committed_whatever_lies_there_now(tmp_path: Path):
    policies = kept(tmp_path)
    (policies / "a.yaml").write_text("two\n")
    (policies / "new.yaml").write_text("new\n")
    found = on_default_branch(policies, ".yaml")
    assert found is not None
    assert (found.branch, dict(found.texts)) == ("main", {"a.yaml": b"one\n"})


@pytest.mark.parametrize(
    ("branch", "then"),
    [
        pytest.param("master", "master", id="an old repository"),
        pytest.param("trunk", "trunk", id="the only branch, whatever its name"),
    ],
)
def test_a_branch_by_another_name(tmp_path: Path, branch: str, then: str):
    found = on_default_branch(kept(tmp_path, branch), ".yaml")
    assert found is not None
    assert found.branch == then


def test_on_another_branch_the_default_one_is_held_against(tmp_path: Path):
    policies = kept(tmp_path)
    git(tmp_path, "switch", "-q", "-c", "change")
    (policies / "a.yaml").write_text("two\n")
    git(tmp_path, "commit", "-q", "-a", "-m", "y")
    found = on_default_branch(policies, ".yaml")
    assert found is not None
    assert found.texts["a.yaml"] == b"one\n"


def test_what_the_remote_calls_so_goes_before_ones_own(tmp_path: Path):
    kept(tmp_path / "there", "trunk")
    git(tmp_path, "clone", "-q", str(tmp_path / "there"), "here")
    git(tmp_path / "here", "switch", "-q", "-c", "main")
    found = on_default_branch(tmp_path / "here" / "ws ä" / "policies", ".yaml")
    assert found is not None
    assert found.branch == "origin/trunk"


@pytest.mark.parametrize("state", ["no repository", "nothing committed", "no folder"])
def test_without_history_there_is_nothing_to_go_by(tmp_path: Path, state: str):
    folder = tmp_path / "policies"
    if state != "no folder":
        folder.mkdir()
    if state == "nothing committed":
        git(tmp_path, "init", "-q")
    assert on_default_branch(folder, ".yaml") is None


def test_without_git_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    policies = kept(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert on_default_branch(policies, ".yaml") is None


def test_a_hooks_own_repository_does_not_stand_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    policies = kept(tmp_path / "one")
    kept(tmp_path / "two", text="other\n")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "two" / ".git"))
    found = on_default_branch(policies, ".yaml")
    assert found is not None
    assert found.texts["a.yaml"] == b"one\n"
