"""One person at their own LibreOffice, with their own name in it, for as long as a test needs them."""

import json
import select
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.documents.office import LIMIT, script_of, started

REGISTRY = """\
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"
 xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
{items}
</oor:items>
"""
ITEM = (
    '<item oor:path="/org.openoffice.UserProfile/Data"><prop oor:name="{name}" oor:op="fuse">'
    "<value>{value}</value></prop></item>"
)


class Person:
    """What they do is what `colleague.py` can do; together it may take LIMIT seconds."""

    def __init__(self, script: subprocess.Popen[str]) -> None:
        self._script, self._left = script, float(LIMIT)

    def opens(self, file: Path) -> "Person":
        return self._does("opens", str(file))

    def types(self, after: str, words: str, *, tracked: bool = False) -> "Person":
        return self._does("tracks", tracked)._does("types", after, words)

    def retypes(self, old: str, new: str, *, tracked: bool = False) -> "Person":
        return self._does("tracks", tracked)._does("retypes", old, new)

    def deletes(self, words: str, *, tracked: bool = False) -> "Person":
        return self._does("tracks", tracked)._does("deletes", words)

    def comments(self, about: str, text: str) -> "Person":
        return self._does("comments", about, text)

    def resolves(self) -> "Person":
        return self._does("resolves")

    def accepts(self) -> "Person":
        return self._does("accepts")

    def fills(self, *, tracked: bool = False, **values: str) -> "Person":
        self._does("tracks", tracked)
        for name, value in values.items():
            self._does("fills", name, value)
        return self

    def saves(self) -> "Person":
        return self._does("saves")

    def saves_copy(self, file: Path) -> "Person":
        return self._does("saves_copy", str(file))

    def closes(self) -> None:
        self._does("closes")

    def _does(self, *act: object) -> "Person":
        assert self._script.stdin
        self._script.stdin.write(json.dumps(act) + "\n")
        self._script.stdin.flush()
        answer = json.loads(self._answer())
        assert answer is None, answer
        return self

    def _answer(self) -> str:
        since = time.monotonic()
        assert self._script.stdout
        ready, _, _ = select.select([self._script.stdout], [], [], max(self._left, 0))
        self._left -= time.monotonic() - since
        assert ready, f"LibreOffice took more than {LIMIT} seconds"
        line = self._script.stdout.readline()
        assert line, "LibreOffice, or who drives it, ended before the person did"
        return line


@contextmanager
def at_their_workspace(name: str, folder: Path) -> Iterator[Person]:
    given, surname = name.split()
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True)
    named = {"givenname": given, "sn": surname}
    items = "\n".join(ITEM.format(name=k, value=v) for k, v in named.items())
    (profile / "registrymodifications.xcu").write_text(REGISTRY.format(items=items), "utf-8")
    with started(folder) as (pipe, _), subprocess.Popen(
        [*script_of("colleague.py"), pipe, name],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as script:  # fmt: skip
        try:
            yield Person(script)
        finally:
            script.kill()
