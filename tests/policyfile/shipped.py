"""The shipped policies as texts, and a small sound one to plant single mistakes in."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
POLICIES = sorted((ROOT / "policies").glob("*.yaml"))
FIFTEEN = ROOT / "docs" / "examples" / "fifteen-mistakes.yaml"

SMALL = """\
planward: policy/1
policy: small
title: Small
version: "1"
effective: 2026-01-01
owner: hr@example.com
calendar: {country: US, time_zone: America/New_York}
employee: {hired: {type: date}, segment: {type: one_of, values: [smb, enterprise]}}
values: {floor: 70%, length: {varies_by: segment, is: {smb: 30 days, enterprise: 60 days}}}
metrics: {attainment: {ratio: {of: closed_won, to: quota}}}
questions: {progress: {text: How far, answers: [enough, too_little]}}
documents: {warning: {template: written_warning.docx}}
leaves_out: [{title: Ramp, when: {time_since: hired, below: 6 months}}]
open: [{when: {metric: attainment, over: last 3 months, below: $floor}, start: work}]
stages:
  work:
    level: 1
    must: {letter: {do: issue, document: warning}}
    may: {more: {do: extend, clock: period, up_to: 30 days}}
    clocks: {period: {length: 60 days, from: warning.delivered}}
    goals: {fixed: {attain: {metric: attainment, over: period, at_least: 80%, weight: 70}}}
    reviews: {end: [{when: {goals: all_met}, go: success}, {otherwise: ended}, {not_known: held}]}
  success: {final: success}
  ended: {final: no_action}
"""


def planted(old: str, new: str) -> str:
    """SMALL with one place changed."""
    assert SMALL.count(old) == 1, f"{old!r} is there {SMALL.count(old)} times"
    return SMALL.replace(old, new)
