"""Every function that makes a message, and what it may be given."""

import importlib
import inspect
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from engine.core.values.message import Message
from engine.core.values.period import FiscalPeriod
from engine.core.values.units import Amount, Span, TimeUnit
from tests.messages_gen import AMOUNTS, DAYS, FIGURES, FISCAL, NAMES, SPANS

CORE = Path(__file__).parents[2] / "engine" / "core"
Maker = Callable[..., Message]
SAID = st.builds(Message, st.just("review.no_row_holds"))
BY_TYPE: dict[object, st.SearchStrategy[Any]] = {
    str: NAMES,
    int: st.integers(0, 9000),
    Decimal: FIGURES,
    date: DAYS,
    Amount: AMOUNTS,
    Span: SPANS,
    TimeUnit: st.sampled_from(TimeUnit),
    FiscalPeriod: FISCAL,
    Message: SAID,
}


def modules() -> list[str]:
    found = sorted(CORE.rglob("*messages.py"))
    return [
        ".".join(("engine", *p.relative_to(CORE.parent).with_suffix("").parts)) for p in found
    ]


def makers() -> Iterator[Maker]:
    for name in modules():
        module = importlib.import_module(name)
        for _, function in inspect.getmembers(module, inspect.isfunction):
            own = function.__module__ == name
            if own and function.__annotations__["return"] is Message:
                yield function


def given_to(maker: Maker) -> st.SearchStrategy[dict[str, Any]]:
    hints = get_type_hints(maker)
    return st.fixed_dictionaries(
        {name: _of(hint) for name, hint in hints.items() if name != "return"}
    )


def _of(hint: object) -> st.SearchStrategy[Any]:
    if hint in BY_TYPE:
        return BY_TYPE[hint]
    if get_origin(hint) in (Union, UnionType):
        return st.one_of(*(_of(each) for each in get_args(hint)))
    assert get_origin(hint) is tuple, hint
    return st.lists(_of(get_args(hint)[0]), min_size=1, max_size=4).map(tuple)


def every_id(maker: Maker) -> set[str]:
    """Of a maker whose id hangs on a unit of time: one for each unit."""
    hints = {name: hint for name, hint in get_type_hints(maker).items() if name != "return"}
    units = TimeUnit if {Span, TimeUnit} & {*hints.values()} else [TimeUnit.DAY]
    return {maker(**{n: _sample(h, unit) for n, h in hints.items()}).id for unit in units}


def _sample(hint: object, unit: TimeUnit) -> object:
    known: dict[object, object] = {Span: Span(2, unit), TimeUnit: unit}
    return known.get(hint, ())
