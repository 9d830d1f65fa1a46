"""The house rules that linters cannot keep."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.name_graph import TopName, modules, unreached

ROOT = Path(__file__).parent.parent
ENGINE = ROOT / "engine"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
MODULES = sorted(p for p in ENGINE.rglob("*.py") if "shipped" not in p.parts)
MOST_LINES, MOST_LINES_OF_FUNCTION, MOST_FILES_OF_ROOM = 400, 40, 15
IDS = [str(p.relative_to(ROOT)) for p in MODULES]
CORE = {
    str(p.relative_to(ENGINE / "core").with_suffix("")): p
    for p in MODULES
    if p.is_relative_to(ENGINE / "core") and p.stem != "__init__"
}
ONLY_FORMS = frozenset({"record/document_events"})  # no function to show an example of
PLANTED = "soundness/test_planted plants a mistake for each of its checks"
FAMILY = "it only makes messages: words/test_families has each of them said"
MIRRORED_ELSEWHERE = {
    "decide/messages": FAMILY,
    "decide/refusal_messages": FAMILY,
    "facts/messages": FAMILY,
    "letter/brief_messages": FAMILY,
    "letter/document_messages": FAMILY,
    "letter/event_messages": FAMILY,
    "letter/section_messages": FAMILY,
    "measure/messages": FAMILY,
    "measure/trait_messages": FAMILY,
    "plan/messages": FAMILY,
    "policy/messages": FAMILY,
    "read_back/difference_messages": FAMILY,
    "read_back/messages": FAMILY,
    "read_back/sign_off_messages": FAMILY,
    "life/on_record": "a protocol and plain values: life/test_memory fills them in",
    "policy/references": "it finds what a policy names, for the checks: " + PLANTED,
    "policy/walk": "it walks through a policy, for the checks: " + PLANTED,
    "soundness/checks": "it only asks all checks: soundness/test_planted and test_sound do",
    "soundness/choices": PLANTED,
    "soundness/completeness": PLANTED,
    "soundness/names": PLANTED,
    "soundness/printing": PLANTED,
    "soundness/quantities": PLANTED,
    "soundness/regions": "it cuts rows into regions, for soundness/rows: soundness/test_rows",
    "soundness/suggestions": "it finds the nearest name, for the hints: " + PLANTED,
}
RETIRED = frozenset({"P180", "P181", "P182"})  # sources are told of in P110 to P132
EMBEDDING = "a life in memory, for whoever plays one without a workspace"
ENTRIES: dict[TopName, str] = {  # besides the commands: who asks for it from outside
    ("engine.core.life.memory", name): EMBEDDING for name in ("let_know", "let_pass", "let_act")
}
HOMONYMS: dict[str, str] = {  # name: why it must mean two things
    "look": "what the service is asked for is what the folder gives: one look",
    "act": "what the service is asked for is what the story tells: one person's act",
}
INSTEAD = {
    "paper": "document",
    "papers": "documents",
    "desk": "workspace",
    "desks": "workspaces",
    "matter": "plan context",
    "shelf": "versions",
    "dossier": "plan",
    "ruleset": "policy",
    "staff": "employees",
    "worker": "employee",
    "workers": "employees",
    "subordinate": "employee",
    "supervisor": "manager",
    "upload": "drop",
    "uploaded": "dropped",
}
INSTEAD_IN_NAMES = {
    "making": "transaction",
    "carrying": "carry_over",
    "knowing": "known_facts",
}
LITERALLY = {
    ("paper", "engine/folder/status_style.py"): "a page that is printed",
    ("desk", "engine/folder/status_style.py"): "where a screen stands",
    ("paper", "engine/intake/forms/form_workbook.py"): "what Excel calls the size of a sheet",
    ("paper", "docs/errors-review.md"): "a copy that somebody signed by hand",
    ("paper", "docs/word/reviewing.md"): "a copy that somebody signed by hand",
    ("paper", "docs/word/templates.md"): "a copy that somebody signs by hand",
    ("matter", "docs/glossary.md"): "what a plan is about, in the words of its letters",
}
# One import against each contract.
BREAKING = {
    "The story flows one way": ("clock", "import engine.workflow"),
    "The rooms of the core flow one way": (
        "core/values/units", "import engine.core.policy.condition",
    ),
    "The rooms of documents flow one way": (
        "documents/word/place", "import engine.documents.text.blocks",
    ),
    "The rooms of intake flow one way": ("intake/values/day", "import engine.intake.tables.table"),
    "The rooms of a workspace flow one way": (
        "workspace/session/version", "import engine.workspace.inbox.scans",
    ),
    "A door knows the face, and nothing behind it": ("cli/status", "import engine.ledger.index"),
    "No circles anywhere": ("core/values/units", "import engine.core.values.period"),
    "The core touches nothing": ("core/values/units", "import os"),
    "Only documents and intake know Word and Excel": ("cli/user", "import lxml"),
}  # fmt: skip


def functions(tree: ast.Module) -> list[ast.FunctionDef]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]


@pytest.mark.parametrize("module", MODULES, ids=IDS)
def test_a_module_fits_its_room(module: Path) -> None:
    text = module.read_text("utf-8")
    assert len(text.splitlines()) <= MOST_LINES
    tree = ast.parse(text)
    assert ast.get_docstring(tree), "a module says in one sentence what it is for"
    long = {
        f.name: f.end_lineno - f.lineno + 1
        for f in functions(tree)
        if f.end_lineno and f.end_lineno - f.lineno + 1 > MOST_LINES_OF_FUNCTION
    }
    assert long == {}


@pytest.mark.parametrize("package", sorted(ENGINE.rglob("__init__.py")), ids=str)
def test_a_package_file_holds_only_its_docstring(package: Path) -> None:
    assert len(ast.parse(package.read_text("utf-8")).body) == 1


def mirror(name: str) -> Path:
    module = Path(name)
    return ROOT / "tests" / "core" / module.parent / f"test_{module.name}.py"


@pytest.mark.parametrize("name", CORE)
def test_a_core_module_has_its_tables_of_examples(name: str) -> None:
    if name in ONLY_FORMS:
        assert functions(ast.parse(CORE[name].read_text("utf-8"))) == []
    elif name not in MIRRORED_ELSEWHERE:
        assert mirror(name).is_file(), f"{mirror(name).relative_to(ROOT)} is missing"


def test_no_exception_outlives_its_reason() -> None:
    excepted = {*ONLY_FORMS, *MIRRORED_ELSEWHERE}
    assert excepted <= CORE.keys()
    assert [name for name in excepted if mirror(name).is_file()] == []


def test_the_core_speaks_of_no_trade() -> None:
    """No sales words, no installer's name: another kind of plan is a policy, not code."""
    foreign = re.compile(r"\b(pip|rep|reps|quota|quotas|salesperson|pipeline)\b", re.IGNORECASE)
    found = {
        f"{module.name}:{number}: {line.strip()}"
        for module in (ENGINE / "core").rglob("*.py")
        for number, line in enumerate(module.read_text("utf-8").splitlines(), 1)
        if foreign.search(line)
    }
    assert found == set()


