"""Whose user runs this process, as the operating system says it."""

import getpass
import os
import sys

if sys.platform != "win32":
    import pwd


def own_user() -> str:
    """By the process's own id: LOGNAME and USER can be set by anybody, and are not believed.

    An id without a name is `uid 1000`, which is nobody's name. Windows has no such id to ask for.
    """
    if sys.platform == "win32":
        return getpass.getuser()
    uid = os.getuid()
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"uid {uid}"
