"""Where templates run: they see the brief's fields and nothing else, and what is missing is an error."""

from typing import Any

from jinja2 import StrictUndefined, pass_environment
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

from engine.documents.template.numbering import numbered, title
from engine.documents.word.clean import one_line, printed

# XML can hold none of these characters, so no text of a template is ever taken for a tag.
PRINT_OPENS, PRINT_CLOSES, BLOCK_OPENS, BLOCK_CLOSES = "\x01", "\x02", "\x03", "\x04"
NOTE_OPENS, NOTE_CLOSES = "\x05", "\x06"

LOOP_FIELDS = frozenset({"index", "index0", "first", "last", "length", "revindex"})
JINJA_FILTERS = ("upper", "lower", "capitalize", "length")
FILTERS = (*JINJA_FILTERS, "join")
TESTS = ("odd", "even")
FLAT = "_flat"
NUMBERED, TITLE = "_numbered", "_title"
REVIEW = "review"  # the one field that is not the brief's: which of the two copies is made
PROPERTIES, CONTROLS = "_properties", "_controls"  # no template can ask for a name with _ first


class Sandbox(ImmutableSandboxedEnvironment):
    """Sees keys of dictionaries and places in lists, and no attribute of anything else."""

    def getattr(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401 - as Jinja declares it
        try:
            return obj[attribute]
        except (TypeError, LookupError):
            if type(obj) is LoopContext and attribute in LOOP_FIELDS:
                return getattr(obj, attribute)
            return self.undefined(obj=obj, name=attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:  # noqa: ANN401 - as Jinja declares it
        try:
            return obj[argument]
        except (TypeError, LookupError):
            return self.undefined(obj=obj, name=argument)

    def call(self, *_args: Any, **_kwargs: Any) -> Any:  # noqa: ANN401 - as Jinja declares it
        raise TypeError("a template calls nothing")


def sandbox() -> Sandbox:
    """A fresh environment: escapes everything, fails on what is missing, knows no functions."""
    env = Sandbox(
        block_start_string=BLOCK_OPENS,
        block_end_string=BLOCK_CLOSES,
        variable_start_string=PRINT_OPENS,
        variable_end_string=PRINT_CLOSES,
        comment_start_string=NOTE_OPENS,
        comment_end_string=NOTE_CLOSES,
        # `printed` escapes every value. Jinja's own way makes an object of each, which costs as
        # much as all the rest of a letter, and would let a value declare itself safe.
        autoescape=False,
        finalize=printed,
        undefined=Missing,
        keep_trailing_newline=True,
        cache_size=0,
    )
    env.globals.clear()
    env.filters = {name: env.filters[name] for name in JINJA_FILTERS}
    env.filters |= {"join": joined, FLAT: one_line, NUMBERED: numbered, TITLE: title}
    env.tests = {name: env.tests[name] for name in TESTS}
    return env


@pass_environment
def joined(env: Sandbox, items: list[object], between: str = "", attribute: str = "") -> str:
    """The items, or one field of each, with `between` between them."""
    parts = [env.getitem(item, attribute) if attribute else item for item in items]
    return between.join(one_line(part) for part in parts)


class Missing(StrictUndefined):
    """A field the brief does not have.

    Its error's message is one name a line: the field's, then those that do exist in its place.
    """

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        beside = self._undefined_obj if isinstance(self._undefined_obj, dict) else {}
        return "\n".join(str(name) for name in (self._undefined_name, *beside))
