"""Whose user runs this process, as the operating system says it."""

import getpass

from engine.disk.system import name_of_user, own_real_id


def own_user() -> str:
    """By the process's own id: LOGNAME and USER can be set by anybody, and are not believed.

    An id without a name is `uid 1000`, which is nobody's name. Windows has no such id to ask for.
    """
    number = own_real_id()
    if number is None:
        return getpass.getuser()
    return name_of_user(number) or f"uid {number}"
