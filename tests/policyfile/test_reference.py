"""docs/policy-reference.md says what the schema says, and leaves no key out."""

from engine.schematext.schema import load_schema
from tests.policyfile.reference_page import config_table, reference_page
from tests.policyfile.shipped import ROOT
from tests.schematext.test_schema import parts

PAGE = ROOT / "docs" / "policy-reference.md"


def test_the_page_is_current(request):
    if request.config.getoption("--update-golden"):
        PAGE.write_text(reference_page(), "utf-8")
    assert PAGE.read_text("utf-8") == reference_page(), "run pytest --update-golden"


def test_every_key_of_planward_yaml_is_explained_to_administrators():
    page = (ROOT / "docs" / "file-formats.md").read_text("utf-8")
    assert config_table() in page, f"put it there anew:\n{config_table()}"


def test_no_key_is_left_out():
    page = reference_page()
    keys = {
        key for _, part in parts(load_schema("policy.v1")) for key in part.get("properties", {})
    }
    assert [
        key for key in sorted(keys) if f"`{key}`" not in page and f".{key}`" not in page
    ] == []
