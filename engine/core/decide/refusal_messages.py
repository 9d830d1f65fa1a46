"""Why an act is not taken: what is missing, what comes first, or whose it is."""

from datetime import date

from engine.core.values.message import Message, message
from engine.core.values.units import Span

Names = tuple[str, ...]

# -- any act --------------------------------------------------------------------------------------


def no_such_action(action: str, actions: Names) -> Message:
    return message("refused.no_such_action", action=action, actions=actions)


def plan_is_closed(plan: str, outcome: str, closed: date) -> Message:
    return message("refused.plan_closed", plan=plan, outcome=outcome, closed=closed)


def day_has_not_come(day: date, today: date) -> Message:
    return message("refused.day_not_come", day=day, today=today)


# -- the course of a plan -------------------------------------------------------------------------


def say_where_it_starts(stages: Names) -> Message:
    return message("refused.say_where_it_starts", stages=stages)


def say_the_issue(issues: Names) -> Message:
    return message("refused.say_the_issue", issues=tuple(f"issue={each}" for each in issues))


def no_decision_now(plan: str) -> Message:
    return message("refused.no_decision_now", plan=plan)


def say_the_decision(outcomes: Names) -> Message:
    return message("refused.say_the_decision", outcomes=outcomes)


def has_decided_already(role: str) -> Message:
    return message("refused.decided_already", role=role)


def decided_in_another_role(person: str, role: str, other: str) -> Message:
    return message("refused.decided_elsewhere", person=person, role=role, other=other)


def ends_or_cuts_employment(outcome: str) -> Message:
    return message("refused.ends_employment", outcome=outcome)


def needs_sure_approval(document: str) -> Message:
    return message("refused.needs_sure_approval", document=document)


def say_who_stands_in() -> Message:
    return message("refused.say_who_stands_in")


def on_no_roster(person: str) -> Message:
    return message("refused.on_no_roster", person=person)


def person_has_left(person: str) -> Message:
    return message("refused.person_has_left", person=person)


def must_keep_apart(person: str, role: str) -> Message:
    return message("refused.kept_apart", person=person, role=role)


def leaves_role_empty(person: str, role: str, other: str) -> Message:
    return message("refused.leaves_role_empty", person=person, role=role, other=other)


def entry_stays(entry: int) -> Message:
    return message("refused.entry_stays", entry=entry)


def say_why_an_error() -> Message:
    return message("refused.say_why_an_error")


# -- documents ------------------------------------------------------------------------------------


def name_the_document(action: str, states: Names, documents: Names) -> Message:
    return message("refused.name_document", action=action, states=states, documents=documents)


def no_document_to_name(action: str, states: Names) -> Message:
    return message("refused.no_document", action=action, states=states)


def no_such_document(action: str, document: str, there: Names) -> Message:
    return message("refused.no_such_document", action=action, document=document, there=there)


def document_is_no_letter(action: str, number: int, document: str) -> Message:
    return message("refused.no_letter", action=action, number=number, document=document)


def document_stands(
    action: str, number: int, document: str, state: str, states: Names
) -> Message:
    return message(
        "refused.document_stands",
        action=action, number=number, document=document, state=state, states=states,
    )  # fmt: skip


def not_the_newest(action: str, newest: int, document: str, version: int) -> Message:
    return message(
        "refused.not_the_newest",
        action=action, newest=newest, document=document, version=version,
    )  # fmt: skip


def has_every_approval(document: str, version: int) -> Message:
    return message("refused.every_approval", document=document, version=version)


def has_approved_already(person: str, role: str) -> Message:
    return message("refused.approved_already", person=person, role=role)


def version_held_back(document: str, version: int, said: Message) -> Message:
    return message("refused.held_back", document=document, version=version, said=said)


def say_what_to_change() -> Message:
    return message("refused.say_what_to_change")


def nobody_wants_it_changed(document: str, version: int) -> Message:
    return message("refused.nobody_wants_change", document=document, version=version)


def say_what_was_done() -> Message:
    return message("refused.say_what_was_done")


def needs_approval_of(document: str, version: int, role: str, who: Message) -> Message:
    return message(
        "refused.needs_approval", document=document, version=version, role=role, who=who
    )  # fmt: skip


def figures_were_corrected(document: str, role: str) -> Message:
    return message("refused.figures_corrected", document=document, role=role)


def issued_after(document: str, issued: date, day: date) -> Message:
    return message("refused.issued_after", document=document, issued=issued, day=day)


def handed_over_after(document: str, handed: date) -> Message:
    return message("refused.handed_after", document=document, handed=handed)


def needs_witness() -> Message:
    return message("refused.needs_witness")


# -- duties and goals -----------------------------------------------------------------------------


def stage_entered_after(duty: str, stage: str, entered: date) -> Message:
    return message("refused.stage_entered_after", duty=duty, stage=stage, entered=entered)


def needs_notice(duty: str, notice: Span, earliest: date) -> Message:
    return message("refused.needs_notice", duty=duty, notice=notice, earliest=earliest)


