"""What earlier looks saw of each file: plain data, kept between two runs."""

from collections.abc import Mapping

from engine.folder.settle import Glimpse

Seen = Mapping[str, tuple[Glimpse, ...]]  # by path, relative to the shared folder


def to_json(seen: Seen) -> dict[str, list[list[float]]]:
    """Lists and numbers only. Paths hold no undecodable bytes, so this can be written."""
    return {
        path: [[g.at, g.size, g.modified_ns, g.inode] for g in glimpses]
        for path, glimpses in sorted(seen.items())
    }


def seen_from_json(data: object, *, now: float) -> Seen:
    """The memory of an earlier run; nothing where the data is of another form.

    The monotonic clock starts again with the machine. A glimpse later than `now` is from
    before that start, so it is counted from the start: never too long.
    """
    try:
        return {
            str(path): tuple(_glimpse(row, now) for row in rows)
            for path, rows in data.items()  # type: ignore[attr-defined]  # checked by trying
            if rows
        }
    except (AttributeError, TypeError, ValueError):
        return {}  # then every file has to hold still anew, which is safe


def _glimpse(row: list[float], now: float) -> Glimpse:
    at, size, modified_ns, inode = row
    return Glimpse(float(at) if at <= now else 0.0, int(size), int(modified_ns), int(inode))
