"""Whose user runs this process, as the operating system says it."""

import getpass
import os

try:
    import pwd
except ImportError:  # Windows has no such list
    pwd = None  # type: ignore[assignment]


def own_user() -> str:
    """By the process's own id: LOGNAME and USER can be set by anybody, and are not believed.

    An id without a name is `uid 1000`, which is nobody's name.
    """
    if pwd is None:
        return getpass.getuser()
    uid = os.getuid()
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"uid {uid}"
