#!/usr/bin/env bash
# Builds the wheel, installs it into an environment of its own, and works from there.
set -euo pipefail
cd "$(dirname "$0")/.."
python=$PWD/.venv/bin/python
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT

"$python" -m pip wheel --quiet --disable-pip-version-check --no-deps --no-build-isolation --wheel-dir "$place" .
"$python" -m venv "$place/venv"
# Whatever the wheel itself asks for, in the versions of the lock: a release of today cannot break it.
sed -n 's/^\([a-z0-9].*[^ ]\) \\$/\1/p' requirements.txt >"$place/constraints.txt"
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check \
    --constraint "$place/constraints.txt" "$place"/planward-*.whl
cd "$place"
PATH="$place/venv/bin:$PATH"
"$place/venv/bin/python" - <<'PY'
import engine, pathlib
home = pathlib.Path(engine.__file__).parent
for file in ("py.typed", "schemas/policy.v1.json", "languages/table.json", "shipped/policies/starter.yaml",
             "shipped/templates/standard/improvement_plan.docx"):
    assert (home / file).is_file(), f"the wheel lacks {file}"
PY
planward init work
planward check --root work
planward run --once --root work
planward status --root work
planward demo story >/dev/null
echo "the wheel works: $(planward --version)"
