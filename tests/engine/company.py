"""An invented company with two teams, under a policy in which much is done by people."""

from pathlib import Path

from tests.workspaces import PlayedWorkspace, new_workspace

POLICY = """\
planward: policy/1
policy: care
title: Help with results
version: "1"
effective: 2026-01-01
owner: hr@example.com
calendar: {country: US, time_zone: America/New_York}
employee: {job: {type: text}}
covers: {field: job, is: Account Executive}
metrics:
  attainment: {ratio: {of: closed_won, to: quota}, partial: prorate}
questions:
  progress: {ask: manager, text: "How far has the work improved?", answers: [enough, too_little]}
roles:
  manager: {field: manager}
  second_line: {field: manager.manager, not_same_as: [manager]}
  hr: {field: hr_partner, not_same_as: [manager, second_line]}
  coaches: {group: coaches}
documents:
  gap_statement: {template: gap_statement.docx, drafted_by: manager, approved_by: []}
  check_in_form: {template: check_in_form.docx, drafted_by: manager, approved_by: []}
  improvement_plan:
    {template: improvement_plan.docx, drafted_by: manager, approved_by: [hr]}
open:
  - track: help
    when: {metric: attainment, over: last 2 months, below: 70%}
    propose_to: [hr]
    start: help
    document: gap_statement
stages:
  help:
    title: Help
    level: 1
    must:
      letter: {do: issue, document: improvement_plan, within: 5 business days, from: stage.entered}
      weekly: {do: check_in, by: manager, document: check_in_form, every: 1 week, during: period,
               if_missed: [{remind: 1 business day}]}
      course: {do: train, by: manager, text: Two half days, given_by: Academy, within: 2 weeks,
               from: period.started}
      visits: {do: support, text: Two joint visits, by: manager, within: 2 weeks, from: period.started}
      mentor: {do: support, text: A talk, by: coaches, within: 2 weeks, from: period.started}
      desk: {do: act, text: A quiet desk, by: second_line, within: 2 weeks, from: period.started}
    clocks: {period: {length: 22 days, from: improvement_plan.delivered}}
    goals:
      fixed:
        attain: {title: Attainment, metric: attainment, over: period, at_least: 80%}
      set_by: {role: manager, at_most: 2}
    reviews:
      end:
        at: period.ended
        by: manager
        rows:
          - {when: {answer: progress, is: enough}, go: success}
          - {when: {answer: progress, is: too_little}, go: closed}
          - not_known: held
    deadline: {within: 26 weeks, from: stage.entered}
  success: {title: Standard met, final: success}
  closed: {title: Closed, final: no_action}
  left: {title: Left, final: left}
held: {by: hr, then: closed}
"""
PEOPLE = """\
Employee,Name,Manager,HR partner,Team,Job,Starting
E001,Dana Chief,,,,Director,2015-01-01
E002,Mia Lead,E001,E009,East,Manager,2015-01-01
E003,Tom Lead,E001,E009,West,Manager,2015-01-01
E009,Hal Partner,E001,,,HR,2015-01-01
E010,Cora Coach,E001,,,Coach,2015-01-01
E011,Cal Coach,E001,,,Coach,2015-01-01
E012,Ann Seller,E002,E009,East,Account Executive,2020-01-01
E013,Bob Seller,E002,E009,East,Account Executive,2020-01-01
E021,Wes Seller,E003,E009,West,Account Executive,2020-01-01
"""
FIGURES = """\
Employee,Period,Quota,Closed won
E012,2026-01,100000,42000
E012,2026-02,100000,44000
"""
PLAN = "PW-2026-0001"
FOLDER = f"East/E012 {PLAN}"


def company(root: Path, policy: str = POLICY) -> PlayedWorkspace:
    """The roster and two months of E012 dropped, nothing looked at yet."""
    made = new_workspace(root, policy, teams=("East", "West"))
    made.drops("roster.csv", PEOPLE)
    made.drops("figures.csv", FIGURES)
    return made


GROUPS = """\
Employee,Name,Manager,Group,Starting
E010,Cora Coach,E001,coaches,2020-01-01
E011,Cal Coach,E001,coaches,2020-01-01
"""


def handed_over(root: Path, policy: str = POLICY) -> PlayedWorkspace:
    """E012's plan runs since 5 March 2026: its first check-in is due on the 12th."""
    made = company(root, policy)
    made.drops("groups.csv", GROUPS)
    made.runs("2026-03-02")
    for day, action, role, by in (
        ("2026-03-02", "confirm", "hr", "E009"),
        ("2026-03-03", "approve", "hr", "E009"),
        ("2026-03-04", "issue", "manager", "E002"),
        ("2026-03-05", "deliver", "manager", "E002"),
    ):
        made.does("record", PLAN, action, "--role", role, "--by", by, "--as-of", day)
    return made
