"""A hint never changes meaning: it offers a spelling that can mean one thing, else all that is allowed."""

import re

import pytest
import yaml
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from engine.policyfile.check import check_policy
from engine.policyfile.load import load_policy
from tests.policyfile.shipped import POLICIES, SMALL
from tests.policyfile.test_mutations import changed, places, text_of

WHEN = "{metric: attainment, over: last 3 months, below: $floor}"
PARTS = (
    "a whole number and one of: days, business days, weeks, months, quarters, half-years, years"
)
ROW_LIKE = "a count and these words, like 2 in a row"
COUNTRY = "two capital letters as ISO 3166 gives them, like US, DE or GB"
LANGUAGE = "two small letters, and of a country two capitals: like en-US, de or fr-CA"
ZONE = "a region and a city, like America/New_York or Europe/Berlin"
FINALS = (
    "success, no_action, expired, left, demoted, reassigned, reduced, discipline, dismissed"
)
EACH_PART = "one of: day, week, calendar_week, month, quarter, half-year, year"
NUMBER = "a number with %, like 80%, or without, like 12"


def hints(old, new):
    """What is advised when one place of SMALL is changed."""
    assert SMALL.count(old) == 1, old
    errors, warnings = check_policy(SMALL.replace(old, new), "p.yaml")
    return [said.hint for said in (*errors, *warnings)]


def one(old, new, hint, id=None):
    return pytest.param(old, new, hint, id=id or f"{old} -> {new}")


