"""A policy text with a line taken out, put in or changed, by its path."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

import yaml

BASE = """\
planward: policy/1
policy: forms
title: Forms
version: "1"
effective: 2026-01-01
owner: hr@example.com
calendar: {country: US, time_zone: America/New_York}
employee:
  hired: {type: date}
  job: {type: text}
  segment: {type: one_of, values: [smb, enterprise]}
  size: {type: one_of, values: [smb, enterprise]}
  grade: {type: number}
  leave: {type: absence}
metrics:
  attainment: {ratio: {of: closed_won, to: quota}, partial: prorate}
documents:
  plan_letter: {approved_by: [hr]}
open:
  - {when: {metric: attainment, over: last 1 month, below: 70%}, start: work}
stages:
  work:
    level: 1
    must: {letter: {do: issue, document: plan_letter}}
    clocks: {period: {length: 30 days, from: plan_letter.delivered}}
    reviews:
      end:
        at: period.ended
        rows:
          - {when: {metric: attainment, over: period, at_least: 80%}, go: success}
          - {otherwise: ended}
          - {not_known: held}
  success: {final: success}
  ended: {final: no_action}
"""

FIGURES = "2026-02-02 told closed_won 2026-01 50; quota 2026-01 100\n"
OPENED = FIGURES + "2026-02-03 hr confirm\n"
HANDED_OVER = (
    OPENED
    + """\
2026-02-04 hr approve plan_letter
2026-02-04 manager issue plan_letter
2026-02-05 manager deliver plan_letter
"""
)  # the clock runs from 2026-02-05 to 2026-03-07
LATE = "2026-06-01 passes\n"


def patched(text: str, changes: Mapping[str, str | None]) -> str:
    """`changes` by path (`open.0.when.below`): YAML to put there, or None to take it away."""
    plain = yaml.load(text, yaml.BaseLoader)  # reads text only, and our own
    for path, said in changes.items():
        value = None if said is None else yaml.load(said, yaml.BaseLoader)
        _put(plain, path.split("."), value, gone=said is None)
    return yaml.safe_dump(plain, sort_keys=False, width=1000)


def _put(into: Any, path: list[str], value: Any, *, gone: bool) -> None:
    key: Any = int(path[0]) if isinstance(into, list) else path[0]
    if len(path) > 1:
        if isinstance(into, dict) and key not in into:
            into[key] = {}
        _put(into[key], path[1:], value, gone=gone)
    elif gone:
        del into[key]  # a KeyError means that the table names a line that is not there
    elif isinstance(into, list) and key == len(into):
        into.append(deepcopy(value))
    else:
        into[key] = deepcopy(value)
