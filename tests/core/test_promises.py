"""Promises that hold for every sound policy and every history, not only for the examples.

`pytest --hypothesis-profile=thorough` plays fifty times as many histories.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, replace
from datetime import date, timedelta
from itertools import product
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st

from engine.core.decide.acts import TAKERS, Act, taken
from engine.core.decide.advance import advanced
from engine.core.decide.agenda import next_due
from engine.core.decide.inputs import after_act, after_facts
from engine.core.decide.opening import awaited, considered
from engine.core.plan.in_force import PlanContext, holders
from engine.core.plan.owed import owed, persons
from engine.core.plan.replay import Plan, apply, replay
from engine.core.plan.review import adverse, ends_employment
from engine.core.policy.policy import Policy
from engine.core.policy.review import who_decides
from engine.core.policy.right import times_of
from engine.core.read_back.outcome import read_back
from engine.core.record import events as e
from engine.core.record.codec import decoded, encoded
from engine.core.record.commit import Entry
from engine.core.values.errors import NotAllowedError
from engine.core.values.period import Period
from engine.words.say import refusal_words
from tests.english import english, refusing
from tests.histories import (
    CAST,
    EVA,
    START,
    Happening,
    History,
    Move,
    Story,
    commanded,
    histories,
    played,
    policies,
    tell,
    try_act,
    wait,
)
from tests.returns_gen import CLAUSE, token_of

EXAMPLES = settings().max_examples // 5  # 20; with the profile, many more
promise = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
LIVELY = histories(("next", "next", "next", "all", "figures", "right"))
WRONG = histories(("next", "next", "all", "wrong", "wrong", "wrong", "people"))
CLAIMS = histories(("next", "next", "all", "right", "right", "right", "figures"))
LEAVING = histories(("next", "next", "next", "all", "people"))
PATIENT = histories(("next", "next", "owed", "owed", "all", "figures"), moods="grim")
GRIM = histories(("next", "next", "next", "all", "wrong", "figures"), moods="grim")
FILES = histories(
    (*("owed",) * 3, *("sign",) * 3, *("file",) * 3, "next"), least=25, moods="grim"
)
REVIEWED = histories(
    ("next", "next", "all", "owed", "file", "sign", "sign", "people", "wrong"), moods="grim"
)
HEARSAY = histories(("next", "next", "hearsay", "hearsay"), moods="grim")
DAYS = st.integers(0, 700)
CUTS = st.lists(st.integers(1, 120), max_size=8)


def states(story: Story, plan: str) -> Iterator[tuple[Plan, e.Event, Plan]]:
    """Every entry of a plan with the state before and after it."""
    first, *rest = story.entries[plan]
    state = replay(plan, [first])
    for event in rest:
        after = apply(state, event)
        yield state, event, after
        state = after


def entries(story: Story) -> Iterator[tuple[Plan, e.Event, Plan]]:
    for plan in story.plans:
        yield from states(story, plan)


def after(happening: Happening) -> PlanContext:
    return replace(happening.m, plan=happening.after)


# -- the record -----------------------------------------------------------------------------------


def as_text_and_back(event: e.Event) -> e.Event:
    said = json.loads(json.dumps(asdict(encoded(event))))
    return decoded(Entry(said["type"], said["v"], said["body"], said["said"]))


@promise
@given(histories() | FILES)
def test_the_entries_written_down_and_read_again_give_the_plan_as_it_stands(
    history: History,
) -> None:
    story = played(history)
    for plan, state in story.plans.items():
        assert replay(plan, [as_text_and_back(x) for x in story.entries[plan]]) == state


@promise
@given(histories() | REVIEWED)
def test_dates_never_go_back_within_a_plan_nor_run_ahead_of_the_day(history: History) -> None:
    story = played(history)
    for happening in story.told:
        days = [happening.m.plan.day, *(x.on for x in happening.events), happening.day]
        assert days == sorted(days), [type(x).__name__ for x in happening.events]


# -- time -----------------------------------------------------------------------------------------


@promise
@given(LIVELY | FILES, DAYS, CUTS)
def test_time_brings_a_plan_the_same_in_one_step_as_in_many(
    history: History, days: int, cuts: list[int]
) -> None:
    story = played(history)
    until = story.day + timedelta(days=days)
    for plan in story.plans:
        m = story.matter(plan)
        at_once = [step.event for step in advanced(m, until)]
        in_steps: list[e.Event] = []
        for day in [*ticks(story.day, until, cuts), until]:
            steps = [*advanced(m, day)]
            in_steps += [step.event for step in steps]
            m = replace(m, plan=steps[-1].plan) if steps else m
        assert in_steps == at_once


def ticks(day: date, until: date, cuts: list[int]) -> Iterator[date]:
    for cut in cuts:
        day += timedelta(days=cut)
        if day < until:
            yield day


@promise
@given(histories(least=5, most=20), DAYS, CUTS)
def test_looking_often_finds_the_same_as_looking_once(
    history: History, days: int, cuts: list[int]
) -> None:
    story = played(history)
    until, known = story.day + timedelta(days=days), story.known()
    once = considered(history.policy, EVA, known, story.day, until, told=False)
    found, since = [], story.day
    for day in [story.day, *ticks(story.day, until, cuts), until]:
        if since and since <= day:
            seen = considered(history.policy, EVA, known, since, day, told=False)
            found += seen.found
            since = seen.again
    assert (tuple(found), since) == (once.found, once.again)


@promise
@given(histories(), DAYS, CUTS)
def test_a_world_left_alone_goes_the_same_way_however_often_somebody_looks(
    history: History, days: int, cuts: list[int]
) -> None:
    one, other = played(history), played(history)
    until = one.day + timedelta(days=days)
    wait(one, until)
    for day in [*ticks(other.day, until, cuts), until]:
        wait(other, day)
    assert one.entries == other.entries


# -- where a plan can go --------------------------------------------------------------------------


@promise
@given(histories() | REVIEWED)
def test_a_closed_plan_never_moves(history: History) -> None:
    """Whatever time brings and whoever says whatever."""
    story = played(history)
    wait(story, story.day + timedelta(days=400))
    for plan in [*story.plans]:
        if story.plans[plan].ended:
            for act in all_acts(story.matter(plan), story.day):
                try_act(story, plan, act)
    for before, event, later in entries(story):
        if before.ended:
            assert later.ended, event
            assert (later.outcome, later.stage, later.closed) == (
                before.outcome, before.stage, before.closed,
            ), event  # fmt: skip


def all_acts(m: PlanContext, day: date) -> Iterator[Act]:
    """Every act in every role, by who holds it."""
    stages = [*m.policy.stages][:1]
    for role in (*m.policy.roles, "employee"):
        for by in holders(m, role, day).persons[:1]:
            for action in TAKERS:
                yield Act(action, role, by, day, outcome=stages[0], note="Once more.")


@promise
@given(histories() | FILES)
def test_a_running_plan_has_a_due_day_or_awaits_somebody_who_is_there(history: History) -> None:
    for happening in played(history).told:
        m = after(happening)
        if m.plan.state in ("open", "held"):
            there = [one for one in owed(m) if persons(m, one, happening.day)]
            assert next_due(m) or there, m.plan


@promise
@given(CLAIMS)
def test_with_nobody_acting_every_running_plan_ends_within_the_longest_way(
    history: History,
) -> None:
    story = played(history)
    told = [h for h in story.told if h is story.told[-1] or asking(h.after)]
    for happening in told[-8:]:
        m = after(happening)
        if m.plan.state in ("open", "held"):
            bound = last_end(m, happening.day)
            steps = [*advanced(m, date(2040, 1, 1))]
            assert steps, m.plan
            assert steps[-1].plan.ended, (steps[-1].plan, m.stage)
            closed = steps[-1].plan.closed
            assert closed is not None
            assert closed <= bound, (closed, bound)


def asking(plan: Plan) -> bool:
    """Somebody has asked for something and nobody has answered."""
    return any(use.state == "asked" for use in plan.uses.values())


def last_end(m: PlanContext, day: date) -> date:
    """The end of the longest wait from `day` on: the deadline, then held until it ends by itself.

    A stage without a deadline ends by its clock; the generator's are shorter than three years.
    """
    add, held = m.known.workdays.add, m.policy.held.at_most
    if m.plan.held:
        return max(add(m.plan.held, held), day)
    deadline = m.stage.deadline
    if m.visit.deadline:
        last = m.visit.deadline
    elif deadline:
        last = add(m.visit.entered, deadline.within)
    else:
        last = add(m.visit.entered, m.policy.held.at_most) + timedelta(days=3 * 365)
    return add(max(last, day), held)


@promise
@given(LIVELY, st.lists(st.integers(0, 10**6), min_size=1, max_size=30))
def test_doing_what_is_owed_ends_every_plan(history: History, dice: list[int]) -> None:
    story = played(history)
    if not story.plans:
        return
    m, resumed = story.matter([*story.plans][-1]), 0
    day = story.day
    for turn in range(600):
        if m.plan.ended:
            return
        one = chosen(m, day, dice[turn % len(dice)], resumed)
        if one is None:
            due = next_due(m)
            assert due is not None, m.plan
            day = max(day, due.day + timedelta(days=1))
            steps = [*advanced(m, day)]
        else:
            resumed += one.action == "resume"
            steps = [*after_act(m, one, day)]
        m = replace(m, plan=steps[-1].plan)
    raise AssertionError(m.plan)


def chosen(m: PlanContext, day: date, dice: int, resumed: int) -> Act | None:
    """One act of those owed, by one of those named; a plan is resumed three times at most."""
    found = []
    for one in awaited(m, day):
        may = () if one.first else persons(m, one, day)
        later = one.earliest and one.earliest > day
        if may and not later and not (one.action == "resume" and resumed > 2):
            outcomes = one.outcomes or ("",)
            outcome = outcomes[dice % len(outcomes)]
            found.append(commanded(m.plan, one, may[dice % len(may)], day, outcome))
    return found[dice % len(found)] if found else None


@promise
@given(PATIENT | WRONG | FILES)
def test_what_is_owed_can_be_done_by_everybody_it_names(history: History) -> None:
    """Or it says what has to be settled first, and is refused with the same words."""
    for happening in played(history).told:
        m = after(happening)
        for one in awaited(m, happening.day):
            day = max(one.earliest or happening.day, happening.day)
            for person in persons(m, one, happening.day):
                for outcome in one.outcomes or ("",):
                    act = commanded(m.plan, one, person, day, outcome)
                    if one.first:
                        with pytest.raises(NotAllowedError) as refused:
                            taken(m, act, day)
                        assert english(one.first) in refusal_words(refused.value, "en")
                    else:
                        assert taken(m, act, day)


# -- who leaves -----------------------------------------------------------------------------------


@promise
@given(CLAIMS | LEAVING | WRONG)
def test_nobody_has_left_without_their_own_act_or_the_roster(history: History) -> None:
    story = played(history)
    for plan in story.plans:
        for before, event, _ in states(story, plan):
            if isinstance(event, e.Closed) and event.outcome == "left":
                assert _resigned(story.entries[plan], event.on)
            if isinstance(event, e.Closed) and event.outcome == "employment_ended":
                told = [t for t in story.traits if (t.employee, t.field) == (EVA, "left")]
                assert any(t.value and t.value <= str(event.on) for t in told)
            if isinstance(event, e.Reopened):
                assert before.outcome == "employment_ended"


def _resigned(entries: Sequence[e.Event], closed: date) -> bool:
    """By the employee or a letter of theirs, up to a day that is over; never withdrawn."""
    said = [x for x in entries if isinstance(x, e.RightAsked) and x.effective]
    back = {(x.right, x.number) for x in entries if isinstance(x, e.RightWithdrawn)}
    return any(
        (x.role == "employee" or x.letter) and x.effective and x.effective <= closed
        for x in said
        if (x.right, x.number) not in back
    )


# -- who may --------------------------------------------------------------------------------------


@promise
@given(CLAIMS)
def test_a_right_is_used_no_more_often_than_the_policy_gives_it(history: History) -> None:
    story = played(history)
    for plan in story.plans:
        used = Counter(x.right for x in story.entries[plan] if isinstance(x, e.RightUsed))
        for name, times in used.items():
            assert times <= most_times(history.policy, name)


def most_times(policy: Policy, right: str) -> int:
    groups = [policy.may, *(stage.may for stage in policy.stages.values())]
    return max(times_of(group[right]) for group in groups if right in group)


@promise
@given(CLAIMS)
def test_a_clock_is_extended_only_while_it_runs_by_a_right_of_its_own_visit(
    history: History,
) -> None:
    story = played(history)
    for before, event, _ in entries(story):
        if isinstance(event, e.ClockExtended):
            run = before.runs[(before.visits[-1].number, event.clock)]
            assert not run.ended
            assert event.last > run.last
            use = [u for u in before.uses.values() if u.right == event.right][-1]
            assert use.visit == before.visits[-1].number
    for happening in story.told:
        m = after(happening)
        over = [run for (v, _), run in m.plan.runs.items() if v == m.visit.number and run.ended]
        for by in holders(m, "manager", happening.day).persons[:1] if over else ():
            late = Act("extend", "manager", by, over[0].last, note="We forgot.")
            with pytest.raises(NotAllowedError):
                taken(m, late, happening.day)


@promise
@given(WRONG | FILES)
def test_letters_are_approved_in_order_by_different_people_before_they_are_issued(
    history: History,
) -> None:
    for before, event, _ in entries(played(history)):
        if not isinstance(event, e.Approved | e.Issued):
            continue
        document = before.documents[event.number]
        wanted = history.policy.documents[document.document].approved_by
        given_by = [person for _, person in document.approvals]
        assert [role for role, _ in document.approvals] == [*wanted[: len(given_by)]]
        assert event.version == document.version
        if isinstance(event, e.Approved):
            assert event.role == wanted[len(given_by)]
            assert event.by not in given_by
        else:
            assert len(given_by) == len(wanted)


@promise
@given(WRONG | PATIENT)
def test_where_another_person_must_agree_nobody_agrees_twice(history: History) -> None:
    for happening in played(history).told:
        m, day = after(happening), happening.day
        for one in owed(m):
            for person in one.apart:
                outcome = one.outcomes[0] if one.outcomes else ""
                try:
                    (said, *_) = taken(m, commanded(m.plan, one, person, day, outcome), day)
                except NotAllowedError:
                    continue
                # Two looks of one review may wait at once: then it is said of the other one.
                assert isinstance(said, e.Voted), said
                assert (said.review, said.occurrence) != (one.item, one.occurrence)


@promise
@given(WRONG | REVIEWED)
def test_nobody_acts_on_their_own_plan_but_as_the_employee(history: History) -> None:
    for _, event, _ in entries(played(history)):
        if getattr(event, "by", "") == EVA:
            assert getattr(event, "role", "") == "employee", event
            assert not isinstance(event, e.Approved | e.Voted | e.Opened | e.Struck), event


@promise
@given(GRIM)
def test_nothing_adverse_happens_without_the_word_of_everybody_named(history: History) -> None:
    policy = history.policy
    for before, event, _ in entries(played(history)):
        if not isinstance(event, e.StageEntered) or not before.stage:
            continue
        if not adverse(policy, before.stage, event.stage):
            continue
        look = [k for k in before.looks.values() if k.decided == event.stage][-1]
        review = [n for (_, n, _), k in before.looks.items() if k is look][-1]
        row = policy.stages[before.stage].reviews[review].rows[look.row]
        agreed = {role: person for role, person, said in look.votes if said == event.stage}
        assert agreed, event
        assert set(who_decides(row)) <= set(agreed), event
        if policy.stages[event.stage].adverse:
            assert len(set(agreed.values())) >= 2, look.votes


@promise
@given(HEARSAY)
def test_what_ends_employment_and_its_letter_rest_on_nobodys_mere_word(
    history: History,
) -> None:
    policy = history.policy
    for before, event, _ in entries(played(history)):
        if isinstance(event, e.Voted) and ends_employment(policy, event.outcome):
            assert event.assurance == "confirmed", event
        if isinstance(event, e.Approved):
            wanted = policy.documents[before.documents[event.number].document].assurance
            assert event.assurance in ("confirmed", wanted), event


@promise
@given(HEARSAY)
def test_a_mere_word_is_refused_wherever_more_is_awaited(history: History) -> None:
    for happening in played(history).told:
        m, day = after(happening), happening.day
        for one in owed(m):
            if one.assurance == "asserted":
                continue
            for person in persons(m, one, day):
                harsh = [go for go in one.outcomes if ends_employment(m.policy, go)]
                for outcome in harsh or ("",):
                    said = commanded(
                        m.plan, replace(one, assurance="asserted"), person, day, outcome
                    )
                    with refusing("own operating-system user"):
                        taken(m, said, day)


@promise
@given(histories(least=5, most=20))
def test_a_plan_opens_by_the_word_of_those_it_is_proposed_to_only(history: History) -> None:
    story = played(history)
    for before, event, later in entries(story):
        if before.state == "proposed" and later.state not in ("proposed", "closed"):
            assert isinstance(event, e.Opened), event
            assert event.role in before.to, event
            assert event.by not in ("", EVA), event
    for happening in story.told:
        m, day = after(happening), happening.day
        for role in (*m.policy.roles, "employee") if m.plan.state == "proposed" else ():
            for by in holders(m, role, day).persons if role not in m.plan.to else ():
                with pytest.raises(NotAllowedError):
                    taken(m, Act("confirm", role, by, day, outcome=m.plan.start[0]), day)


# -- what comes back from Word --------------------------------------------------------------------


def read_of(story: Story) -> Iterator[Happening]:
    return (happening for happening in story.told if happening.copy)


def nothing_is_approved_by_a_file_but_its_own_version_by_the_right_hand_with_nothing_open(
    story: Story,
) -> None:
    for before, event, _ in entries(story):
        if not isinstance(event, e.Approved) or not event.file:
            continue
        copy, document = story.files[event.file], before.documents[event.number]
        decision = copy.said.field(f"decision_{event.role}")
        assert decision is not None
        assert decision.token == token_of(
            before.id, document.number, document.version, event.role
        )
        assert copy.version == event.version == document.version
        assert decision.value == "Approve"
        assert event.by not in ("", EVA)
        assert {event.by, event.by.title()} & {copy.said.value(f"name_{event.role}")}
        assert copy.said.saved_by not in (EVA, EVA.title())
        assert not copy.said.changes
        assert copy.said.value("clause_receipt") == CLAUSE
        assert copy.said.lines == copy.base.lines
        assert document.open == ()


def no_receipt_is_read_from_a_draft_from_another_version_or_from_what_was_altered(
    story: Story,
) -> None:
    for before, event, _ in entries(story):
        if isinstance(event, e.Claimed) and event.says in ("received", "refused"):
            copy, document = story.files[event.sha256], before.documents[event.number]
            receipt = copy.said.field("receipt")
            assert receipt is not None
            assert receipt.token == token_of(
                before.id, document.number, document.version, "employee"
            )
            assert document.state in ("issued", "delivered", "acknowledged", "refused")
            assert copy.letter
            assert (copy.said.lines, copy.said.changes) == (copy.base.lines, ())
            assert (event.role, event.by) == ("employee", EVA)
    for happening in read_of(story):
        said = [x for x in happening.events if isinstance(x, e.Acknowledged)]
        claimed = [x for x in happening.events if isinstance(x, e.Claimed)]
        assert len(said) <= len(claimed)


def an_approval_in_a_file_leads_to_the_same_plan_as_the_same_approval_by_record(
    story: Story,
) -> None:
    for happening in read_of(story):
        m, day, copy = happening.m, happening.day, happening.copy
        given_by = [x for x in happening.events if isinstance(x, e.Approved)]
        kinds = {type(x) for x in happening.events[: 1 + 2 * len(given_by)]}
        if not given_by or kinds != {e.ReadBack, e.Claimed, e.Approved} or copy is None:
            continue
        if m.plan.documents[happening.number].open:
            continue  # whoever says so to `record` has to wait until the file is read
        for approval in given_by:
            if (approval.role, approval.by) in m.plan.documents[happening.number].approvals:
                continue  # said in a file before, and now their turn
            said = Act(
                "approve", approval.role, approval.by, day, document=str(happening.number),
                assurance=approval.assurance,
            )  # fmt: skip
            m = replace(m, plan=[*after_act(m, said, day)][-1].plan)
        assert without_evidence(m.plan) == without_evidence(happening.after)


def without_evidence(plan: Plan) -> Plan:
    documents = {
        number: replace(document, claims=(), read=False, says=(), pending=(), suspect=())
        for number, document in plan.documents.items()
    }
    return replace(unnumbered(plan), documents=documents)


def a_file_read_once_more_changes_nothing(story: Story) -> None:
    """But where its text was changed: that is asked of the engine's memory of what was read."""
    for happening in read_of(story):
        m, copy, day = after(happening), happening.copy, happening.day
        drawn = (e.Drafted, e.Returned, e.DutyDone)
        if copy is None or any(isinstance(x, drawn) for x in happening.events):
            continue
        again = read_back(m, happening.number, copy, day)
        told = {type(x) for x in again.events}
        if e.Drafted in told:
            assert copy.version != m.plan.documents[happening.number].version
            continue
        assert told <= {e.ReadBack, e.ClaimRefused}
        assert without_evidence(again.m.plan) == without_evidence(m.plan)


