"""The words and figures of a policy: text as typed becomes a value, or says what was expected."""

import re
from decimal import Decimal

from engine.core.policy.condition import Length, Over, Threshold, ValueRef
from engine.core.policy.moment import MOMENT_WORDS, Moment
from engine.core.policy.open_row import NotOlder
from engine.core.values.suggest import surely
from engine.core.values.units import TIME_UNITS, Amount, Span, TimeUnit, Unit, span_written
from engine.policyfile.places import country, language, time_zone
from engine.schematext.text import (
    MisreadError,
    Reader,
    day,
    dotted,
    identifier,
    is_identifier,
    person_id,
)

MOMENTS = {
    "plan": ("opened", "closed"),
    "stage": ("entered", "left"),
    "document": ("drafted", "approved", "issued", "delivered", "acknowledged"),
    "meeting": ("held", "done", "missed"),
    "duty": ("done", "missed"),
    "right": ("asked", "granted", "used"),
    "clock": ("started", "ended"),
    "review": ("decided",),
}
RESERVED = frozenset(
    {"stay", "held", "back", "plan", "stage", "document", "employee", "asked", "last"}
)
_HAPPENINGS = tuple(dict.fromkeys(word for words in MOMENTS.values() for word in words))
CALENDAR_WEEK = "calendar_week"
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,6})?")
_TEMPLATE = re.compile(r"\w[\w -]*\.docx")


def own_identifier(text: str) -> str:
    """A name that the policy gives: not one of the language's own words."""
    if text in RESERVED:
        raise MisreadError(
            "P125", "a name that is not a word of the language", f"type my_{text}"
        )
    return identifier(text)


def destination(text: str) -> str:
    """Where a row leads: a stage, or the words stay and held."""
    if text == "back":
        expected = 'a stage, "stay" or "held": "back" does not act yet'
        raise MisreadError("P120", expected, "one of: stay, held, or the name of a stage")
    return identifier(text)


def policy_id(text: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9-]{0,39}", text):
        likely = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
        raise MisreadError(
            "P125",
            "a policy id of small letters, digits and -",
            f"type {likely}" if re.match(r"[a-z]", likely) else "begin with a letter",
        )
    return text


def field_path(text: str) -> str:
    """`manager.manager`: the manager of the manager."""
    for step in text.split("."):
        identifier(step)
    return text


def span(text: str) -> Span:
    """`10 business days`. Not 0: a length of nothing is always a mistake. Nor more than 100 years."""
    if said := span_written(text):
        if said.count > LONGEST[said.part]:  # so that every day it leads to has a date
            expected = f"a length of at most {LONGEST[TimeUnit.YEAR]} years"
            raise MisreadError("P122", expected, "write a shorter one")
        return said
    if re.sub("^0+", "1", text) != text and span_written(re.sub("^0+", "1", text)):
        raise MisreadError("P122", "a length of at least 1", _LENGTHS)
    likely = _span_meant(text)
    raise MisreadError("P122", "a length of time", f"type {likely}" if likely else _LENGTHS)


# Of each part of time as many as 100 years hold.
LONGEST = {
    TimeUnit.DAY: 36525,
    TimeUnit.BUSINESS_DAY: 36525,
    TimeUnit.WEEK: 5218,
    TimeUnit.MONTH: 1200,
    TimeUnit.QUARTER: 400,
    TimeUnit.HALF_YEAR: 200,
    TimeUnit.YEAR: 100,
}
_ALSO = {"working day": "business day", "workday": "business day", "work day": "business day"}
_LENGTHS = (
    "a whole number and one of: days, business days, weeks, months, quarters, half-years, years"
)


def _span_meant(text: str) -> str:
    """Only where number and part can each be but one: nothing for 2,5 months or 8-12 weeks."""
    found = re.fullmatch(r"\s*0*([1-9][0-9]{0,3})[\s-]*([A-Za-z][A-Za-z -]*?)\.?\s*", text)
    if not found:
        return ""
    unit = found[2].lower()
    part = _ALSO.get(unit.removesuffix("s")) or surely(unit, TIME_UNITS)
    unit = (
        TIME_UNITS[part].value
        if part
        else surely(unit.removesuffix("s"), [one.value for one in TimeUnit])
    )
    likely = span_written(f"{found[1]} {unit}")
    return str(likely) if likely and likely.count <= LONGEST[likely.part] else ""


