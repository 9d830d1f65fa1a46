"""The forms outside stages: calendar, fields, values, conditions, roles, opening, documents."""

# ruff: noqa: E501 - a row of a table is read across, like the line of a diary

from collections.abc import Iterator

from tests.stories.patching import FIGURES, HANDED_OVER, LATE, OPENED
from tests.stories.rows import Row, row

UNDONE = OPENED + LATE
WHEN = "open.0.when"
MAY = """\
2026-05-26 told closed_won 2026-04 50; quota 2026-04 100
2026-05-27 hr confirm
2026-07-01 passes
"""
FLOOR = {
    "values.floor": "{dated: [{starting: 2025-01-01, is: 60%, source: HR-1},"
    " {starting: 2026-02-01, is: 70%, source: HR-2}]}",
    "open.0.when.below": "$floor",
}
SIXTY_FIVE = """\
2026-02-02 told closed_won 2026-01 65; quota 2026-01 100
2026-03-02 told closed_won 2026-02 65; quota 2026-02 100
"""
WINDOW = {
    "values.window": "{varies_by: segment, is: {smb: 30 days, enterprise: 60 days}}",
    "stages.work.clocks.period.length": "$window",
}

TALK_FIRST = {
    "open.0.start": "talk",
    "stages.talk": "{level: 1, must: {note: {do: act, text: Talk, within: 5 days}}, reviews: {look:"
    " {at: note.done, rows: [{otherwise: work}, {not_known: held}]}}}",
}
TALKED = OPENED + "2026-02-04 manager act note\n"

TOP = (
    row("the policy's id", "/policy", {"policy": "others"}, FIGURES),
    row(
        "the policy's title",
        "/title",
        {"title": "Others"},
        FIGURES,
        {"open.0.document": "plan_letter"},
        "brief",
    ),
    row(
        "its version",
        "/version",
        {"version": "'2'"},
        FIGURES,
        {"open.0.document": "plan_letter"},
        "brief",
    ),
    row(
        "its owner",
        "/owner",
        {"owner": "legal@example.com"},
        FIGURES,
        {"open.0.document": "plan_letter"},
        "brief",
    ),
    row("its first day", "/effective", {"effective": "2026-03-01"}, FIGURES),
    row(
        "what plans can be about",
        "/issues",
        {"issues": "[conduct, results]"},
        FIGURES,
        {"issues": "[results, conduct]"},
    ),
)

CALENDAR = (
    row("a public holiday moves a due day", "/calendar calendar.country", {"calendar.country": "DE"}, UNDONE),
    row("a holiday of one part of a country", "calendar.subdivision", {"calendar.subdivision": None}, MAY,
        {"calendar.country": "DE", "calendar.subdivision": "BY"}),
    row("other days of the weekend", "calendar.weekend", {"calendar.weekend": None}, UNDONE,
        {"calendar.weekend": "[friday, saturday]", "stages.work.must.letter.within": "3 business days"}),
    row("an extra day off", "calendar.extra_days_off", {"calendar.extra_days_off": None}, UNDONE,
        {"calendar.extra_days_off": "[2026-02-10]"}),
    row("until when figures may come", "calendar.figures_due", {"calendar.figures_due": None},
        FIGURES.replace("2026-02-02", "2026-03-24"), {"calendar.figures_due": "20 business days"}),
    row("quarters of the fiscal year", "calendar.fiscal_year_starts", {"calendar.fiscal_year_starts": None},
        "2026-05-04 told closed_won 2026-01..2026-04 50; quota 2026-01..2026-04 100",
        {"calendar.fiscal_year_starts": "february", WHEN: "{metric: attainment, over: last 1 quarter, below: 70%}"}),
    *(
        row(f"a due day on a Saturday rolls {way}", "calendar.roll", {"calendar.roll": None}, UNDONE,
            {"calendar.roll": way, "stages.work.must.letter.within": "4 days"})
        for way in ("backward", "none")
    ),
)  # fmt: skip

