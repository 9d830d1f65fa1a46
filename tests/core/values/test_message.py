import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given

from engine.core.values.message import (
    Message,
    all_ids,
    message,
    message_as_json,
    message_from_json,
)
from engine.core.values.period import FiscalPeriod
from engine.core.values.units import Amount, Span, TimeUnit, Unit
from tests.builders import period
from tests.messages_gen import messages

INNER = message("measure.metric", metric="attainment")


@given(messages())
def test_a_message_survives_json_without_a_float(said: Message) -> None:
    text = json.dumps(message_as_json(said), sort_keys=True)
    assert message_from_json(json.loads(text, parse_float=pytest.fail)) == said


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        pytest.param("closed_won", "closed_won", id="a name or a text"),
        pytest.param(3, 3, id="a count"),
        pytest.param(Decimal("2.50"), {"figure": "2.50"}, id="a figure keeps its digits"),
        pytest.param(
            Amount(Decimal("70.0"), Unit.PERCENT),
            {"amount": "70.0", "unit": "percent"},
            id="an amount its unit",
        ),
        pytest.param(Span(6, TimeUnit.MONTH), {"span": 6, "of": "month"}, id="a length"),
        pytest.param(date(2026, 5, 12), {"day": "2026-05-12"}, id="a day"),
        pytest.param(
            FiscalPeriod(period("2026-Q2"), 4),
            {"period": ["2026-04-01", "2026-06-30"], "year_starts": 4},
            id="a period, and where its year starts",
        ),
        pytest.param(
            INNER,
            {"id": "measure.metric", "with": [["metric", "attainment"]]},
            id="another message",
        ),
        pytest.param((1, "a"), [1, "a"], id="several"),
    ],
)
def test_each_kind_of_argument_is_written_with_its_kind(value: object, plain: object) -> None:
    said = message_as_json(message("x", of=value))
    assert said == {"id": "x", "with": [["of", plain]]}


@pytest.mark.parametrize(
    "value",
    [None, [], {"id": "x"}, {"id": "x", "with": [["a", None]]}, {"id": "x", "with": [["a", {"b": 1}]]}],
    ids=["nothing", "a list", "no arguments", "an argument of nothing", "an unknown kind"],
)  # fmt: skip
def test_what_was_not_written_here_is_not_read(value: object) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        message_from_json(value)


def test_every_id_within_is_found() -> None:
    assert all_ids(message("a", one=INNER, more=(1, message("b")))) == {"a", "b", INNER.id}


def test_an_argument_is_asked_for_by_its_name() -> None:
    assert INNER.arg("metric") == "attainment"
    with pytest.raises(KeyError):
        INNER.arg("over")
