"""A new workspace works at once, is complete for editors, and overwrites nothing."""

import json
import re
from pathlib import Path

import pytest

from tests.demo.playing import everything, typed


@pytest.mark.parametrize("policy", ["starter", "field-sales", "hub"])
def test_a_new_workspace_is_sound_and_runs(tmp_path: Path, policy: str) -> None:
    ws = tmp_path / "new"
    code, out, _ = typed("init", str(ws), "--policy", policy, "--team", "East", "--settle", "0")
    assert (code, "planward check --root" in out) == (0, True)
    assert typed("check", root=ws)[0] == 0
    assert typed("run", "--once", root=ws)[:2] == (
        0,
        "looked: 0 taken, 0 refused, 0 files written\n",
    )
    assert typed("status", root=ws)[0] == 0
    assert typed("verify", root=ws)[0] == 0


def test_every_file_tells_editors_a_schema_that_is_there(tmp_path: Path) -> None:
    typed("init", str(tmp_path / "new"))
    ws = tmp_path / "new"
    files = [ws / "planward.yaml", *ws.glob("policies/**/*.yaml")]
    assert len(files) > 4
    for file in files:
        said = re.match(r"# yaml-language-server: \$schema=(\S+)", file.read_text("utf-8"))
        assert said, file
        schema = json.loads((file.parent / said[1]).read_text("utf-8"))
        assert "$schema" in schema
    settings = json.loads((ws / ".vscode" / "settings.json").read_text("utf-8"))
    assert all((ws / schema).is_file() for schema in settings["yaml.schemas"])


def test_the_record_is_private_and_git_does_not_see_it(tmp_path: Path) -> None:
    typed("init", str(tmp_path / "new"))
    state = tmp_path / "new" / ".planward"
    assert state.stat().st_mode & 0o077 == 0
    assert (state / "key").stat().st_mode & 0o077 == 0
    assert ".planward/" in (tmp_path / "new" / ".gitignore").read_text("utf-8").splitlines()


def test_what_is_there_already_stays(tmp_path: Path) -> None:
    (tmp_path / "policies").mkdir()
    mine = tmp_path / "policies" / "starter.yaml"
    mine.write_text("mine", "utf-8")
    foretold = typed("init", str(tmp_path), "--dry-run")[1]
    assert "policies/sources/roster.yaml" in foretold
    assert "policies/starter.yaml" not in foretold
    assert typed("init", str(tmp_path))[0] == 0
    assert mine.read_text("utf-8") == "mine"
    before = everything(tmp_path)
    code, _, said = typed("init", str(tmp_path))
    assert (code, "is a workspace already" in said) == (4, True)
    assert everything(tmp_path) == before


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        pytest.param(("--time-zone", "Mars/Base"), 2, 'found "Mars/Base"', id="time zone"),
        pytest.param(("--team", "../East"), 2, 'found "../East"', id="team outside"),
        pytest.param(("--policy", "sales"), 2, "starter", id="policy"),
        pytest.param(("--dry-run",), 0, "", id="dry run"),
    ],
)
def test_nothing_is_written(
    tmp_path: Path, words: tuple[str, ...], code: int, says: str
) -> None:
    found, out, said = typed("init", str(tmp_path / "new"), *words)
    assert (found, says in out + said) == (code, True)
    assert not (tmp_path / "new").exists()


def test_a_company_name_of_any_signs_is_kept(tmp_path: Path) -> None:
    typed("init", str(tmp_path / "new"), "--company", 'O"Hara: #1 \\ Sons')
    assert typed("check", root=tmp_path / "new")[0] == 0
    text = (tmp_path / "new" / "planward.yaml").read_text("utf-8")
    assert 'company: "O\\"Hara: #1 \\\\ Sons"' in text
