"""Which source reads a file: the one whose columns it has. None, or two, is a refusal."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from engine.intake.sources.header import Header, Miss, found_header, miss_mistakes, wide_example
from engine.intake.sources.source import Source
from engine.intake.tables.file_kind import OpenedFile
from engine.intake.tables.table import Table
from engine.intake.tables.text_file import TextFile
from engine.intake.values.mistake import Mistake


@dataclass(frozen=True, slots=True)
class Fit:
    source: Source
    table: Table
    header: Header

    @property
    def declares_encoding(self) -> bool:
        """It is read as its source says, whatever other sources can make of its bytes."""
        return self.table.encoding != "" and self.table.encoding == self.source.format.encoding


@dataclass(frozen=True, slots=True)
class NoFit:
    """`near` counts the columns that are there; the nearest source's mistakes are told."""

    source: Source
    why: str
    near: int = 0
    mistakes: tuple[Mistake, ...] = ()


def fitted(opened: OpenedFile, source: Source) -> Fit | NoFit | Mistake:
    """A Mistake when the file would fit but cannot be read."""
    name = unicodedata.normalize("NFC", opened.name).casefold()
    if not fnmatchcase(name, source.file.casefold()):
        return NoFit(source, f"the name does not fit {source.file}")
    kind = "xlsx" if opened.text is None else "csv"
    if source.format.type not in ("any", kind):
        return NoFit(source, f"it reads {source.format.type} files, and this is {kind}")
    if opened.text is not None:
        return _text_fit(opened.text, source)
    return _sheet_fit(opened.sheets, source)


def _text_fit(text: TextFile, source: Source) -> Fit | NoFit | Mistake:
    encoding, declared = source.format.encoding, source.format.separator
    heads = text.heads(encoding)
    if isinstance(heads, Mistake):
        return heads
    tried = {s: head for s, head in heads.items() if s == declared or not declared}
    misses: list[Miss] = []
    for separator, head in tried.items():
        header = found_header(head.rows, source)
        if isinstance(header, Header):
            table = text.table(encoding, separator)
            return table if isinstance(table, Mistake) else Fit(source, table, header)
        misses.append(header)
    # Whatever separates its cells, it holds more than is read: that comes before its header.
    large = [head.beyond for head in tried.values() if head.beyond]
    if len(large) == len(tried):
        return large[0]
    return _no_fit(max(misses, key=lambda m: m.present), source, "")


def _sheet_fit(sheets: Sequence[Table], source: Source) -> Fit | NoFit | Mistake:
    wanted = [t for t in sheets if source.format.sheet in ("", t.sheet)]
    if not wanted:
        return NoFit(source, f"it has no sheet {source.format.sheet}")
    headers = [(table, found_header(table.rows, source)) for table in wanted]
    fits = [Fit(source, t, h) for t, h in headers if isinstance(h, Header)]
    if len(fits) == 1:
        return fits[0]
    if fits:
        names = " and ".join(fit.table.sheet for fit in fits)
        return Mistake(
            "F307", "one sheet with these columns", names, do="delete one of the sheets"
        )
    table, miss = max(
        ((t, h) for t, h in headers if isinstance(h, Miss)), key=lambda pair: pair[1].present
    )
    return _no_fit(miss, source, table.sheet)


def _no_fit(miss: Miss, source: Source, sheet: str) -> NoFit:
    lacks = [" or ".join(names) for names in miss.missing]
    why = f"it lacks the column{'s' if len(lacks) > 1 else ''} {', '.join(lacks)}"
    return NoFit(source, why, miss.present, miss_mistakes(miss, source, sheet))


def one_fit(tried: Sequence[Fit | NoFit | Mistake]) -> Fit | tuple[Mistake, ...]:
    """The one fit; or what to mend so that there is one."""
    fits = [t for t in tried if isinstance(t, Fit)]
    faults = tuple(dict.fromkeys(t for t in tried if isinstance(t, Mistake)))
    if len(fits) == 1 and (not faults or fits[0].declares_encoding):
        return fits[0]
    if len(fits) > 1:
        names = " and ".join(fit.source.id for fit in fits)
        do = "ask for the sources to be told apart (match)"
        return (Mistake("F302", "a file that one source reads", f"fits {names}", do=do),)
    misses = [t for t in tried if isinstance(t, NoFit)]
    # Where one source can read the letters and knows some columns, it says what is missing.
    if faults and not (any(m.near for m in misses) and {f.code for f in faults} == {"F304"}):
        return faults
    return tuple(_nearest(misses))


def _nearest(misses: Sequence[NoFit]) -> Iterator[Mistake]:
    best = max(misses, key=lambda m: m.near, default=None)
    if best is not None and best.near:
        yield from best.mistakes
        return
    headers = [f"{', '.join(_header(m.source))} ({m.source.id})" for m in misses]
    do = "give it the header of one of these: " + "; ".join(headers)
    yield Mistake(
        "F301", "a file whose columns a source knows", do=do if misses else "ask first"
    )


def _header(source: Source) -> list[str]:
    names = [names[0] for names, must in source.columns() if must]
    names += [" or ".join(source.headers_any)] if source.headers_any else []
    return names + ([wide_example(source.wide)] if source.wide else [])
