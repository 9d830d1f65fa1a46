"""What the kinds of the language say of themselves: how two totals stand against each other."""

from decimal import Decimal

from engine.core.values.message import Message, message


def part_of_whole(part: Decimal, whole: Decimal) -> Message:
    return message("measure.part_of_whole", part=part, whole=whole)


def ratio_titled(metric: str, of: str, to: str) -> Message:
    return message("letter.ratio", metric=metric, of=of, to=to)
