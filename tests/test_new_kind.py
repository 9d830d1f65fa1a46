"""A new kind is a class, a row of its table and a form of the schema; what is forgotten is named.

By the type checker, in a copy to which kinds were added and nothing else; and a metric that only
its row makes known is measured, explained and printed.
"""

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import ClassVar

import pytest

from engine.core.letter.goal_sections import measure_words
from engine.core.letter.grounds import fact_lines, readings
from engine.core.measure.conditions import judge
from engine.core.measure.metrics import measure
from engine.core.policy import metric as metrics
from engine.core.policy.condition import Comparison, MetricTest, Over
from engine.core.policy.metric import AddedUp, HeldAgainst, MetricRules, metric_kind
from engine.core.policy.policy import Goal
from engine.core.values.message import Argument, Message
from engine.core.values.units import Unit
from engine.words.say import words
from tests.builders import a_case, a_policy, figures, months, number
from tests.core.plans import DELIVERED, played

ROOT = Path(__file__).parent.parent
POLICY = "core/policy/"
OF_OPENING = """track: str
    issue: str
    start: tuple[str, ...]
    when: Condition
    document: str
    not_older_than: NotOlder | None
    counts_earlier: bool"""

# The kinds to add: the module of the union, its last member, the new class, and its word.
ADDED = {
    "metric": (POLICY + "metric.py", "LatestMetric", "MarginMetric", "of: str\n    rules: MetricRules"),
    "duty": (POLICY + "duty.py", "ActDuty", "MentorDuty", "terms: DutyTerms\n    document: str"),
    "step": (POLICY + "duty.py", "EscalateStep", "WaiveStep", "after: Span"),
    "right": (POLICY + "right.py", "ResignRight", "AppealRight", "terms: RightTerms"),
    "row": (POLICY + "review.py", "NotKnownRow", "LaterRow", "go: tuple[str, ...]"),
    "opening": (POLICY + "open_row.py", "ByHandRow", "AutomaticRow", OF_OPENING),
    "condition": (POLICY + "condition.py", "NoneOf", "SomeOf", 'parts: tuple["Condition", ...]'),
}  # fmt: skip

# Every place that has to say something of each kind.
NAMED = {
    "core/policy/metric.py:kind_of",
    *(f"core/policy/duty.py:{name}" for name in ("duty_kind", "duty_text", "given_by", "notice_of")),
    *(f"core/policy/right.py:{name}" for name in ("right_kind", "who_agrees", "times_of")),
    *(f"core/policy/right.py:{name}" for name in ("runs_during", "right_letter", "destination_of")),
    "core/policy/review.py:who_decides",
    "core/policy/open_row.py:who_opens",
    "core/policy/references.py:other_roles",
    "core/policy/walk.py:go_path",
    "core/policy/walk.py:during_of",
    "core/policy/walk.py:leaves",
    "core/plan/review.py:_read",
    "core/plan/review.py:questions_in",
    "core/decide/act_rights.py:_acting",
    "core/decide/advance.py:_missed",
    "core/decide/agenda.py:_steps",
    "core/soundness/regions.py:holds_at",
    "core/measure/conditions.py:judge",
    "core/measure/changes.py:_days",
    "core/letter/condition_words.py:condition_words",
}  # fmt: skip


def with_kinds_added(engine: Path) -> None:
    for name, last, new, own in ADDED.values():
        module = engine / name
        text = module.read_text("utf-8")
        word = new.lower()
        kind = (
            f'    kind: ClassVar[Literal["{word}"]] = "{word}"\n' if "kind: Cl" in text else ""
        )
        made = f"@dataclass(frozen=True, slots=True)\nclass {new}:\n{kind}    {own}\n\n\n"
        union = re.compile(rf"^(\w+ = (?:\(\n)?[^=]*?\| {last})$", re.MULTILINE)
        (found,) = union.findall(text)
        text = text.replace(found, f"{made}{found} | {new}")
        module.write_text(text, "utf-8")