def what_is_issued_is_what_everybody_approved(story: Story) -> None:
    for plan, said in story.entries.items():
        for event in said:
            if isinstance(event, e.Issued):
                version = (event.number, event.version)
                about = [x for x in said if isinstance(x, e.Drafted | e.Approved | e.Issued)]
                hashes = {
                    x.letter if isinstance(x, e.Drafted) else x.sha256
                    for x in about
                    if (x.number, x.version) == version
                }
                assert hashes == {event.sha256}
                text = story.texts[plan, *version]
                assert (text.changes, text.remarks) == ((), ())


OF_FILES = (
    nothing_is_approved_by_a_file_but_its_own_version_by_the_right_hand_with_nothing_open,
    no_receipt_is_read_from_a_draft_from_another_version_or_from_what_was_altered,
    an_approval_in_a_file_leads_to_the_same_plan_as_the_same_approval_by_record,
    a_file_read_once_more_changes_nothing,
    what_is_issued_is_what_everybody_approved,
)
of_files = pytest.mark.parametrize("kept", OF_FILES, ids=lambda kept: kept.__name__)


@promise
@given(FILES | REVIEWED)
def test_what_is_promised_of_files_holds_under_every_policy(history: History) -> None:
    story = played(history)
    for kept in OF_FILES:
        kept(story)


