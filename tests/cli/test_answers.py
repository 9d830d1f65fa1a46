"""What a command answers: exit codes, and a sentence for every mistake."""

import json
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from engine.cli.failures import run_command
from engine.cli.main import planward
from tests.demo.playing import everything, typed

DAY = "2026-03-04"


@pytest.fixture
def ws(told: Path, tmp_path: Path) -> Path:
    return shutil.copytree(told, tmp_path / "ws")


def record(*words: str, by: str = "E00003", role: str = "hr") -> tuple[str, ...]:
    return ("record", *words, "--role", role, "--by", by, "--as-of", DAY)


MISTAKES = [
    (("stauts",), 2, 'there is no command "stauts"; did you mean status?'),
    (("status", "--jason"), 2, "No such option"),
    (record("PW-2026-0001", "aprove"), 2, 'there is no action "aprove"; did you mean approve?'),
    (record("PW-2026-0001", "approve", role="hrr"), 2, 'there is no role "hrr"; did you mean hr?'),
    (record("PW-2026-001", "approve"), 2, 'no plan "PW-2026-001"; did you mean PW-2026-0001?'),
    (record("E00024", "approve"), 2, "E00024 has no running plan"),
    (record("PW-2026-0001", "approve", by="E00002"), 1, "not hr for E00011 on 2026-03-04; E00003 may"),
    (record("PW-2026-0001", "issue", role="manager", by="E00002"), 1, "the approval of hr: E00003 may"),
    (record("PW-2026-0001", "approve", role="employee", by="E00011"), 1, 'not "employee"; E00003 may'),
    (record("PW-2026-0001", "approve", "--on", "2026-03-05"), 1, "2026-03-05 has not come yet"),
    (record("PW-2026-0001", "approve", "--on", "5 March"), 2, '"5 March" is no day; write it like'),
    (("run", "--once", "--as-of", "9999-12-31"), 2, '"9999-12-31" lies too far ahead'),
    (record("PW-2026-0001", "answer", "--answer", "progress"), 2, '"progress": write it like progress='),
    (record("PW-2026-0005", "confirm"), 1, "closed (declined) since 2026-03-04"),
    (("run", "--once", "--as-of", "2026-03-03"), 2, "2026-03-03 is before 2026-03-04, the last day"),
    (("history", "PW-2027-0001"), 2, 'there is no plan "PW-2027-0001"'),
    (("explain", "nothing"), 2, 'there is no plan "nothing"'),
    (("preview", "gone.csv"), 2, "gone.csv"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "code", "says"), [pytest.param(*row, id=row[2][:40]) for row in MISTAKES]
)
def test_a_mistake_is_a_sentence_and_changes_nothing(
    ws: Path, words: tuple[str, ...], code: int, says: str
) -> None:
    before = everything(ws, ".planward/ledger")
    given = (words[0], "--root", str(ws), *words[1:]) if words[0] != "stauts" else words
    found, _, said = typed(*given)
    assert says in " ".join(said.split())
    assert found == code
    assert everything(ws, ".planward/ledger") == before


def test_no_workspace_is_an_unfit_place(tmp_path: Path) -> None:
    code, _, said = typed("status", root=tmp_path)
    assert (code, "planward init makes a workspace" in said) == (4, True)


def test_a_record_that_is_gone_is_not_promised_to_come_back_by_itself(ws: Path) -> None:
    shutil.rmtree(ws / ".planward")
    code, _, said = typed("run", "--once", "--as-of", DAY, root=ws)
    assert (code, "put it back from a copy" in said) == (4, True)


def test_what_status_says_to_type_works_where_status_was_typed(ws: Path) -> None:
    _, out, _ = typed("status", "--as-of", DAY, root=ws)
    commands = [line.strip() for line in out.splitlines() if "planward record" in line]
    assert commands
    answers = [
        typed(*shlex.split(each)[1:], "--as-of", DAY, "--dry-run")[0] for each in commands
    ]
    assert answers == [0] * len(commands)


def test_a_folder_without_policies_is_not_checked_as_sound(tmp_path: Path) -> None:
    code, out, said = typed("check", root=tmp_path / "acem")
    assert (code, out, "there are no policies in" in said) == (4, "", True)


