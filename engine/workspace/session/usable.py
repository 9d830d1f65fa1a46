"""Which policies may open plans: those of which, with templates and sources, nothing is wrong."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from engine.core.decide.meaning import SEM
from engine.core.decide.messages import faulty_file, file_gone, no_file_holds
from engine.core.letter.brief_names import brief_names
from engine.core.plan.replay import Plan
from engine.core.policy.policy import Policy
from engine.core.soundness.checks import overlap
from engine.core.values.diagnostic import Diagnostic
from engine.core.values.errors import EngineError
from engine.core.values.message import Message
from engine.disk.write import replace_synced
from engine.intake.sources.load import load_sources
from engine.intake.sources.source import Source
from engine.policyfile.check import check_policy
from engine.policyfile.config import Config
from engine.workspace.session import pins

NAME = "checked.json"
FORM = 1  # another one where the file is to be made anew
NAMED = re.compile(r"^policy:[ \t]*[\"']?([^\s\"'#]+)", re.MULTILINE)
UNREADABLE = b"\0"  # what stands for a file that the disk does not give: no YAML


@dataclass(frozen=True, slots=True)
class FaultyFile:
    """A file with so many problems, or (0) none any more, and the policies that open nothing by it."""

    file: str
    problems: int
    policies: tuple[str, ...]
    effective: date | None = None  # of a policy's own: from then on it opens nothing

    @property
    def says(self) -> Message:
        if self.problems:
            return faulty_file(self.file, self.problems, self.policies)
        if self.file:
            return file_gone(self.file, self.policies)
        return no_file_holds(self.policies)


@dataclass(frozen=True, slots=True)
class OwnFiles:
    """Policies, sources and templates as they lie there, by their paths in the workspace."""

    folder: Path  # of the policies
    policies: Mapping[str, bytes]
    sources: Mapping[str, str]  # by name
    sources_in: str
    templates: Path
    templates_in: str

    @property
    def key(self) -> str:
        """Another one when any byte differs that what is found rests on."""
        templates = {
            path.relative_to(self.templates).as_posix(): _sha(_content(path))
            for path in sorted(self.templates.rglob("*.docx"))
        }
        policies = {file: _sha(content) for file, content in self.policies.items()}
        told = [FORM, SEM, policies, dict(self.sources), templates]
        return _sha(json.dumps(told, sort_keys=True).encode())


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in the files of `key`. `ids`: the policy that each policy's file holds."""

    key: str = ""
    alone: tuple[FaultyFile, ...] = ()  # by what the files say
    reused: tuple[FaultyFile, ...] = ()  # by what their versions said before
    ids: Mapping[str, str] = field(default_factory=dict)

    @property
    def faulty(self) -> tuple[FaultyFile, ...]:
        """Each file once."""
        found = {each.file: each for each in self.alone}
        for each in self.reused:
            known = found.get(each.file)
            problems = each.problems + (known.problems if known else 0)
            found[each.file] = replace(known or each, problems=problems)
        return tuple(found[file] for file in sorted(found))

    @property
    def usable(self) -> frozenset[str]:
        """The policies that may open plans, whatever the day."""
        return frozenset(self.ids.values()) - {p for each in self.faulty for p in each.policies}


def own_files(root: Path, config: Config) -> OwnFiles:
    policies, templates = root / config.policies, root / config.templates
    found = {
        f"{config.policies}/{file.name}": _content(file)
        for file in sorted(policies.glob("*.yaml"))
        if not file.name.endswith(".test.yaml")
    }
    sources = {
        file.name: _content(file).decode("utf-8", "replace")
        for file in sorted((policies / "sources").glob("*.yaml"))
    }
    return OwnFiles(
        policies, found, sources, f"{config.policies}/sources", templates, config.templates
    )


def checked_files(
    files: OwnFiles, before: Checked, reused: tuple[FaultyFile, ...] = ()
) -> Checked:
    """What is wrong with them; not looked for where nothing has changed since `before`."""
    key = files.key
    if key == before.key:
        return before if reused == before.reused else replace(before, reused=reused)
    loaded = {
        file: pins.loaded_once(_text(content), Path(file).name)
        for file, content in files.policies.items()
    }
    ids = {
        file: found.id
        if isinstance(found, Policy)
        else policy_named(file, _text(files.policies[file]))
        for file, found in loaded.items()
    }
    found = (
        *_amiss_alone(files, loaded, ids), *_overlapping(loaded, ids), *_sources_amiss(files, ids)
    )  # fmt: skip
    return Checked(key, tuple(_together(found)), reused, ids)


def of_one_policy(file: str, content: bytes) -> FaultyFile:
    """That its own file has one problem."""
    text = _text(content)
    policy = pins.loaded_once(text, Path(file).name)
    if isinstance(policy, Policy):
        return FaultyFile(file, 1, (policy.id,), policy.effective)
    return FaultyFile(file, 1, (policy_named(file, text),))


def nothing_opens(
    checked: Checked, before: Checked, plans: Iterable[Plan]
) -> tuple[FaultyFile, ...]:
    """The files because of which nothing opens; those gone, too, since `before` or while a plan runs."""
    there = {*checked.ids.values()}
    running = {plan.policy for plan in plans if not plan.ended}
    files = {id_: file for file, id_ in before.ids.items() if file not in checked.ids}
    gone = sorted((running | before.usable) - there)
    return (*checked.faulty, *(FaultyFile(files.get(id_, ""), 0, (id_,)) for id_ in gone))


def closed(checked: Checked, today: date) -> frozenset[str]:
    """The policies that open nothing on `today`, by id."""
    return frozenset(
        policy
        for each in checked.faulty
        if each.effective is None or each.effective <= today
        for policy in each.policies
    )