@pytest.fixture(scope="module")
def reviews() -> list[Story]:
    """Under a policy in which two approve and the employee confirms receipt, people sign and change."""
    first = {"phases": [Phase.generate], "suppress_health_check": [*HealthCheck]}
    few = settings(database=None, deadline=None, **first)
    policy = find(policies(), for_two_and_received, settings=few, random=Random(1))
    return [played(by_chance(policy, number)) for number in range(160)]


def by_chance(policy: Policy, number: int) -> History:
    chance = Random(number)
    kinds = chance.choices(("owed", "sign", "file", "next"), (3, 3, 3, 1), k=40)
    moves = [Move(chance.choice((0, 0, 1, 3)), k, chance.randrange(10**9)) for k in kinds]
    return History(policy, tuple(moves), 0, "grim")


@of_files
def test_where_much_is_signed_in_word(
    kept: Callable[[Story], None], reviews: list[Story]
) -> None:
    for story in reviews:
        kept(story)


def test_the_histories_come_to_what_is_promised_of_files(reviews: list[Story]) -> None:
    read = [event for story in reviews for h in read_of(story) for event in h.events]
    seen = {kind_of(event) for event in read}
    wanted = {
        *("Approved", "Claimed received", "Claimed refused", "Acknowledged receipt"),
        *("Drafted edit", "Drafted merged", "Returned", "ReadBack altered", "ReadBack stripped"),
        *(f"ClaimRefused {why}" for why in ("copied", "superseded", "employee", "contradicts")),
    }  # fmt: skip
    assert wanted <= seen, wanted - seen


