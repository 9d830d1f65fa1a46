import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.folder.status_page import Count, PlanRow, StatusView, TeamRow, ToFix, status_page

STATES = ("proposed", "open", "paused", "held", "closed")


def counts(*numbers):
    return tuple(Count(state, number) for state, number in zip(STATES, numbers, strict=True))


def plan(number, state, due="", words="", late=False, step="", who=""):
    folder = f"E0000{number} P-2026-000{number}"
    return PlanRow(
        *(
            f"E0000{number}",
            f"P-2026-000{number}",
            "Sales improvement",
            "Improvement plan",
            state,
        ),
        *(
            due,
            words,
            late,
            step,
            who,
            "Improvement plan v1",
            f"{folder}/02 Improvement plan v1.docx",
        ),
    )


BLANK = StatusView(
    "Harbour Tools", "", "12 May 2026", "12 May 2026, 10:42", "Watching", counts(0, 0, 0, 0, 0)
)
TEAM = replace(
    BLANK,
    team="North",
    mode="Watching for changes, sweeping every 30 seconds",
    counts=counts(0, 1, 1, 1, 0),
    to_fix=(
        ToFix(
            "Q2 <final>.xlsx",
            "Sheet Pipeline, row 14: found “62,4x”.",
            "Q2 <final>.xlsx - PLEASE FIX.txt",
        ),
    ),
    arriving=("Q3.csv is arriving",),
    plans=(
        plan(
            1,
            "open",
            "8 May 2026",
            "4 days late",
            True,
            "Hold check-in 3 of 6",
            "manager E00003",
        ),
        plan(
            2,
            "held",
            "12 May 2026",
            "today",
            False,
            "Decide: the score is not known",
            "HR E00002",
        ),
        plan(3, "paused", step="Waits for the return from leave"),
    ),
)
TOP = replace(
    BLANK,
    counts=counts(3, 17, 0, 0, 51),
    teams=(
        TeamRow("North", counts(0, 1, 0, 0, 0)),
        TeamRow("Süd & Co", counts(3, 16, 0, 0, 51)),
    ),
)
EMPTY = replace(BLANK, team="South", notice="The folder was away from 10:02 to 10:40.")


class Page(HTMLParser):
    """Checks that tags nest, and collects what a test asks about."""

    def __init__(self, html):
        super().__init__()
        self.open, self.links, self.heads, self.seen, self.words = [], [], [], set(), []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.seen.add(tag)
        self.seen |= {name for name, _ in attrs if name.startswith("on")}
        if tag not in {"meta", "br"}:
            self.open.append(tag)
        if tag == "a":
            self.links.append(dict(attrs)["href"])
        if tag == "th":
            self.heads.append(dict(attrs).get("scope"))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "style" not in self.open:
            self.words.append(data)


@pytest.mark.parametrize(("name", "view"), [("team", TEAM), ("top", TOP), ("empty", EMPTY)])
def test_the_pages_are_as_agreed(name, view, golden):
    golden(f"folder/status_{name}.html", status_page(view))


@pytest.mark.parametrize("view", [TEAM, TOP, EMPTY])
def test_a_page_needs_nothing_from_elsewhere_and_runs_nothing(view):
    page = status_page(view)
    parsed = Page(page)
    assert "default-src 'none'; style-src 'unsafe-inline'" in page
    assert parsed.seen.isdisjoint({"script", "img", "link", "iframe", "form", "object", "base"})
    assert "url(" not in page
    assert "@import" not in page
    assert None not in parsed.heads


def test_links_go_below_the_page_whatever_the_name():
    odd = ("javascript:alert(1)", "//evil.example/x", "a b/c%d#e?f.docx", "Süd/x.docx")
    view = replace(
        TEAM, to_fix=(), plans=tuple(replace(TEAM.plans[0], link=path) for path in odd)
    )
    assert Page(status_page(view)).links == [
        "./javascript%3Aalert%281%29",
        "./evil.example/x",
        "./a%20b/c%25d%23e%3Ff.docx",
        "./S%C3%BCd/x.docx",
    ]


def test_the_page_for_all_names_no_employee():
    top = replace(TOP, plans=TEAM.plans)
    assert "E00001" not in status_page(top)


def test_what_is_missing_is_said_in_words():
    words = " ".join(Page(status_page(EMPTY)).words)
    assert "Nothing to fix: all files were taken." in words
    assert "No plans in team South." in words


def test_without_teams_the_page_at_the_top_has_the_plans():
    words = " ".join(Page(status_page(replace(TEAM, team="", to_fix=(), arriving=()))).words)
    assert "All plans" in words
    assert "E00001" in words
    assert "Nothing to fix: all files were taken." in words
    assert "own folder" not in words
    assert "No plans." in " ".join(Page(status_page(replace(EMPTY, team=""))).words)


hostile = st.text(st.sampled_from("<>&\"'/= aimgscriptonerror\u202e"), max_size=30)


@given(hostile)
def test_what_people_type_is_text_and_never_markup(text):
    row = PlanRow(*[text] * 4, text, text, text, True, *[text] * 4)
    view = StatusView(
        *[text] * 5,
        (Count(text, 1),),
        (ToFix(text, text, text),),
        (text,),
        text,
        (row,),
        (TeamRow(text, (Count(text, 1),)),),
    )
    parsed = Page(status_page(view))
    allowed = Page(status_page(TEAM)).seen | Page(status_page(TOP)).seen
    assert parsed.seen <= allowed
    assert text.strip() in re.sub(r"\s+", " ", "".join(parsed.words)) or re.search(
        r"\s\s", text
    )