# -- what is wrong --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Fault:
    """One problem in a file, and whom it keeps from opening plans, from a day on or always."""

    file: str
    problem: Diagnostic
    policies: tuple[str, ...]
    effective: date | None = None


Loaded = Mapping[str, Policy | list[Diagnostic]]


def _amiss_alone(files: OwnFiles, loaded: Loaded, ids: Mapping[str, str]) -> Iterator[Fault]:
    """What is wrong with each policy and the templates it names."""
    for file, found in loaded.items():
        name, own = Path(file).name, isinstance(found, Policy)
        texts = _templates(found, files.templates) if isinstance(found, Policy) else {}
        effective = found.effective if isinstance(found, Policy) else None
        text = _text(files.policies[file])
        for each in policy_problems(text, name, tuple(sorted(texts.items()))):
            where = (
                file if each.file == name or not own else f"{files.templates_in}/{each.file}"
            )
            yield Fault(where, each, (ids[file],), effective)


@lru_cache(maxsize=256)
def policy_problems(
    text: str, file: str, texts: tuple[tuple[str, bytes], ...]
) -> tuple[Diagnostic, ...]:
    """All that is wrong with a policy and the templates it names, each by its file's name."""
    from engine.documents import required  # here: most commands have nothing to check
    from engine.documents.template.compile import Template

    compiled = {name: pins.compiled_once(name, content) for name, content in texts}
    sound = {name: each for name, each in compiled.items() if isinstance(each, Template)}
    fields = {
        name: sound[name].fields if name in sound else frozenset[str]() for name in compiled
    }
    policy = pins.loaded_once(text, file)
    names = brief_names(policy) if isinstance(policy, Policy) else None
    found, _ = check_policy(text, file, fields, names)
    found += [each for one in compiled.values() if isinstance(one, list) for each in one]
    found += [each for one in sound.values() for each in required.amiss(one)]
    if isinstance(policy, Policy):
        found += required.wanted_controls(policy, sound)
        found += [] if found else _of_the_world(policy, file)
    return tuple(sorted({*found}))


def _of_the_world(policy: Policy, file: str) -> Iterator[Diagnostic]:
    """A country or a language that nobody knows: no plan could keep it."""
    try:
        pins.known_to_the_world(policy)
    except EngineError as problem:
        yield Diagnostic(file, 1, 1, "", str(problem))  # `check` says it in its own way


def _overlapping(loaded: Loaded, ids: Mapping[str, str]) -> Iterator[Fault]:
    """What is wrong between policies. One that cannot be read is there all the same."""
    sound = {file: each for file, each in loaded.items() if isinstance(each, Policy)}
    unread = {ids[file] for file in loaded if file not in sound}
    where = {policy.id: file for file, policy in sound.items()}
    for id_, each in overlap([*sound.values()], unread):
        file = where[id_]
        problem = Diagnostic(file, 1, 1, each.code, each.message, each.hint)
        yield Fault(file, problem, (id_,), sound[file].effective)


def _sources_amiss(files: OwnFiles, ids: Mapping[str, str]) -> Iterator[Fault]:
    """A source is pinned with every policy: while one has problems nothing opens by any."""
    every = tuple(sorted({*ids.values()}))
    for each in load_sources(files.sources) if files.sources else ():
        if isinstance(each, Diagnostic):
            yield Fault(f"{files.sources_in}/{each.file}", each, every)


def _together(faults: Iterable[Fault]) -> Iterator[FaultyFile]:
    """Each file once, with all that is wrong with it for anybody."""
    found: dict[str, list[Fault]] = {}
    for each in faults:
        found.setdefault(each.file, []).append(each)
    for file, those in sorted(found.items()):
        policies = tuple(sorted({policy for each in those for policy in each.policies}))
        days = [each.effective for each in those]
        since = None if None in days else min(day for day in days if day)
        yield FaultyFile(file, len({each.problem for each in those}), policies, since)


# -- the files themselves -------------------------------------------------------------------------


def sound_sources(files: OwnFiles) -> tuple[Source, ...]:
    """Those that nothing is wrong with: what fits them is taken."""
    amiss = {each.file for each in load_sources(files.sources) if isinstance(each, Diagnostic)}
    sound = load_sources({n: text for n, text in files.sources.items() if n not in amiss})
    return tuple(each for each in sound if isinstance(each, Source))


def _templates(policy: Policy, folder: Path) -> dict[str, bytes]:
    """Those that it names and that are there."""
    named = {document.template for document in policy.documents.values()}
    return {name: _content(folder / name) for name in named if (folder / name).is_file()}


def policy_named(file: str, text: str) -> str:
    """The id of a policy that cannot be read: as it stands there, else after its file."""
    found = NAMED.search(text)
    return found[1] if found else Path(file).stem


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return UNREADABLE


def _text(content: bytes) -> str:
    return content.decode("utf-8", "replace")


def _sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


# -- what was found, kept for the next look -------------------------------------------------------


def last_checked(state: Path) -> Checked | None:
    """What was found last; None where nobody has looked yet. It may be lost without loss."""
    try:
        told = json.loads((state / NAME).read_text("utf-8"))
        alone, reused = (
            tuple(
                FaultyFile(
                    file, count, tuple(policies), date.fromisoformat(since) if since else None
                )
                for file, count, policies, since in told[name]
            )
            for name in ("alone", "reused")
        )
        return Checked(told["key"], alone, reused, dict(told["ids"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def remember_checked(state: Path, checked: Checked) -> None:
    faulty = {
        name: [
            (each.file, each.problems, each.policies, each.effective and str(each.effective))
            for each in those
        ]
        for name, those in (("alone", checked.alone), ("reused", checked.reused))
    }
    told = {"key": checked.key, **faulty, "ids": dict(checked.ids)}
    replace_synced(state / NAME, json.dumps(told).encode())
