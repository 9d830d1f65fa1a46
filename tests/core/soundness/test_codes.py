"""Every code is told about in the docs, and every code is proven to be found."""

import re
from pathlib import Path

from tests.core.soundness.defects import DEFECTS

ROOT = Path(__file__).parents[3]
BETWEEN_POLICIES = {"P215", "P280", "P281", "P282"}  # proven in test_precedence
IN_A_WORKSPACE = {
    *("P216", "P288", "P289", "P298"),  # proven in cli/test_in_workspace
    *("P283", "P284"),  # proven in cli/test_versions
}


def in_source() -> set[str]:
    files = [file for file in (ROOT / "engine").rglob("*.py") if "shipped" not in file.parts]
    return {code for file in files for code in re.findall(r'"(P2\d\d)"', file.read_text())}


def test_every_code_has_one_entry_in_the_docs_and_no_entry_is_stale() -> None:
    headings = re.findall(r"^### (P2\d\d)\b", (ROOT / "docs/errors-sense.md").read_text(), re.M)
    assert sorted(in_source()) == headings


def test_every_code_is_planted_or_shown_between_policies() -> None:
    assert in_source() == DEFECTS.keys() | BETWEEN_POLICIES | IN_A_WORKSPACE