def not_due_yet(duty: Message, due: date, earliest: date) -> Message:
    return message("refused.not_due_yet", duty=duty, due=due, earliest=earliest)


def duty_numbered(duty: str, number: int) -> Message:
    return message("refused.duty", duty=duty, number=number)


def nothing_owed(action: str, stage: str | Message) -> Message:
    return message("refused.nothing_owed", action=action, stage=stage)


def nothing_owed_of(action: str, wanted: str, stage: str | Message) -> Message:
    return message("refused.nothing_owed_of", action=action, wanted=wanted, stage=stage)


def a_proposal() -> Message:
    return message("refused.a_proposal")


def recorded_already(duty: Message, done: date, by: str) -> Message:
    return message("refused.recorded_already", duty=duty, done=done, by=by)


def step_is_over(duty: Message, plan: str) -> Message:
    return message("refused.step_is_over", duty=duty, plan=plan)


def marked_as_missed(duty: Message, missed: date) -> Message:
    return message("refused.marked_as_missed", duty=duty, missed=missed)


def no_goals_to_set(stage: str) -> Message:
    return message("refused.no_goals_to_set", stage=stage)


def say_the_goal(most: int, here: int) -> Message:
    return message("refused.say_the_goal", most=most, here=here)


def goals_come_first() -> Message:
    return message("refused.goals_come_first")


def no_such_goal(said: str, goals: Names) -> Message:
    return message("refused.no_such_goal", said=said, goals=goals)


def no_goal_there(said: str) -> Message:
    return message("refused.no_goal_there", said=said)


def say_the_answer() -> Message:
    return message("refused.say_the_answer")


def review_waits_no_more(review: str) -> Message:
    return message("refused.review_waits_no_more", review=review)


def no_such_question(question: str, questions: Names) -> Message:
    return message("refused.no_such_question", question=question, questions=questions)


def no_such_answer(answer: str, question: str, answers: Names) -> Message:
    return message("refused.no_such_answer", answer=answer, question=question, answers=answers)


# -- rights ---------------------------------------------------------------------------------------


def has_agreed_already(person: str, role: str) -> Message:
    return message("refused.agreed_already", person=person, role=role)


def nobody_has_asked(right: str) -> Message:
    return message("refused.nobody_has_asked", right=right)


def gives_no_right(stage: str | Message, do: str) -> Message:
    return message("refused.no_right", stage=stage, do=do)


def right_used_up(right: str, times: int) -> Message:
    return message("refused.right_used_up", right=right, times=times)


def say_how_long(right: str, said: str, up_to: Span) -> Message:
    return message("refused.say_how_long", right=right, said=said, up_to=up_to)


def longer_than_allowed(right: str, up_to: Span, said: Span) -> Message:
    return message("refused.longer_than_allowed", right=right, up_to=up_to, said=said)


def another_length(right: str, asked: Span) -> Message:
    return message("refused.another_length", right=right, asked=asked)


def right_not_now(right: str, reason: Message) -> Message:
    return message("refused.right_not_now", right=right, reason=reason)


def right_not_begun(right: str) -> Message:
    return message("refused.right_not_begun", right=right)


def right_began_on(right: str, first: date) -> Message:
    return message("refused.right_began_on", right=right, first=first)


def right_ended_on(right: str, last: date) -> Message:
    return message("refused.right_ended_on", right=right, last=last)


def clock_has_ended(right: str, clock: str, last: date) -> Message:
    return message("refused.clock_ended", right=right, clock=clock, last=last)


def clock_has_not_begun(right: str, clock: str) -> Message:
    return message("refused.clock_not_begun", right=right, clock=clock)


def say_the_reply() -> Message:
    return message("refused.say_the_reply")


# -- which plan, and whether one may begin --------------------------------------------------------


def not_a_plan_of(plan: str, employee: str) -> Message:
    return message("refused.not_plan_of", plan=plan, employee=employee)


def has_several_plans(employee: str, plans: Names) -> Message:
    return message("refused.several_plans", employee=employee, plans=plans)


def say_what_it_rests_on() -> Message:
    return message("refused.say_what_it_rests_on")


def has_plan_already(employee: str, issue: str) -> Message:
    return message("refused.running_already", employee=employee, issue=issue)


def no_row_by_hand(role: str, track: str) -> Message:
    return message("refused.no_row_by_hand", role=role, track=track)


def no_plan_by_hand(role: str) -> Message:
    return message("refused.no_plan_by_hand", role=role)


def holds_no_more(reason: Message) -> Message:
    return message("refused.holds_no_more", reason=reason)


# -- resigning ------------------------------------------------------------------------------------


def resigning_is_ones_own() -> Message:
    return message("refused.resigning_is_ones_own")


def needs_own_letter(person: str) -> Message:
    return message("refused.needs_own_letter", person=person)


def say_the_last_day(said: str) -> Message:
    return message("refused.say_the_last_day", said=said)


def last_day_before(said: date, resigned: date) -> Message:
    return message("refused.last_day_before", said=said, resigned=resigned)


def nothing_to_withdraw() -> Message:
    return message("refused.nothing_to_withdraw")
