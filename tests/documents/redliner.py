"""Accepts and rejects all tracked changes of Word files with LibreOffice, as a person would.

Runs under the system's own Python, which has LibreOffice's bridge:
`python3 redliner.py PIPE FOLDER`; each file of FOLDER is saved to FOLDER/accepted and FOLDER/rejected.
"""

import os
import sys
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

PATIENCE = 30  # seconds until LibreOffice must have started
ORDERS = {
    "accepted": ".uno:AcceptAllTrackedChanges",
    "rejected": ".uno:RejectAllTrackedChanges",
}


def services(pipe):
    """LibreOffice's own context, once it has started."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def judged(desktop, dispatcher, file, target, order):
    document = desktop.loadComponentFromURL(
        file.as_uri(), "_blank", 0, (setting("Hidden", True),)
    )
    if document is None:
        sys.exit(f"LibreOffice did not open {file.name}")
    frame = document.getCurrentController().getFrame()
    dispatcher.executeDispatch(frame, order, "", 0, ())
    document.storeToURL(target.as_uri(), (setting("FilterName", "MS Word 2007 XML"),))
    document.close(True)


def setting(name, value):
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


if __name__ == "__main__":
    pipe, folder = sys.argv[1], Path(sys.argv[2])
    context = services(pipe)
    desktop, dispatcher = (
        context.ServiceManager.createInstanceWithContext(f"com.sun.star.frame.{name}", context)
        for name in ("Desktop", "DispatchHelper")
    )
    for name, order in ORDERS.items():
        (folder / name).mkdir()
        for file in sorted(folder.glob("*.docx")):
            judged(desktop, dispatcher, file, folder / name / file.name, order)
    desktop.terminate()
    # All is saved. The bridge's own threads can crash an interpreter that is being taken down.
    os._exit(0)
