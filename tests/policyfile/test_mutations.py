"""Whatever is done to a policy file, the answer is a policy or mistakes with a place in it."""

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.core.policy.policy import Policy
from engine.core.values.diagnostic import Diagnostic
from engine.policyfile.check import check_policy
from engine.policyfile.full import full
from engine.policyfile.load import load_policy
from tests.policyfile.shipped import POLICIES

PLAIN = [yaml.load(file.read_text("utf-8"), yaml.BaseLoader) for file in POLICIES]
WORDS = sorted(
    {"", "0", "-1", "70%", "x", "true", "$floor", "last 3 months", "stage.entered", "held"}
    | {key for plain in PLAIN for key in plain}
)
INSTEAD = st.one_of(
    st.sampled_from(WORDS),
    st.just([]),
    st.just({}),
    st.just(["x", "x"]),
    st.builds(lambda key: {key: "x"}, st.sampled_from(WORDS)),
    st.sampled_from(PLAIN),
)


def places(plain, path=()):
    entries = plain.items() if isinstance(plain, dict) else enumerate(plain)
    for step, inner in entries if isinstance(plain, (dict, list)) else ():
        yield (*path, step)
        if isinstance(inner, (dict, list)):
            yield from places(inner, (*path, step))


def changed(plain, path, do, instead, name):
    """A copy of `plain` with one place deleted, renamed or replaced."""
    if isinstance(plain, list):
        items = [changed(v, path[1:], do, instead, name) if i == path[0] and path[1:] else v
                 for i, v in enumerate(plain)]  # fmt: skip
        if not path[1:]:
            items[path[0] : path[0] + 1] = [] if do == "delete" else [instead]
        return items
    made = {}
    for key, value in plain.items():
        if key != path[0]:
            made[key] = value
        elif path[1:]:
            made[key] = changed(value, path[1:], do, instead, name)
        elif do == "rename":
            made[name] = value
        elif do == "replace":
            made[key] = instead
    return made


ALL = [(plain, path) for plain in PLAIN for path in places(plain)]


class Plainly(yaml.SafeDumper):
    """Writes a thing that stands in two places twice: there are no aliases in a policy."""

    def ignore_aliases(self, _):
        return True


def text_of(plain):
    return yaml.dump(plain, Dumper=Plainly, sort_keys=False, allow_unicode=True)


@st.composite
def mutated(draw):
    plain, path = draw(st.sampled_from(ALL))
    for _ in range(draw(st.integers(1, 3))):
        do = draw(st.sampled_from(["delete", "rename", "replace"]))
        plain = changed(plain, path, do, draw(INSTEAD), draw(st.sampled_from(WORDS)) or "y")
        path = draw(st.sampled_from([*places(plain)] or [("x",)]))
    return text_of(plain)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(mutated())
def test_a_mutilated_policy_is_a_policy_or_mistakes_with_a_place(text):
    read = load_policy(text, "p.yaml")
    lines = text.splitlines()
    if isinstance(read, Policy):
        assert load_policy(full(text, "p.yaml"), "p.yaml") == read
        errors, warnings = check_policy(text, "p.yaml")
        read = [*errors, *warnings]
    else:
        assert read
        assert read == sorted(read)
        assert len({(d.line, d.column, d.code, d.message) for d in read}) == len(read)
        assert set(read) <= set(check_policy(text, "p.yaml")[0])
    for said in read:
        assert isinstance(said, Diagnostic)
        assert 1 <= said.line <= len(lines)
        assert 1 <= said.column <= len(lines[said.line - 1]) + 1
        assert said.message
        assert said.hint


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=200))
def test_any_text_at_all_has_an_answer(text):
    read = load_policy(text, "p.yaml")
    assert isinstance(read, list)
    assert read
