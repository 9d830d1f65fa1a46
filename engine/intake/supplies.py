"""What the sources supply, held against what a policy asks for."""

from collections.abc import Iterator, Sequence

from engine.core.facts.people import GROUP
from engine.core.policy import walk
from engine.core.policy.condition import AWAY, FieldTest
from engine.core.policy.metric import figures_of
from engine.core.policy.policy import Policy
from engine.core.policy.references import field_mentions
from engine.core.values.diagnostic import Finding
from engine.intake.sources.source import Source

KNOWN = "id"  # of everybody who is named at all
KIND_HINT = f"write {AWAY}, or name the column with the kind in the source of the roster"
HINT = "add it to a file in sources, or take out what asks for it"


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


def _asked_of_people(policy: Policy) -> Iterator[tuple[tuple[str, ...], str]]:
    for name in policy.employee:
        yield ("employee", name), name
    yield from field_mentions(policy)
    for id_, role in policy.roles.items():
        if role.group:
            yield ("roles", id_, "group"), GROUP
        for step in role.field.split(".") if role.field else ():
            yield ("roles", id_, "field"), step