def calls_upwards(text: str) -> set[tuple[str, str]]:
    """Of the functions of a module: which one calls which other that stands above it."""
    stands = {f.name: f for f in ast.parse(text).body if isinstance(f, ast.FunctionDef)}
    return {
        (name, called.id)
        for name, function in stands.items()
        for called in ast.walk(function)
        if isinstance(called, ast.Name)
        and called.id in stands
        and stands[called.id].lineno <= function.lineno
    }


def test_the_story_is_read_from_the_top() -> None:
    """No function of `workflow` calls one above it; with two of them exchanged, one does."""
    story = (ENGINE / "workflow.py").read_text("utf-8")
    assert calls_upwards(story) == set()
    above = "def last():\n    pass\n\n\ndef first():\n    last()\n"
    assert calls_upwards(above) == {("first", "last")}


def test_names_say_what_a_module_is_about() -> None:
    vague = {"utils", "util", "helpers", "helper", "common", "manager", "base", "misc"}
    assert {m.stem for m in MODULES} & vague == set()


SYSTEM = ENGINE / "disk" / "system.py"
NOT_EVERYWHERE = re.compile(
    r"(os|signal)\.(O_\w+|f?chown|fchmod|l?chmod|link|symlink|mkfifo|set_blocking|get\w*[ug]id|set\w*[ug]id"
    r"|setsid|fork|kill|killpg|wait\w*|umask|pthread_\w+|alarm|setitimer|SIG(?!INT|TERM|_)\w+)"
    r"|(fcntl|pwd|grp|resource|termios|tty|pty|msvcrt|winreg|ctypes)(\..*)?"
)


