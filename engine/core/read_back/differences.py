"""How a returned file differs from the version it was made from, told so that a reviewer understands."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from engine.core.read_back import difference_messages as say
from engine.core.record.field_names import OF_EMPLOYEE
from engine.core.record.returned import Change, Field, ReturnedDocument, ReviewComment
from engine.core.values.message import Message

LONGEST_QUOTE = 120
MOST_LISTED = 5
OUR_PROPERTIES = "planward_"


def lost(said: ReturnedDocument, base: ReturnedDocument) -> list[str]:
    """The fields that are gone, by name."""
    return sorted({each.name for each in base.fields} - {each.name for each in said.fields})


def edited(said: ReturnedDocument, base: ReturnedDocument) -> list[Message]:
    """Who changed what of the text, a line each. An insertion that is only tracked counts as text."""
    who = said.saved_by or say.somebody()
    matcher = SequenceMatcher(None, base.lines, said.lines, autojunk=False)
    return [
        _turned(who, base.lines[i:j], said.lines[k:n])
        for kind, i, j, k, n in matcher.get_opcodes()
        if kind != "equal"
    ]


def settled_by_reader(said: ReturnedDocument, base: ReturnedDocument) -> list[Message]:
    """What the version itself held open and its reader did away with, without another word changed.

    The version as drafted holds it still: only a new one can be approved.
    """
    who: say.Who = said.saved_by or say.somebody()
    found: list[Message] = []
    if base.changes and not said.changes:
        found.append(say.changes_settled(who, len(base.changes)))
    if (were := comments(base)) and not comments(said):
        found.append(say.comments_resolved(who, len(were)))
    return found


def _turned(who: say.Who, before: Sequence[str], after: Sequence[str]) -> Message:
    old, new = (quoted_short(" / ".join(map(_shown, lines))) for lines in (before, after))
    if old and new:
        return say.text_replaced(who, old, new)
    return say.text_added(who, new) if new else say.text_taken_out(who, old)


def _shown(line: str) -> str:
    """A line of a document as a person reads it: where it stands is said of what is not plain text."""
    place, _, text = line.partition("| ")
    return text if place == "body" else f"{place}: {text}"


def filled_fields(said: ReturnedDocument, base: ReturnedDocument) -> list[Field]:
    """The fields that say something else than in the version as drafted; of locked ones see `left_open`."""
    before = {each.name: each.value for each in base.fields}
    return [
        each
        for each in said.fields
        if not each.locked and _told(each.value) != _told(before.get(each.name, ""))
    ]


def left_open(
    said: ReturnedDocument, base: ReturnedDocument, answered: Iterable[ReturnedDocument] = ()
) -> Iterator[tuple[str, Message]]:
    """What holds an approval back, by its code, with which and where.

    Comments that stand in one of the `answered` files do not.
    """
    if told := changes(said):
        yield "changes", say.changes_left(len(told), listed_short(told))
    if told := comments(said, answered):
        yield "comments", say.comments_left(len(told), listed_short(told))
    if clause := clauses(said, base):
        yield "clause", say.clause_changed(listed_short(clause))


def altered(said: ReturnedDocument, base: ReturnedDocument) -> list[Message]:
    """What no longer says what was issued. The employee's own fields are filled in afterwards."""
    fields = [each for each in filled_fields(said, base) if each.name not in OF_EMPLOYEE]
    ours = {k: v for k, v in base.properties.items() if k.startswith(OUR_PROPERTIES)}
    return [
        *edited(said, base),
        *(says for _, says in left_open(said, base)),
        *(say.field_says(each.name, _quoted(each.value)) for each in fields),
        *(
            say.property_says(name, _quoted(said.properties[name]))
            for name, value in ours.items()
            if said.properties.get(name, value) != value
        ),
    ]


def _quoted(text: str) -> say.Who:
    return quoted_short(text) or say.nothing_said()


CHANGES: Mapping[str, Callable[[say.Who, str, str], Message]] = {
    "inserted": say.text_inserted,
    "deleted": say.text_deleted,
    "moved": say.text_moved,
    "formatted": say.text_formatted,
}


def changes(said: ReturnedDocument) -> list[Message]:
    return [_change(each) for each in said.changes]


def _change(each: Change) -> Message:
    who = each.author or say.somebody()
    return CHANGES[each.kind](who, each.where, quoted_short(each.text))


def comments(
    said: ReturnedDocument, answered: Iterable[ReturnedDocument] = ()
) -> list[Message]:
    """The open ones nobody has answered."""
    over = {(each.author, each.text) for file in answered for each in file.remarks}
    return [
        _comment(each)
        for each in said.remarks
        if not each.resolved and (each.author, each.text) not in over
    ]


def _comment(each: ReviewComment) -> Message:
    who = each.author or say.somebody()
    return say.was_commented(who, quoted_short(each.about), each.where, quoted_short(each.text))


def unmet(
    earlier: ReturnedDocument, said: ReturnedDocument, base: ReturnedDocument
) -> list[Message]:
    """What an earlier file of the version left open and this one neither has nor has settled.

    A comment is met by itself, resolved or not; an insertion by its words, a deletion by their absence.
    Whoever rejects or deletes says so nowhere: then a person has to.
    """
    here = {(each.author, each.text) for each in said.remarks}
    told = [
        _comment(each)
        for each in earlier.remarks
        if not each.resolved and (each.author, each.text) not in here
    ]
    still = {(each.kind, each.text) for each in said.changes}
    text, before = _whole(said), _whole(base)
    return told + [
        _change(each)
        for each in earlier.changes
        if (each.kind, each.text) not in still and not _followed(each, text, before)
    ]


def _followed(change: Change, text: str, before: str) -> bool:
    """True where the text shows that a tracked change was accepted."""
    words = _told(change.text.partition("a table row: ")[2] or change.text)
    if change.kind == "inserted":
        return text.count(words) > before.count(words) or words == "¶"
    if change.kind == "deleted":
        return text.count(words) < before.count(words) or words not in text
    return True  # moved or formatted: no word of it can be missing


def clauses(said: ReturnedDocument, base: ReturnedDocument) -> list[str]:
    """Locked clauses that do not read as they were drafted. The lock in the file is not believed."""
    told = []
    for locked in (each for each in base.fields if each.locked):
        now = said.field(locked.name)
        if now is None or _told(now.value) != _told(locked.value):
            told.append(quoted_short(locked.value))
    return told


def _whole(said: ReturnedDocument) -> str:
    """All its words, those in fields as well."""
    return _told(" ".join((*said.lines, *(each.value for each in said.fields))))


def _told(text: str) -> str:
    return " ".join(text.split())


def quoted_short(text: str) -> str:
    """In one line, and not too long a one."""
    plain = _told(text)
    return plain if len(plain) <= LONGEST_QUOTE else f"{plain[: LONGEST_QUOTE - 1]}…"


def listed_short(told: Sequence[str | Message]) -> say.Told:
    """The first few, and how many more there are."""
    more = (say.and_more(len(told) - MOST_LISTED),) if len(told) > MOST_LISTED else ()
    return (*told[:MOST_LISTED], *more)
