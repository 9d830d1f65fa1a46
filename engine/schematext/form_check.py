"""Everything in a file that its schema does not allow, with the place where it stands."""

from engine.disk.strict_yaml import YamlNode, YamlProblem, as_plain, place
from engine.schematext.dialect import Dialect
from engine.schematext.mistake import SchemaMistake
from engine.schematext.say import mistakes


def form_problems(node: YamlNode, dialect: Dialect) -> tuple[YamlProblem, ...]:
    """In file order. Empty: the file is whole, as far as a schema can see."""
    return tuple(
        sorted({placed_mistake(node, one) for one in mistakes(as_plain(node), dialect)})
    )


def placed_mistake(node: YamlNode, mistake: SchemaMistake) -> YamlProblem:
    line, column = place(node, mistake.path, key=mistake.on_key)
    return YamlProblem(line, column, mistake.code, mistake.message, mistake.hint)
