"""What a receipt says of what was not read, one example of each."""

from datetime import date
from decimal import Decimal

import pytest

from engine.core.facts.reading_messages import (
    as_told_before,
    columns_not_read,
    hidden_columns_read,
    hidden_rows_read,
    hidden_sheets_not_read,
    named_otherwise,
    no_nought_for,
    not_there_all_of_it,
    nothing_there,
    nought_not_yet,
    nought_without_row,
    rows_above_header,
    rows_below_stop,
    rows_counted_once,
    rows_filtered_out,
    same_but_for,
    sheets_not_read,
    strangers_held,
    strangers_left_out,
    told_before,
    unread_more,
)
from engine.core.values.period import FiscalPeriod, Period
from engine.words.say import words

APRIL = FiscalPeriod(Period(date(2026, 4, 1), date(2026, 4, 30)), 1)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (columns_not_read(("Team",)), "column Team was not read"),
        (columns_not_read(("Team", unread_more(8))), "columns Team and 8 more were not read"),
        (sheets_not_read(("Notes",)), "sheet Notes was not read"),
        (sheets_not_read(("A", "B", "C")), "sheets A, B and C were not read"),
        (hidden_sheets_not_read(("Old",)), "sheet Old is hidden and was not read"),
        (hidden_columns_read(("Quota", "Period")), "columns Quota and Period are hidden and were read"),
        (hidden_rows_read(1, ("7",)), "row 7 is hidden or filtered out and was read"),
        (hidden_rows_read(14, ("7", unread_more(13))),
         "rows 7 and 13 more are hidden or filtered out and were read"),
        (rows_above_header(2), "2 rows above the header were not read"),
        (rows_below_stop(1, "Total"), '1 row at the end was not read: "Total"'),
        (rows_below_stop(3, "Total"), '3 rows at the end were not read, from "Total" on'),
        (rows_filtered_out(2, "Stage", ("Lost", nothing_there())),
         "2 rows were left out whose Stage is Lost or empty"),
        (rows_counted_once(1, "Id", ("4",)),
         "row 4 counts once with the one above it that has the same Id and says the same"),
        (same_but_for(("Contact",)), "such rows differ in column Contact, which is not read"),
        (strangers_held(1, ("E9",)), "1 row is held until a roster knows E9"),
        (strangers_left_out(3, ("E8", "E9")), "3 rows were left out: the roster does not know E8 or E9"),
        (nought_without_row(("E1", "E2"), Decimal(0), (APRIL,)),
         "E1 and E2 have no row, which means 0 in 2026-04"),
        (nought_not_yet((APRIL,)), "having no row means nothing yet in 2026-04, which is not over"),
        (no_nought_for(("E1",), not_there_all_of_it()),
         "E1 has no row, which means nothing: by the roster they were not there all of that time"),
        (no_nought_for(("E1",), named_otherwise()),
         "E1 has no row, which means nothing: an id in the file is nearly theirs"),
        (no_nought_for(("E1",), told_before()),
         "E1 has no row, which means nothing: an earlier file told another figure in a row of its own, "
         "which holds until a row says otherwise"),
        (as_told_before("1 rows left out"), "1 rows left out"),
    ],
)  # fmt: skip
def test_what_a_receipt_says(said, told):
    assert words(said, "en") == told
