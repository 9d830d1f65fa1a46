"""Why a sign-off or a form that was filled in does not count, said to who filled it in."""

from datetime import date

from engine.core.values.message import Message, message

# -- an approval ----------------------------------------------------------------------------------


def decision_unreadable(role: str, said: str) -> Message:
    return message("signed.decision_unreadable", role=role, said=said)


def signed_elsewhere(role: str) -> Message:
    return message("signed.elsewhere", role=role)


def name_empty(role: str) -> Message:
    return message("signed.name_empty", role=role)


def date_empty(role: str) -> Message:
    return message("signed.date_empty", role=role)


def name_and_date_empty(role: str) -> Message:
    return message("signed.name_and_date_empty", role=role)


def signed_twice(role: str) -> Message:
    return message("signed.twice", role=role)


def signed_by_employee(role: str) -> Message:
    return message("signed.by_employee", role=role)


def date_unfit(role: str, said: str, day: date) -> Message:
    return message("signed.date_unfit", role=role, said=said, day=day)


def holds_no_role(name: str, role: str, day: date, holders: tuple[str, ...]) -> Message:
    return message("signed.not_held", name=name, role=role, day=day, holders=holders)


def nobody_holds_role(name: str, role: str, day: date) -> Message:
    return message("signed.nobody_holds", name=name, role=role, day=day)


def said_otherwise_before(role: str) -> Message:
    return message("signed.otherwise_before", role=role)


def signed_in_another_role(by: str, role: str) -> Message:
    return message("signed.in_another_role", by=by, role=role)


def approves_the_new_version(role: str) -> Message:
    return message("signed.approves_new_version", role=role)


def approved_no_more(version: int, newest: int) -> Message:
    return message("signed.approved_no_more", version=version, newest=newest)


# -- a receipt ------------------------------------------------------------------------------------


def receipt_unreadable(said: str) -> Message:
    return message("receipt.unreadable", said=said)


def receipt_elsewhere() -> Message:
    return message("receipt.elsewhere")


def receipt_date_unfit(said: str, day: date) -> Message:
    return message("receipt.date_unfit", said=said, day=day)


def witness_is_employee() -> Message:
    return message("receipt.witness_is_employee")


def witness_empty() -> Message:
    return message("receipt.witness_empty")


def reply_not_taken(reason: Message | str) -> Message:
    return message("receipt.reply_not_taken", reason=reason)


# -- a form ---------------------------------------------------------------------------------------


def held_on_empty() -> Message:
    return message("filled.held_on_empty")


def held_by_empty() -> Message:
    return message("filled.held_by_empty")


def held_on_and_by_empty() -> Message:
    return message("filled.both_empty")


def form_elsewhere() -> Message:
    return message("filled.elsewhere")


def form_by_employee() -> Message:
    return message("filled.by_employee")


def held_on_unfit(said: str, day: date) -> Message:
    return message("filled.held_on_unfit", said=said, day=day)


def answer_unreadable(question: str, said: str, answers: tuple[str, ...]) -> Message:
    return message("filled.answer_unreadable", question=question, said=said, answers=answers)


# -- what to do about it --------------------------------------------------------------------------


def fill_in_what_is_missing() -> Message:
    return message("do.fill_in")


def sign_in_our_document() -> Message:
    return message("do.sign_in_ours")


def tell_which_holds() -> Message:
    return message("do.tell_which_holds")


def let_holder_sign_anew() -> Message:
    return message("do.let_holder_sign_anew")


def let_holder_fill_in() -> Message:
    return message("do.let_holder_fill_in")


def sign_in_newest_move_this() -> Message:
    return message("do.sign_in_newest_move_this")


def sign_in_newest() -> Message:
    return message("do.sign_in_newest")


def write_day_of_signing() -> Message:
    return message("do.write_day")


def ask_hr() -> Message:
    return message("do.ask_hr")


# -- what a form or a receipt says besides --------------------------------------------------------


def seen_by_witness(witness: str) -> Message:
    return message("seen.witness", witness=witness)


def witness_and_companion(witness: str, companion: str) -> Message:
    return message("seen.both", witness=witness, companion=companion)


def companion_present(companion: str) -> Message:
    return message("seen.companion", companion=companion)


def support_given(text: str) -> Message:
    return message("filled.support", text=text)


def blockers_told(text: str) -> Message:
    return message("filled.blockers", text=text)


def next_actions_told(text: str) -> Message:
    return message("filled.next_actions", text=text)


def field_filled(title: str, text: str) -> Message:
    return message("filled.field", title=title, text=text)


def typed_beside(edit: Message) -> Message:
    return message("filled.beside", edit=edit)