def for_two_and_received(policy: Policy) -> bool:
    """Its first letter is approved by two and its receipt is confirmed."""
    document = policy.documents[f"{next(iter(policy.stages))}_letter"]
    return len(document.approved_by) == 2 and document.acknowledged is not None


def kind_of(event: e.Event) -> str:
    name = type(event).__name__
    match event:
        case e.ReadBack():
            return f"{name} {event.state}"
        case e.Claimed():
            return f"{name} {event.says}"
        case e.ClaimRefused():
            return f"{name} {event.because}"
        case e.Acknowledged():
            return f"{name} {event.how}"
        case e.Drafted():
            return f"{name} {'edit' if event.edit else 'merged' if event.source else 'anew'}"
        case _:
            return name


# -- what is known --------------------------------------------------------------------------------


@promise
@given(histories())
def test_the_same_facts_told_twice_count_once(history: History) -> None:
    story = played(history)
    facts = [*story.traits, *story.figures, *story.absences]
    tell(story, facts)
    kept = {plan: list(said) for plan, said in story.entries.items()}
    tell(story, facts)
    assert story.entries == kept


@promise
@given(histories(moods="silent"))
def test_without_figures_nothing_is_proposed(history: History) -> None:
    assert played(history).plans == {}


@promise
@given(LIVELY, DAYS)
def test_where_figures_fall_away_nothing_adverse_follows(history: History, days: int) -> None:
    story = played(history)
    for plan in story.plans:
        m = story.matter(plan)
        m = replace(m, known=replace(m.known, figures={}))
        seen = m.plan.looks.keys()
        steps = [*after_facts(m, story.day)]
        m = replace(m, plan=steps[-1].plan) if steps else m
        steps += advanced(m, story.day + timedelta(days=days))
        state = story.plans[plan]
        for step in steps:
            event = step.event
            assert not isinstance(event, e.Opened), event
            if isinstance(event, e.StageEntered):
                assert not adverse(history.policy, state.stage, event.stage), event
            if isinstance(event, e.Closed):
                assert event.outcome not in ("dismissed", "demoted")
            state = step.plan
        assert seen <= state.looks.keys()


