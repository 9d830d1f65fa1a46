"""The record against its seals, and what lies in the shared folder against the record."""

import hashlib
from pathlib import Path

from engine.core.read_back.differences import altered
from engine.core.record.returned import ReturnedDocument
from engine.disk.child import child
from engine.disk.failing import disk_told
from engine.documents.reading.read_apart import read_in
from engine.ledger.verify import Problem, verify_ledger
from engine.results import ProblemFound, VerifyResult
from engine.workspace.inbox.returned import base_of
from engine.workspace.session.versions import versions
from engine.workspace.session.workspace import config_of, reading


def verified(root: Path) -> VerifyResult:
    """Every problem, in order; nothing is changed. An issued document that is gone is not one."""
    config = config_of(root)
    with disk_told():
        found = verify_ledger(root / config.state, root / config.key)
    return VerifyResult(
        tuple(
            ProblemFound(each.file, each.line, each.code, each.sentence)
            for each in found or _altered(root)
        )
    )


def _altered(root: Path) -> list[Problem]:
    """Issued documents that do not say any more what was issued. A program may save them anew."""
    found: list[Problem] = []
    with reading(root) as workspace:
        for version in versions(workspace):
            if not version.issued:
                continue
            path = f"{version.folder}/{version.name(workspace.pinned(version.pin).policy)}"
            try:
                content = (workspace.plans / path).read_bytes()
            except OSError:  # gone, or something else lies there: the look says so
                continue
            if hashlib.sha256(content).hexdigest() == version.event.letter:
                continue
            if not _says_the_same(content, base_of(workspace, version, letter=True)):
                says = "does not say what was issued"
                found.append(Problem(f"{workspace.config.plans}/{path}", 0, "L590", says))
    return found


def _says_the_same(content: bytes, base: ReturnedDocument) -> bool:
    """But for the employee's own fields, which are filled in after it was issued."""
    with child() as reader:
        said = read_in(reader, content)
    return isinstance(said, ReturnedDocument) and not altered(said, base)
