"""Everything in a file that its schema does not allow, with the place where it stands."""

from collections.abc import Callable

from engine.disk.strict_yaml import YamlNode, YamlProblem, as_plain, place
from engine.schematext.dialect import Dialect
from engine.schematext.mistake import SchemaMistake
from engine.schematext.say import mistakes

Rewording = Callable[[SchemaMistake, object], SchemaMistake]


def form_problems(
    node: YamlNode, dialect: Dialect, reword: Rewording = lambda mistake, _: mistake
) -> tuple[YamlProblem, ...]:
    """In file order. Empty: the file is whole, as far as a schema can see.

    `reword` says a mistake better with the whole file in view.
    """
    plain = as_plain(node)
    found = (reword(one, plain) for one in mistakes(plain, dialect))
    return tuple(sorted({placed_mistake(node, one) for one in found}))


def placed_mistake(node: YamlNode, mistake: SchemaMistake) -> YamlProblem:
    line, column = place(node, mistake.path, key=mistake.on_key)
    return YamlProblem(line, column, mistake.code, mistake.message, mistake.hint)