def named(module: Path) -> set[str]:
    """What a module imports and what it takes from a module, dotted."""
    found = set()
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        match node:
            case ast.Attribute(value=ast.Name(id=owner), attr=name):
                found.add(f"{owner}.{name}")
            case ast.Import(names=names):
                found |= {each.name for each in names}
            case ast.ImportFrom(module=str(owner), names=names):
                found |= {owner} | {f"{owner}.{each.name}" for each in names}
            case ast.Call(func=ast.Attribute(attr="owner" as name), args=[], keywords=[]):
                found.add(f"pwd.{name}")  # a path's, which asks there
    return found


@pytest.mark.parametrize("module", [m for m in MODULES if m != SYSTEM], ids=str)
def test_one_module_knows_the_operating_system(module: Path) -> None:
    """Windows has none of these, or they do something else there: engine/disk/system.py is asked."""
    assert {name for name in named(module) if NOT_EVERYWHERE.fullmatch(name)} == set()


def test_what_not_every_system_has_is_noticed() -> None:
    found = {name for name in named(SYSTEM) if NOT_EVERYWHERE.fullmatch(name)}
    assert {"ctypes", "os.O_CREAT", "os.link", "os.geteuid", "signal.pthread_kill"} <= found


def test_every_code_is_explained() -> None:
    """Each code the engine can say has a section in the pages on errors, and no section has another."""
    code = r"\b[PFRLT]\d{3}\b"
    said = {
        c for module in MODULES for c in re.findall(f'"({code})"', module.read_text("utf-8"))
    }
    pages = [p.read_text("utf-8") for p in sorted((ROOT / "docs").glob("errors*.md"))]
    explained = {c for page in pages for c in re.findall(f"^##+ ({code})", page, re.MULTILINE)}
    assert said - explained == set()
    assert explained - said == set()


def test_no_code_that_was_taken_back_is_said_again() -> None:
    pages = [p.read_text("utf-8") for p in sorted((ROOT / "docs").glob("errors*.md"))]
    assert (
        RETIRED & {c for page in pages for c in re.findall(r"^##+ (\w+)", page, re.M)} == set()
    )
    said = "\n".join(module.read_text("utf-8") for module in MODULES)
    assert [code for code in sorted(RETIRED) if f'"{code}"' in said] == []


def commands() -> list[str]:
    (stated,) = modules()["engine.cli.main"].defined["COMMANDS"]
    assert isinstance(stated, ast.Assign)
    return list(ast.literal_eval(stated.value))


def entries() -> dict[TopName, str]:
    """What is asked for from outside the engine, with who asks."""
    found = {(f"engine.cli.{name}", name): "typed in a terminal" for name in commands()}
    return found | ENTRIES


def test_every_top_level_name_is_used() -> None:
    """By what is used itself, from the entries on: a test alone is no reason to be there."""
    assert unreached(entries()) == set()


def test_no_entry_outlives_its_reason() -> None:
    assert [name for name in entries() if name[1] not in modules()[name[0]].defined] == []
    asked_inside = [name for name in ENTRIES if name not in unreached(_without(name))]
    assert asked_inside == []


def _without(entry: TopName) -> dict[TopName, str]:
    return {name: why for name, why in entries().items() if name != entry}


@pytest.mark.parametrize("room", sorted(ENGINE.rglob("__init__.py")), ids=str)
def test_a_room_can_be_taken_in_at_a_glance(room: Path) -> None:
    files = [file for file in room.parent.glob("*.py") if file != room]
    if room.parent.name == "cli":  # one file a command
        files = [file for file in files if file.stem not in commands()]
    assert len(files) <= MOST_FILES_OF_ROOM


@cache
def tree_of(module: Path) -> ast.Module:
    return ast.parse(module.read_text("utf-8"))


@cache
def public_names() -> Counter[str]:
    kinds = (ast.FunctionDef, ast.ClassDef)
    tops = [node for module in MODULES for node in tree_of(module).body]
    named = [node.name for node in tops if isinstance(node, kinds)]
    return Counter(name for name in named if not name.startswith("_"))


def test_a_name_means_one_thing() -> None:
    """A command may be called as what it asks for is: there click gives the name."""
    twice = {name for name, times in public_names().items() if times > 1}
    thrice = {name for name, times in public_names().items() if times > 2}
    assert twice - {*commands(), *HOMONYMS} == set()
    assert thrice == set()
    assert {*HOMONYMS} <= twice, "no exception outlives its reason"