FIELDS = (
    row("a number is compared as a number", "/employee employee.type", {"employee.grade.type": "text"},
        "2026-01-05 told grade = 5.0\n" + FIGURES, {"covers": "{field: grade, is: 5}"}),
    row("a word that the field cannot hold is not known", "employee.values", {"employee.segment.values": "[smb, enterprise, medium]"},
        "2026-01-05 told segment = medium\n" + FIGURES, {"leaves_out": "[{title: Large, when: {field: segment, is: enterprise}}]"}),
    row("a restricted field is never named", "employee.restricted", {"employee.segment.restricted": None}, FIGURES,
        {"employee.segment.restricted": "true",
         WHEN: "{all: [{metric: attainment, over: last 1 month, below: 70%}, {field: segment, is: smb}]}"}, "words"),
)  # fmt: skip

VALUES = (
    row("a later value holds from its day", "/values dated_value.dated", {"values.floor.dated.1": None}, SIXTY_FIVE, FLOOR),
    row("the day a value starts", "dated_entry.starting", {"values.floor.dated.1.starting": "2026-01-15"}, SIXTY_FIVE, FLOOR),
    row("the value itself", "dated_entry.is", {"values.floor.dated.1.is": "60%"}, SIXTY_FIVE, FLOOR),
    row("where a value comes from", "dated_entry.source", {"values.floor.dated.1.source": None}, SIXTY_FIVE, FLOOR, "words"),
    row("a dated value as of today", "dated_value.taken_at", {"values.bar.taken_at": None},
        HANDED_OVER + "2026-03-02 told closed_won 2026-02..2026-03 75; quota 2026-02..2026-03 100\n" + LATE,
        {"values.bar": "{taken_at: today, dated: [{starting: 2025-01-01, is: 80%}, {starting: 2026-02-20, is: 70%}]}",
         "stages.work.reviews.end.rows.0.when.at_least": "$bar"}),
    row("a value by a field", "varying_value.varies_by", {"values.window.varies_by": "size"},
        "2026-01-05 told size = enterprise\n" + HANDED_OVER, WINDOW),
    row("the value for that field", "varying_value.is", {"values.window.is.smb": "40 days"}, HANDED_OVER, WINDOW),
    row("a varying value as of today", "varying_value.taken_at", {"values.window.taken_at": None},
        OPENED + "2026-02-04 told segment = enterprise\n" + HANDED_OVER[len(OPENED):].replace("02-04", "02-06").replace("02-05", "02-06"),
        {**WINDOW, "values.window.taken_at": "today"}),
    row("a varying value as of the stage", "varying_value.taken_at", {"values.window.taken_at": None},
        OPENED + "2026-02-04 told segment = enterprise\n2026-02-05 manager act note\n2026-02-06 told segment = smb\n"
        "2026-02-09 hr approve plan_letter\n2026-02-09 manager issue plan_letter\n2026-02-09 manager deliver plan_letter\n",
        {**WINDOW, **TALK_FIRST, "values.window.taken_at": "stage.entered"}),
)  # fmt: skip


def _field_rows() -> Iterator[Row]:
    """A policy that covers Anna, and would not if the line said something else."""
    told = "2026-01-05 told grade = 5\n" + FIGURES
    for field, said, other in (
        ("segment", "is: smb", "is: enterprise"),
        ("segment", "is_not: enterprise", "is_not: smb"),
        ("segment", "is_one_of: [smb, enterprise]", "is_one_of: [enterprise]"),
        ("hired", "before: 2025-01-01", "before: 2024-01-01"),
        ("hired", "after: 2024-01-01", "after: 2025-01-01"),
        ("grade", "below: 6", "below: 5"),
        ("grade", "at_least: 5", "at_least: 6"),
        ("grade", "above: 4", "above: 5"),
        ("grade", "at_most: 5", "at_most: 4"),
    ):
        operator = said.split(":")[0]
        yield row(
            f"a field {operator.replace('_', ' ')}",
            f"/covers field_test.{operator}",
            {"covers": f"{{field: {field}, {other}}}"},
            told,
            {"covers": f"{{field: {field}, {said}}}"},
        )
    yield row(
        "which field",
        "field_test.field",
        {"covers.field": "size"},
        "2026-01-05 told size = enterprise\n" + FIGURES,
        {"covers": "{field: segment, is: smb}"},
    )
    yield row(
        "an absence",
        "field_test.is_one_of",
        {"leaves_out": None},
        "2026-01-20 told away leave parental 2026-01-10..2026-03-20\n" + FIGURES,
        {
            "leaves_out": "[{title: Away, when: {field: leave, is_one_of: [parental]}}]",
            "employee.leave.restricted": "false",
        },
    )
    yield row(
        "an absence that protects",
        "employee.restricted",
        {"employee.leave.restricted": "false"},
        "2026-01-20 told away leave parental 2026-01-10..2026-03-20\n" + FIGURES,
    )
    for said, other in (
        ("below: 1 month", "below: 3 years"),
        ("at_least: 3 years", "at_least: 1 year"),
        ("above: 3 years", "above: 1 year"),
        ("at_most: 1 month", "at_most: 3 years"),
    ):
        operator = said.split(":")[0]
        yield row(
            f"time since a day {operator.replace('_', ' ')}",
            f"/leaves_out leaves_out.when time_since_test.time_since time_since_test.{operator}",
            {"leaves_out.0.when": f"{{time_since: hired, {other}}}"},
            FIGURES,
            {"leaves_out": f"[{{title: Ramp, when: {{time_since: hired, {said}}}}}]"},
        )
    yield row(
        "the name of an exclusion",
        "leaves_out.title",
        {"leaves_out.0.title": "Start"},
        FIGURES,
        {
            "leaves_out": "[{title: Ramp, when: {time_since: hired, below: 1 month}}]",
            "open.0.document": "plan_letter",
        },
        "brief",
    )


