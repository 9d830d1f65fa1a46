"""What is damaged, and what may come of it: for each kind of file an answer in words, and nothing else."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from random import Random

import yaml

from engine.core.policy.policy import Policy
from engine.core.record.returned import ReturnedDocument
from engine.core.values.diagnostic import Diagnostic
from engine.disk.child import child
from engine.disk.safe_zip import UnsafeZipError
from engine.documents import required
from engine.documents.reading.read_back import read_returned
from engine.documents.review.merge import merged
from engine.documents.template.compile import Template, compile_template
from engine.documents.template.render import BriefError, render
from engine.documents.word.wrong_word import UnreadableWordError, UnsafeWordError
from engine.intake.read import read_drop
from engine.intake.sources.load import load_sources
from engine.intake.sources.source import Source
from engine.intake.values.mistake import Refusal
from engine.policyfile.check import check_policy
from engine.policyfile.config import Config, load_config
from engine.policyfile.full import full
from engine.policyfile.load import load_policy
from tests.docs import dropped
from tests.documents.letters import PROPERTIES, TOKENS
from tests.documents.reading import test_read_back_hostile as hostile
from tests.fuzz.mutate import by_bytes, by_cells, by_nodes, by_parts, by_words
from tests.intake.books import book, shared
from tests.intake.sample import KNOWN, SHIPPED, TODAY

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "policies" / "samples"
EVERYBODY = KNOWN | {f"E{number:05}" for number in range(1, 40)}
Answer = str  # in a word, to be counted: "taken", a code
Answers = Callable[[bytes], Answer]


class ReaderCrashError(AssertionError):
    """A file that our own code failed over."""


@dataclass(frozen=True)
class FuzzKind:
    """`read` gives what became of one file, or raises. `in_ci`: so many are tried there."""

    seeds: tuple[bytes, ...]
    damage: Callable[[Random, bytes], bytes]
    read: Answers
    in_ci: int


def by_table(chance: Random, content: bytes) -> bytes:
    return chance.choice((by_bytes, by_words, by_cells, by_cells))(chance, content)


def by_yaml(chance: Random, content: bytes) -> bytes:
    return chance.choice((by_bytes, by_words, by_nodes, by_nodes, by_nodes))(chance, content)


@contextmanager
def at_work() -> Iterator[dict[str, FuzzKind]]:
    """All kinds, with one warm child for what is read apart."""
    with child() as reader:

        def reads(name: str, sources: tuple[Source, ...] = SHIPPED) -> Answers:
            def read(content: bytes) -> Answer:
                told = read_drop(
                    name,
                    content,
                    sources,
                    today=TODAY,
                    known_employees=EVERYBODY,
                    reader=reader,
                )
                if isinstance(told, Refusal):
                    if told.failure:
                        raise ReaderCrashError(told.failure)
                    assert told.problems
                    return told.mistakes[0].code
                return "taken" if hasattr(told, "facts") else "untouched"

            return read

        def source(content: bytes) -> Answer:
            """The source is read, and if it is sound the sample that it is for, by it."""
            loaded = load_sources({"one.yaml": content.decode("utf-8", "replace")})
            if wrong := [each for each in loaded if isinstance(each, Diagnostic)]:
                return wrong[0].code
            sound = tuple(each for each in loaded if isinstance(each, Source))
            answers = [reads("sample", sound)(sample) for sample in csv_seeds()]
            return "sound, taken" if "taken" in answers else "sound"

        yield {
            "csv": FuzzKind(csv_seeds(), by_table, reads("April.csv"), 1500),
            "workbook": FuzzKind(workbooks(), by_parts, reads("April.xlsx"), 450),
            "form": FuzzKind(forms(), by_parts, reads("TO DO.xlsx"), 120),
            "report": FuzzKind(reports(), by_yaml, reads("E00012 May.yaml"), 700),
            "source": FuzzKind(texts("policies/sources/*.yaml"), by_yaml, source, 350),
            "policy": FuzzKind(texts("policies/*.yaml"), by_yaml, policy, 45),
            "config": FuzzKind((CONFIG,), by_yaml, config, 700),
            "draft": FuzzKind(drafts(), by_parts, draft, 220),
            "merge": FuzzKind(drafts(), by_parts, merge, 45),
            "template": FuzzKind(templates(), by_parts, template, 30),
        }


# -- seeds ----------------------------------------------------------------------------------------


def texts(pattern: str) -> tuple[bytes, ...]:
    return tuple(file.read_bytes() for file in sorted(ROOT.glob(pattern)))


@cache
def csv_seeds() -> tuple[bytes, ...]:
    return (
        b"Employee,Period,Quota,Closed won\nE00012,2026-04,100000,62400\nE00017,2026-Q1,\"90,000\",1\n",
        b"Employee;Period;Quota\r\nE00012;2026-04;100000\r\n\r\nTotal;;100000\r\n",
        b"Employee,Jan-26,Feb-26,2026-03,Note\nE00012,1,2,,x\nE00017,-,$5,6,\n",
        dropped.ROSTER.encode(),
        b"Employee,Name,Manager,Leave,Leave from,Leave until\nE00012,Jo,E00003,parental,2026-05-08,\n",
        b"Employee,Date,Coaching talks,Customer calls\nE00012,2026-05-04,1,12\n",
        "Employee,Period,Quota\nE00012,2026-04,1\n".encode("utf-16"),
        *(b"".join((SAMPLES / name).read_bytes().splitlines(keepends=True)[:6])
          for name in ("West 2026-01.csv", "East 2026-02.csv", "Calls 2026-03.csv", "roster.csv")),
    )  # fmt: skip


@cache
def workbooks() -> tuple[bytes, ...]:
    header = ["Employee", "Period", "Quota", "Closed won"]
    long = book(
        header, ["E00012", date(2026, 4, 1), 100, 62.4], ["E00017", "2026-Q1", 1, None],
        formats={"C2": '"$"#,##0.00', "D2": "0.0", "C3": '0"k"'}, Feb=[header, ["E00012", "2026-02", 1, 2]],
    )  # fmt: skip
    wide = book(["Employee", "Jan-26", "Feb-26"], ["E00012", 100, "=1+1"], ["E00017", 0.5, 2])
    return long, shared(long), wide, (SAMPLES / "Quota 2026.xlsx").read_bytes()


@cache
def forms() -> tuple[bytes, ...]:
    return dropped.FORM, dropped.FILLED, shared(dropped.FILLED)


@cache
def reports() -> tuple[bytes, ...]:
    return dropped.REPORT.encode(), (SAMPLES / "E00013 April.yaml").read_bytes()


CONFIG = b"""\
planward: config/1
id: 0656ce50-4d70-4a44-abb6-5cf27671607b
company: "Example Ltd"
plans: plans
state: .planward
key: .planward/key
teams: [East, West]
time_zone: America/New_York
prefix: PW
settle: 30 # seconds
users: {E00003: mia}
sign_off: {hr: Sign off HR}
"""


@cache
def drafts() -> tuple[bytes, ...]:
    return (
        hostile.LETTER,
        hostile.RICH,
        *(a_letter(f) for f in ("written_warning", "gap_statement")),
    )


def a_letter(name: str) -> bytes:
    """A shipped template, filled with its own sample, as it lies among the drafts."""
    made = compile_template(name, (STANDARD / f"{name}.docx").read_bytes())
    assert isinstance(made, Template)
    return render(made, sample_of(name), PROPERTIES, TOKENS)


STANDARD = ROOT / "templates" / "standard"


def sample_of(name: str) -> dict[str, object]:
    told: dict[str, object] = yaml.safe_load(
        (STANDARD / f"{name}.sample.yaml").read_text("utf-8")
    )
    return told


@cache
def templates() -> tuple[bytes, ...]:
    return tuple(
        (STANDARD / f"{name}.docx").read_bytes()
        for name in ("written_warning", "extension_letter")
    )


# -- what is read -----------------------------------------------------------------------------------


def policy(content: bytes) -> Answer:
    text = content.decode("utf-8", "replace")
    errors, _ = check_policy(text, "own.yaml", None, None)
    loaded = load_policy(text, "own.yaml")
    if not isinstance(loaded, Policy):
        assert errors, "no policy, and no mistake"
        return errors[0].code
    assert isinstance(full(text, "own.yaml"), str)
    required.wanted_controls(loaded, {})
    return errors[0].code if errors else "sound"


def config(content: bytes) -> Answer:
    loaded = load_config(content.decode("utf-8", "replace"), "planward.yaml")
    return "sound" if isinstance(loaded, Config) else loaded[0].code


REFUSED = (UnsafeZipError, UnreadableWordError, UnsafeWordError)


def draft(content: bytes) -> Answer:
    try:
        said = read_returned(content)
    except REFUSED as refusal:
        return type(refusal).__name__
    assert isinstance(said, ReturnedDocument)
    return "read"


def merge(content: bytes) -> Answer:
    """What somebody changed in a draft is carried into the next one."""
    base = max(drafts(), key=lambda each: _alike(each, content))
    try:
        read_returned(content)
        made = merged(base, content, base, author="Hal Partner", on=TODAY)
    except REFUSED as refusal:
        return type(refusal).__name__
    read_returned(made.content)
    return "merged"


def _alike(one: bytes, other: bytes) -> int:
    return -abs(len(one) - len(other))


def template(content: bytes) -> Answer:
    made = compile_template("written_warning.docx", content)
    if not isinstance(made, Template):
        assert made
        return made[0].code
    required.amiss(made)
    required.doubtful(made)
    with suppress(BriefError):
        render(made, sample_of("written_warning"), PROPERTIES, TOKENS)
        return "rendered"
    return "not filled"