MORE = "{do: extend, clock: period, up_to: 30 days}"
WORDS = [
    one("final: no_action", "final: fired", f"one of: {FINALS}", "fired is no kind of success"),
    one("final: no_action", "final: no-action", "type no_action", "another sign between"),
    one("final: no_action", "final: terminated", f"one of: {FINALS}", "a word nobody knows"),
    one("final: no_action", "final: reduce", "type reduced", "a letter left out"),
    one("do: extend", "do: appeal", "one of: extend, reply, resign", "an appeal is no extension"),
    one("do: extend", "do: extnd", "type extend"),
    one("do: issue", "do: send", "one of: issue, meeting, check_in, train, support, act"),
    one("type: date", "type: day", "one of: text, date, number, one_of, absence, person"),
    one("type: date", "type: dat", "type date"),
    one("type: date", "type: date, restricted: maybe", "one of: true, false", "neither yes nor no"),
    one("type: date", "type: date, restricted: yes", "type true"),
    one("type: date", "type: date, restricted: off", "type false"),
    one("over: last 3 months", "each: fortnight", EACH_PART),
    one("over: last 3 months", "each: monthly", EACH_PART),
    one("over: last 3 months", "each: months", "type month"),
]  # fmt: skip
FIGURES = [
    one("floor: 70%", "floor: 0.7", "a number with %, such as 70%", "0.7 may be 0.7 % or 70 %"),
    one("floor: 70%", "floor: 1.2", "a number with %, such as 70%", "1.2 may be 1.2 % or 120 %"),
    one("floor: 70%", "floor: 70", "write 70%", "70 is no 7000 %"),
    one("floor: 70%", "floor: 70 percent", "type 70%"),
    one("floor: 70%", 'floor: "70,5%"', "type 70.5%"),
    one("floor: 70%", 'floor: "1,000"', NUMBER, "a thousand, or one"),
    one("floor: 70%", "floor: 7O%", NUMBER, "a letter for a figure"),
    one("floor: 70%", "floor: 70-80%", NUMBER, "two figures"),
    one("weight: 70", "weight: 0", "a number above 0 and at most 1000"),
    one("weight: 70", "weight: -5", "a number above 0 and at most 1000"),
    one("weight: 70", "weight: heavy", "a number above 0 and at most 1000"),
    one("level: 1", "level: 10", "a whole number from 0 to 9"),
    one("level: 1", "level: first", "a whole number from 0 to 9"),
    one("over: last 3 months", "each: month, for: 2 of 3", f"{ROW_LIKE}; N of M does not act yet"),
    one("over: last 3 months", "each: month, for: 2", ROW_LIKE, "2 of how many"),
    one("over: last 3 months", "each: month, for: twice", ROW_LIKE),
    one("over: last 3 months", "each: month, for: 2 consecutive", "type 2 in a row"),
    one("over: last 3 months", "each: month, for: 2 in row", "type 2 in a row"),
    one("over: last 3 months", "over: 3 months", "type last 3 months"),
    one("over: last 3 months", "over: last quarter", "type last 1 quarter"),
    one("over: last 3 months", "over: last  months",
        "a whole number and one of: days, business days, weeks, months, quarters, half-years, years, "
        "or the name of a clock",
        "a lost number is not made up"),
    one("over: last 3 months", "over: next 3 months",
        "like last 3 months, or the name of a clock", "the other way"),
]  # fmt: skip
LENGTHS = [
    one("up_to: 30 days", "up_to: 2.5 months", PARTS, "not 2 months"),
    one("up_to: 30 days", 'up_to: "2,5 months"', PARTS, "not 5 months"),
    one("up_to: 30 days", "up_to: 8-12 weeks", PARTS, "neither 8 nor 12"),
    one("up_to: 30 days", "up_to: 8 weeks 3 days", PARTS, "not 8 weeks"),
    one("up_to: 30 days", "up_to: 30", PARTS, "30 of what"),
    one("up_to: 30 days", "up_to: 30d", PARTS),
    one("up_to: 30 days", "up_to: -5 days", PARTS),
    one("up_to: 30 days", "up_to: 24 hours", PARTS, "hours are not years"),
    one("up_to: 30 days", "up_to: 2 fortnights", PARTS),
    one("up_to: 30 days", "up_to: 0 days", PARTS),
    one("up_to: 30 days", "up_to: 9999 years", "write a shorter one"),
    one("up_to: 30 days", "up_to: 101 years", "write a shorter one"),
    one("up_to: 30 days", "up_to: 30 Days", "type 30 days"),
    one("up_to: 30 days", "up_to: 30days", "type 30 days"),
    one("up_to: 30 days", "up_to: 10 bussiness days", "type 10 business days"),
    one("up_to: 30 days", "up_to: 10 working days", "type 10 business days"),
    one("up_to: 30 days", "up_to: 6 moths", "type 6 months"),
    one("effective: 2026-01-01", "effective: 2026/1/1", "type 2026-01-01"),
    one("effective: 2026-01-01", "effective: 01/02/2026", "type it like 2026-04-01", "two days"),
    one("effective: 2026-01-01", "effective: 2026-02-30", "a month from 01 to 12, and a day that it has"),
    one("effective: 2026-01-01", "effective: 1899-12-31", "type a year between the two"),
]  # fmt: skip
PLACES = [
    one("country: US", "country: Germany", "type DE", "not US"),
    one("country: US", "country: USA", "type US"),
    one("country: US", "country: us", "type US"),
    one("country: US", "country: Georgia", COUNTRY, "a country and a state"),
    one("country: US", "country: YY", COUNTRY, "unknown"),
    one("country: US", "country: UK", "type GB", "no code, and one country's name"),
    one("country: US", "country: GB, subdivision: Wales", [], "a part by its own name is known"),
    one("country: US", "country: GB, subdivision: ZZ", "one of: ENG, NIR, SCT, WLS"),
    one("country: US", "country: GB, subdivision: wales", "type WLS"),
    one("country: US", "country: US, subdivision: US-CA", "type CA"),
    one("title: Small", "title: Small\nlanguage: xx-YY", LANGUAGE, "language unknown"),
    one("title: Small", "title: Small\nlanguage: German", "type de"),
    one("title: Small", "title: Small\nlanguage: en_us", "type en-US"),
    one("title: Small", "title: Small\nlanguage: de-FR",
        "one of: de, de-AT, de-BE, de-CH, de-DE, de-IT, de-LI, de-LU", "not so written there"),
    one("America/New_York", "New York", "type America/New_York"),
    one("America/New_York", "America/NewYork", "type America/New_York"),
    one("America/New_York", "Berlin", "type Europe/Berlin"),
    one("America/New_York", "CST", ZONE, "a shortening of several"),
    one("America/New_York", "Texas", ZONE),
]  # fmt: skip
DOCUMENT = (
    "warning.drafted, warning.approved, warning.issued, warning.delivered, warning.acknowledged"
)
FROM = "from: warning.delivered"
MOMENTS = [
    one(FROM, "from: warning.sent", f"one of: {DOCUMENT}", "a document's own"),
    one(FROM, "from: warning.deliverd", "type warning.delivered"),
    one(FROM, "from: more.given", "one of: more.asked, more.granted, more.used", "a right's own"),
    one(FROM, "from: letter.sent", "one of: letter.done, letter.missed", "a duty's own"),
    one(FROM, "from: end.finished", "one of: end.decided", "a review's own"),
    one(FROM, "from: stage.begun", "one of: stage.entered, stage.left", "a stage's own"),
    one(FROM, "from: plan.started", "one of: plan.opened, plan.closed", "the plan's own"),
    one(FROM, "from: letter.held", "one of: done, missed", "no meeting"),
    one(FROM, "from: warning.ended",
        "one of: acknowledged, approved, delivered, drafted, issued", "no clock"),
    one(FROM, "from: warning.planned", "one of: held, done, missed", "planned does not act"),
]  # fmt: skip
NAMES = [
    one("go: success", "go: sucess", "write success"),
    one("go: success", "go: won", "one of: closed, ended, success, work", "no stage like it"),
    one("{otherwise: ended}", "{otherwise: back}", "one of: stay, held, or the name of a stage"),
    one("{otherwise: ended}", "{otherwise: fired}", "one of: closed, ended, success, work"),
    one("start: work", "start: success", "one of: work", "an end is no start"),
    one(MORE, "{do: extend, clock: period, up_to: 30 days, by: manger}", "write manager"),
    one(MORE, "{do: extend, clock: period, up_to: 30 days, by: boss}",
        "one of: hr, manager, second_line", "a role nobody has"),
    one("time_since: hired", "time_since: fired",
        "one of: group, hired, hr_partner, id, job, left, manager, name, segment, team",
        "fired is not hired"),
    one("time_since: hired", "time_since: hire", "write hired"),
    one(f"when: {WHEN}", f"when: {WHEN.replace('attainment', 'retainment')}", "one of: attainment"),
    one("below: $floor", "below: $flor", "write floor"),
    one("below: $floor", "below: $ceiling", "one of: floor, length"),
    one("written_warning.docx", "letters/written_warning.docx", "type written_warning.docx"),
    one("written_warning.docx", "written_warning", "type written_warning.docx"),
    one("written_warning.docx", "written_warning.pdf", "a name of a file like letter.docx", "another kind"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "hint"),
    [*WORDS, *FIGURES, *LENGTHS, *PLACES, *MOMENTS, *NAMES],
)
def test_a_hint_offers_one_reading_or_all_that_is_allowed(old, new, hint):
    found = hints(old, new)
    assert found[:1] == ([hint] if isinstance(hint, str) else hint)


