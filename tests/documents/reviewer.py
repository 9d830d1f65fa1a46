"""One person at work on a Word file, as far as python-docx and docx-plus can play one."""

from collections.abc import Iterator
from copy import deepcopy
from datetime import datetime
from io import BytesIO
from struct import pack
from zlib import compress, crc32

from docx import Document
from docx.oxml.ns import qn
from docx_plus.comments import add_comment, read_comments, resolve_comment
from docx_plus.controls import list_controls, set_control_value
from docx_plus.revisions import accept_all_revisions, mark_deletion, mark_insertion


class Reviewer:
    """Opens the bytes of a file; what `saves` gives is the file as they left it."""

    def __init__(self, content: bytes, name: str) -> None:
        self.word = Document(BytesIO(content))
        self.name = name

    def fills(self, **values: str) -> "Reviewer":
        """Fields by name, without the token their tags carry."""
        tags = {each.tag.partition("__")[0]: each for each in list_controls(self.word)}
        for name, value in values.items():
            control = tags[name]
            said = datetime.fromisoformat(value) if control.control_type == "date" else value
            set_control_value(self.word, control.tag, said)
        return self

    def rewords(self, old: str, new: str) -> "Reviewer":
        """Types over the first run that holds the words; the change is not tracked."""
        for run in self._runs():
            if old in (run.text or ""):
                run.text = run.text.replace(old, new, 1)
                return self
        raise AssertionError(f"nobody finds {old!r}")

    def adds(self, after: str, text: str) -> "Reviewer":
        """A paragraph of its own behind the first one that holds the words."""
        paragraph = self._paragraph(after)
        new = deepcopy(paragraph)
        for child in list(new):
            if child.tag != qn("w:pPr"):
                new.remove(child)
        run = new.makeelement(qn("w:r"), {})
        run.append(run.makeelement(qn("w:t"), {}))
        run[0].text = text
        new.append(run)
        paragraph.addnext(new)
        return self

    def hides(self, words: str) -> "Reviewer":
        """All of the paragraph that holds them: Font, Hidden."""
        for run in self._holder(words).runs:
            run.font.hidden = True
        return self

    def draws(self, about: str) -> "Reviewer":
        """Puts a picture behind the words."""
        self._holder(about).add_run().add_picture(BytesIO(pixel()))
        return self

    def comments(self, about: str, text: str) -> "Reviewer":
        add_comment(self._holder(about), text, author=self.name, initials="R")
        return self

    def resolves(self) -> "Reviewer":
        for comment in read_comments(self.word):
            resolve_comment(self.word, comment.comment_id)
        return self

    def inserts(self, about: str) -> "Reviewer":
        """The first run that holds the words becomes a tracked insertion."""
        mark_insertion(self._holder(about).runs[0], author=self.name)
        return self

    def deletes(self, about: str) -> "Reviewer":
        mark_deletion(self._holder(about).runs[0], author=self.name)
        return self

    def accepts(self) -> "Reviewer":
        accept_all_revisions(self.word)
        return self

    def saves(self) -> bytes:
        self.word.core_properties.last_modified_by = self.name
        out = BytesIO()
        self.word.save(out)
        return out.getvalue()

    def _runs(self) -> Iterator[object]:
        for paragraph in self._paragraphs():
            yield from paragraph.runs

    def _paragraphs(self) -> Iterator[object]:
        yield from self.word.paragraphs
        for table in self.word.tables:
            for row in table.rows:
                for cell in row.cells:
                    yield from cell.paragraphs

    def _holder(self, about: str) -> object:
        return next(p for p in self._paragraphs() if about in p.text)

    def _paragraph(self, about: str) -> object:
        return self._holder(about)._p


def pixel() -> bytes:
    """The smallest picture there is."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return pack(">I", len(data)) + kind + data + pack(">I", crc32(kind + data))

    head = pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    chunks = chunk(b"IHDR", head) + chunk(b"IDAT", compress(b"\0\0")) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks
