"""Which ledgers the corpus holds, each with what makes it anew in an empty folder."""

from collections.abc import Callable
from pathlib import Path

from tests.demo.playing import typed
from tests.engine.reviews import a_reviewed_letter
from tests.engine.test_replay import a_year
from tests.real import test_adventureworks as adventureworks
from tests.stories.in_workspace import of_workspace
from tests.stories.lives import LIVES

Maker = Callable[[Path], None]
MARK = 80  # percent: seven people of the sample company are below it twice running


def _demo(root: Path) -> None:
    code, out, beside = typed("demo", str(root))
    assert code == 0, out + beside


def _adventureworks(root: Path) -> None:
    adventureworks.one_by_one(adventureworks.company(root, MARK))


def _year(root: Path) -> None:
    a_year(root)


def _reviewed(root: Path) -> None:
    a_reviewed_letter(root)


def _life(name: str) -> Maker:
    def play(root: Path) -> None:
        for _ in of_workspace(LIVES[name], root):
            pass

    return play


def file_name(title: str) -> str:
    return title.replace(",", "").replace(" ", "-")


LEDGERS: dict[str, Maker] = {
    "demo": _demo,
    "a-year": _year,
    "a-reviewed-letter": _reviewed,
    "adventureworks": _adventureworks,
    **{f"life-{file_name(name)}": _life(name) for name in LIVES},
}