SOUND = [yaml.load(text, yaml.BaseLoader) for text in (SMALL, POLICIES[-1].read_text("utf-8"))]
# What is typed under these is the author's own: a name given, or prose.
OWN = {"policy", "title", "version", "owner", "text", "planward", "answers", "issues"}
NAMED = {
    "employee",
    "values",
    "metrics",
    "questions",
    "documents",
    "roles",
    "must",
    "may",
    "stages",
}
NAMED |= {"clocks", "reviews", "fixed", "is", "goals"}
WORDS_TYPED = [
    (plain, path)
    for plain in SOUND
    for path in places(plain)
    if not OWN & set(path) and "employee" not in path
]


def at(plain, path):
    for step in path:
        plain = plain[step]
    return plain


@st.composite
def slipped(draw, word):
    """`word` with a slip or two of the pen, or said quite otherwise."""
    # Two slips, or a digit more, may make another figure or day of one that is well written.
    figure = any(sign.isdigit() for sign in word)
    signs = "aeinst_ .%" if figure else "aeinst_ 05.%"
    for _ in range(1 if figure else draw(st.integers(1, 2))):
        where = draw(st.integers(0, max(len(word) - 1, 0)))
        sign = draw(st.sampled_from(signs))
        swapped = word[:where] + word[where + 1 : where + 2] + word[where : where + 1]
        ways = [
            word[:where] + word[where + 1 :],
            word[:where] + sign + word[where:],
            word[:where] + sign + word[where + 1 :],
            swapped + word[where + 2 :],
        ]
        word = draw(st.sampled_from(ways))
    return word


ADVICE = re.compile(r"(?:type|write) ([^,:]+?):?")


@settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
@given(st.data())
def test_who_follows_a_hint_says_what_they_meant(data):
    """One word is mistyped. What is offered for it, put in its place, gives the policy that was meant."""
    plain, path = data.draw(st.sampled_from(WORDS_TYPED))
    value = at(plain, path)
    key = not isinstance(value, str) or data.draw(st.booleans())
    word = path[-1] if key else value
    assume(isinstance(word, str) and not (key and path[-2:-1] and path[-2] in NAMED))
    typed = data.draw(slipped(word))
    assume(typed != word)

    def said(instead):
        do = "rename" if key else "replace"
        return text_of(changed(plain, path, do, instead, instead))

    line = said("\x00").split("\\0")[0].count("\n") + 1
    errors, warnings = check_policy(said(typed), "p.yaml")
    for each in (*errors, *warnings):
        offered = ADVICE.fullmatch(each.hint)
        if each.line == line and offered:
            followed = said(offered[1])
            meant = load_policy(text_of(plain), "p.yaml")
            wrong, _ = check_policy(followed, "p.yaml")
            assert wrong or load_policy(followed, "p.yaml") == meant, (typed, word, each)
