"""`planward check` holds a workspace's own templates against its policies."""

from pathlib import Path

import pytest

from tests.demo.playing import typed
from tests.documents.letters import BODY, changed


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    typed("init", str(tmp_path / "ws"), "--policy", "field-sales", "--team", "East")
    return tmp_path / "ws"


def retagged(workspace: Path, before: str, after: str) -> Path:
    file = workspace / "templates" / "written_warning.docx"
    file.write_bytes(
        changed(file.read_bytes(), BODY, lambda text: text.replace(f'"{before}"', f'"{after}"'))
    )
    return file


def test_a_control_that_a_policy_needs_is_missed_by_the_templates_path(workspace: Path) -> None:
    file = retagged(workspace, "receipt", "reciept")
    code, said, _ = typed("check", root=workspace)
    assert code == 1
    assert f'{file}: T636 found no control "receipt", which "written_warning" of' in said
    assert f"{file}: body, under " in said
    assert 'T641 found the control "reciept"' in said
    assert "did you mean receipt?" in said
    assert said.endswith("1 problem, 2 warnings\n")  # and that there is no git


def test_a_clause_without_its_lock_is_only_a_warning(workspace: Path) -> None:
    retagged(workspace, "companion", "clause_companion")
    code, said, _ = typed("check", root=workspace)
    assert (code, said.count("T640")) == (0, 1)


def test_one_policy_checked_alone_is_still_held_against_its_templates(workspace: Path) -> None:
    retagged(workspace, "receipt", "reciept")
    policy = workspace / "policies" / "field-sales.yaml"
    code, said, _ = typed("check", str(policy), root=workspace)
    assert (code, said.count("T636"), said.count("T641")) == (1, 1, 0)
