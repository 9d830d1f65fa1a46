"""What a receipt says of what was not read, one example of each."""

import pytest

from engine.core.facts.reading_messages import (
    as_told_before,
    columns_not_read,
    hidden_columns_read,
    hidden_rows_read,
    hidden_sheets_not_read,
    nothing_there,
    rows_above_header,
    rows_below_stop,
    rows_filtered_out,
    sheets_not_read,
    unread_more,
)
from engine.words.say import words


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
        (as_told_before("1 rows left out"), "1 rows left out"),
    ],
)  # fmt: skip
def test_what_a_receipt_says(said, told):
    assert words(said, "en") == told
