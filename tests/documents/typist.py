"""Types one sentence into Word files with LibreOffice and saves them, as a person would.

Runs under the system's own Python, which has LibreOffice's bridge:
`python3 typist.py PIPE OUT SENTENCE FILE...`; the changed files go to the folder OUT.
"""

import os
import sys
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

PATIENCE = 30  # seconds until LibreOffice must have started


def desktop(pipe):
    """The program, and what hands it the commands of its menus."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    until = time.monotonic() + PATIENCE
    while True:
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            break
        except NoConnectException:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
    create = context.ServiceManager.createInstanceWithContext
    return create("com.sun.star.frame.Desktop", context), create(
        "com.sun.star.frame.DispatchHelper", context
    )


def with_sentence(office, file, out, sentence):
    document = office.loadComponentFromURL(
        file.as_uri(), "_blank", 0, (setting("Hidden", True),)
    )
    if document is None:
        sys.exit(f"LibreOffice did not open {file.name}")
    text = document.getText()
    first = text.createTextCursorByRange(text.getStart())
    first.gotoEndOfParagraph(False)
    text.insertString(first, sentence, False)
    target = (out / file.name).as_uri()
    document.storeToURL(target, (setting("FilterName", "MS Word 2007 XML"),))
    document.close(True)


def setting(name, value):
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


if __name__ == "__main__":
    pipe, out, sentence, *files = sys.argv[1:]
    office, _ = desktop(pipe)
    for name in files:
        with_sentence(office, Path(name), Path(out), sentence)
    office.terminate()
    # All is saved. The bridge's own threads can crash an interpreter that is being taken down.
    os._exit(0)
