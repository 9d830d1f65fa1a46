"""The forms that speak of figures: each kind of metric, each window, each comparison."""

# ruff: noqa: E501 - a row of a table is read across, like the line of a diary

from collections.abc import Iterator

from tests.stories.patching import FIGURES, HANDED_OVER, LATE
from tests.stories.rows import Row, row

WHEN = "open.0.when"


def _metric_rows() -> Iterator[Row]:
    """Each kind of metric with each thing that may be said of it."""
    december = "2026-02-02 told closed_won 2025-12 {0}; quota 2025-12 100; closed_won 2026-01 {1}; quota 2026-01 100"
    away = "; away leave parental 2026-01-10..2026-01-20\n"
    asked = {
        "ratio": ("{ratio: {of: closed_won, to: quota}}", "below: 70%"),
        "sum": ("{sum: closed_won}", "above: 100"),
        "count": ("{count: closed_won}", "above: 100"),
        "latest": ("{latest: closed_won}", "below: 70"),
    }
    for kind, (metric, test) in asked.items():
        name = f"{kind}_metric"
        field = "closed_won" if kind != "ratio" else None
        swapped = {"metrics.attainment." + kind: field.replace("closed_won", "quota")} if field else {
            "metrics.attainment.ratio": "{of: closed_won, to: closed_won}"
        }  # fmt: skip
        # over two months: of 90 and 40, what is left out decides
        given = {
            "metrics.attainment": metric,
            WHEN: f"{{metric: attainment, over: last 2 months, {test}}}",
        }
        if kind in ("sum", "count"):
            story = december.format(90, 40) + "\n"
            swapped = {"metrics.attainment." + kind: "nothing_told"}
        else:
            story = december.format(60, 40) + "\n"
        plain = {
            **given,
            "stages.work.reviews.end.rows": "[{otherwise: ended}, {not_known: held}]",
        }
        yield row(f"{kind}: what is measured", f"{name}.{kind}", swapped, story, plain)
        absent = december.format(90, 40) + away
        left_out = {
            **plain,
            "metrics.attainment.leave_out": "[leave]",
            "metrics.attainment.needs": "1 month",
        }
        yield row(f"{kind}: a month with leave is left out", f"{name}.leave_out",
                  {"metrics.attainment.leave_out": "[]"}, absent, left_out)  # fmt: skip
        long = {
            **left_out,
            "metrics.attainment.leave_out": "{fields: [leave], at_least: 11 days}",
        }
        for key, other in (("fields", "[holiday]"), ("at_least", "12 days")):
            yield row(f"{kind}: a month with long leave is left out, {key}",
                      f"{name}.leave_out long_leave.{key}",
                      {f"metrics.attainment.leave_out.{key}": other}, absent, long)  # fmt: skip
        few = {**plain, "metrics.attainment.needs": "1 month"}
        short = f"2026-02-02 told closed_won 2026-01 {150 if kind == 'sum' else 50}; quota 2026-01 100\n"
        if kind == "count":  # what is known already may be enough to be above
            few[WHEN] = "{metric: attainment, over: last 2 months, below: 100}"
        if kind == "latest":  # the newest there is, unless each month is asked for
            few[WHEN] = "{metric: attainment, mean_of: last 2 months, below: 70}"
        yield row(
            f"{kind}: one month known is enough",
            f"{name}.needs",
            {"metrics.attainment.needs": None},
            short,
            few,
        )
        # the newest of all is waited for by nobody, that of each month is
        back = "mean_of" if kind == "latest" else "over"
        waits = {
            **plain,
            WHEN: f"{{metric: attainment, {back}: last 1 month, {test}}}",
            "metrics.attainment.figures_due": "20 business days",
        }
        reached = 150 if kind in ("sum", "count") else 50
        yield row(f"{kind}: until when its figures may come", f"{name}.figures_due",
                  {"metrics.attainment.figures_due": None},
                  f"2026-03-24 told closed_won 2026-01 {reached}; quota 2026-01 100\n", waits)  # fmt: skip
        near = "2026-02-02 told closed_won 2026-01 {}; quota 2026-01 100\n".format(
            "100.4" if kind in ("sum", "count") else "69.6"
        )
        rounded = {
            **plain,
            WHEN: f"{{metric: attainment, over: last 1 month, {test}}}",
            "metrics.attainment.round": "1",
        }
        yield row(
            f"{kind}: rounded before it is compared",
            f"{name}.round",
            {"metrics.attainment.round": None},
            near,
            rounded,
        )
        late = {
            "metrics.other": metric,
            "metrics.other.figures_due": "5 business days",
            "stages.work.clocks.period.length": "60 days",
            "stages.work.reviews.end.rows.0.when": "{metric: other, over: period, at_least: "
            + ("80%}" if kind == "ratio" else "30}"),
        }
        yield row(f"{kind}: until when a review waits for its figures", f"{name}.figures_due", {"metrics.other.figures_due": None},
                  HANDED_OVER + LATE, late)  # fmt: skip
        if kind == "latest":
            continue  # the newest figure is never a part of one
        parts = {
            "metrics.other": metric,
            "metrics.other.partial": "prorate",
            "stages.work.reviews.end.rows.0.when": "{metric: other, over: period, at_least: "
            + ("80%}" if kind == "ratio" else "30}"),
        }
        yield row(f"{kind}: a month partly in the clock", f"{name}.partial", {"metrics.other.partial": None},
                  HANDED_OVER + "2026-03-02 told closed_won 2026-02 90; quota 2026-02 100\n"
                  "2026-04-01 told closed_won 2026-03 90; quota 2026-03 100\n", parts)  # fmt: skip


