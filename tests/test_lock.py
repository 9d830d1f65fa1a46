"""The lock is what `make` installs: complete, in range, every file by its hash, from no place named."""

import re
import tomllib
from importlib.metadata import distributions
from pathlib import Path

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parent.parent
LOCK = (ROOT / "requirements.txt").read_text("utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
ASKED = [
    Requirement(each)
    for each in (
        *PROJECT["project"]["dependencies"],
        *PROJECT["dependency-groups"]["dev"],
        *PROJECT["build-system"]["requires"],
    )
]
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


def pins() -> dict[str, tuple[Version, Marker | None, list[str]]]:
    """By name: the version, where it is wanted, and what follows the requirement in the lock."""
    found = {}
    for line in LOCK.replace("\\\n", " ").splitlines():
        if line and not line.startswith("#"):
            wanted, *rest = re.split(r"\s+(?=--)", line.strip())
            one = Requirement(wanted)
            (only,) = one.specifier
            assert only.operator == "==", line
            assert one.url is None, line
            assert one.name not in found, line
            found[one.name] = Version(only.version), one.marker, rest
    return found


@pytest.mark.parametrize("asked", ASKED, ids=str)
def test_what_the_project_asks_for_is_pinned_within_its_range(asked: Requirement) -> None:
    version, marker, _ = pins()[canonicalize_name(asked.name)]
    assert version in asked.specifier
    assert marker is None, "asked for everywhere, so pinned everywhere"


def test_every_pin_has_the_hashes_of_its_files_and_nothing_else() -> None:
    assert len(pins()) > len(ASKED)
    for name, (_, _, rest) in pins().items():
        assert rest, name
        assert [each for each in rest if not HASH.fullmatch(each)] == [], name


def test_the_lock_names_no_place() -> None:
    assert (
        re.findall(r"(?i)http|file:|://|--(?:extra-)?index|--find-links|^-e|^\.|@", LOCK) == []
    )
    assert [line for line in LOCK.splitlines() if line.startswith("#")] == [
        "# Made by `make lock`; not to be edited by hand."
    ]


def test_what_is_installed_here_is_what_the_lock_names() -> None:
    here = {canonicalize_name(each.name): Version(each.version) for each in distributions()}
    wanted = {n: v for n, (v, marker, _) in pins().items() if not marker or marker.evaluate()}
    assert {name: here.get(name) for name in wanted} == wanted
    assert here.keys() - wanted.keys() <= {"planward", "pip", "setuptools"}