def test_a_policy_with_a_mistake_is_not_printed_in_full(ws: Path) -> None:
    policy = ws / "policies" / "field-sales.yaml"
    policy.write_text(policy.read_text("utf-8").replace("effective:", "efective:"), "utf-8")
    code, out, said = typed("check", "--full", root=ws)
    assert (code, out, 'found "efective"' in said) == (1, "", True)


def test_a_record_inside_the_shared_folder_is_refused(ws: Path) -> None:
    config = ws / "planward.yaml"
    config.write_text(
        config.read_text("utf-8").replace("state: .planward", "state: plans/.planward")
    )
    (ws / ".planward").rename(ws / "plans" / ".planward")
    code, _, said = typed("run", "--once", "--as-of", DAY, root=ws)
    assert (code, "lies inside the shared folder" in said) == (4, True)


def test_no_policy_in_force_is_said(ws: Path) -> None:
    policy = ws / "policies" / "field-sales.yaml"
    policy.write_text(
        policy.read_text("utf-8")
        .replace("effective: 2026-01-01", "effective: 2027-01-01")
        .replace('version: "2026.2"', 'version: "2026.3"')
    )
    code, out, said = typed("run", "--once", "--as-of", DAY, root=ws)
    assert code == 0, said
    assert "no policy in policies is in force on 2026-03-04" in out


def failing(error: BaseException) -> click.Command:
    @click.command()
    def fail() -> None:
        raise error

    return fail


def test_a_fault_of_ours_is_5_and_tells_nobody_s_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert run_command(failing(RuntimeError("Victor Hale")), []) == 5
    said = capsys.readouterr().err
    assert "RuntimeError" in said
    assert "Victor" not in said
    (report,) = tmp_path.rglob("fault.log")
    assert "Victor Hale" in report.read_text("utf-8")
    assert report.stat().st_mode & 0o077 == 0


def test_an_interruption_is_130() -> None:
    assert run_command(failing(KeyboardInterrupt()), []) == 130


READERS = [
    ("status",), ("check",), ("verify",), ("history", "PW-2026-0001"), ("explain", "PW-2026-0001"),
    ("preview", "exports/East 2026-03.csv", "--as-of", "2026-04-02"),
]  # fmt: skip


@pytest.mark.parametrize("words", READERS, ids=lambda words: words[0])
def test_what_reads_speaks_json(told: Path, words: tuple[str, ...]) -> None:
    given = [str(told / word) if word.startswith("exports/") else word for word in words]
    _, out, said = typed(*given, "--json", root=told)
    assert isinstance(json.loads(out), dict), said


def test_an_old_look_is_a_problem(ws: Path) -> None:
    typed("run", "--once", "--as-of", DAY, root=ws)
    assert typed("status", "--as-of", DAY, root=ws)[0] == 0
    code, _, said = typed("status", "--as-of", "2026-03-06", root=ws)
    assert (code, "is planward run at work?" in said) == (1, True)


def test_colour_is_for_terminals_unless_somebody_says_so(
    told: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    assert "\x1b[" not in typed("verify", root=told)[1]
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[" in typed("verify", root=told)[1]


def commands(command: click.Command) -> Iterator[click.Command]:
    yield command
    for inner in getattr(command, "commands", {}).values():
        yield from commands(inner)


@pytest.mark.parametrize("command", tuple(commands(planward)), ids=lambda c: c.name)
def test_every_command_and_option_explains_itself(command: click.Command) -> None:
    assert command.help
    for option in command.params:
        if isinstance(option, click.Option):
            assert option.help or option.name == "time_zone", option.name


def test_the_day_of_an_act_may_lie_before_the_day_it_is_recorded(ws: Path) -> None:
    words = (*record("PW-2026-0001", "approve", "--on", DAY)[:-1], "2026-03-06")
    assert typed(*words, root=ws)[0] == 0
    entry = json.loads(typed("history", "PW-2026-0001", "--json", root=ws)[1])["entries"][-1]
    assert (entry["event"], entry["recorded"][:10]) == ("Approved", "2026-03-06")


def test_a_dry_run_of_an_act_says_what_would_happen(ws: Path) -> None:
    before = everything(ws)
    code, out, _ = typed(*record("PW-2026-0001", "approve"), "--dry-run", root=ws)
    assert code == 0
    assert "document 02 v1 approved by E00003 as hr" in out
    assert "nothing was recorded" in out
    assert everything(ws) == before
