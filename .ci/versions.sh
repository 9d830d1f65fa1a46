#!/usr/bin/env bash
# Tries the tests that touch other people's code with other versions of it than the lock has.
#
#   versions.sh lowest   each dependency in the lowest version that pyproject.toml allows; must pass
#   versions.sh newest   each in the newest there is; a report: it says what a renewal of the lock will meet
set -euo pipefail
cd "$(dirname "$0")/.."
which=$1
python=$PWD/.venv/bin/python
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT

tools=(pytest pytest-xdist hypothesis python-docx docxtpl docx-plus packaging hatchling editables)
tests=(tests/languages tests/intake tests/policyfile/test_load.py tests/policyfile/test_config.py
    tests/policyfile/test_shipped.py tests/schematext tests/disk/test_strict_yaml.py tests/disk/test_safe_zip.py
    tests/documents/template/test_{controls,localise,refusals,render,templates}.py
    tests/documents/reading/test_read_back.py tests/ledger/test_{chain,store,verify}.py
    tests/stories/test_turns.py tests/folder/test_watch.py tests/cli/test_record.py tests/cli/test_run.py)

# In the lowest run all that is no dependency of ours stands as in the lock, in the newest only our tools do.
"$python" - "$which" "${tools[@]}" >"$place/constraints.txt" <<'PY'
import re, sys, tomllib
from pathlib import Path
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

which, *tools = sys.argv[1:]
asked = map(Requirement, tomllib.loads(Path("pyproject.toml").read_text("utf-8"))["project"]["dependencies"])
own = {canonicalize_name(one.name): one for one in asked}
for pin in re.findall(r"^[a-z0-9][^\\\n]*", Path("requirements.txt").read_text("utf-8"), re.MULTILINE):
    name = Requirement(pin).name
    if name not in own and (which == "lowest" or name in tools):
        print(pin.strip())
if which == "lowest":
    for name, one in own.items():
        (lowest,) = (each.version for each in one.specifier if each.operator == ">=")
        print(f"{name}=={lowest}")
PY

pip=("$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check --constraint "$place/constraints.txt")
"$python" -m venv "$place/venv"
"${pip[@]}" "${tools[@]}"
"${pip[@]}" --no-build-isolation --editable .
"$place/venv/bin/python" - <<'PY'
import tomllib
from importlib.metadata import version
from packaging.requirements import Requirement
asked = tomllib.load(open("pyproject.toml", "rb"))["project"]["dependencies"]
print(", ".join(f"{name} {version(name)}" for name in (Requirement(each).name for each in asked)))
PY
# What the table of languages holds is made of the locked babel; the newest tells when it is to be made anew.
[ "$which" = newest ] || tests+=(--deselect
    tests/languages/test_table.py::test_the_table_understands_what_the_locked_library_writes)
"$place/venv/bin/python" -m pytest -n 2 --dist worksteal -q -p no:cacheprovider "${tests[@]}"
