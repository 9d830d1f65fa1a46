"""The source that a file fits best where none fits, and what it lacks, so that people know what was meant."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from engine.intake.sources.header import (
    Header,
    Miss,
    headers_in,
    key,
    miss_mistakes,
    nearly_same,
    read_positions,
)
from engine.intake.sources.source import Source
from engine.intake.sources.wide import wide_example
from engine.intake.tables.table import Table
from engine.intake.values.mistake import Mistake

THERE, SPELT_ELSE, LIKE = 10, 9, 4  # how much a column counts by how it is there
OPTIONAL = 2  # of a column that may be missing, it counts for half
STEM = 4  # letters two words must begin with in common: "hired" and "hire date"
NAMED = 12  # columns of a file named in one sentence
NO_SOURCE = "ask whoever looks after Planward for a source that reads this file"
MOST_JUDGED = 8  # sheets


@dataclass(frozen=True, slots=True)
class NoFit:
    """`near` says how like the file is to what the source reads; `mistakes` what to mend for it."""

    source: Source
    why: str
    near: int = 0
    mistakes: tuple[Mistake, ...] = ()


def no_fit(tables: Sequence[Table], misses: Sequence[Miss], source: Source) -> NoFit:
    """Of all tables with what each lacks (the sheets; one text under several separators) the nearest."""
    judged = [
        _judged(table, miss, source)
        for at, (table, miss) in enumerate(zip(tables, misses, strict=True))
        if at < MOST_JUDGED
        or miss.row  # of very many sheets those that have a column of the source
    ]
    near, table, miss = max(judged, key=lambda each: each[0])
    lacks = [" or ".join(names) for names in miss.missing]
    why = f"it lacks the column{'s' if len(lacks) > 1 else ''} {', '.join(lacks)}"
    return NoFit(source, why, near, tuple(_told(miss, source, table.sheet)))


def nearest_source(misses: Sequence[NoFit]) -> Iterator[Mistake]:
    """What to mend for the nearest source; where several are as near or none is, each one's header."""
    best = max((m.near for m in misses), default=0)
    nearest = [m for m in misses if m.near == best and best >= THERE]
    if len(nearest) == 1:
        yield from nearest[0].mistakes
        return
    among = nearest or misses
    headers = [f"{', '.join(header_wanted(m.source))} ({m.source.id})" for m in among]
    do = "give it the header of one of these: " + "; ".join(headers)
    yield Mistake("F301", "a file whose columns a source knows", do=do if misses else NO_SOURCE)


def header_wanted(source: Source) -> list[str]:
    """The columns that a file must have, by their first names."""
    names = [names[0] for names, must in source.columns() if must]
    names += [name for name in source.headers_all if name not in names]
    names += [" or ".join(source.headers_any)] if source.headers_any else []
    return names + ([wide_example(source.wide)] if source.wide else [])


def _judged(table: Table, miss: Miss, source: Source) -> tuple[int, Table, Miss]:
    """The row most like the header, though perhaps none of its texts is right."""
    found = [miss.header] if miss.header else headers_in(table.rows, source)
    scored = [(_nearness(each, source), each) for each in found if not each.row.blank]
    near, header = max(scored, key=lambda each: each[0], default=(0, None))
    return near, table, Miss(header if near else None, miss.missing, miss.present)


def _nearness(header: Header, source: Source) -> int:
    wanted = [*source.columns(), *(((name,), True) for name in source.headers_all)]
    wanted += [(source.headers_any, True)] if source.headers_any else []
    free = [name for at, name in enumerate(header.names)
            if name and at not in read_positions(header, source)]  # fmt: skip
    near = sum(
        _counts(names, header, free) // (1 if must else OPTIONAL)
        for names, must in dict.fromkeys(wanted)
    )
    return near + (THERE if source.wide and len(read_positions(header, source)) > near else 0)


def _counts(names: tuple[str, ...], header: Header, free: Sequence[str]) -> int:
    if header.position(names) is not None:
        return THERE
    if any(nearly_same(name, names) for name in free):
        return SPELT_ELSE
    stems = {word[:STEM] for name in names for word in _words(name)}
    return LIKE if any(stems & {w[:STEM] for w in _words(name)} for name in free) else 0


def _words(name: str) -> list[str]:
    return [word for word in re.findall(r"[^\W_]+", key(name)) if len(word) >= STEM]


def _told(miss: Miss, source: Source, sheet: str) -> Iterator[Mistake]:
    """Where a header is only misspelt, that; else first which source is meant, and what differs."""
    spelt = miss_mistakes(miss, source, sheet)
    if miss.header is None:
        yield from spelt
        return
    missing = [" or ".join(names) for names in miss.missing]
    nearly = len(spelt) == 1 and miss.present > 1
    if not nearly and not all(mistake.type for mistake in spelt):
        yield Mistake("F301", "", do=_ask(source), sheet=sheet, row=miss.header.row.number,
                      said=_differs(source, missing, miss.header))  # fmt: skip
    yield from (mistake for mistake in spelt if nearly or mistake.type)


def _differs(source: Source, missing: Sequence[str], header: Header) -> str:
    read = read_positions(header, source)
    unknown = [name for at, name in enumerate(header.names) if name and at not in read]
    shown = unknown[:NAMED] + ([f"{len(unknown) - NAMED} more"] if unknown[NAMED:] else [])
    known = f"; it does not know {', '.join(shown)}" if shown else ""
    title = f" ({source.title})" if source.title else ""
    return (
        f"no source reads these columns. The nearest is {source.id}{title}: "
        f"it needs {', '.join(missing)}, which {'are' if len(missing) > 1 else 'is'} not there{known}"
    )


def _ask(source: Source) -> str:
    wanted = ", ".join(header_wanted(source))
    who = f", or ask {source.ask} for a source that reads this one" if source.ask else ""
    return f"drop an export with the columns {wanted}{who}"