# A plan that ended on 2026-03-07, and a month after it that would open another.
AGAIN = (
    HANDED_OVER
    + """\
2026-03-02 told closed_won 2026-02 50; quota 2026-02 100
2026-03-07 told closed_won 2026-03-01..2026-03-07 10; quota 2026-03-01..2026-03-07 20
2026-04-01 told closed_won 2026-03-08..2026-03-31 40; quota 2026-03-08..2026-03-31 80
"""
)
COUNTING = {"open.0.counts_earlier": "true"}  # March too, in which the first plan ended
EARLIER = COUNTING | {
    "leaves_out": "[{title: Second, when: {earlier_plan: same_issue, ended_within: 1 year}}]"
}
COUNTED = "leaves_out.0.when.earlier_plan"
FOUR_WEEKS = COUNTING | {
    "leaves_out": "[{title: Second, when: {earlier_plan: {within: {of: ended, length: 4 weeks}}}}]"
}
EVER = COUNTING | {"leaves_out": "[{title: Second, when: {earlier_plan: {ever: true}}}]"}
CONDUCT_FIRST = AGAIN.replace(
    "2026-02-03 hr confirm\n",
    "2026-02-02 hr decline\n2026-02-03 hr open other --outcome work --note 'as asked'\n",
)
PARTS = "{metric: attainment, over: last 1 month, below: 70%}, {field: segment, is: enterprise}"
CONDITIONS = (
    row("months before a good end count again", "open_row.counts_earlier", {"open.0.counts_earlier": None}, AGAIN, COUNTING),
    row("a window too old to propose on", "open_row.not_older_than", {"open.0.not_older_than": None},
        FIGURES.replace("2026-02-02", "2026-03-05"), {"open.0.not_older_than": "30 days"}),
    row("a window however old", "open_row.not_older_than", {"open.0.not_older_than": None},
        FIGURES.replace("2026-02-02", "2026-04-02"), {"open.0.not_older_than": "forever", "calendar.figures_due": "40 business days"}),
    row("an earlier plan", "earlier_plan_test.earlier_plan", {"leaves_out": None}, AGAIN, EARLIER),
    row("how long ago it ended", "earlier_plan_test.ended_within", {"leaves_out.0.when.ended_within": "2 weeks"}, AGAIN, EARLIER),
    row("how long ago at most", "earlier_plans.within earlier_plans.within.length", {COUNTED + ".within.length": "2 weeks"}, AGAIN, FOUR_WEEKS),
    row("since it ended or since it started", "earlier_plans.within.of", {COUNTED + ".within.of": "started"}, AGAIN, FOUR_WEEKS),
    row("however long ago", "earlier_plans.ever", {COUNTED: "{within: {length: 2 weeks}}"}, AGAIN, EVER),
    row("how it ended", "earlier_plans.outcome", {COUNTED + ".outcome": "[success]"}, AGAIN, EVER),
    row("how many there were", "earlier_plans.at_least", {COUNTED + ".at_least": "2"}, AGAIN, EVER),
    row("on the same issue or on any", "earlier_plans.issue", {COUNTED + ".issue": "same"}, CONDUCT_FIRST,
        {"issues": "[results, conduct]", "leaves_out": "[{title: Any, when: {earlier_plan: {issue: any}}}]",
         "open.1": "{track: other, issue: conduct, opened_by: [hr], start: work}"}),
    row("all must hold", "all_test.all", {WHEN: f"{{any: [{PARTS}]}}"}, FIGURES, {WHEN: f"{{all: [{PARTS}]}}"}),
    row("any may hold", "any_test.any", {WHEN: f"{{all: [{PARTS}]}}"}, FIGURES, {WHEN: f"{{any: [{PARTS}]}}"}),
    row("none may hold", "none_test.none", {WHEN + ".all.1.none": "[{field: segment, is: smb}]"}, FIGURES,
        {WHEN: "{all: [{metric: attainment, over: last 1 month, below: 70%}, {none: [{field: segment, is: enterprise}]}]}"}),
)  # fmt: skip

