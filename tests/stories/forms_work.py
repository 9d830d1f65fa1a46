"""Duties and rights: every kind of them, with everything that may be said of each."""

# ruff: noqa: E501 - a row of a table is read across, like the line of a diary

from collections.abc import Iterator

from tests.stories.patching import HANDED_OVER, LATE, OPENED
from tests.stories.rows import Row, row

WORK = "stages.work"
ITEM = WORK + ".must.item"
FORM = {"documents.form": "{approved_by: []}", "documents.other": "{approved_by: []}",
        WORK + ".reviews.end.rows": "[{otherwise: stay}, {not_known: stay}]"}  # fmt: skip

# kind: what it says of itself, what a person says when it is done
DUTIES = {
    "issue": ("do: issue, document: form", "issue form"),
    "meeting": ("do: meeting", "meet item"),
    "check_in": ("do: check_in", "check-in item"),
    "train": ("do: train, text: Discovery calls", "train item"),
    "support": ("do: support, text: A joint visit", "support item"),
    "act": ("do: act, text: Look at the territory", "act item"),
}
MISSED = HANDED_OVER + LATE


def _duty_rows(kind: str) -> Iterator[Row]:
    said, done = DUTIES[kind]
    name = f"{kind}_duty"
    keys = f"/must {name}."
    in_time = HANDED_OVER + f"2026-02-12 manager {done}\n" + LATE

    def given(*timing: str) -> dict[str, str | None]:
        return {**FORM, ITEM: "{" + ", ".join([said, *timing]) + "}"}

    within = given("within: 5 business days", "from: plan_letter.delivered")
    other = "check_in" if kind != "check_in" else "meeting"
    instead = "{do: " + other + ", within: 5 business days, from: plan_letter.delivered}"
    if kind == "issue":
        instead = instead.replace("within:", "document: form, within:")
    yield row(f"{kind}: what is to be done", keys + "do", {ITEM: instead}, in_time, within)
    yield row(f"{kind}: by whom", keys + "by", {ITEM + ".by": "hr"}, in_time, within)
    yield row(
        f"{kind}: by when",
        keys + "within",
        {ITEM + ".within": "8 business days"},
        MISSED,
        within,
    )
    yield row(f"{kind}: counted from", keys + "from", {ITEM + ".from": None}, MISSED, within)
    yield row(
        f"{kind}: on the day of a moment",
        keys + "at",
        {ITEM + ".at": None},
        MISSED,
        given("at: period.ended"),
    )
    yield row(
        f"{kind}: again and again",
        keys + "every",
        {ITEM + ".every": "2 weeks"},
        MISSED,
        given("every: 1 week", "during: period"),
    )
    yield row(
        f"{kind}: on days",
        keys + "days",
        {ITEM + ".days": "[10]"},
        MISSED,
        given("days: [10, 20]", "during: period"),
    )
    yield row(
        f"{kind}: during a clock",
        keys + "during",
        {ITEM + ".during": None},
        MISSED,
        given("days: [10, 20]", "during: period"),
    )
    top = {**FORM, "must.item": "{" + said + ", in: [work]}"}
    yield row(
        f"{kind}: in some stages", keys + "in", {"must.item.in": "[success]"}, MISSED, top
    )
    yield row(
        f"{kind}: only for some",
        keys + "when",
        {ITEM + ".when": None},
        MISSED,
        given("when: {field: segment, is: enterprise}"),
    )
    missed = given(
        "within: 5 business days",
        "if_missed: [{remind: 2 business days}, {escalate: second_line, after: 1 business day}]",
    )
    steps = "remind_step.remind escalate_step.escalate escalate_step.after"
    yield row(
        f"{kind}: what follows when it is missed",
        f"{name}.if_missed {steps}",
        {ITEM + ".if_missed": None},
        MISSED,
        missed,
    )
    if kind == "issue":
        yield row(
            "issue: which letter",
            f"{name}.document",
            {ITEM + ".document": "other"},
            MISSED,
            within,
        )
    else:
        form = {**within, ITEM + ".document": "form"}
        yield row(
            f"{kind}: with a form",
            f"{name}.document",
            {ITEM + ".document": None},
            in_time,
            form,
        )
    if kind in ("train", "support", "act"):
        yield row(
            f"{kind}: what, in words",
            f"{name}.text",
            {ITEM + ".text": "Something else"},
            OPENED,
            within,
            "brief",
        )


STEPS = (
    row("when a reminder comes", "remind_step.remind", {ITEM + ".if_missed.0.remind": "4 business days"}, MISSED,
        {ITEM: "{do: act, text: Look, if_missed: [{remind: 2 business days}]}"}),
    row("to whom a duty is escalated", "escalate_step.escalate", {ITEM + ".if_missed.0.escalate": "hr"}, MISSED,
        {ITEM: "{do: act, text: Look, if_missed: [{escalate: second_line}]}"}),
    row("when a duty is escalated", "escalate_step.after", {ITEM + ".if_missed.0.after": None}, MISSED,
        {ITEM: "{do: act, text: Look, if_missed: [{escalate: second_line, after: 2 business days}]}"}),
    row("notice of a meeting", "meeting_duty.notice", {ITEM + ".notice": None}, HANDED_OVER + "2026-02-06 manager meet item\n",
        {ITEM: "{do: meeting, notice: 1 business day, from: plan_letter.delivered, within: 10 business days}"}),
    row("who gives the training", "train_duty.given_by", {ITEM + ".given_by": None}, OPENED,
        {ITEM: "{do: train, text: Calls, given_by: Academy}"}, "brief"),
)  # fmt: skip

