"""Every figure, length, day and number of a policy at its edges: checked, and where sound, played."""

from contextlib import suppress

import pytest
import yaml

from engine.core.values.errors import EngineError
from engine.policyfile.check import check_policy
from tests.policyfile.test_mutations import changed, places, text_of
from tests.stories.harness import played, policy_of

POLICY = """\
planward: policy/1
policy: edges
title: Edges
version: "1"
effective: 2026-01-01
owner: hr@example.com
calendar: {country: US, time_zone: America/New_York, extra_days_off: [2026-12-24]}
employee: {hired: {type: date}, leave: {type: absence}}
values:
  floor: {dated: [{starting: 2025-01-01, is: 70%}]}
  window: {dated: [{starting: 2025-01-01, is: 3 months}]}
metrics:
  attainment:
    {ratio: {of: closed_won, to: quota}, leave_out: {fields: [leave], at_least: 5 days},
     needs: 1 month, partial: prorate}
questions: {progress: {text: How far, answers: [enough, too_little]}}
leaves_out:
  - {title: Ramp, when: {time_since: hired, below: 6 months}}
  - {title: Second, when: {earlier_plan: {issue: same, within: {length: 1 year}, at_least: 1}}}
open:
  - {when: {metric: attainment, over: last $window, below: $floor}, propose_to: [hr], start: work}
documents: {warning: {template: written_warning.docx, acknowledged: {within: 5 business days}}}
stages:
  work:
    level: 1
    must:
      letter: {do: issue, document: warning, within: 10 business days, from: stage.entered,
               if_missed: [{remind: 2 business days}, {escalate: second_line, after: 3 days}]}
      talk: {do: meeting, notice: 1 business day, within: 2 weeks, from: warning.delivered}
      weekly: {do: check_in, every: 1 week, during: period}
      look: {do: act, text: A look, days: [15], during: period}
    may: {more: {do: extend, clock: period, up_to: 30 days, times: 2, approved_by: [hr]},
          reply: {do: reply, within: 15 days, from: warning.delivered, times: 3}}
    clocks: {period: {length: 60 days, from: warning.delivered}}
    goals:
      fixed: {attain: {metric: attainment, over: period, at_least: 80%, weight: 70}}
      set_by: {role: manager, at_most: 2, weight: 5}
    reviews:
      end:
        at: period.ended
        within: 10 business days
        rows:
          - {when: {goals: score, at_least: 90%}, go: success}
          - {otherwise: ended}
          - {not_known: held}
    deadline: {within: 1 year, from: stage.entered}
  success: {final: success}
  ended: {final: no_action}
held: {by: hr, remind: 5 business days, at_most: 30 business days, then: ended}
"""
PLAIN = yaml.load(POLICY, yaml.BaseLoader)
SCRIPT = """\
2026-04-22 told closed_won 2026-01..2026-03 50000; quota 2026-01..2026-03 100000
2026-04-23 hr confirm
2026-04-24 hr approve warning
2026-04-24 manager issue warning
2026-04-27 manager deliver warning
2026-05-04 manager check-in weekly
2026-05-05 manager meet talk
2026-05-06 employee reply reply --note "too much"
2026-06-05 told closed_won 2026-04..2026-05 90000; quota 2026-04..2026-05 200000
2026-06-08 manager ask more
2026-09-15 told closed_won 2026-06..2026-08 90000; quota 2026-06..2026-08 300000
2026-09-16 passes
2031-01-15 passes
"""
FIGURES_ALONE = [line for line in SCRIPT.splitlines() if " told " in line or " passes" in line]
SPANS = ("1 day", "1 business day", "36600 days", "5228 business days", "1200 months", "400 quarters",
         "100 years", "101 years", "9999 years", "0 days", "-1 days", "99999 days")  # fmt: skip
# Each look goes through all of a window: a few edges say the same.
WINDOWS = {"3 months": ("1 day", "1200 months", "101 years")}
DAYS = ("1900-01-01", "2199-12-31", "0001-01-01", "9999-12-31", "2026-02-29")
COUNTS = ("0", "1", "9", "10", "20", "99", "1000", "1001", "-1", "9" * 22, "1e9", "0.5", "NaN")
AMOUNTS = ("0%", "-1%", "999999999999999%", "999999999999999.999999%", "0.000001%", "-999999999999999%",
           "70", "1e9%", "9" * 16 + "%", "NaN", "Infinity")  # fmt: skip


def edges(value):
    """What else could stand where this does; nothing where it is no quantity."""
    if not isinstance(value, str):
        return ()
    if value in WINDOWS:
        return WINDOWS[value]
    if value.endswith("%"):
        return AMOUNTS
    if value[:4].isdigit() and value[4:5] == "-":
        return DAYS
    if value.isdecimal():
        return (*COUNTS, *AMOUNTS[1:4])
    return SPANS if value[:1].isdigit() else ()


def at(plain, path):
    for step in path:
        plain = plain[step]
    return plain


EDGED = [path for path in places(PLAIN) if edges(at(PLAIN, path)) and path != ("version",)]


def survives(text):
    """Checked without a fault of our own; what is sound is lived through."""
    errors, warnings = check_policy(text, "edges.yaml")
    for said in (*errors, *warnings):
        assert said.code
        assert said.hint
    if not errors:
        policy = policy_of(text)
        plans = played(SCRIPT.splitlines()[0], policy).plans
        lines = SCRIPT.splitlines() if plans else FIGURES_ALONE
        with suppress(EngineError):  # a refusal: what was to be done is not there any more
            played("\n".join(lines), policy)


def test_as_written_it_is_sound_and_every_line_of_the_script_happens():
    errors, _ = check_policy(POLICY, "edges.yaml")
    assert errors == []
    told = played(SCRIPT, policy_of(POLICY))
    assert [plan.ended for plan in told.plans] == [True]


@pytest.mark.parametrize("path", EDGED, ids=lambda path: ".".join(map(str, path)))
def test_an_edge_is_refused_or_lived_through(path):
    for edge in edges(at(PLAIN, path)):
        survives(text_of(changed(PLAIN, path, "replace", edge, "")))
