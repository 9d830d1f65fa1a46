"""Everything a policy author can get wrong, found in one go: policies, their sense, sources, templates."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from engine.core.letter.brief_names import brief_names
from engine.core.policy.policy import Policy
from engine.core.soundness.checks import overlap
from engine.core.values.diagnostic import Diagnostic
from engine.core.values.errors import EngineError, SurroundingsError
from engine.documents import required
from engine.documents.template.compile import Template, compile_template
from engine.intake.sources.load import load_sources
from engine.ledger.book import Book
from engine.policyfile.check import check_policy
from engine.policyfile.full import full
from engine.policyfile.load import load_policy
from engine.results import CheckResult
from engine.workspace.session import earlier_texts
from engine.workspace.session.pins import PolicyFaultError
from engine.workspace.session.workspace import CONFIG, config_of, reading


def checked(root: Path, files: Sequence[Path] = ()) -> CheckResult:
    """Errors and warnings of `files`, else of the whole workspace, each sorted by place.

    SurroundingsError where there is nothing to check.
    """
    policies, templates, sources = _places(root)
    if not files and not policies.is_dir():
        raise SurroundingsError(
            f"there are no policies in {policies}; planward init makes a workspace"
        )
    found, compiled = _templates(templates) if templates.is_dir() else ([], {})
    errors: list[Diagnostic] = [] if files else list(found)
    warnings: list[Diagnostic] = []
    for template in () if files else compiled.values():
        errors += _under(templates, required.amiss(template))
        warnings += _under(templates, required.doubtful(template))
    sound: list[tuple[str, Policy]] = []
    for file in files or _policies(policies):
        text = file.read_bytes().decode("utf-8", "replace")
        policy = load_policy(text, str(file))
        names = brief_names(policy) if isinstance(policy, Policy) else None
        fields = (
            {name: template.fields for name, template in compiled.items()} if compiled else None
        )
        bad, odd = check_policy(text, str(file), fields, names)
        errors += bad
        warnings += odd
        if isinstance(policy, Policy):
            sound.append((str(file), policy))
            errors += _under(templates, required.wanted_controls(policy, compiled))
            warnings += _under(templates, required.odd(policy, compiled))
    if not files:
        errors += _overlaps(sound)
        errors += _sources(sources)
    if (root / CONFIG).is_file():
        bad, odd = _against_earlier(root, files or _policies(policies), policies)
        errors += bad
        warnings += [] if files else odd
    return CheckResult(tuple(sorted(set(errors))), tuple(sorted(set(warnings))))


def in_full(root: Path, files: Sequence[Path] = ()) -> Iterator[str]:
    """Each policy with its defaults filled in and marked. PolicyFaultError at the first with a mistake."""
    policies, _, _ = _places(root)
    for file in files or _policies(policies):
        told = full(file.read_text("utf-8"), str(file))
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


def _against_earlier(
    root: Path, files: Sequence[Path], policies: Path
) -> tuple[list[Diagnostic], list[Diagnostic]]:
    """Versions that say something else than they did, and why that might go unnoticed."""
    bad: list[Diagnostic] = []
    odd: list[Diagnostic] = []
    on_branch = earlier_texts.on_branch(policies)
    if on_branch is None:
        odd.append(earlier_texts.no_history(str(root / CONFIG)))
    with ExitStack() as open_:
        try:
            book = _record_of(root, open_)
        except EngineError as problem:
            book = None
            odd.append(earlier_texts.no_record(str(root / CONFIG), problem))
        for file in files:
            text = file.read_bytes()
            recorded = earlier_texts.in_record(book, text) if book else ()
            found = earlier_texts.version_reused(
                text, str(file), [*recorded, *(on_branch or ())]
            )
            bad += [found] if found else []
    return bad, odd


def _record_of(root: Path, open_: ExitStack) -> Book | None:
    """The record beside these files; None where it is kept on another machine."""
    if not (root / config_of(root).state).is_dir():
        return None
    return open_.enter_context(reading(root)).book


def _templates(folder: Path) -> tuple[list[Diagnostic], dict[str, Template]]:
    problems: list[Diagnostic] = []
    compiled: dict[str, Template] = {}
    for file in sorted(folder.rglob("*.docx")):
        name = file.relative_to(folder).as_posix()
        template = compile_template(name, file.read_bytes())
        if isinstance(template, Template):
            compiled[name] = compiled[file.name] = template
        else:
            problems += [replace(p, file=str(file)) for p in template]
    return problems, compiled


def _under(templates: Path, problems: Iterable[Diagnostic]) -> list[Diagnostic]:
    """With the template's whole path: its controls are told by its name in the folder."""
    return [replace(problem, file=str(templates / problem.file)) for problem in problems]


def _overlaps(policies: Sequence[tuple[str, Policy]]) -> Iterator[Diagnostic]:
    files = {policy.id: file for file, policy in policies}
    for policy, finding in overlap([policy for _, policy in policies]):
        yield Diagnostic(files[policy], 1, 1, finding.code, finding.message, finding.hint)


def _sources(folder: Path) -> Iterator[Diagnostic]:
    texts = {str(file): file.read_text("utf-8") for file in sorted(folder.glob("*.yaml"))}
    for found in load_sources(texts) if texts else ():
        if isinstance(found, Diagnostic):
            yield found