@promise
@given(LEAVING)
def test_every_move_says_why_or_who(history: History) -> None:
    """A right acts by the person who used it; a final stage ends the plan for why it was entered."""
    story = played(history)
    wait(story, story.day + timedelta(days=400))
    for before, event, _ in entries(story):
        if isinstance(event, e.StageEntered) and event.because == "right":
            assert [use for use in before.uses.values() if use.state == "used"], event
        elif (
            isinstance(event, e.Closed)
            and before.stage
            and history.policy.stages[before.stage].final
        ):
            assert event.outcome == history.policy.stages[before.stage].final
        elif isinstance(event, MOVES):
            assert getattr(event, "by", "") or (event.why and event.why.says), event


MOVES = (e.Renewed, e.Noted, e.StageEntered, e.Measured, e.ReviewDecided, e.Closed)


# -- being away -----------------------------------------------------------------------------------


@promise
@given(LIVELY, st.integers(1, 200))
def test_what_fell_due_while_nobody_looked_is_late_says_so_and_harms_nobody(
    history: History, days: int
) -> None:
    """Of each time a duty was due one reminder is said for the whole absence; of a held plan one."""
    story = played(history)
    away = Period(story.day + timedelta(days=1), story.day + timedelta(days=days))
    for plan in story.plans:
        m = story.matter(plan)
        before, said = m.plan, Counter[tuple[int, str, int]]()
        for step in advanced(m, away.last + timedelta(days=1), away=away):
            event = step.event
            if away.first <= event.on <= away.last and by_time(event):
                assert event.late == away, event
            if isinstance(event, e.StageEntered):
                assert not adverse(history.policy, before.stage, event.stage), event
            if isinstance(event, e.Reminded) and event.late:
                said[(before.visits[-1].number, event.duty, event.occurrence)] += 1
            if isinstance(event, e.HeldReminded) and event.late:
                said[(before.visits[-1].number, f"held {before.held}", 1)] += 1
            assert not isinstance(event, e.Opened | e.Voted | e.Approved | e.Issued), event
            before = step.plan
        assert set(said.values()) <= {1}


