"""What a row of the tables says: a policy, a line of it, a story, and what shows that the line acts."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Row:
    """`given` turns the base policy into one with the form; `without` takes it away or changes it.

    `keys` are the places in the schema it proves. `shows`: where the difference must be seen, in
    the ledger's ids and dates (`ledger`), in the reasons it keeps (`words`) or in a letter (`brief`).
    """

    id: str
    keys: tuple[str, ...]
    without: Mapping[str, str | None]
    story: str
    given: Mapping[str, str | None] = field(default_factory=dict)
    shows: str = "ledger"


def row(
    id: str,  # what pytest calls it
    keys: str,
    without: Mapping[str, str | None],
    story: str,
    given: Mapping[str, str | None] | None = None,
    shows: str = "ledger",
) -> Row:
    return Row(id, tuple(keys.split()), without, story, given or {}, shows)