RATIO = (
    row("the upper figure of a ratio", "ratio_metric.ratio.of", {"metrics.attainment.ratio.of": "booked"}, FIGURES),
    row("the lower figure of a ratio", "ratio_metric.ratio.to", {"metrics.attainment.ratio.to": "goal"}, FIGURES),
    row("no metric, no plan", "/metrics metric_test.metric", {WHEN + ".metric": "other"}, FIGURES,
        {"metrics.other": "{sum: calls}"}),
)  # fmt: skip

TWO_MONTHS = "2026-02-02 told closed_won 2025-12 60; quota 2025-12 100; closed_won 2026-01 90; quota 2026-01 200\n"


def _window_rows() -> Iterator[Row]:
    yield row(
        "over the last months",
        "metric_test.over",
        {WHEN + ".over": "last 2 months"},
        "2026-02-02 told closed_won 2025-12 90; quota 2025-12 100; closed_won 2026-01 60; quota 2026-01 100\n",
    )
    yield row(
        "over a clock",
        "metric_test.over",
        {"stages.work.reviews.end.rows.0.when.over": "last 1 month"},
        HANDED_OVER + "2026-03-02 told closed_won 2026-02 50; quota 2026-02 100\n"
        "2026-04-01 told closed_won 2026-03 95; quota 2026-03 100\n" + LATE,
        {"stages.work.clocks.period.length": "60 days"},
    )
    yield row(
        "in each month",
        "metric_test.each metric_test.for",
        {WHEN + ".for": "1 in a row"},
        "2026-02-02 told closed_won 2025-12 90; quota 2025-12 100; closed_won 2026-01 60; quota 2026-01 100\n",
        {WHEN: "{metric: attainment, each: month, for: 2 in a row, below: 70%}"},
    )
    yield row(
        "in each quarter",
        "metric_test.each",
        {WHEN + ".each": "month"},
        FIGURES,
        {WHEN: "{metric: attainment, each: quarter, below: 70%}"},
    )
    yield row(
        "the mean of months is not the ratio of sums",
        "metric_test.mean_of",
        {WHEN: "{metric: attainment, over: last 2 months, below: 52%}"},
        TWO_MONTHS,
        {WHEN: "{metric: attainment, mean_of: last 2 months, below: 52%}"},
    )
    for said, other in (
        ("below: 70%", "below: 40%"),
        ("at_least: 40%", "at_least: 60%"),
        ("above: 40%", "above: 60%"),
        ("at_most: 50%", "at_most: 40%"),
        ("between: [40%, 50%]", "between: [60%, 70%]"),
    ):
        operator = said.split(":")[0]
        yield row(
            f"a figure {operator.replace('_', ' ')}",
            f"metric_test.{operator}",
            {WHEN: f"{{metric: attainment, over: last 1 month, {other}}}"},
            FIGURES,
            {WHEN: f"{{metric: attainment, over: last 1 month, {said}}}"},
        )


ROWS = (*RATIO, *_metric_rows(), *_window_rows())
