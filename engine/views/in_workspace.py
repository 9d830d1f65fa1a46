"""What a policy meets in its workspace: earlier texts, sources, and the people it is for."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from engine.core.policy.policy import Policy
from engine.core.policy.usage import PARTS, unused
from engine.core.soundness.printing import printed_in_prose
from engine.core.values.diagnostic import Diagnostic, Finding
from engine.core.values.errors import EngineError
from engine.disk.strict_yaml import YamlNode, as_plain, compose
from engine.intake.sources.source import Source
from engine.intake.supplies import kinds_untold, told_too_rarely, unsupplied
from engine.ledger import index
from engine.policyfile.check import placed
from engine.policyfile.load import load_policy
from engine.views.vacancies import vacancies
from engine.workspace.session import earlier_texts
from engine.workspace.session.workspace import CONFIG, Workspace, config_of, reading


@dataclass(frozen=True, slots=True)
class PolicyPlaces:
    """Where what a policy meets lies; `sources` are None where they have mistakes of their own."""

    root: Path
    policies: Path
    sources: Sequence[Source] | None
    fields: Mapping[str, Set[str]]  # that each template asks for, by its name


def met(
    places: PolicyPlaces, files: Iterable[Path], today: date
) -> tuple[list[Diagnostic], list[Diagnostic]]:
    """Errors and warnings that no policy has by itself."""
    config = str(places.root / CONFIG)
    bad: list[Diagnostic] = []
    odd: list[Diagnostic] = []
    branch = earlier_texts.on_branch(places.policies)
    if branch is None:
        odd.append(earlier_texts.no_history(config))
    with ExitStack() as open_:
        try:
            workspace = _with_record(places.root, open_)
        except EngineError as problem:
            workspace = None
            odd.append(earlier_texts.no_record(config, problem))
        for file in files:
            text = file.read_bytes()
            recorded = earlier_texts.in_record(workspace.book, text) if workspace else ()
            reused = earlier_texts.version_reused(text, str(file), [*recorded, *(branch or ())])
            bad += [reused] if reused else []
            odd += _odd(places, workspace, text.decode("utf-8", "replace"), str(file), today)
    return bad, odd


def _with_record(root: Path, open_: ExitStack) -> Workspace | None:
    """None where the record is kept on another machine."""
    if not (root / config_of(root).state).is_dir():
        return None
    return open_.enter_context(reading(root))


def _odd(
    places: PolicyPlaces, workspace: Workspace | None, text: str, file: str, today: date
) -> Iterator[Diagnostic]:
    policy, node = load_policy(text, file), compose(text)
    if isinstance(policy, Policy) and isinstance(node, YamlNode):
        for finding in _findings(places, workspace, policy, as_plain(node), today):
            yield placed(node, file, finding)


def _findings(
    places: PolicyPlaces,
    workspace: Workspace | None,
    policy: Policy,
    plain: object,
    today: date,
) -> Iterator[Finding]:
    typed = plain if isinstance(plain, dict) else {}
    written = {part: tuple(typed.get(part, ())) for part in PARTS}
    yield from unused(policy, written, _printed(places, policy))
    if places.sources is not None:
        yield from unsupplied(policy, places.sources)
        yield from kinds_untold(policy, places.sources)
        yield from told_too_rarely(policy, places.sources)
    if workspace is not None:
        latest = index.last_day(workspace.book.index)
        yield from vacancies(workspace, policy, max(today, latest or today))


def _printed(places: PolicyPlaces, policy: Policy) -> set[str]:
    """The fields of the employee that the policy's documents print."""
    asked = {
        field
        for document in policy.documents.values()
        for field in places.fields.get(document.template, ())
    }
    own = {field.removeprefix("employee.") for field in asked if field.startswith("employee.")}
    return own | printed_in_prose(policy)
