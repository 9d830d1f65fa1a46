"""A child that works on a disk with a fault and prints what came of it, as JSON.

Run by `test_odd_disks.py`, in a mount namespace of its own where it mounts something:
`python odd_disk.py SCENARIO FOLDER`.
"""

import ctypes
import errno
import hashlib
import json
import os
import platform
import struct
import subprocess
import sys
from pathlib import Path

from engine.folder.found import Look, Places
from engine.folder.look import look, snapshot
from engine.folder.publish import Wanted, publish
from engine.folder.root import place_marker
from engine.folder.sidecars import Sidecar, keep_remarks
from engine.folder.watch import wake_ups

LETTERS = {f"E{i} P{i}/01 Letter v1.docx": bytes([i]) * 20_000 for i in range(1, 9)}
WANTED = {
    path: Wanted(hashlib.sha256(letter).hexdigest(), lambda letter=letter: letter)
    for path, letter in LETTERS.items()
}
LINK_CALLS = {"x86_64": (86, 265), "aarch64": (37,)}
REFUSE, ALLOW = 0x00050000 | errno.EPERM, 0x7FFF0000


def mount(root, options):
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "none", root], check=True)


def lying(root):
    """What can be seen of the letters: which are whole, which torn, and what else is there."""
    there = {
        p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()
    }
    there.pop(".planward-root", None)
    whole = sorted(path for path, content in there.items() if LETTERS.get(path) == content)
    return {"whole": len(whole), "other": sorted(set(there) - set(whole))}


def told(root, outcome):
    return {
        "written": len(outcome.written),
        "delayed": len(outcome.delayed),
        "conflicts": len(outcome.conflicts),
        **lying(root),
    }


def read_only(root):
    mount(root, "size=1m")
    place_marker(root, "w-1")
    (root / "Q2.csv").write_text("a")
    subprocess.run(["mount", "-o", "remount,ro", root], check=True)
    seen = look(root, "w-1", Places(), {}, now=0, quiet=0)
    assert isinstance(seen, Look)
    taken = snapshot(root, seen.files[0])
    note = keep_remarks(root, "w-1", Places(), [Sidecar("Q2.csv", "Fix it.")])
    refused = publish(root, "w-1", WANTED, {})
    report = {
        "taken": taken == b"a",
        "note": note.held[0].reason,
        "refused": told(root, refused),
    }
    subprocess.run(["mount", "-o", "remount,rw", root], check=True)
    return report | {"later": told(root, publish(root, "w-1", WANTED, refused.lying))}


def full(root):
    mount(root, "size=100k")
    place_marker(root, "w-1")
    refused = publish(root, "w-1", WANTED, {})
    report = {"refused": told(root, refused), "reason": refused.delayed[-1].reason}
    subprocess.run(["mount", "-o", "remount,size=1m", root], check=True)
    return report | {"later": told(root, publish(root, "w-1", WANTED, refused.lying))}


def no_links(root):
    refuse_links()
    place_marker(root, "w-1")
    try:
        os.link(root / ".planward-root", root / "second name")
    except PermissionError:
        pass
    else:
        raise AssertionError("links work here, so this proves nothing")
    (root / "E8 P8").mkdir()
    (root / "E8 P8" / "01 Letter v1.docx").write_text("somebody's own")
    return told(root, publish(root, "w-1", WANTED, {}))


def no_watches(root):
    Path("/proc/sys/user/max_inotify_watches").write_text("0")
    with wake_ups(root) as bell:
        return {"mode": bell.mode}


def refuse_links():
    """From here on this process gets EPERM for every hard link, as on many network disks."""
    calls = LINK_CALLS[platform.machine()]
    lines = [(0x20, 0, 0, 0)]  # load the number of the call
    lines += [(0x15, len(calls) - i, 0, call) for i, call in enumerate(calls)]
    lines += [(0x06, 0, 0, ALLOW), (0x06, 0, 0, REFUSE)]
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *line) for line in lines))
    program = ctypes.create_string_buffer(
        struct.pack("HxxxxxxP", len(lines), ctypes.addressof(code))
    )
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(38, 1, 0, 0, 0) or libc.prctl(22, 2, program, 0, 0):
        raise OSError(ctypes.get_errno(), "no filter for calls here")


if __name__ == "__main__":
    scenario = globals()[sys.argv[1]]
    print(json.dumps(scenario(Path(sys.argv[2]))))
