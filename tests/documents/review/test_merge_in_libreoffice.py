"""A reviewer types into a draft in LibreOffice: their sentence arrives in the new draft, and nothing else."""

from datetime import date
from pathlib import Path

import pytest

from engine.documents.reading.read_back import read_returned
from engine.documents.review.merge import merged
from tests.documents.letters import BODY, changed
from tests.documents.office import session
from tests.documents.returned import par, run
from tests.documents.review.test_merge import marks, remarks
from tests.documents.review.test_merge_left_out import DRAWING, link, pictured
from tests.documents.versions import NAMES, versions
from tests.documents.word_text import read_word

SHAPE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
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


def floating(text: str) -> str:
    """A text box beside its paragraph, as Word writes it."""
    lies = "".join(
        f'<wp:position{way} relativeFrom="{of}"><wp:posOffset>300000</wp:posOffset></wp:position{way}>'
        for way, of in (("H", "column"), ("V", "paragraph"))
    )
    shape = (
        '<wps:cNvSpPr txBox="1"/><wps:spPr>'
        '<a:xfrm><a:off x="0" y="0"/><a:ext cx="1800000" cy="600000"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr>'
        f"<wps:txbx><w:txbxContent>{par(run(text))}</w:txbxContent></wps:txbx><wps:bodyPr/>"
    )
    return (
        f'<w:r><w:drawing><wp:anchor xmlns:wp="{DRAWING}/wordprocessingDrawing" distT="0" distB="0"'
        ' distL="0" distR="0" simplePos="0" relativeHeight="2" behindDoc="0" locked="0" layoutInCell="1"'
        f' allowOverlap="1"><wp:simplePos x="0" y="0"/>{lies}<wp:extent cx="1800000" cy="600000"/>'
        '<wp:wrapTopAndBottom/><wp:docPr id="7" name="Box"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic xmlns:a="{DRAWING}/main"><a:graphicData uri="{SHAPE}"><wps:wsp xmlns:wps="{SHAPE}">'
        f"{shape}</wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>"
    )


def test_pictures_boxes_links_and_hidden_words_of_the_draft_survive_the_program(
    tmp_path: Path,
) -> None:
    """It moves what floats to the start of its line, and describes everything anew."""
    xml = par(run("See chart: ")) + par(run("Beside. "), floating("Ten days"), run(" after"))
    hidden = par(run("Seen."), run(" zb0x", "<w:vanish/>")) + par(run("zb1x", "<w:vanish/>"))
    base = changed(
        link("our rules", "https://example.com/rules"),
        BODY,
        lambda text: text.replace("<w:body>", f"<w:body>{xml}{hidden}", 1),
    )
    base = pictured(pictured(base, "See chart"))
    (tmp_path / "rich.docx").write_bytes(base)
    (tmp_path / "out").mkdir()
    words = [str(tmp_path / "out"), SENTENCE, str(tmp_path / "rich.docx")]
    session(tmp_path, "typist.py", words)
    theirs = (tmp_path / "out" / "rich.docx").read_bytes()
    result = merged(base, theirs, base, author="Priya Raman", on=date(2026, 7, 9))
    assert marks(result.content) == [f"+{SENTENCE}"]
    assert (result.carried, result.collisions) == (1, ())
    assert read_returned(result.content).hidden == ("zb0x", "zb1x")


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
