"""Turn a checked source tree into its typed form."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from engine.core.values.units import TimeUnit
from engine.intake.sources.source import (
    DEFAULT_ID,
    FIGURES,
    PEOPLE,
    REFUSED,
    AbsenceColumns,
    Covered,
    FigureColumn,
    Format,
    IdColumn,
    PeriodColumn,
    Source,
    TraitColumn,
    Wide,
)
from engine.intake.values.day import Dating
from engine.intake.values.number import Notation

PROFILES = {
    "salesforce-footer": (
        r"^(Grand )?Totals?( \([0-9,.]+ records?\))?$",
        r"^Confidential Information - Do Not Distribute",
        r"^Copyright .{1,3} ?2000-20[0-9]{2} salesforce",
    )
}
MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september",
          "october", "november", "december")  # fmt: skip
_Tree = Mapping[str, Any]


def built(tree: _Tree, version: str) -> Source:
    """`tree` has passed the schema and the checks of `load`: nothing can be missing here."""
    locale = tree.get("format", {}).get("locale", "en_US")
    fields, match = tree["fields"], tree.get("match", {})
    others = {n: f for n, f in fields.items() if n not in ("employee", "period")}
    figures, people = tree["kind"] == FIGURES, tree["kind"] == PEOPLE
    starting = tree.get("starting") or tree.get("as_of")
    return Source(
        id=tree["id"],
        kind=tree["kind"],
        title=tree.get("title", ""),
        ask=tree.get("ask", ""),
        file=match.get("file", "*"),
        headers_all=tuple(match.get("headers_all", ())),
        headers_any=tuple(match.get("headers_any", ())),
        format=_format(tree.get("format", {})),
        notation=Notation(locale, tree.get("format", {}).get("currency", "")),
        employee=_employee(fields["employee"], tree.get("ids", {})),
        period=_period(fields["period"], locale) if "period" in fields else None,
        figures=tuple(_figure(n, f, tree) for n, f in others.items()) if figures else (),
        wide=_wide(tree.get("layout")),
        where={k: _texts(v) for k, v in tree.get("where", {}).items()},
        expect={k: _texts(v) for k, v in tree.get("expect", {}).items()},
        blank=tuple({"": None, **dict.fromkeys(tree.get("blank", ()))}),
        on_duplicate=tree.get("on_duplicate", "refuse"),
        traits=tuple(_trait(n, f, locale) for n, f in others.items()) if people else (),
        absences=tuple(_absence(n, a, locale) for n, a in tree.get("absences", {}).items()),
        starting=_period(starting, locale) if starting else None,
        version=version,
        unique=tuple(tree.get("unique", ())),
        unknown_ids=tree.get("unknown_ids", REFUSED),
        covered=_covered(tree, locale) if "covers" in tree else None,
        absent_means=Decimal(tree["absent_means"]) if "absent_means" in tree else None,
    )


def dating_of(tree: _Tree, locale: str) -> Dating:
    to = tree.get("to")
    return Dating(
        _texts(tree.get("date_format", "%Y-%m-%d")),
        TimeUnit(to) if to else None,
        MONTHS.index(tree.get("fiscal_year_starts", "january")) + 1,
        tree.get("fiscal_year_named_by") == "end",
        locale,
    )


def _format(tree: _Tree) -> Format:
    stops = [p for stop in tree.get("stop_at", ()) for p in PROFILES.get(stop, (stop,))]
    row = str(tree.get("header_row", "auto"))
    separator = str(tree.get("separator", "auto"))
    return Format(
        tree.get("type", "any"),
        tree.get("encoding", "auto"),
        {"auto": "", "tab": "\t"}.get(separator, separator),
        0 if row == "auto" else int(row),
        int(tree.get("header_lines", "1")),
        tree.get("sheet", ""),
        tuple(stops),
        "salesforce-footer" in tree.get("stop_at", ()),
    )


def _employee(tree: _Tree, ids: Mapping[str, str]) -> IdColumn:
    return IdColumn(_texts(tree["column"]), tree.get("pattern", DEFAULT_ID), dict(ids))


def _period(tree: _Tree, locale: str) -> PeriodColumn:
    optional = tree.get("optional") == "true"
    first, *others = tree.get("columns") or [tree["column"]]
    dating = dating_of(tree, locale)
    return PeriodColumn(_texts(first), dating, optional, tuple(_texts(each) for each in others))


def _covered(tree: _Tree, locale: str) -> Covered:
    """Fiscal quarters are those of the period column."""
    covers, period = tree["covers"], dating_of(tree["fields"]["period"], locale)
    forms = _texts(covers.get("date_format", "%Y-%m-%d"))
    return Covered(covers["in"] == "file_name", covers["pattern"],
                   replace(period, formats=forms, to=None))  # fmt: skip


def _figure(name: str, tree: _Tree, source: _Tree) -> FigureColumn:
    return FigureColumn(
        name,
        _texts(tree.get("column", ())),
        tree["type"],
        Decimal(tree["min"]) if "min" in tree else None,
        Decimal(tree["max"]) if "max" in tree else None,
        tree.get("sum") == "true",
        tree.get("optional") == "true",
        tree.get("bare", ""),
        Decimal(source.get("scale", {}).get(name, "1")),
    )


def _wide(layout: object) -> Wide | None:
    if not isinstance(layout, dict):
        return None
    tree = layout["wide"]
    fields = tuple(tree.get("values", {}).items())
    return Wide(_texts(tree["columns"]), tree.get("value", ""), fields,
                _texts(tree.get("year_column", ())),
                MONTHS.index(tree.get("fiscal_year_starts", "january")) + 1,
                tree.get("fiscal_year_named_by") == "end")  # fmt: skip


def _trait(name: str, tree: _Tree, locale: str) -> TraitColumn:
    # People were hired long before the first figures anybody drops.
    dating = (
        replace(dating_of(tree, locale), first_year=1950) if tree["type"] == "date" else None
    )
    values, optional = _texts(tree.get("values", ())), tree.get("optional") == "true"
    return TraitColumn(name, _texts(tree["column"]), tree["type"], dating, values, optional)


def _absence(name: str, tree: _Tree, locale: str) -> AbsenceColumns:
    return AbsenceColumns(
        name,
        _texts(tree.get("kind", ())),
        _texts(tree["first"]),
        _texts(tree.get("until", ())),
        dating_of(tree, locale),
        tree.get("optional") == "true",
    )


def _texts(value: str | Sequence[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)