def length(text: str) -> Length:
    return value_reference(text) if text.startswith("$") else span(text)


def age(text: str) -> NotOlder:
    """`60 days`, `$fresh` or `forever`."""
    if text == "forever":
        return "forever"
    try:
        return length(text)
    except MisreadError as error:
        raise MisreadError(error.code, f"{error.expected}, or forever", error.hint) from None


def value_reference(text: str) -> ValueRef:
    name = text.removeprefix("$")
    if not is_identifier(name):
        raise MisreadError(
            "P126", "$ and the name of a value", "type it like $floor, a name under values:"
        )
    return ValueRef(name)


def decimal(text: str) -> Decimal:
    if not _NUMBER.fullmatch(text):
        likely = dotted(text)
        hint = f"type {likely}" if likely else "digits, and a point before what is less than 1"
        raise MisreadError("P127", "a number", hint)
    return Decimal(text)


def amount(text: str) -> Amount:
    """`80%` holds 80 points; `12` is a plain number."""
    points = text.removesuffix("%").rstrip(" ")
    percent = text.endswith("%")
    if not _NUMBER.fullmatch(points):
        hint = "a number with %, like 80%, or without, like 12"
        if likely := dotted(text):
            hint = f"type {likely}{'%' if '%' in text or 'percent' in text else ''}"
        raise MisreadError("P121", "a percent or a number", hint)
    return Amount(Decimal(points), Unit.PERCENT if percent else Unit.NUMBER)


def threshold(text: str) -> Threshold:
    return value_reference(text) if text.startswith("$") else amount(text)


def value(text: str) -> Amount | Span:
    """What a named value may be: `65%`, `12` or `6 months`."""
    return (
        span(text) if re.search(r"[a-z]{3}", text) and "percent" not in text else amount(text)
    )


def moment(text: str) -> Moment:
    """`plan_letter.delivered` or, of another stage, `improvement.plan_letter.delivered`."""
    steps = text.split(".")
    if len(steps) not in (2, 3) or not all(is_identifier(step) for step in steps):
        raise MisreadError(
            "P124", "a moment written thing.moment", "type it like stage.entered"
        )
    known = MOMENTS.get(steps[-2], _HAPPENINGS)
    if steps[-1] == "planned":
        expected = 'a moment that is recorded: "planned" does not act yet'
        raise MisreadError("P120", expected, f"one of: {', '.join(MOMENTS['meeting'])}")
    if steps[-1] not in known:
        raise MisreadError("P124", "a moment after the last dot", f"one of: {', '.join(known)}")
    if text == "stage.left":  # nothing of a stage is waited for once it has been left
        raise MisreadError("P124", "the stage that is left", "type it like coaching.stage.left")
    word = next(word for word in MOMENT_WORDS if word == steps[-1])
    return Moment(steps[-2], word, steps[0] if len(steps) == 3 else "")


def look_back_length(text: str) -> Length:
    """`last 3 months` or `last $window`."""
    if not text.startswith("last "):
        hint = _last_meant(text) or "like last 3 months"
        raise MisreadError("P128", 'a stretch that begins with "last"', hint)
    return length(text.removeprefix("last "))


def over(text: str) -> Over:
    """`last 3 months`, `last $window`, or the name of a clock."""
    if is_identifier(text) and text != "last":
        return Over(clock=text)
    try:
        return Over(last=look_back_length(text))
    except MisreadError as error:
        expected = '"last" with a length of time, or the name of a clock'
        hint = _last_meant(text) or f"{error.hint}, or the name of a clock"
        raise MisreadError("P128", expected, hint) from None


def _last_meant(text: str) -> str:
    """`last 3 months` for 3 months, Last 3 Months or, with one, last quarter.

    Of `last  months` the number is lost: nobody knows which.
    """
    said = re.sub(r"^\s*last\s+", "", text, flags=re.IGNORECASE)
    one = re.fullmatch(r"last ([a-z-]*[^s])", text, re.IGNORECASE)
    alone = TIME_UNITS.get(one[1].lower()) if one else None
    likely = str(Span(1, alone)) if alone else _span_meant(said)
    return f"type last {likely}" if likely else ""


