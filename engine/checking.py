"""Everything a policy author can get wrong, found in one go: policies, their sense, sources, templates."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from pathlib import Path

from engine.clock import now
from engine.core.letter.brief_names import brief_names
from engine.core.policy.policy import Policy
from engine.core.soundness.checks import overlap
from engine.core.values.diagnostic import Diagnostic
from engine.core.values.errors import SurroundingsError
from engine.disk.strict_yaml import YamlNode, compose
from engine.documents import required
from engine.documents.template.compile import Template, compile_template
from engine.intake.sources.load import load_sources
from engine.intake.sources.source import Source
from engine.policyfile.check import check_policy, placed
from engine.policyfile.full import full
from engine.policyfile.load import load_policy, places_unknown
from engine.results import CheckResult
from engine.views.in_workspace import PolicyPlaces, met
from engine.workspace.session.pins import PolicyFaultError
from engine.workspace.session.usable import policy_named
from engine.workspace.session.workspace import CONFIG, config_of


def checked(root: Path, files: Sequence[Path] = ()) -> CheckResult:
    """Errors and warnings of `files`, else of the whole workspace, each sorted by place.

    SurroundingsError where there is nothing to check.
    """
    policies, templates, sources = _places(root)
    if not files and not policies.is_dir():
        raise SurroundingsError(
            f"there are no policies in {policies}; planward init makes a workspace"
        )
    found, compiled, faulty = _templates(templates)
    errors: list[Diagnostic] = [] if files else [*found, *_amiss(templates, compiled)]
    warnings: list[Diagnostic] = [] if files else [*_doubtful(templates, compiled)]
    sound: list[tuple[str, Policy]] = []
    unread: set[str] = set()
    for file in files or _policies(policies):
        text = file.read_bytes().decode("utf-8", "replace")
        policy = load_policy(text, str(file))
        names = brief_names(policy) if isinstance(policy, Policy) else None
        fields = {name: template.fields for name, template in compiled.items()}
        there = fields | dict.fromkeys(faulty, frozenset[str]()) if templates.is_dir() else None
        bad, odd = check_policy(text, str(file), there, names, faulty if files else frozenset())
        errors += bad
        warnings += odd
        if isinstance(policy, Policy):
            sound.append((str(file), policy))
            errors += _under(templates, required.wanted_controls(policy, compiled))
            warnings += _under(templates, required.odd(policy, compiled))
        else:
            unread.add(policy_named(file.name, text))
    if not files and (root / CONFIG).is_file():
        errors += places_unknown((root / CONFIG).read_text("utf-8"), str(root / CONFIG))
    if not files:
        errors += _overlaps(sound, unread)
        errors += _sources(sources)
    if (root / CONFIG).is_file():
        bad, odd = _in_workspace(root, files, compiled)
        errors += bad
        warnings += odd
    return CheckResult(tuple(sorted(set(errors))), tuple(sorted(set(warnings))))


def _in_workspace(
    root: Path, files: Sequence[Path], compiled: Mapping[str, Template]
) -> tuple[list[Diagnostic], list[Diagnostic]]:
    """What no policy has by itself; of the whole workspace only where all of it is asked for."""
    policies, _, sources = _places(root)
    asked = {name: template.fields for name, template in compiled.items()}
    places = PolicyPlaces(root, policies, _sound_sources(sources), asked)
    bad, odd = met(places, files or _policies(policies), now(config_of(root).time_zone).day)
    of_all = str(root / CONFIG)
    return bad, [each for each in odd if not files or each.file != of_all]


def in_full(root: Path, files: Sequence[Path] = ()) -> Iterator[str]:
    """Each policy with its defaults filled in and marked. PolicyFaultError at the first with a mistake."""
    policies, _, _ = _places(root)
    for file in files or _policies(policies):
        told = full(file.read_bytes().decode("utf-8", "replace"), str(file))
        if not isinstance(told, str):
            raise PolicyFaultError(told)
        yield told


def _places(root: Path) -> tuple[Path, Path, Path]:
    """A folder that is no workspace is checked with the usual names."""
    if (root / CONFIG).is_file():
        config = config_of(root)
        policies, templates = root / config.policies, root / config.templates
    else:
        policies, templates = root / "policies", root / "templates"
    return policies, templates, policies / "sources"


def _policies(folder: Path) -> list[Path]:
    return [f for f in sorted(folder.glob("*.yaml")) if not f.name.endswith(".test.yaml")]


def _templates(
    folder: Path,
) -> tuple[list[Diagnostic], dict[str, Template], frozenset[str]]:
    """The mistakes in templates, those without any, and the names of the others."""
    faulty: set[str] = set()
    problems: list[Diagnostic] = []
    compiled: dict[str, Template] = {}
    for file in sorted(folder.rglob("*.docx")):
        name = file.relative_to(folder).as_posix()
        template = compile_template(name, file.read_bytes())
        if isinstance(template, Template):
            compiled[name] = compiled[file.name] = template
        else:
            problems += [replace(p, file=str(file)) for p in template]
            faulty |= {name, file.name}
    return problems, compiled, frozenset(faulty)


def _under(templates: Path, problems: Iterable[Diagnostic]) -> list[Diagnostic]:
    """With the template's whole path: its controls are told by its name in the folder."""
    return [replace(problem, file=str(templates / problem.file)) for problem in problems]


def _amiss(templates: Path, compiled: Mapping[str, Template]) -> Iterator[Diagnostic]:
    for template in compiled.values():
        yield from _under(templates, required.amiss(template))


def _doubtful(templates: Path, compiled: Mapping[str, Template]) -> Iterator[Diagnostic]:
    for template in compiled.values():
        yield from _under(templates, required.doubtful(template))


def _overlaps(policies: Sequence[tuple[str, Policy]], unread: Set[str]) -> Iterator[Diagnostic]:
    files = {policy.id: file for file, policy in policies}
    for policy, finding in overlap([policy for _, policy in policies], unread):
        node = compose(Path(files[policy]).read_bytes())
        if isinstance(node, YamlNode):
            yield placed(node, files[policy], finding)


def _sources(folder: Path) -> Iterator[Diagnostic]:
    return (found for found in _loaded_sources(folder) if isinstance(found, Diagnostic))


def _sound_sources(folder: Path) -> list[Source] | None:
    """None where one has a mistake: what it was to supply is not known."""
    loaded = _loaded_sources(folder)
    found = [each for each in loaded if isinstance(each, Source)]
    return found if len(found) == len(loaded) else None


def _loaded_sources(folder: Path) -> tuple[Source, ...] | tuple[Diagnostic, ...]:
    texts = {
        str(file): file.read_bytes().decode("utf-8", "replace")
        for file in sorted(folder.glob("*.yaml"))
    }
    return load_sources(texts) if texts else ()
