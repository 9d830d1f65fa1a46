"""Whole lives of plans under the shipped policies, told day by day."""

# ruff: noqa: E501 - a line of a diary is not broken

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Life:
    """`policy` names the shipped file; `away`: days on which nobody was looking, from and to."""

    policy: str
    script: str
    away: tuple[str, str] = ("", "")


TO_IMPROVEMENT = """\
2026-03-03 told closed_won 2026-01..2026-02 40000; quota 2026-01..2026-02 100000
2026-03-04 hr confirm
2026-03-05 manager goal --note "Two new accounts opened"
2026-03-06 second_line approve improvement_plan
2026-03-09 hr approve improvement_plan
2026-03-09 manager issue improvement_plan
2026-03-10 manager deliver improvement_plan
2026-03-12 employee acknowledge improvement_plan
2026-03-13 manager meet kickoff
"""
IMPROVED = """\
2026-03-17 manager check-in weekly
2026-03-24 manager check-in weekly
2026-03-27 manager train training
2026-03-30 second_line act territory
2026-03-31 manager check-in weekly
2026-04-02 manager support visits
2026-04-03 told closed_won 2026-03 {march}; quota 2026-03 100000; customer_calls 2026-03-31 30
2026-04-07 manager check-in weekly
2026-04-14 manager check-in weekly
2026-04-21 manager check-in weekly
2026-04-28 manager check-in weekly
2026-05-05 manager check-in weekly
2026-05-05 told closed_won 2026-04 {april}; quota 2026-04 100000; customer_calls 2026-04-30 45
2026-05-08 manager goal --answer own-1=met
"""