def by_time(event: e.Event) -> bool:
    """Brought by a day that came; what followed from such an entry follows from its absence too."""
    if isinstance(event, e.Held):
        return event.because in ("deadline", "review_late")
    return isinstance(
        event, e.ClockEnded | e.DutyMissed | e.Reminded | e.Escalated | e.HeldReminded
    )


# -- errors ---------------------------------------------------------------------------------------

ERRING = histories(("next", "all", "owed", "owed", "ask", "ask"))


@promise
@given(ERRING)
def test_a_struck_entry_leaves_the_plan_as_it_was_before(history: History) -> None:
    story = played(history)
    for happening in story.told:
        m, day = after(happening), happening.day
        for by in holders(m, "hr", day).persons[:1] if m.plan.before else ():
            (struck,) = taken(m, Act("strike", "hr", by, day, note="In error."), day)
            entries, at = story.entries[m.plan.id][: m.plan.seq], struck.entry - 1
            was = replay(m.plan.id, [*entries[:at], *entries[at + 1 :]])
            now = apply(m.plan, struck)
            assert (now.seq, now.day) == (m.plan.seq + 1, day)
            assert unnumbered(now) == unnumbered(was)


def unnumbered(plan: Plan) -> Plan:
    return replace(plan, day=START, seq=0, before=None, maker=("", ""))


@promise
@given(ERRING)
def test_an_entry_is_struck_by_who_made_it_or_by_who_looks_after_held_plans(
    history: History,
) -> None:
    story = played(history)
    for happening in story.told:
        m, day = after(happening), happening.day
        if m.plan.before is None:
            continue
        made = story.entries[m.plan.id][m.plan.before.seq]
        for role, by in product((*m.policy.roles, "employee"), CAST):
            strike = Act("strike", role, by, day, note="In error.")
            may = by in holders(m, role, day).persons and (
                role == m.policy.held.by
                or ((role, by) == (made.role, made.by) and role != "employee")
            )
            if may:
                assert taken(m, strike, day)
            else:
                with pytest.raises(NotAllowedError):
                    taken(m, strike, day)
