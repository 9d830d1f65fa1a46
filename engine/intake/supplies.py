"""What the sources supply, held against what a policy asks for."""

from collections.abc import Iterator, Sequence

from engine.core.facts.people import GROUP
from engine.core.measure.coverage import PARTS
from engine.core.policy import walk
from engine.core.policy.condition import AWAY, Each, FieldTest, MetricTest
from engine.core.policy.metric import figures_of
from engine.core.policy.policy import Policy
from engine.core.policy.references import field_mentions
from engine.core.values.diagnostic import Finding
from engine.core.values.units import TimeUnit
from engine.intake.sources.source import Source

KNOWN = "id"  # of everybody who is named at all
KIND_HINT = f"write {AWAY}, or name the column with the kind in the source of the roster"
HINT = "add it to a file in sources, or take out what asks for it"
FINER_HINT = "ask for {part}s, or have a source read the days"
BY_SIGN = {"d": TimeUnit.DAY, "m": TimeUnit.MONTH, "b": TimeUnit.MONTH, "B": TimeUnit.MONTH}
BY_SIGN |= {"q": TimeUnit.QUARTER}


def unsupplied(policy: Policy, sources: Sequence[Source]) -> Iterator[Finding]:
    """Figures and facts about people that the policy rests on and that no source reads: warnings."""
    figures = {column.field for source in sources for column in source.figures}
    people = {KNOWN} | {column.field for source in sources for column in source.traits}
    people |= {absence.field for source in sources for absence in source.absences}
    for id_, metric in policy.metrics.items():
        for name in figures_of(metric):
            if name not in figures:
                message = f'no source supplies the figure "{name}" of metric {id_}'
                yield Finding(("metrics", id_), "P289", message, HINT, warning=True)
    told: set[str] = set()
    for path, name in _asked_of_people(policy):
        if name not in people | told:
            told.add(name)
            message = f'no source supplies "{name}", a field of the roster'
            yield Finding(path, "P289", message, HINT, warning=True)


def kinds_untold(policy: Policy, sources: Sequence[Source]) -> Iterator[Finding]:
    """Kinds of absence that a test asks for where every roster tells days away without one: warnings."""
    columns = [absence for source in sources for absence in source.absences]
    kindless = {c.field for c in columns} - {c.field for c in columns if c.kind}
    for test in walk.tests(policy):
        what = test.what
        if not isinstance(what, FieldTest) or what.field not in kindless:
            continue
        for at, kind in enumerate(what.values):
            if kind.casefold() != AWAY:
                message = f'found "{kind}", a kind of {what.field}, but no roster tells a kind'
                path = (*test.path, what.operator, str(at))
                yield Finding(path, "P228", message, KIND_HINT, warning=True)


def told_too_rarely(policy: Policy, sources: Sequence[Source]) -> Iterator[Finding]:
    """Figures asked for period by period that every source tells for longer ones: warnings.

    A figure of a month is not cut into weeks, so that what is asked would never be known.
    """
    for path, metric, part in _asked_each(policy):
        for name in figures_of(policy.metrics[metric]):
            told = [_told_by(s) for s in sources if any(c.field == name for c in s.figures)]
            known = [each for each in told if each]
            if not known or len(known) < len(told):
                continue
            finest = min(known, key=PARTS.index)
            if PARTS.index(finest) > PARTS.index(part):
                message = f"asked for each {part.value}, but every source tells {name} by the {finest.value}"
                hint = FINER_HINT.format(part=finest.value)
                yield Finding((*path, "each"), "P216", message, hint, warning=True)
                break


def _asked_each(policy: Policy) -> Iterator[tuple[tuple[str, ...], str, TimeUnit]]:
    for test in walk.tests(policy):
        if isinstance(test.what, MetricTest) and isinstance(test.what.window, Each):
            yield test.path, test.what.metric, test.what.window.part
    for goal in walk.every_goal(policy):
        if goal.what.each:
            yield goal.path, goal.what.metric, goal.what.each


def _told_by(source: Source) -> TimeUnit | None:
    """The kind of period its figures are of; None: only the file says."""
    if source.wide:
        by_month = any("<month>" in pattern for pattern in source.wide.patterns)
        return TimeUnit.MONTH if by_month else TimeUnit.QUARTER
    if source.period is None:
        return None
    dating = source.period.dating
    signs = [sign for form in dating.formats for sign in BY_SIGN if f"%{sign}" in form]
    parts = [BY_SIGN[sign] for sign in signs] or [TimeUnit.YEAR]
    return dating.to or min(parts, key=PARTS.index)


def _asked_of_people(policy: Policy) -> Iterator[tuple[tuple[str, ...], str]]:
    for name in policy.employee:
        yield ("employee", name), name
    yield from field_mentions(policy)
    for id_, role in policy.roles.items():
        if role.group:
            yield ("roles", id_, "group"), GROUP
        for step in role.field.split(".") if role.field else ():
            yield ("roles", id_, "field"), step
