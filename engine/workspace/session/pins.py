"""The closure a plan keeps: policy, sources, templates, days off and language, by hash, readable for ever."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from engine.core.decide.meaning import SEM
from engine.core.life.on_record import PinnedRules
from engine.core.policy.policy import Policy
from engine.core.values.diagnostic import Diagnostic
from engine.core.values.errors import EngineError
from engine.core.values.workdays import Workdays
from engine.languages import letters
from engine.languages.letters import Language
from engine.ledger import store
from engine.ledger.line_reader import Ledger
from engine.policyfile.load import load_policy

if TYPE_CHECKING:
    from engine.documents.template.compile import Template

YEARS_BEFORE, YEARS_AFTER = 2, 6  # days off printed in letters never reach further


class PolicyFaultError(EngineError):
    """A policy or template in git has problems; `planward check` lists them."""

    def __init__(self, problems: Iterable[Diagnostic]) -> None:
        self.problems = tuple(problems)
        first = self.problems[0]
        more = f" (and {len(self.problems) - 1} more)" if len(self.problems) > 1 else ""
        super().__init__(f"{first}{more}\n  planward check shows all of them")


@dataclass(frozen=True, slots=True)
class Pinned:
    """A policy as it stood on a day, with everything it needs to be acted on."""

    sha: str
    policy: Policy
    workdays: Workdays
    meaning: int  # by which its plans are decided, whether or not this engine has it
    text_of: Callable[
        [str], bytes
    ]  # a template's Word file by its name; read when a letter is made
    language: Language  # what its letters look like, whatever a library says later
    blobs: Mapping[str, bytes] = field(default_factory=dict)  # to be kept with the first use

    @property
    def rules(self) -> PinnedRules:
        """What is decided by."""
        return PinnedRules(self.sha, self.policy, self.workdays, self.meaning)

    def template(self, name: str) -> "Template":
        """Compiled when it is first asked for. PolicyFaultError when it is not sound; TamperedError."""
        template = compiled_once(name, self.text_of(name))
        if isinstance(template, list):
            raise PolicyFaultError(template)
        return template


def pinned_now(
    policy: Policy, content: bytes, templates: Path, sources: Mapping[str, str], today: date
) -> Pinned:
    """The policy as it lies there today, with its templates, which are sound, ready to be pinned."""
    names = {document.template for document in policy.documents.values()}
    texts = {name: (templates / name).read_bytes() for name in sorted(names)}
    return _pinned(policy, content, texts, sources, today)


def known_to_the_world(policy: Policy) -> None:
    """EngineError for a country without known public holidays, or a language nobody knows."""
    days_off(policy, ())
    _language(policy)


def _pinned(
    policy: Policy,
    content: bytes,
    texts: Mapping[str, bytes],
    sources: Mapping[str, str],
    today: date,
) -> Pinned:
    off = days_off(policy, range(today.year - YEARS_BEFORE, today.year + YEARS_AFTER + 1))
    language = _language(policy)
    manifest = {
        "language": "policy/1",
        "sem": SEM,
        "policy": _sha(content),
        "templates": {name: _sha(text) for name, text in texts.items()},
        "sources": {name: _sha(text.encode()) for name, text in sorted(sources.items())},
        "days_off": [day.isoformat() for day in sorted(off)],
        "letters": letters.language_data(language),
    }
    pin = json.dumps(manifest, sort_keys=True, separators=(",", ":")).encode()
    blobs = [pin, content, *texts.values(), *(text.encode() for text in sources.values())]
    return Pinned(
        _sha(pin),
        policy,
        Workdays(policy.calendar.weekend, off),
        SEM,
        texts.__getitem__,
        language,
        {_sha(blob): blob for blob in blobs},
    )


def pinned_closure(ledger: Ledger, sha: str) -> Pinned:
    """The closure a plan was opened under, read back from the record.

    Its templates are read when a letter is made: one that is lost stops nothing else.
    """
    manifest = json.loads(store.blob(ledger, sha))
    policy = loaded_once(store.blob(ledger, manifest["policy"]).decode(), f"pin {sha[:12]}")
    if not isinstance(policy, Policy):
        raise PolicyFaultError(policy)
    off = frozenset(date.fromisoformat(day) for day in manifest["days_off"])
    workdays = Workdays(policy.calendar.weekend, off)
    language = letters.language_from(manifest["letters"])

    def text_of(name: str) -> bytes:
        return store.blob(ledger, manifest["templates"][name])

    return Pinned(sha, policy, workdays, manifest["sem"], text_of, language)


def days_off(policy: Policy, years: Iterable[int]) -> frozenset[date]:
    """Public holidays of the policy's country and part of it, with the policy's own extra days."""
    import holidays  # here, because it takes long to load and only a new day off needs it

    calendar = policy.calendar
    try:
        public = holidays.country_holidays(
            calendar.country, subdiv=calendar.subdivision or None, years=list(years)
        )
    except NotImplementedError:
        place = " ".join(p for p in (calendar.country, calendar.subdivision) if p)
        raise EngineError(f'no public holidays are known for "{place}"') from None
    return frozenset(public) | frozenset(calendar.extra_days_off)


def _language(policy: Policy) -> Language:
    try:
        return letters.language_of(policy.language)
    except ValueError as error:
        raise EngineError(f"{policy.id}: {error}") from None


@lru_cache(maxsize=64)
def loaded_once(text: str, name: str) -> Policy | list[Diagnostic]:
    """A policy is a function of its text, and reading it costs more than a day's decisions."""
    return load_policy(text, name)


@lru_cache(maxsize=64)
def compiled_once(name: str, content: bytes) -> "Template | list[Diagnostic]":
    """A compiled template is a function of its bytes, and compiling costs more than rendering."""
    from engine.documents.template.compile import (
        compile_template,  # here: most commands print nothing
    )

    return compile_template(name, content)


def _sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
