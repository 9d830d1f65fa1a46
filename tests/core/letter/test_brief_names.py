from engine.core.letter.brief_names import GROUPS, LISTS, brief_names
from tests.core.plans import a_short_policy


def test_every_role_of_the_policy_can_be_printed_and_no_other() -> None:
    roles = {name for name in brief_names(a_short_policy()) if name.startswith("roles.")}
    assert roles == {
        f"roles.{r}.{x}" for r in ("manager", "second_line", "hr") for x in ("id", "name")
    }


def test_another_role_brings_its_two_names() -> None:
    more = brief_names(a_short_policy({"roles.director": "{field: director}"}))
    assert more - brief_names(a_short_policy()) == {"roles.director.id", "roles.director.name"}


def test_a_list_has_its_own_name_and_each_column() -> None:
    names = brief_names(a_short_policy())
    assert {"goals", "goals[].name", "goals[].due"} <= names
    assert "goals.name" not in names


def test_no_name_means_two_things() -> None:
    plain = [f"{group}.{name}" for group, names in GROUPS.items() for name in names.split()]
    assert len(plain) == len(set(plain))
    assert not set(plain) & set(LISTS)