BY_HAND = {
    "open.1": "{track: judged, opened_by: [manager], start: [work, talk]}",
    **{k: v for k, v in TALK_FIRST.items() if k != "open.0.start"},
}
OPEN = (
    row("without a row, no plan", "/open open_row.when", {WHEN + ".below": "10%"}, FIGURES),
    row("the name of the way", "open_row.track", {"open.0.track": None}, FIGURES, {"open.0.track": "results"}),
    row("what the plan is about", "open_row.issue", {"open.0.issue": None}, FIGURES,
        {"issues": "[results, conduct]", "open.0.issue": "conduct"}),
    row("a person names what it is about", "open_row.issue", {"open.1.issue": None},
        "2026-02-03 manager open judged --outcome work --note 'as asked' --answer issue=conduct",
        {**BY_HAND, "issues": "[results, conduct]", "open.1.issue": "asked"}),
    row("who may confirm", "open_row.propose_to", {"open.0.propose_to": None}, FIGURES + "2026-02-03 manager confirm\n",
        {"open.0.propose_to": "[manager, hr]"}),
    row("who may open by hand", "open_row.opened_by", {"open.1.opened_by": "[hr]"},
        "2026-02-03 manager open judged --outcome work --note 'as asked'\n", BY_HAND),
    row("by hand only while the figures say so", "open_row.when", {"open.1.when": None},
        "2026-02-03 manager open judged --outcome work --note 'as asked'\n",
        {**BY_HAND, "open.1.when": "{metric: attainment, over: last 1 month, below: 80%}"}),
    row("where the plan starts", "open_row.start", {"open.0.start": "talk"}, OPENED, BY_HAND),
    row("one of several starts", "open_row.start", {"open.1.start": "[talk]"},
        "2026-02-03 manager open judged --outcome work --note 'as asked'\n", BY_HAND),
    row("the gap statement", "open_row.document", {"open.0.document": None}, FIGURES, {"open.0.document": "plan_letter"}),
    row("the gap statement by hand", "open_row.document", {"open.1.document": None},
        "2026-02-03 manager open judged --outcome work --note 'as asked'\n", {**BY_HAND, "open.1.document": "plan_letter"}),
    row("the graver row comes first", "open_row.when", {"open.0": "{track: grave, when: {metric: attainment, over: last 1 month, below: 40%}, start: work}"},
        FIGURES, {"open.0": "{track: grave, when: {metric: attainment, over: last 1 month, below: 60%}, start: work}",
                  "open.1": "{track: mild, when: {metric: attainment, over: last 1 month, below: 70%}, start: work}"}),
)  # fmt: skip


