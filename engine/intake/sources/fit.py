"""Which source reads a file: the one whose columns it has. None, or two, is a refusal."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase

from engine.intake.sources.header import Header, Miss, found_header
from engine.intake.sources.nearest import NoFit, nearest_source, no_fit
from engine.intake.sources.source import Source
from engine.intake.tables.file_kind import OpenedFile
from engine.intake.tables.table import Table
from engine.intake.tables.text_file import TextFile
from engine.intake.values.mistake import Mistake

EVERY_COLUMN = 1_000_000  # nearer than any source that lacks a column


@dataclass(frozen=True, slots=True)
class Fit:
    source: Source
    table: Table
    header: Header
    others: tuple[Table, ...] = ()  # sheets of the workbook that it does not read

    @property
    def declares_encoding(self) -> bool:
        """It is read as its source says, whatever other sources can make of its bytes."""
        return self.table.encoding != "" and self.table.encoding == self.source.format.encoding


def fitted(opened: OpenedFile, source: Source) -> Fit | NoFit | Mistake:
    """A Mistake when the file would fit but cannot be read."""
    name = unicodedata.normalize("NFC", opened.name).casefold()
    kind = "xlsx" if opened.text is None else "csv"
    if not fnmatchcase(name, source.file.casefold()):
        why = f"the name does not fit {source.file}"
        return _but_for(why, f"give the file a name like {source.file}", opened, source)
    if source.format.type not in ("any", kind):
        why = f"it reads {source.format.type} files, and this is {kind}"
        return _but_for(why, f"save it as {source.format.type}", opened, source)
    return _by_columns(opened, source)


def _by_columns(opened: OpenedFile, source: Source) -> Fit | NoFit | Mistake:
    if opened.text is not None:
        return _text_fit(opened.text, source)
    return _sheet_fit(opened.sheets, source)


def _but_for(why: str, do: str, opened: OpenedFile, source: Source) -> NoFit:
    """A source that is not asked for such files, though it may be the one that was meant."""
    if not isinstance(_by_columns(opened, source), Fit):
        return NoFit(source, why)
    title = f" ({source.title})" if source.title else ""
    said = f"{source.id}{title} knows its columns, but {why}"
    return NoFit(source, why, EVERY_COLUMN, (Mistake("F301", "", do=do, said=said),))


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
    return no_fit([Table("", head.rows) for head in tried.values()], misses, source)


def _sheet_fit(sheets: Sequence[Table], source: Source) -> Fit | NoFit | Mistake:
    wanted = [t for t in sheets if source.format.sheet in ("", t.sheet)]
    if not wanted:
        return NoFit(source, f"it has no sheet {source.format.sheet}")
    headers = [(table, found_header(table.rows, source)) for table in wanted]
    fits = [Fit(source, t, h) for t, h in headers if isinstance(h, Header)]
    if len(fits) == 1:
        others = tuple(t for t in sheets if t is not fits[0].table)
        return replace(fits[0], others=others)
    if fits:
        names = " and ".join(fit.table.sheet for fit in fits)
        do = "drop a file of its own for each sheet that counts"
        return Mistake("F307", "one sheet with these columns", names, do=do)
    return no_fit(wanted, [h for _, h in headers if isinstance(h, Miss)], source)


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
    return tuple(nearest_source(misses))
