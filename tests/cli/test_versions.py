"""One version of a policy says one thing: to the plans that opened under it, and on the default branch."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.demo.playing import typed
from tests.disk.test_history import git

DAY = ("--as-of", "2026-03-04")
POLICY = "policies/field-sales.yaml"


def edited(old: str, new: str) -> Callable[[str], str]:
    def edit(text: str) -> str:
        assert old in text, old
        return text.replace(old, new, 1)

    return edit


def reordered(text: str) -> str:
    """The two first documents change places."""
    lines = text.splitlines(keepends=True)
    start = lines.index("documents:\n") + 1
    names = [
        at
        for at, line in enumerate(lines)
        if at >= start and line[:2] == "  " and line[2] not in " #"
    ]
    one, two, three = names[:3]
    return "".join([*lines[:one], *lines[two:three], *lines[one:two], *lines[three:]])


OTHERS = [
    pytest.param(edited("within: 5 business days", "within: 6 business days"), id="a time"),
    pytest.param(
        edited("approved_by: [second_line, hr]", "approved_by: [hr, second_line]"),
        id="an order",
    ),
    pytest.param(edited("title: ", "title: New "), id="a title, which letters print"),
    pytest.param(edited("effective: 2026-01-01", "effective: 2026-01-02"), id="when it begins"),
]
SAME = [
    pytest.param(lambda text: text + "# a remark\n", id="a comment"),
    pytest.param(lambda text: text.replace("\n", "\r\n"), id="ends of lines"),
    pytest.param(edited("within: 5 business days", 'within: "5 business days"'), id="quotes"),
    pytest.param(reordered, id="named things in another order"),
]


@pytest.fixture(scope="module")
def bound(told: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With plans in the record; in git, on the branch main."""
    ws = tmp_path_factory.mktemp("versions") / "ws"
    shutil.copytree(told, ws)
    git(ws, "init", "-q", "-b", "main")
    git(ws, "add", "-A")
    git(ws, "commit", "-q", "-m", "as it was")
    return ws


def changed(
    bound: Path, tmp_path: Path, edit: Callable[[str], str], *, git: bool = True
) -> Path:
    ws = tmp_path / "ws"
    shutil.copytree(bound, ws)
    if not git:
        shutil.rmtree(ws / ".git")
    text = (ws / POLICY).read_text("utf-8")
    (ws / POLICY).write_bytes(edit(text).encode())
    return ws


@pytest.mark.parametrize("edit", OTHERS)
def test_another_meaning_is_an_error_for_check_and_run(
    bound: Path, tmp_path: Path, edit: Callable[[str], str]
):
    ws = changed(bound, tmp_path, edit)
    code, out, _ = typed("check", root=ws)
    assert (code, out.count("P283")) == (1, 1), out
    assert "for PW-2026-0001, which it binds" in out
    assert "give the new text a new version" in out
    code, out, _ = typed("run", "--once", *DAY, root=ws)
    assert code == 1, "as check exits; and what is bound goes on"
    assert "policies/field-sales.yaml has 1 problem: until it is mended nothing opens" in out


@pytest.mark.parametrize("edit", SAME)
def test_another_layout_is_no_other_text(
    bound: Path, tmp_path: Path, edit: Callable[[str], str]
):
    ws = changed(bound, tmp_path, edit)
    assert "P28" not in typed("check", root=ws)[1]
    code, out, err = typed("run", "--once", *DAY, root=ws)
    assert (code, "P28" in out + err) == (0, False)


def test_a_new_version_may_say_something_else(bound: Path, tmp_path: Path):
    def edit(text: str) -> str:
        text = edited("within: 5 business days", "within: 6 business days")(text)
        return edited('version: "2026.2"', 'version: "2026.3"')(text)

    assert "P28" not in typed("check", root=changed(bound, tmp_path, edit))[1]


def test_on_the_branch_alone_where_no_plan_is_bound(bound: Path, tmp_path: Path):
    ws = changed(bound, tmp_path, OTHERS[0].values[0])
    shutil.rmtree(ws / ".planward")
    _, out, _ = typed("check", root=ws)
    assert 'version "2026.2" says something else than on main: documents.' in out


def test_by_its_record_alone_where_there_is_no_git(bound: Path, tmp_path: Path):
    ws = changed(bound, tmp_path, OTHERS[0].values[0], git=False)
    code, out, _ = typed("check", root=ws)
    assert (code, "for PW-2026-0001" in out, "P284" in out) == (1, True, True)


def test_without_history_it_warns_and_goes_on(bound: Path, tmp_path: Path):
    ws = changed(bound, tmp_path, lambda text: text, git=False)
    code, out, _ = typed("check", root=ws)
    assert (code, out.count("P284")) == (0, 1)
    assert typed("run", "--once", *DAY, root=ws)[0] == 0


def test_one_file_of_a_workspace_is_held_to_it_as_well(bound: Path, tmp_path: Path):
    ws = changed(bound, tmp_path, OTHERS[0].values[0])
    code, out, _ = typed("check", str(ws / POLICY), root=ws)
    assert (code, out.count("P283")) == (1, 1)


def test_a_record_that_cannot_be_read_is_told_and_git_still_asked(bound: Path, tmp_path: Path):
    ws = changed(bound, tmp_path, OTHERS[0].values[0])
    (ws / ".planward" / "key").unlink()
    code, out, _ = typed("check", root=ws)
    assert (code, "P284 the record cannot be read" in out, "than on main" in out) == (
        1,
        True,
        True,
    )