LIVES = {
    "coaching, then the standard is met": Life("field-sales", """\
2026-02-03 told closed_won 2025-11..2026-01 70000; quota 2025-11..2026-01 100000
2026-02-04 manager confirm
2026-02-05 hr return coaching_letter --note "name the two accounts that were lost"
2026-02-06 hr approve coaching_letter
2026-02-06 manager issue coaching_letter
2026-02-09 manager deliver coaching_letter
2026-02-20 manager support visit
2026-03-12 told closed_won 2026-02 60000; quota 2026-02 100000
2026-04-02 told closed_won 2026-03 90000; quota 2026-03 100000
2026-04-06 hr approve outcome_letter
2026-04-06 manager issue outcome_letter
2026-04-07 manager deliver outcome_letter
2026-07-01 passes
"""),
    "an improvement plan is met": Life("field-sales", TO_IMPROVEMENT + IMPROVED.format(march=85000, april=92000) + """\
2026-05-12 hr approve outcome_letter
2026-05-12 manager issue outcome_letter
2026-05-13 manager deliver outcome_letter
2026-06-30 passes
"""),
    "extension, then success": Life("field-sales", TO_IMPROVEMENT + """\
2026-03-16 employee reply --note "My territory was cut in January; please look at it"
2026-03-17 manager check-in weekly
2026-03-24 manager check-in weekly
2026-03-27 manager train training
2026-03-30 second_line act territory
2026-04-01 manager check-in weekly --on 2026-03-31
2026-04-02 manager support visits
2026-04-03 told closed_won 2026-03 60000; quota 2026-03 100000; customer_calls 2026-03-31 30
2026-04-20 manager extend more_time --note "two deals slipped into May"
2026-04-20 manager answer --answer progress=partly
2026-04-21 manager extend more_time --note "two deals slipped into May"
2026-04-22 hr approve --item more_time
2026-04-23 hr approve extension_letter
2026-04-23 manager issue extension_letter
2026-04-24 manager deliver extension_letter
2026-05-05 told closed_won 2026-04 95000; quota 2026-04 100000; customer_calls 2026-04-30 45
2026-05-06 manager extend more_time --note "once more"
2026-06-03 told closed_won 2026-05 120000; quota 2026-05 100000; customer_calls 2026-05-29 45
2026-06-05 manager goal --answer own-1=met
2026-06-10 hr approve outcome_letter
2026-06-10 manager issue outcome_letter
2026-06-11 manager deliver outcome_letter
2026-06-30 passes
"""),
    "final warning, then two people decide a separation": Life("field-sales", TO_IMPROVEMENT + IMPROVED.format(march=55000, april=50000) + """\
2026-05-11 manager decide --outcome last_chance
2026-05-12 hr decide --outcome last_chance
2026-05-13 second_line approve final_warning
2026-05-14 hr issue final_warning
2026-05-15 hr deliver final_warning
2026-05-18 hr refuse final_warning --note "read aloud and left on the table; witness Ivar Juhl"
2026-05-20 employee reply --note "I do not agree with the figures of April"
2026-05-29 manager check-in looks
2026-06-15 manager check-in looks
2026-06-29 manager check-in looks
2026-07-03 told closed_won 2026-05..2026-06 50000; quota 2026-05..2026-06 100000
2026-07-15 hr decide --outcome separated --assurance confirmed
2026-07-16 hr decide --outcome separated --assurance confirmed
2026-07-16 second_line decide --outcome separated
2026-07-17 second_line decide --outcome separated --assurance confirmed
2026-07-20 second_line approve separation_recommendation --assurance confirmed
2026-07-21 hr issue separation_recommendation
2026-07-22 hr deliver separation_recommendation
2026-08-31 passes
"""),
    "declined": Life("field-sales", """\
2026-03-03 told closed_won 2026-01..2026-02 40000; quota 2026-01..2026-02 100000
2026-03-04 manager decline --note "not mine to say"
2026-03-04 hr decline --note "the territory was changed in January"
2026-03-20 passes
2026-04-02 told closed_won 2026-03 45000; quota 2026-03 100000
"""),
    "withdrawn after a correction": Life("field-sales", """\
2026-03-03 told closed_won 2026-01..2026-02 40000; quota 2026-01..2026-02 100000
2026-03-04 hr confirm
2026-03-06 second_line approve improvement_plan
2026-03-09 told closed_won 2026-02 85000
2026-03-10 hr decide --outcome withdraw --note "February was booked to another name"
2026-03-31 passes
"""),
    "a proposal falls away before anybody confirms it": Life("field-sales", """\
2026-03-03 told closed_won 2026-01..2026-02 40000; quota 2026-01..2026-02 100000
2026-03-04 told closed_won 2026-01..2026-02 95000
2026-03-04 hr confirm
"""),
    "the employee leaves": Life("field-sales", TO_IMPROVEMENT + """\
2026-03-17 manager check-in weekly
2026-03-20 told left = 2026-03-31
2026-03-24 manager check-in weekly
2026-04-10 passes
"""),
    "the employee resigns": Life("field-sales", TO_IMPROVEMENT + """\
2026-03-17 manager check-in weekly
2026-03-20 employee resign resign --assurance confirmed --outcome 2026-04-03 --note "another offer"
2026-04-10 passes
"""),
    "nobody acts until the deadline, then it is resumed": Life("field-sales", """\
2026-02-03 told closed_won 2025-11..2026-01 70000; quota 2025-11..2026-01 100000
2026-02-04 manager confirm
2026-05-20 manager resume --note "sorry"
2026-05-20 hr resume --note "the manager was away; coaching begins now"
2026-05-21 hr approve coaching_letter
2026-05-21 manager issue coaching_letter
2026-05-22 manager deliver coaching_letter
2026-06-03 manager support visit
2026-07-02 told closed_won 2026-06 88000; quota 2026-06 100000
2026-07-31 passes
"""),
    "held in the middle, and no day of it is counted": Life("field-sales", """\
2026-03-03 told closed_won 2026-01..2026-02 40000; quota 2026-01..2026-02 100000
2026-03-04 manager open judged --outcome warning --note "two customers complained"
2026-03-04 hr confirm
2026-03-06 second_line approve improvement_plan
2026-03-09 hr approve improvement_plan
2026-03-09 manager issue improvement_plan
2026-03-10 manager deliver improvement_plan
2026-05-26 hr resume --note "the figures of May come in June"
2026-06-03 told closed_won 2026-03..2026-05 88000; quota 2026-03..2026-05 100000; customer_calls 2026-03-31 40; customer_calls 2026-05-20 40
2026-06-30 passes
"""),
    "not known, held, closed without action": Life("starter", """\
2026-02-03 told closed_won 2025-11..2026-01 60000; quota 2025-11..2026-01 100000
2026-02-04 hr confirm
2026-02-05 hr approve written_warning
2026-02-05 manager issue written_warning
2026-02-06 manager deliver written_warning
2026-06-30 passes
"""),
    "a warning is enough": Life("starter", """\
2026-02-03 told closed_won 2025-11..2026-01 60000; quota 2025-11..2026-01 100000
2026-02-04 hr confirm
2026-02-05 hr approve written_warning
2026-02-05 manager issue written_warning
2026-02-06 manager deliver written_warning
2026-03-03 told closed_won 2026-02 95000; quota 2026-02 100000
2026-04-02 told closed_won 2026-03 90000; quota 2026-03 100000
2026-04-30 passes
"""),
    "hub, 90 days, met": Life("hub", """\
2026-02-03 told closed_won 2025-08..2026-01 70000; quota 2025-08..2026-01 100000
2026-02-04 manager confirm
2026-02-05 hr approve coaching_letter
2026-02-05 manager issue coaching_letter
2026-02-06 manager deliver coaching_letter
2026-02-09 employee acknowledge coaching_letter
2026-03-16 manager check-in talks
2026-03-30 manager check-in talks
2026-04-13 manager check-in talks
2026-04-27 manager check-in talks
2026-05-11 manager check-in talks
2026-05-26 manager check-in talks
2026-06-03 told closed_won 2026-03..2026-05 90000; quota 2026-03..2026-05 100000
2026-06-08 hr approve outcome_letter
2026-06-08 manager issue outcome_letter
2026-06-09 manager deliver outcome_letter
2026-07-31 passes
"""),
    "hub, 90 days not met, then 30 days to the end": Life("hub", """\
2026-02-03 told closed_won 2025-08..2026-01 70000; quota 2025-08..2026-01 100000
2026-02-04 manager confirm
2026-02-05 hr approve coaching_letter
2026-02-05 manager issue coaching_letter
2026-02-06 manager deliver coaching_letter
2026-06-03 told closed_won 2026-03..2026-05 60000; quota 2026-03..2026-05 100000
2026-06-08 hr decide --outcome performance
2026-06-09 manager approve improvement_plan
2026-06-10 hr approve improvement_plan
2026-06-10 manager issue improvement_plan
2026-06-11 manager deliver improvement_plan
2026-07-08 manager check-in talks
2026-07-15 manager check-in talks
2026-07-22 manager check-in talks
2026-07-29 manager check-in talks
2026-08-04 told closed_won 2026-07 55000; quota 2026-07 100000
2026-08-10 second_line decide --outcome separated --assurance confirmed
2026-08-11 hr decide --outcome separated --assurance confirmed
2026-08-12 second_line approve separation_recommendation --assurance confirmed
2026-08-13 hr issue separation_recommendation
2026-08-13 hr deliver separation_recommendation
2026-09-30 passes
"""),
    "hub, 30 days, met": Life("hub", """\
2026-02-02 told segment = enterprise
2026-02-03 told closed_won 2025-05..2026-01 50000; quota 2025-05..2026-01 100000
2026-02-04 hr confirm
2026-02-05 manager approve improvement_plan
2026-02-06 hr approve improvement_plan
2026-02-06 manager issue improvement_plan
2026-02-09 manager deliver improvement_plan
2026-02-16 told manager = E00007; E00007 manager = E00002
2026-03-09 manager check-in talks
2026-03-09 manager/E00007 check-in talks
2026-04-02 told closed_won 2026-03 96000; quota 2026-03 100000
2026-04-30 passes
"""),
    "nobody was looking when a review came due": Life("hub", """\
2026-02-03 told closed_won 2025-08..2026-01 50000; quota 2025-08..2026-01 100000
2026-02-04 hr confirm
2026-02-05 manager approve improvement_plan
2026-02-06 hr approve improvement_plan
2026-02-06 manager issue improvement_plan
2026-02-09 manager deliver improvement_plan
2026-05-20 passes
2026-05-21 hr resume --note "the engine was down"
2026-05-22 told closed_won 2026-02..2026-03 90000; quota 2026-02..2026-03 100000
2026-06-30 passes
""", ("2026-02-20", "2026-05-19")),
}  # fmt: skip
