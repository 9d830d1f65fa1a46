"""The house rules that linters cannot keep."""

import ast
import re
import subprocess
import sys
import tomllib
from itertools import chain
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
ENGINE = ROOT / "engine"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
MODULES = sorted(p for p in ENGINE.rglob("*.py") if "shipped" not in p.parts)
MOST_LINES, MOST_LINES_OF_FUNCTION = 400, 40
IDS = [str(p.relative_to(ROOT)) for p in MODULES]
CORE = {
    str(p.relative_to(ENGINE / "core").with_suffix("")): p
    for p in MODULES
    if p.is_relative_to(ENGINE / "core") and p.stem != "__init__"
}
ONLY_FORMS = frozenset(
    {"record/document_events", "plan/claim_words"}
)  # no function to show an example of
PLANTED = "soundness/test_planted plants a mistake for each of its checks"
MIRRORED_ELSEWHERE = {
    "policy/references": "it finds what a policy names, for the checks: " + PLANTED,
    "policy/walk": "it walks through a policy, for the checks: " + PLANTED,
    "soundness/checks": "it only asks all checks: soundness/test_planted and test_sound do",
    "soundness/choices": PLANTED,
    "soundness/completeness": PLANTED,
    "soundness/names": PLANTED,
    "soundness/printing": PLANTED,
    "soundness/quantities": PLANTED,
    "soundness/reachability": PLANTED,
    "soundness/regions": "it cuts rows into regions, for soundness/rows: soundness/test_rows",
    "soundness/suggestions": "it finds the nearest name, for the hints: " + PLANTED,
}


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


def test_the_layers_catch_an_import_against_the_stream(tmp_path: Path) -> None:
    """Broken once on purpose, in a copy: the contract must say so."""
    copy = tmp_path / "engine"
    for module in MODULES:
        target = copy / module.relative_to(ENGINE)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(module.read_text("utf-8"), "utf-8")
    units = copy / "core" / "values" / "units.py"
    units.write_text(
        units.read_text("utf-8") + "\nimport engine.workflow\nimport os\n", "utf-8"
    )
    door = copy / "cli" / "status.py"
    door.write_text(door.read_text("utf-8") + "\nimport engine.ledger\n", "utf-8")
    (tmp_path / "pyproject.toml").write_text(
        (ROOT / "pyproject.toml").read_text("utf-8"), "utf-8"
    )
    run = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()", "--no-cache"],
        cwd=tmp_path, env={"PYTHONPATH": str(tmp_path), "PATH": ""}, capture_output=True, text=True,
    )  # fmt: skip
    assert run.returncode == 1, run.stdout + run.stderr
    assert "The story flows one way BROKEN" in run.stdout
    assert "The core touches nothing BROKEN" in run.stdout
    assert "A door knows the face, and nothing behind it BROKEN" in run.stdout


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