def test_no_other_word_stands_for_what_has_one() -> None:
    """The glossary's word is the word of code and docs. In names the parts count, too."""
    files = [*MODULES, *(ROOT / "docs").rglob("*.md"), *ROOT.glob("*.md")]
    found = {
        (word, str(file.relative_to(ROOT)))
        for file in files
        for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", file.read_text("utf-8"))
        for word in [word.lower()]
        if word in INSTEAD
    }
    assert {
        f"{file}: {INSTEAD[word]}, not {word}" for word, file in found - {*LITERALLY}
    } == set()
    assert {*LITERALLY} <= found, "no exception outlives its reason"


def identifiers(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
            case ast.arg(arg=name) | ast.Name(id=name) | ast.Attribute(attr=name):
                yield name


def test_no_other_word_names_what_has_one() -> None:
    """Of words that are plain English in a sentence, but would be a second name in code."""
    found = {
        f"{module.relative_to(ROOT)}: {INSTEAD_IN_NAMES[part]}, not {name}"
        for module in MODULES
        for name in identifiers(tree_of(module))
        for part in re.findall(r"[a-z]+", re.sub(r"([A-Z])", r"_\1", name).lower())
        if part in INSTEAD_IN_NAMES
    }
    assert found == set()


def lint_imports(root: Path) -> dict[str, str]:
    """Every import contract, and whether it is KEPT or BROKEN."""
    run = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()", "--no-cache"],
        cwd=root, env={"PYTHONPATH": str(root), "PATH": ""}, capture_output=True, text=True,
    )  # fmt: skip
    found = dict(re.findall(r"^(.+) (KEPT|BROKEN)$", run.stdout, re.MULTILINE))
    assert found, run.stdout + run.stderr
    return found


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("copied")
    shutil.copytree(ENGINE, root / "engine", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", root)
    return root


def test_each_import_contract_is_broken_once_on_purpose(copied: Path) -> None:
    stated = tomllib.loads((copied / "pyproject.toml").read_text("utf-8"))
    names = {contract["name"] for contract in stated["tool"]["importlinter"]["contracts"]}
    assert names == {*BREAKING}
    assert lint_imports(copied) == dict.fromkeys(names, "KEPT")


@pytest.mark.parametrize(("contract", "module", "line"), [(c, *b) for c, b in BREAKING.items()])
def test_a_contract_catches_an_import_against_it(
    copied: Path, contract: str, module: str, line: str
) -> None:
    file = copied / "engine" / f"{module}.py"
    before = file.read_text("utf-8")
    file.write_text(f"{before}\n{line}\n", "utf-8")
    told = lint_imports(copied)
    file.write_text(before, "utf-8")
    assert told[contract] == "BROKEN"


def test_the_project_says_whose_it_is_and_names_no_place() -> None:
    project = PROJECT["project"]
    assert project["authors"] == [{"name": "The Planward authors"}]
    assert "urls" not in project
    named = {one.name for one in (ROOT / "LICENSES").iterdir()} | {"LICENSE"}
    assert "Apache License" in (ROOT / "LICENSE").read_text("utf-8")
    assert {f"{part}.txt" for part in project["license"].split(" AND ")[1:]} == named - {
        "LICENSE"
    }
    assert project["license"].startswith("Apache-2.0")


def test_every_python_that_is_named_is_allowed() -> None:
    named = [c.rsplit(" ", 1)[1] for c in PROJECT["project"]["classifiers"] if ":: 3." in c]
    assert named == ["3.11", "3.12", "3.13", "3.14"]
    assert PROJECT["project"]["requires-python"] == f">={named[0]}"


def test_no_dependency_is_asked_for_twice() -> None:
    lists = [
        PROJECT["build-system"]["requires"],
        PROJECT["project"]["dependencies"],
        *PROJECT["dependency-groups"].values(),
    ]
    for asked in lists:
        names = [canonicalize_name(Requirement(each).name) for each in asked]
        assert [name for name in names if names.count(name) > 1] == []
    run, *groups = lists[1:]
    again = {canonicalize_name(Requirement(e).name) for e in chain(*groups)}
    assert {canonicalize_name(Requirement(each).name) for each in run} & again == set()
