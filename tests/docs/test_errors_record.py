"""docs/errors-record.md is executed: a record damaged as told is said to be so damaged."""

import re
from pathlib import Path

import pytest

from engine.ledger.verify import verify_ledger
from tests.docs.codes import explained, with_said
from tests.docs.damage import DAMAGE, letter_changed, whole

PAGE = Path(__file__).parents[2] / "docs" / "errors-record.md"
SECTIONS = explained(PAGE.read_text("utf-8"))


def said(code, folder):
    if code == "L590":
        return letter_changed(folder).partition("\n")[0]
    whole(folder)
    assert verify_ledger(folder, folder / "key") == []
    DAMAGE[code](folder)
    found = "\n".join(map(str, verify_ledger(folder, folder / "key")))
    return re.sub("[0-9a-f]{64}", "<sha256>", found)


@pytest.mark.parametrize("section", SECTIONS.values(), ids=SECTIONS)
def test_the_page_says_what_is_said(section, tmp_path, request):
    found = said(section.code, tmp_path / "state")
    if request.config.getoption("--update-golden"):
        page = PAGE.read_text("utf-8")
        shown = {code: one.said for code, one in explained(page).items()}
        PAGE.write_text(with_said(page, shown | {section.code: found}), "utf-8")
        return
    assert f": {section.code} " in found
    assert section.said == found
