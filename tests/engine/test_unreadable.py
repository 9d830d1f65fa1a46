"""A file that our own reader fails over: one note, one line in the log, and every other file goes on."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from hashlib import sha256
from sqlite3 import OperationalError

import pytest

from engine import workflow
from engine.clock import now
from engine.core.facts.facts import Drop
from engine.core.record.returned import ReturnedDocument
from engine.core.values.errors import TamperedError
from engine.folder.found import FoundFile
from engine.folder.still import Stamp
from engine.folder.watch import Bell
from engine.intake.sources.source import IdColumn, Source
from engine.ledger import store
from engine.logfile import logged
from engine.results import LookResult
from engine.sweeping import one_turn
from engine.watching import LookFailedError, Watch
from engine.workspace.inbox.arrivals import Arrivals
from engine.workspace.inbox.cross_check import DroppedFile, sorted_out
from engine.workspace.inbox.returned import Came
from engine.workspace.session.workspace import Memory, working
from tests.workspaces import PlayedWorkspace, said_of

DAY = "2026-03-03"
MOMENT = now("America/New_York", date.fromisoformat(DAY))
FIGURES = "Employee,Period,Quota,Closed won\nE013,2026-01,100000,40000\n"
NEWCOMER = "Employee,Name,Manager,Team,Job,Starting\nE030,Nia New,E002,East,Account Executive,2026-01-01\n"


def failing(source: Source) -> Source:
    """Its pattern passed no check, so that reading any id by it fails."""
    if source.id != "quota-long":
        return source
    return replace(source, employee=IdColumn(source.employee.names, pattern="("))


def looks(ws: PlayedWorkspace, at: float, memory: Memory, *, fails: bool) -> str:
    """One look of an engine that keeps watching, and that fails over figures."""
    state = ws.root / ".planward"
    with logged(state), working(ws.root, MOMENT.day, memory) as workspace:
        if fails:
            workspace.sources = tuple(map(failing, workspace.sources))
        return said_of(one_turn(workspace, MOMENT, "watching", at))


def log_of(ws: PlayedWorkspace) -> list[str]:
    text = (ws.root / ".planward" / "log" / "planward.log").read_text("utf-8")
    return [line for line in text.splitlines() if "not read:" in line]


@pytest.fixture
def failed(known: PlayedWorkspace) -> tuple[PlayedWorkspace, Memory]:
    """Figures and a roster were dropped at once; the reader of figures failed."""
    memory = Memory()
    known.drops("a new.csv", FIGURES)
    known.drops("newcomer.csv", NEWCOMER)
    assert "1 taken, 1 refused" in looks(known, 0.0, memory, fails=True)
    return known, memory


def test_the_note_says_that_the_fault_is_ours(
    failed: tuple[PlayedWorkspace, Memory], golden: Callable[[str, str], None]
) -> None:
    ws, _ = failed
    note = (ws.plans / "a new.csv - PLEASE FIX.txt").read_text("utf-8-sig")
    golden("intake/note-unreadable.txt", note)
    assert (ws.plans / "newcomer.csv - RECEIVED.txt").exists()


def test_the_file_is_kept_and_the_log_names_the_place_but_nobody(
    failed: tuple[PlayedWorkspace, Memory],
) -> None:
    ws, _ = failed
    digest = sha256(FIGURES.encode()).hexdigest()
    (line,) = log_of(ws)
    assert digest[:12] in line
    assert "employee_at" in line
    assert "E013" not in line
    assert "a new" not in line
    with working(ws.root, MOMENT.day, Memory()) as workspace:
        assert store.blob(workspace.book.ledger, digest) == FIGURES.encode()


def test_it_is_told_once_and_taken_once_the_fault_is_mended(
    failed: tuple[PlayedWorkspace, Memory],
) -> None:
    ws, memory = failed
    assert "0 taken, 0 refused" in looks(ws, 120.0, memory, fails=True)
    assert len(log_of(ws)) == 1
    assert "taken a new.csv" in looks(ws, 180.0, memory, fails=False)
    assert not (ws.plans / "a new.csv - PLEASE FIX.txt").exists()


# -- the check of one file against the others ------------------------------------------------------


def a_file(name: str) -> DroppedFile:
    found = FoundFile(f"East/{name}", "East", "", "", Stamp(1, 1, 1, 1), 0.0)
    return DroppedFile(found, name.encode(), sha256(name.encode()).hexdigest())


def told_by(raised: BaseException | None, file: DroppedFile, _: set[str]) -> Drop:
    """Facts of nobody; of wrong.csv something that no reader makes, or what its reader raises."""
    if file.name == "wrong.csv" and raised:
        raise raised
    facts = (None,) if file.name == "wrong.csv" else ()
    return Drop(file.sha256, file.name, "quota-long", "", facts, 1)  # type: ignore[arg-type]


def test_a_file_that_the_check_of_all_fails_over_is_refused_alone(
    known: PlayedWorkspace,
) -> None:
    groups = [[a_file(name)] for name in ("a.csv", "wrong.csv", "z.csv")]
    with working(known.root, MOMENT.day, Memory()) as workspace:
        done = sorted_out(workspace, MOMENT, groups, partial(told_by, None))
    assert [files[0].name for files, _ in done.drops] == ["a.csv", "z.csv"]
    ((file, refusal),) = done.refused
    assert (file.name, refusal.mistakes[0].code) == ("wrong.csv", "F321")
    assert "of_another_team" in refusal.failure


@pytest.mark.parametrize(
    "raised",
    [
        KeyboardInterrupt(),
        TamperedError("altered"),
        OSError(28, "full"),
        OperationalError(),
    ],
)
def test_what_is_no_fault_of_the_file_is_not_laid_to_it(
    known: PlayedWorkspace, raised: BaseException
) -> None:
    with (
        working(known.root, MOMENT.day, Memory()) as workspace,
        pytest.raises(type(raised)),
    ):
        sorted_out(workspace, MOMENT, [[a_file("wrong.csv")]], partial(told_by, raised))


# -- what follows from a file ----------------------------------------------------------------------


def test_a_file_of_which_we_cannot_say_what_follows_is_refused_alone(
    known: PlayedWorkspace,
) -> None:
    with working(known.root, MOMENT.day, Memory()) as workspace:
        swept = workflow.Swept(workflow.pass_time(workspace, MOMENT))
        for name in ("wrong.csv", "a.csv"):
            file = a_file(name)
            workflow.take_or_refuse(workspace, MOMENT, file, told_by(None, file, set()), swept)
    ((refused),) = swept.arrivals.refused
    assert refused.refusal is not None
    assert (refused.refusal.mistakes[0].code, refused.keep) == ("F321", True)
    assert "take_or_refuse" in refused.refusal.failure
    assert [path for path, _ in swept.taken] == ["East/a.csv"]


def test_a_document_of_which_we_cannot_say_what_follows_is_refused_alone(
    known: PlayedWorkspace,
) -> None:
    file = a_file("01 Letter v9.docx")
    said = ReturnedDocument((), (), (), (), (), {}, "", "")
    came = Came(file.sha256, file.content, said, "PW-2026-0001", 1, 9, file=file)
    with working(known.root, MOMENT.day, Memory()) as workspace:
        arrivals = Arrivals()
        assert workflow.read_document(workspace, MOMENT, came, arrivals) is None
        assert workspace.memory.stopped == {file.sha256}
    (refused,) = arrivals.refused
    assert refused.refusal is not None
    assert (refused.refusal.mistakes[0].code, refused.keep) == ("F321", True)
    assert "take_back" in refused.refusal.failure


def test_a_watching_engine_looks_again_after_a_fault_of_its_own(
    known: PlayedWorkspace,
) -> None:
    bell, config = Bell("rung by the test"), known.root / "planward.yaml"
    text = config.read_text("utf-8")
    config.unlink()
    config.mkdir()  # nobody's file is a folder: no door expects it
    looks = Watch(known.root, MOMENT.day, bell).looks(lambda: 0)
    assert isinstance(next(looks), LookFailedError)
    config.rmdir()
    config.write_text(text, "utf-8")
    bell.ring()
    assert isinstance(next(looks), LookResult)


def test_a_source_in_another_encoding_is_told_and_the_engine_looks_on(
    known: PlayedWorkspace,
) -> None:
    bell, wrong = Bell("rung by the test"), known.root / "policies" / "sources" / "wrong.yaml"
    wrong.write_bytes("planward: source/1\nid: büro\n".encode("cp1252"))
    looks = Watch(known.root, MOMENT.day, bell).looks(lambda: 0)
    look = next(looks)
    assert isinstance(look, LookResult)
    (told,) = look.nothing_opens
    assert (told.file, told.problems) == ("policies/sources/wrong.yaml", 1)
