"""Of every key that may be left out: whom its default touches, and why it is the kinder one."""

import re

import pytest

from engine.policyfile.full import full
from engine.schematext.schema import load_schema, resolved
from tests.policyfile.shipped import SMALL
from tests.schematext.test_schema import parts

ROOT = load_schema("policy.v1")

# What leaving the key out means, and why nothing kinder could stand there.
KINDER = {
    "restricted": "an absence is never printed, and while it lasts nothing adverse happens",
    "leave_out": "a month that protected leave touches does not count against anybody",
    "partial": "a month half before the letter is not held against anybody",
    "needs": "every period must be known: who lacks figures is not judged",
    "figures_due": "figures may come as late as the calendar says before anything rests on their absence",
    "not_older_than": "nothing is proposed on what is long past, and what nobody confirms lapses",
    "counts_earlier": "what came before a good end does not count again",
    "round": "half up: 79.95 passes 80.0",
    "taken_at": "what was asked when the plan opened is asked to its end",
    "roll": "a due day on a day off is the next working day: more time, never less",
    "weekend": "two days a week do not run against anybody",
    "propose_to": "figures only propose; HR, not the manager alone, confirms",
    "approved_by": "nothing reaches the employee that HR has not seen; who resigns needs nobody's leave",
    "same_person": "two roles are two people",
    "not_same_as": "who decides is another person: hr than the manager, the second line than the manager",
    "means": "to sign for a letter is not to agree with it",
    "if_refused": "who does not sign is noted as a witness saw it, and nothing else follows",
    "notice": "the employee knows of a meeting three business days before",
    "goals": "an extension changes no goal; a stage without goals asks for none",
    "times": "a reply may be given as often as one likes",
    "by": "the employee speaks for themselves: replies, resigns, acknowledges",
    "weight": "what a manager sets weighs nothing unless the policy says so; measured goals weigh alike",
    "set_by": "nobody adds goals for the employee",
    "judged_by": "whoever sets goals judges them, and then they count for nothing by default",
    "at_most": "a manager adds three goals at most; a plan is held thirty business days at most",
    "outcome": "plans that ended without a verdict open and worsen nothing, and still leave somebody out",
    "ever": "an earlier plan counts for a year, not for ever",
    "at_least": "one earlier plan is enough to be left out",
    "ended_within": "an earlier plan counts for a year",
    "of": "counted from the end of the earlier plan, whose start is longer ago",
    "issue": "another issue is no relapse",
    "length": "an earlier plan counts for a year",
    "if_vacant": "the plan waits; nobody steps in who was not named",
    "if_same": "nobody steps in who was not named",
    "deadline": "after a year the plan is held for a person, never worse",
    "held": "who is held too long is let go without a verdict",
    "then": "a plan nobody decides ends as no_action",
    "remind": "whoever holds the plan up is reminded every week",
    "level": "without levels every later stage is more serious, and needs to be confirmed",
    "decided_by": "who holds the review confirms; what ends employment is refused without two people",
    "acknowledged": "no receipt is asked for: silence means nothing",
}
# Touches nobody, or says nothing until it is written: a test, a name, a day, a list of things.
NOBODY = {
    "how it is printed": {
        "language", "title", "source", "document", "template", "assurance", "given_by", "track"},
    "which days are worked": {"subdivision", "fiscal_year_starts", "extra_days_off"},
    "things that are there only when written": {
        "employee", "values", "metrics", "questions", "issues", "roles", "documents", "must", "may",
        "clocks", "reviews", "fixed", "leaves_out", "covers", "precedes", "above", "opened_by"},
    "what a test asks, which must be written to be asked": {
        "over", "each", "for", "mean_of", "below", "at_least", "above", "at_most", "between", "is", "is_not",
        "is_one_of", "before", "after", "when"},
    "whose work it is and when: the company's own": {
        "ask", "drafted_by", "by", "within", "from", "at", "every", "days", "during", "in", "if_missed",
        "after"},
}  # fmt: skip


OPTIONAL = [
    (key, resolved(ROOT, said))
    for _, part in parts(ROOT)
    for key, said in part.get("properties", {}).items()
    if key not in part.get("required", ())
]
JUDGED = {*KINDER} | {key for keys in NOBODY.values() for key in keys}


def test_every_key_that_may_be_left_out_has_been_thought_about():
    assert {key for key, _ in OPTIONAL} == JUDGED


@pytest.mark.parametrize("key", sorted(KINDER))
def test_what_touches_the_employee_says_what_it_means_when_it_is_not_there(key):
    """By a value that `check --full` fills in, or in words that it prints beside it."""
    told = [
        "default" in said
        or re.search("[Ww]ithout|[Uu]nless|Where not_same_as", said["description"])
        for name, said in OPTIONAL
        if name == key
    ]
    assert any(told), key


def test_full_marks_each_default_in_force_with_its_value():
    """And what no value can say it says in words."""
    text = SMALL.replace("employee: {", "employee: {leave: {type: absence}, ")
    lines = full(text, "p.yaml").splitlines()
    said = {line.strip() for line in lines}
    assert said >= {
        "restricted: true # default",
        "leave_out: [leave] # default",
        "partial: leave_out # default",
        "# needs is not said: every period must be known, as in every stage",
        "round: 0.1 # default",
        "taken_at: plan.opened # default",
        "roll: forward # default",
        "propose_to: [hr] # default",
        "approved_by: [hr] # default",
        "same_person: apart # default",
        "goals: kept # default",
        "times: 1 # default",
        "# set_by is not said: nobody",
        "# acknowledged is not said: no receipt is asked for",
        "# if_vacant is not said: the plan waits",
        "within: 1 year # default",
        "then: closed # default",
        "remind: 5 business days # default",
        "at_most: 30 business days # default",
    }
