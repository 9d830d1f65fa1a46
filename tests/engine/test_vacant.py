"""A role that nobody holds: status says why and gives no command that would be refused."""

from tests.workspaces import PlayedWorkspace

NOW = "2026-03-03"
BOTH = (
    "Employee,Name,Manager,HR partner,Team,Job,Starting\n"
    "E012,Ann Seller,E009,E009,East,Account Executive,2026-03-03\n"
)


def test_a_vacant_role_says_why_and_names_no_command(known: PlayedWorkspace) -> None:
    awaited = known.status(NOW)["plans"][0]["awaiting"][0]
    assert (awaited["person"], "why" in awaited) == ("E009", False)
    known.drops("both.csv", BOTH)
    known.runs(NOW)
    awaited = known.status(NOW)["plans"][0]["awaiting"][0]
    assert (awaited["person"], awaited["command"]) == ("", "")
    why = "nobody can: hr is vacant: E009 already acts as manager or second_line; a roster"
    assert awaited["why"].startswith(why)
    said = known.does("status", "--as-of", NOW)
    assert "    confirm by hr (nobody), due 2026-04-28\n      nobody can: hr is vacant" in said