RIGHTS = {
    "extend": (
        "do: extend, clock: period, up_to: 10 days, by: employee, approved_by: []",
        "extend more",
    ),
    "reply": ("do: reply", "reply more --note 'My own words'"),
    "resign": ("do: resign, go: gone", "resign more --assurance confirmed"),
}
MORE = WORK + ".may.more"


def _right_rows(kind: str) -> Iterator[Row]:
    said, asked = RIGHTS[kind]
    name = f"{kind}_right"

    def given(*more: str) -> dict[str, str | None]:
        kept = [
            part
            for part in said.split(", ")
            if part.split(":")[0] not in {m.split(":")[0] for m in more}
        ]
        return {MORE: "{" + ", ".join([*kept, *more]) + "}", "stages.gone": "{final: left}"}

    def on(*days: str) -> str:
        return HANDED_OVER + "".join(f"2026-02-{day} employee {asked}\n" for day in days) + LATE

    yield row(f"{kind}: the right itself", f"/may {name}.do", {MORE: None}, on("10"), given())
    yield row(f"{kind}: whose right", f"{name}.by", {MORE + ".by": "hr"}, on("10"), given())
    if kind != "reply":
        yield row(
            f"{kind}: who must agree",
            f"{name}.approved_by",
            {MORE + ".approved_by": "[]"},
            on("10"),
            given("approved_by: [hr]"),
        )
    if kind != "resign":
        yield row(
            f"{kind}: how often",
            f"{name}.times",
            {MORE + ".times": "3"},
            on("10", "11", "12"),
            given("times: 2"),
        )
    window = given("within: 5 days", "from: plan_letter.delivered")
    yield row(
        f"{kind}: within a window",
        f"{name}.within",
        {MORE + ".within": "3 days"},
        on("10"),
        window,
    )
    yield row(
        f"{kind}: the window's start",
        f"{name}.from",
        {MORE + ".from": "stage.entered"},
        on("10"),
        window,
    )
    # while the clock runs: before it has started there is nothing to use
    early = OPENED + f"2026-02-04 employee {asked}\n" + HANDED_OVER[len(OPENED) :] + LATE
    if kind != "extend":
        yield row(
            f"{kind}: during a clock",
            f"{name}.during",
            {MORE + ".during": None},
            early,
            given("during: period"),
        )
    top = {**given(), "may.more": given()[MORE][:-1] + ", in: [work]}"}
    del top[MORE]
    yield row(
        f"{kind}: in some stages", f"{name}.in", {"may.more.in": "[success]"}, on("10"), top
    )
    yield row(
        f"{kind}: only for some",
        f"{name}.when",
        {MORE + ".when": None},
        on("10"),
        given("when: {field: segment, is: enterprise}"),
    )


ANEW = """\
2026-02-10 employee extend more
2026-02-11 manager goal --note 'Three new accounts'
"""
EXTENDED = (
    row("extend: by how much", "extend_right.up_to", {MORE + ".up_to": "20 days"}, HANDED_OVER + "2026-02-10 employee extend more\n",
        {MORE: "{do: extend, clock: period, up_to: 10 days, by: employee, approved_by: []}"}),
    row("extend: which clock", "extend_right.clock", {"stages.work.clocks": "{later: {length: 30 days, from: plan_letter.delivered}}",
        "stages.work.reviews.end.at": "later.ended", "stages.work.reviews.end.rows.0.when.over": "later", MORE + ".clock": "later"},
        HANDED_OVER + "2026-02-10 employee extend more\n",
        {MORE: "{do: extend, clock: period, up_to: 10 days, by: employee, approved_by: []}"}),
    row("extend: goals set anew", "extend_right.goals", {MORE + ".goals": None}, HANDED_OVER + ANEW,
        {MORE: "{do: extend, clock: period, up_to: 10 days, by: employee, approved_by: [], goals: reset}",
         WORK + ".goals": "{set_by: {role: manager, at_most: 1}}"}),
    row("extend: goals measured anew", "extend_right.goals", {MORE + ".goals": None},
        HANDED_OVER + "2026-02-10 employee extend more\n2026-03-02 told closed_won 2026-02 50; quota 2026-02 100\n"
        "2026-04-01 told closed_won 2026-03 90; quota 2026-03 100\n" + LATE,
        {MORE: "{do: extend, clock: period, up_to: 30 days, by: employee, approved_by: [], goals: reset}",
         WORK + ".goals": "{fixed: {attain: {metric: attainment, over: period, at_least: 80%}}}",
         WORK + ".reviews.end.rows": "[{when: {goals: all_met}, go: success}, {otherwise: ended}, {not_known: held}]"}),
    row("extend: the letter that says so", "extend_right.document", {MORE + ".document": None}, HANDED_OVER + "2026-02-10 employee extend more\n",
        {**FORM, MORE: "{do: extend, clock: period, up_to: 10 days, by: employee, approved_by: [], document: form}"}),
    row("resign: where it leads", "resign_right.go", {MORE + ".go": "ended"}, HANDED_OVER + "2026-02-10 employee resign more --assurance confirmed\n2026-02-12 passes\n",
        {MORE: "{do: resign, go: gone}", "stages.gone": "{final: left}"}),
)  # fmt: skip

ROWS = (
    *(each for kind in DUTIES for each in _duty_rows(kind)),
    *STEPS,
    *(each for kind in RIGHTS for each in _right_rows(kind)),
    *EXTENDED,
)
