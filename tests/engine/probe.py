"""Small policies on results and conduct, and the people and figures they are tried on."""

from pathlib import Path

from tests.workspaces import PlayedWorkspace, new_workspace

TOP = """\
planward: policy/1
policy: probe
title: Probe
version: 1
effective: 2026-01-01
owner: hr@example.com
calendar: {country: US, time_zone: America/New_York}
employee:
  hired: {type: date}
  job: {type: text}
values: {floor: 70%}
metrics:
  attainment: {ratio: {of: closed_won, to: quota}, partial: prorate}
  calls: {count: customer_calls}
  talks: {count: coaching_talks}
roles:
  manager: {field: manager}
  second_line: {field: manager.manager, not_same_as: [manager]}
  hr: {field: hr_partner, not_same_as: [manager, second_line]}
documents:
  gap_statement: {approved_by: []}
  written_warning: {}
  improvement_plan: {approved_by: [second_line, hr], acknowledged: {within: 5 business days}}
  separation_recommendation: {assurance: confirmed, approved_by: [second_line, hr]}
must:
  ending: {do: issue, document: separation_recommendation, in: [separated], from: plan.closed}
"""
STAGES = """\
stages:
  warning:
    level: 1
    must: {letter: {do: issue, document: written_warning}}
    clocks: {period: {length: 30 days, from: written_warning.delivered}}
    reviews:
      end:
        - {when: {metric: attainment, over: period, at_least: 80%}, go: success}
        - otherwise: improvement
        - not_known: held
  improvement:
    level: 2
    must: {letter: {do: issue, document: improvement_plan}}
    clocks: {period: {length: 60 days, from: improvement_plan.delivered}}
    may: {resign: {do: resign, go: left, during: stage}}
    reviews:
      end:
        - {when: {metric: attainment, over: period, at_least: 80%}, go: success}
        - {otherwise: separated, decided_by: [second_line, hr]}
        - not_known: held
  success: {final: success}
  separated: {final: dismissed}
  left: {final: left}
"""
LOW = "{metric: attainment, over: last 3 months, below: $floor}"
TALKED = "{metric: talks, over: last 1 month, at_least: 3}"
RELAPSE = f"""\
issues: [results]
open:
  - track: relapse
    when: {{all: [{LOW}, {{earlier_plan: same_issue, ended_within: 6 months}}]}}
    start: improvement
    document: gap_statement
  - {{when: {LOW}, start: warning, document: gap_statement}}
"""
TWO_ISSUES = f"""\
issues: [results, conduct]
open:
  - {{track: att, issue: conduct, when: {TALKED}, start: warning, document: gap_statement}}
  - {{track: res, issue: results, when: {LOW}, start: improvement, document: gap_statement}}
"""
ROSTER = """\
Employee,Name,Manager,HR partner,Team,Hired,Job,Left,Starting
D1,Dana Chief,,,,2010-01-01,Director,,2015-01-01
H1,Hal Partner,D1,,,2010-01-01,HR,,2015-01-01
M1,Mia Lead,D1,H1,,2015-01-01,Manager,,2015-01-01
E1,Ann Archer,M1,H1,East,2020-01-01,Account Executive,,2020-01-01
E2,Bob Baker,M1,H1,East,2020-01-01,Account Executive,,2020-01-01
"""


def probe(root: Path, opens: str, stages: str = STAGES, top: str = TOP) -> PlayedWorkspace:
    """A workspace under that policy, in which everybody is known since 5 January 2026."""
    made = new_workspace(root, top + opens + stages)
    made.drops("roster.csv", ROSTER)
    made.runs("2026-01-05")
    return made


def sold(made: PlayedWorkspace, name: str, who: str, months: dict[str, int]) -> None:
    """Percent of a quota of 100,000, month by month."""
    lines = [f"{who},{month},100000,{percent * 1000}" for month, percent in months.items()]
    made.drops(f"{name}.csv", "\n".join(("Employee,Period,Quota,Closed won", *lines, "")))


def plans(made: PlayedWorkspace) -> list[tuple[str, str, str]]:
    """Whose, on which track, and how it stands: its outcome, or its stage, or that it is proposed."""
    return [
        (each["employee"], each["track"], each["outcome"] or each["stage"] or each["state"])
        for each in made.status()["plans"]
    ]


def acts(made: PlayedWorkspace, day: str, plan: str, action: str, who: str, *more: str) -> str:
    role, by = who.split("/")
    return made.does("record", plan, action, "--role", role, "--by", by, "--as-of", day, *more)