def complaints(engine: Path) -> Iterator[str]:
    """`module:function` of every error that the type checker finds in the core."""
    run = subprocess.run(
        [sys.executable, "-m", "mypy", "--config-file", str(ROOT / "pyproject.toml"), "engine/core"],
        cwd=engine.parent, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.stderr == ""
    for line in run.stdout.splitlines():
        found = re.match(r"engine/([\w/]+\.py):(\d+): error: ", line)
        if found:
            yield f"{found[1]}:{function_at(engine / found[1], int(found[2]))}"


def function_at(module: Path, line: int) -> str:
    tree = ast.parse(module.read_text("utf-8"))
    return next(
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.lineno <= line <= (node.end_lineno or 0)
    )


def test_the_type_checker_names_every_place_that_a_new_kind_was_forgotten_in(
    tmp_path: Path,
) -> None:
    engine = tmp_path / "engine"
    shutil.copytree(ROOT / "engine", engine, ignore=shutil.ignore_patterns("__pycache__"))
    with_kinds_added(engine)
    assert {*complaints(engine)} == NAMED


# -- a metric that only its row makes known -------------------------------------------------------


WHOLE = MetricRules(round=Decimal(1))


@dataclass(frozen=True, slots=True)
class MarginMetric:
    """What is left of one figure when another is taken off."""

    kind: ClassVar[str] = "margin"
    of: str
    less: str
    rules: MetricRules = WHOLE


MARGIN = MarginMetric("actual", "target")
GOALS = {
    "stages.work.goals": "{fixed: {attain: {metric: attainment, over: period, at_least: 80%}}}"
}
ABOVE_20 = Comparison("above", number(20))


def less(what: Decimal | str, taken_off: Decimal | str) -> Message:
    return Message("margin.less", (("what", what), ("taken_off", taken_off)))


def within(said: Argument) -> Iterator[Message]:
    """The message itself and every one among its arguments."""
    if isinstance(said, Message):
        yield said
    for value in [value for _, value in said.args] if isinstance(said, Message) else said:
        if isinstance(value, Message | tuple):
            yield from within(value)


@pytest.fixture(autouse=True)
def _margin_is_a_metric(monkeypatch: pytest.MonkeyPatch) -> None:
    row = metric_kind(
        MarginMetric,
        Unit.NUMBER,
        figures=lambda metric: (metric.of, metric.less),
        gathering=lambda _: AddedUp("leave_out"),
        exact=lambda totals: totals[0] - totals[1],
        against=HeldAgainst(totals=less, figures=lambda metric, of, to: less(of, to)),
    )
    monkeypatch.setitem(metrics.METRICS, "margin", row)


def told(actual: int):
    known = [
        *figures("actual", {"2026-04": actual, "2026-05": 50, "2026-06": 50}),
        *figures("target", {"2026-04": 40, "2026-05": 40, "2026-06": 40}),
    ]
    return a_case("2026-07-10", known, policy=a_policy({"margin": MARGIN}))


def test_it_is_measured_from_its_figures() -> None:
    found = measure("margin", Over(last=months(3)), told(60))
    assert (found.amount, found.detail) == (number(40), less(Decimal(160), Decimal(120)))


def test_it_is_explained_with_both_totals() -> None:
    why = judge(MetricTest("margin", Over(last=months(3)), ABOVE_20), told(60))
    assert why.answer is True
    assert less(Decimal(160), Decimal(120)) in [*within(why.says)]
    assert len(why.figures) == 6


def test_it_is_printed_in_a_letter() -> None:
    m = played(*DELIVERED, changes=GOALS).m
    assert m.stage.goals is not None
    goals = replace(
        m.stage.goals, fixed={"aim": Goal("Aim", "margin", ABOVE_20, over="period")}
    )
    stages = {**m.policy.stages, m.plan.stage: replace(m.stage, goals=goals)}
    m = replace(m, policy=replace(m.policy, metrics={"margin": MARGIN}, stages=stages))
    why = judge(MetricTest("margin", Over(last=months(3)), ABOVE_20), told(60))
    assert less("actual", "target") in [*within(measure_words(m, goals.fixed["aim"]))]
    assert [row["result"] for row in readings(m, why)] == [number(20), number(10), number(10)]
    assert words(fact_lines(m, why)[0]["required"], "en") == "above 20 of target"
