"""Whatever is done to a source or a report, the answer is what it says or mistakes with a place in it."""

from pathlib import Path

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.core.facts.facts import Drop
from engine.core.values.diagnostic import Diagnostic
from engine.intake.sources.load import load_sources
from engine.intake.sources.source import Source
from engine.intake.values.mistake import Refusal
from tests.docs.schema_pages import BESIDE, PARTED, WON
from tests.intake.forms.test_report import REPORT
from tests.intake.sample import read
from tests.policyfile.test_mutations import changed, places, text_of

TEXTS = [path.read_text("utf-8") for path in sorted(Path("policies/sources").glob("*.yaml"))]
PLAIN = [yaml.load(text, yaml.BaseLoader) for text in [*TEXTS, REPORT, WON, BESIDE, PARTED]]
WORDS = sorted(
    {"", "0", "-1", "x", "yes", "2026-02-30", "x" * 300} | {k for p in PLAIN for k in p}
)
INSTEAD = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(([], {}, ["x", "x"], [[]])),
    st.builds(lambda key: {key: "x"}, st.sampled_from(WORDS)),
    st.sampled_from(PLAIN),
)
ALL = [(plain, path) for plain in PLAIN for path in places(plain)]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(ALL),
    st.sampled_from(["delete", "rename", "replace"]),
    INSTEAD,
    st.sampled_from(WORDS),
)
def test_no_change_makes_it_fall_over(place, do, instead, name):
    text = text_of(changed(*place, do, instead, name))
    for found in load_sources({"one.yaml": text}):
        assert isinstance(found, Source | Diagnostic)
        if isinstance(found, Diagnostic):
            assert 1 <= found.line <= len(text.splitlines()) + 1
            assert found.message
    drop = read(text, "one.yaml")
    assert isinstance(drop, Drop | Refusal)
    if isinstance(drop, Refusal):
        assert all(mistake.repair for mistake in drop.mistakes)