_IN_A_ROW = re.compile(
    r"\s*([1-9][0-9]?)\s*(times |x )?((in|on)[ -]?(a|the)?[ -]?row|consecutive(ly)?)\s*", re.I
)


def in_a_row(text: str) -> int:
    found = re.fullmatch(r"([1-9][0-9]?) in a row", text)
    if not found:
        meant = _IN_A_ROW.fullmatch(text)
        hint = (
            f"type {meant[1]} in a row" if meant else "a count and these words, like 2 in a row"
        )
        if re.fullmatch(r"[0-9]+ (of|out of) [0-9]+", text):
            hint = f"{hint}; N of M does not act yet"
        raise MisreadError("P129", 'a count and "in a row"', hint)
    return int(found[1])


def part(text: str) -> TimeUnit:
    """A week of the calendar is a week, too."""
    return TimeUnit.WEEK if text == CALENDAR_WEEK else TimeUnit(text)


def warning_code(text: str) -> str:
    if not re.fullmatch(r"P2[0-9]{2}", text):
        raise MisreadError("P131", "the code of a warning", "type it as check says it: P246")
    return text


def template(text: str) -> str:
    """A file of the templates' folder. Only its place is told again, never another name or kind."""
    if not re.fullmatch(_TEMPLATE, text):
        name = re.split(r"[/\\]", text)[-1]
        bare = re.fullmatch(r"\w[\w -]*(?<!doc)(?<!docx)", text, re.IGNORECASE)
        sure = name if re.fullmatch(_TEMPLATE, name) else f"{text}.docx" if bare else ""
        hint = f"type {sure}" if sure else "a name of a file like letter.docx"
        raise MisreadError("P130", "a Word file beside the others", hint)
    return text


def workspace_id(text: str) -> str:
    if not re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", text):
        hint = "run planward init, which makes one"
        raise MisreadError("P131", "the id that planward init wrote", hint)
    return text


def folder(text: str) -> str:
    """The name of one folder; not a path, and nothing that a file system reads otherwise."""
    if not re.fullmatch(r"\w[\w &-]{0,58}\w|\w", text):
        likely = re.sub(r"[^\w &-]+", " ", text).strip() or "north"
        raise MisreadError("P133", "the name of one folder", f"type {likely}")
    return text


def inner_folder(text: str) -> str:
    """A way to a folder inside the shared one, slashes between its names."""
    steps = text.split("/")
    try:
        return "/".join(folder(step) for step in steps)
    except MisreadError as problem:
        likely = "/".join(filter(None, (re.sub(r"[^\w &-]+", " ", s).strip() for s in steps)))
        hint = f"type {likely}" if likely else "type Signed by hr"
        raise MisreadError("P133", "a folder inside the shared folder", hint) from problem


def user_name(text: str) -> str:
    r"""As the operating system knows it: `anna`, `anna@example.com`, or `EXAMPLE\anna`."""
    if not re.fullmatch(r"[\w.$\\][\w.$\\@ -]{0,254}(?<! )", text):
        hint = "type it as the system shows it"
        raise MisreadError("P131", "the name of an operating-system user", hint)
    return text


def prefix(text: str) -> str:
    if not re.fullmatch(r"[A-Z][A-Z0-9]{0,7}", text):
        likely = re.sub(r"[^A-Z0-9]", "", text.upper())[:8]
        hint = f"type {likely if re.match('[A-Z]', likely) else 'P'}"
        raise MisreadError("P133", "up to 8 capital letters and digits", hint)
    return text


# The `format` words of the schemas, and the reader behind each.
READERS: dict[str, Reader] = {
    "id": own_identifier,
    "name": identifier,
    "destination": destination,
    "policy-id": policy_id,
    "warning-code": warning_code,
    "field-path": field_path,
    "day": day,
    "span": span,
    "length": length,
    "age": age,
    "decimal": decimal,
    "threshold": threshold,
    "value": value,
    "moment": moment,
    "look-back": look_back_length,
    "over": over,
    "in-a-row": in_a_row,
    "language": language,
    "country": country,
    "time-zone": time_zone,
    "template": template,
    "workspace-id": workspace_id,
    "folder": folder,
    "inner-folder": inner_folder,
    "person-id": person_id,
    "user-name": user_name,
    "prefix": prefix,
}
