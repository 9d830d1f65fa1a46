"""A reviewer types into a draft in LibreOffice: their sentence arrives in the new draft, and nothing else."""

from datetime import date
from pathlib import Path

import pytest

from engine.documents.extract import read_word
from engine.documents.merge import merged
from tests.documents.office import session
from tests.documents.test_merge import marks, remarks
from tests.documents.versions import NAMES, versions

SENTENCE = " Please read this letter with care."


@pytest.fixture(scope="module")
def returned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the nine drafts as a reviewer saved them, in one session."""
    folder = tmp_path_factory.mktemp("drafts")
    out = folder / "returned"
    out.mkdir()
    drafts = [folder / f"{name}.docx" for name in NAMES]
    for draft in drafts:
        draft.write_bytes(versions(draft.stem)[0])
    session(folder, "typist.py", [str(out), SENTENCE, *map(str, drafts)])
    return out


@pytest.mark.parametrize("name", NAMES)
def test_the_sentence_arrives_and_all_that_the_program_rewrote_does_not(
    name: str, returned: Path
) -> None:
    base, ours = versions(name)
    theirs = (returned / f"{name}.docx").read_bytes()
    result = merged(base, theirs, ours, author="Priya Raman", on=date(2026, 7, 9))
    assert marks(result.content) == [f"+{SENTENCE}"]
    assert (result.carried, result.collisions, remarks(result.content)) == (1, (), [])
    said = [line.replace(SENTENCE, "") for line in read_word(result.content).lines]
    assert said == list(read_word(ours).lines)
