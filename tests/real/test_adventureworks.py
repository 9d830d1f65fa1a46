"""Twelve quarters of a real sample company: the same people are found however the figures arrive."""

import csv
import io
from pathlib import Path

import pytest

from tests.workspaces import PlayedWorkspace, new_workspace, quarter_after

DATA = Path(__file__).parents[3] / "shared" / "data"
ATTAINMENT = Path(__file__).parent / "adventureworks" / "attainment.csv"

POLICY = """\
planward: policy/1
policy: quarters
title: Two quarters running
version: "1"
effective: 2017-07-01
owner: hr@example.com
language: en-US
calendar:
  country: US
  time_zone: America/New_York
employee:
  job:
    type: text
metrics:
  attainment:
    ratio:
      of: actual
      to: quota
    round: {step}
covers:
  field: job
  is: Sales Representative
roles:
  manager:
    field: manager
  second_line:
    field: manager.manager
    not_same_as: [manager]
open:
  - track: plan
    issue: results
    when:
      metric: attainment
      each: quarter
      for: 2 in a row
      below: {mark}%
    propose_to: [manager]
    start: coaching
    document: gap_statement
documents:
  gap_statement:
    template: gap_statement.docx
    drafted_by: manager
stages:
  coaching:
    title: Coaching
    level: 1
    clocks:
      period:
        length: 60 days
        from: stage.entered
    reviews:
      end:
        at: period.ended
        by: manager
        rows:
          - otherwise: closed
          - not_known: closed
    deadline:
      within: 26 weeks
      from: stage.entered
  closed:
    title: Closed
    final: no_action
held:
  by: manager
  then: closed
"""
FIGURES = """\
planward: source/1
id: attainment
title: Quota and actual by quarter
kind: figures
match:
  headers_all: [rep_id, period, quota, actual]
format:
  type: csv
  locale: en_US
fields:
  employee:
    column: rep_id
  period:
    column: period
    date_format: ["%Y-Q%q"]
  quota:
    column: quota
    type: money
  actual:
    column: actual
    type: money
"""
ROSTER = """\
planward: source/1
id: roster
title: Who works for whom
kind: people
match:
  headers_all: [id, name, manager, job]
fields:
  employee:
    column: id
  name:
    column: name
    type: text
  manager:
    column: manager
    type: employee
  job:
    column: job
    type: text
starting:
  column: starting
"""


def rows() -> list[dict[str, str]]:
    return list(csv.DictReader(ATTAINMENT.read_text("utf-8-sig").splitlines()))


def as_csv(some: list[dict[str, str]]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(some[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(some)
    return out.getvalue()


def roster() -> str:
    """Everybody in the figures, and the one above them; nobody else is invented."""
    people = {r["rep_id"]: (r["name"], r["manager_id"], r["title"]) for r in rows()}
    above = {r["manager_id"]: r["manager"] for r in rows()}
    lines = ["id,name,manager,job,starting"]
    for boss in sorted(set(above) - set(people)):
        chief = "AW-1" if boss != "AW-1" else ""
        lines.append(f"{boss},{above[boss] or boss},{chief},Manager,2017-01-01")
    if "AW-1" not in above and "AW-1" not in people:
        lines.append("AW-1,The Chief,,Director,2017-01-01")
    lines += [
        f"{who},{name},{boss},{job},2017-01-01"
        for who, (name, boss, job) in sorted(people.items())
    ]
    return "\n".join(lines) + "\n"


def company(root: Path, mark: int, step: str = "0.1") -> PlayedWorkspace:
    policy = POLICY.format(mark=mark, step=step)
    made = new_workspace(root, policy, {"attainment": FIGURES, "roster": ROSTER})
    made.drops("roster.csv", roster())
    made.runs("2017-07-03")
    return made


def proposed(made: PlayedWorkspace) -> list[str]:
    return sorted(plan["employee"] for plan in made.status()["plans"])


def by_quarter() -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    for row in rows():
        found.setdefault(row["period"], []).append(row)
    return dict(sorted(found.items()))


def one_by_one(made: PlayedWorkspace) -> None:
    for period, some in by_quarter().items():
        made.drops(f"{period}.csv", as_csv(some))
        made.runs(quarter_after(period).isoformat())


def in_one_file(made: PlayedWorkspace) -> None:
    made.drops("all.csv", as_csv(rows()))
    made.runs("2020-07-10")


def in_reverse(made: PlayedWorkspace) -> None:
    for period, some in reversed(by_quarter().items()):
        made.drops(f"{period}.csv", as_csv(some))
        made.runs("2020-07-10")


EXPECTED = {70: 1, 80: 7, 90: 13}
# By the last two quarters alone, 2020-Q1 and Q2: what is older is no reason to begin a plan now.
NEWEST = {70: 0, 80: 0, 90: 6}


@pytest.mark.parametrize("mark", EXPECTED)
def test_quarter_by_quarter_the_same_people_are_found(tmp_path: Path, mark: int) -> None:
    """Every `run --once` is a start of its own; the figures come as they came."""
    made = company(tmp_path / "w", mark)
    one_by_one(made)
    found = proposed(made)
    assert len(set(found)) == EXPECTED[mark]
    if mark < 90:  # at 90 % some are found again once their first plan has ended
        assert len(found) == EXPECTED[mark], "each is opened once"


@pytest.mark.parametrize("mark", NEWEST)
@pytest.mark.parametrize("arrive", [in_one_file, in_reverse], ids=lambda f: f.__name__)
def test_all_at_once_only_the_newest_quarters_are_judged(
    tmp_path: Path, mark: int, arrive
) -> None:
    made = company(tmp_path / "w", mark)
    arrive(made)
    found = proposed(made)
    assert len(found) == len(set(found)) == NEWEST[mark]


def test_rounding_decides_who_is_found(tmp_path: Path) -> None:
    """Rounded to a whole percent, five instead of seven are below 80 % two quarters running."""
    made = company(tmp_path / "w", 80, step="1")
    one_by_one(made)
    assert len(proposed(made)) == 5


def test_one_person_below_70_gets_one_plan_though_two_pairs_overlap(tmp_path: Path) -> None:
    made = company(tmp_path / "w", 70)
    one_by_one(made)
    (plan,) = made.status()["plans"]
    says = [entry["says"] for entry in made.history(plan["plan"])]
    assert sum("Plan proposed" in line for line in says) == 1, says


def test_the_same_figures_again_are_nothing_new(tmp_path: Path) -> None:
    made = company(tmp_path / "w", 80)
    one_by_one(made)
    before = proposed(made)
    made.drops("again.csv", as_csv(rows()))
    made.runs("2020-07-11")
    assert proposed(made) == before


# -- other real exports ---------------------------------------------------------------------------


@pytest.mark.shared_data
@pytest.mark.skipif(not DATA.is_dir(), reason="the real exports are not beside the project")
def test_the_ruined_export_is_refused_in_words(tmp_path: Path) -> None:
    made = company(tmp_path / "w", 80)
    ruined = DATA / "mangled" / "FactResellerSales_packt_head40.csv"
    made.drops(ruined.name, ruined.read_bytes())
    assert "refused" in made.runs("2020-07-10")
    note = (made.plans / f"{ruined.name} - PLEASE FIX.txt").read_text("utf-8-sig")
    assert "could not be read" in note
    assert made.status()["plans"] == []
