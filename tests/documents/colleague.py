"""Works on Word files with LibreOffice as one person does: opens, types, comments, signs, saves.

Runs under the system's own Python: `python3 colleague.py PIPE NAME`. Each line of its input is one act
as JSON, `["types", "after these words", "this"]`, and is answered with a line: null, or what went wrong.
"""

import json
import sys
from pathlib import Path

import uno
from typist import desktop, setting

ANNOTATION = "com.sun.star.text.textfield.Annotation"


class Colleague:
    """One document is open at a time."""

    def __init__(self, pipe, name):
        self.name = name
        self.office, self.dispatcher = desktop(pipe)
        self.document = None

    def opens(self, path):
        self.document = self.office.loadComponentFromURL(
            Path(path).as_uri(), "_blank", 0, (setting("Hidden", True),)
        )
        if self.document is None:
            raise LookupError(f"LibreOffice did not open {path}")

    def tracks(self, changes):
        """Track Changes, on or off."""
        self.document.RecordChanges = changes

    def types(self, after, words):
        self._at(self._found(after).End)
        self._orders("InsertText", Text=words)

    def retypes(self, old, new):
        """Over the words, which are marked first."""
        self._at(self._found(old))
        self._orders("InsertText", Text=new)

    def deletes(self, words):
        self._at(self._found(words))
        self._orders("Delete")

    def comments(self, about, text):
        """Not by the command of the menu, which leaves the cursor in the margin."""
        note = self.document.createInstance(ANNOTATION)
        note.Author, note.Content = self.name, text
        when = uno.createUnoStruct("com.sun.star.util.DateTime")
        when.Year, when.Month, when.Day = 2026, 3, 2
        note.DateTimeValue = when
        found = self._found(about)
        found.Text.insertTextContent(found, note, True)

    def resolves(self):
        for comment in self._comments():
            comment.Resolved = True

    def accepts(self):
        self._orders("AcceptAllTrackedChanges")

    def fills(self, name, value):
        """A field by its tag without the token."""
        control = self._control(name)
        cursor = self._whole(control)
        if choices := self._choices(control):
            self._chooses(control, cursor, choices[value])
            return
        self._at(cursor)
        self._orders("InsertText", Text=value)
        if value not in self._whole(control).String:
            raise ValueError(f"{value} was typed, and {name} does not show it")

    def _chooses(self, control, cursor, value):
        """Nobody can type into a drop-down. Its button puts the choice there as if it were typed."""
        cursor.String = value
        control.ShowingPlaceHolder = False

    def saves(self):
        self.document.store()

    def saves_copy(self, path):
        word = (setting("FilterName", "MS Word 2007 XML"),)
        self.document.storeToURL(Path(path).as_uri(), word)

    def closes(self):
        self.document.close(True)
        self.document = None

    def _at(self, place):
        self.document.CurrentController.select(place)

    def _orders(self, command, **given):
        """A command of the menus, which does what it does under Track Changes."""
        frame = self.document.CurrentController.Frame
        arguments = tuple(setting(name, value) for name, value in given.items())
        self.dispatcher.executeDispatch(frame, f".uno:{command}", "", 0, arguments)

    def _found(self, words):
        search = self.document.createSearchDescriptor()
        search.SearchString, search.SearchCaseSensitive = words, True
        found = self.document.findFirst(search)
        if found is None:
            raise LookupError(f"nobody finds {words!r}")
        return found

    def _comments(self):
        fields = self.document.TextFields.createEnumeration()
        while fields.hasMoreElements():
            field = fields.nextElement()
            if field.supportsService(ANNOTATION):
                yield field

    def _control(self, name):
        controls = self.document.ContentControls
        for control in map(controls.getByIndex, range(controls.Count)):
            if control.Tag.split("__")[0] == name:
                return control
        raise LookupError(f"there is no field {name}")

    def _whole(self, control):
        cursor = control.createTextCursor()
        cursor.gotoStart(False)
        cursor.gotoEnd(True)
        return cursor

    def _choices(self, control):
        items = ({p.Name: p.Value for p in item} for item in control.ListItems)
        return {item["DisplayText"]: item["DisplayText"] for item in items}


if __name__ == "__main__":
    colleague = Colleague(*sys.argv[1:])
    for line in sys.stdin:
        act, *arguments = json.loads(line)
        try:
            getattr(colleague, act)(*arguments)
            answer = None
        except Exception as problem:
            answer = f"{act}: {problem}"
        print(json.dumps(answer), flush=True)