def _role_rows() -> Iterator[Row]:
    """Who holds a role is recorded when the plan is opened."""
    of = {"field": "field: manager", "group": "group: few", "person": "person: E00003"}
    told = "2026-01-05 told E00003 group = few\n" + OPENED
    other = {"field": "director", "group": "hr-partners", "person": "E00009"}
    for kind, said in of.items():
        name = f"{kind}_role"
        yield row(
            f"a role by {kind}",
            f"/roles {name}.{kind}",
            {f"roles.extra.{kind}": other[kind]},
            told,
            {"roles.extra": f"{{{said}}}"},
        )
        yield row(
            f"a role by {kind}, another person",
            f"{name}.not_same_as",
            {"roles.extra.not_same_as": None},
            told,
            {"roles.extra": f"{{{said}, not_same_as: [manager]}}"},
        )
        yield row(
            f"a role by {kind}, above",
            f"{name}.above",
            {"roles.extra.above": None},
            told,
            {"roles.extra": f"{{{said}, above: [second_line]}}"},
        )
        yield row(
            f"a vacant role by {kind}",
            f"{name}.if_vacant",
            {"roles.extra.if_vacant": None},
            told,
            {"roles.extra": f"{{{said}, not_same_as: [manager], if_vacant: second_line}}"},
        )
        person = (
            said
            if kind == "person"
            else {"field": "field: manager", "group": "group: few"}[kind]
        )
        yield row(
            f"where one person would be two, by {kind}",
            f"{name}.if_same",
            {"roles.extra.if_same": None},
            told,
            {
                "roles.extra": f"{{{person}, if_same: second_line}}",
                LETTER + ".approved_by": "[manager, extra]",
            },
        )
    yield row(
        "a path to a person",
        "field_role.field",
        {"roles.extra.field": "manager.manager.manager"},
        told,
        {"roles.extra": "{field: manager.manager}"},
    )


LETTER = "documents.plan_letter"
RECEIPT = {LETTER + ".acknowledged": "{within: 5 business days}"}
GIVEN = HANDED_OVER + "2026-03-01 passes\n"
DOCUMENTS = (
    row("which Word file", "/documents document.template", {LETTER + ".template": None}, OPENED, {LETTER + ".template": "other.docx"}),
    row("the letter's title", "document.title", {LETTER + ".title": None}, OPENED, {LETTER + ".title": "Your plan"}, "brief"),
    row("whose draft it is", "document.drafted_by", {LETTER + ".drafted_by": None}, OPENED, {LETTER + ".drafted_by": "hr"}, "brief"),
    row("who hands over what no duty asked for", "document.drafted_by", {"documents.longer.drafted_by": None},
        HANDED_OVER + "2026-02-10 manager extend more\n2026-02-10 hr issue longer\n",
        {"documents.longer": "{drafted_by: hr, approved_by: []}",
         "stages.work.may.more": "{do: extend, clock: period, up_to: 10 days, approved_by: [], document: longer}"}),
    row("who approves", "document.approved_by", {LETTER + ".approved_by": "[]"}, HANDED_OVER),
    row("in which order", "document.approved_by", {LETTER + ".approved_by": "[hr, second_line]"},
        OPENED + "2026-02-04 hr approve plan_letter\n2026-02-05 second_line approve plan_letter\n2026-02-06 hr approve plan_letter\n",
        {LETTER + ".approved_by": "[second_line, hr]"}),
    row("how sure an approval must be", "document.assurance", {LETTER + ".assurance": None}, HANDED_OVER, {LETTER + ".assurance": "confirmed"}),
    row("one person approves once", "document.same_person", {"documents.more.same_person": None},
        HANDED_OVER + "2026-02-10 manager extend more\n2026-02-11 manager approve more\n",
        {"documents.more": "{approved_by: [manager, boss], same_person: once}", "roles.boss": "{field: manager}",
         "stages.work.may.more": "{do: extend, clock: period, up_to: 10 days, approved_by: [], document: more}"}),
    row("silence is a receipt", "document.acknowledged", {LETTER + ".acknowledged": None}, GIVEN, RECEIPT),
    row("until when a receipt is waited for", "document.acknowledged.within", {LETTER + ".acknowledged.within": "8 business days"}, GIVEN, RECEIPT),
    row("who confirms the receipt", "document.acknowledged.by", {LETTER + ".acknowledged.by": None},
        HANDED_OVER + "2026-02-06 manager acknowledge plan_letter\n", {LETTER + ".acknowledged": "{by: manager}"}),
    row("what the signature means", "document.acknowledged.means", {LETTER + ".acknowledged.means": None}, OPENED,
        {LETTER + ".acknowledged": "{means: understanding}"}, "brief"),
    row("what is kept of a refusal", "document.acknowledged.if_refused", {LETTER + ".acknowledged.if_refused": None},
        HANDED_OVER + "2026-02-06 manager refuse plan_letter\n", {LETTER + ".acknowledged": "{if_refused: note}"}),
)  # fmt: skip

ROWS = (
    *TOP, *CALENDAR, *FIELDS, *VALUES, *_field_rows(), *CONDITIONS,
    *OPEN, *_role_rows(), *DOCUMENTS,
)  # fmt: skip
