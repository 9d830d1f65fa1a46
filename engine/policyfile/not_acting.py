"""Forms of the language that do not act yet: refused by name, so that none is silently ignored.

To let a form act, give it a place in the schema and take it out of here.
"""

from engine.schematext.dialect import NotActing

_ANYWHERE = frozenset(
    {
        *("watch", "must_not", "pause", "keep", "extends", "day_ends", "effects"),
        *("some", "missed", "running"),
        *("share", "peers", "weighted", "provider", "prorate", "season"),
        *("automatic", "warn_when", "must_list", "address"),
        *("block", "stop", "void"),
        *("evidence", "waived_by", "not_before", "at_hour", "at_least_every", "if_absent"),
        *("against", "decide_within", "meanwhile", "granted", "withhold"),
    }
)

# Keys that act elsewhere, by the title of the form in which they do not act yet.
_IN: dict[str, frozenset[str]] = {
    "Policy": frozenset({"clocks"}),
    "Clock": frozenset({"at_least", "at_most", "set_by"}),
    "Final stage": frozenset({"must", "may", "watch"}),
    "Step": frozenset({"go"}),
}

_WORDS = frozenset({"appeal", "companion", "end_early", "set_goals", "tell", "back", "signed"})

NOT_ACTING = NotActing(_ANYWHERE, _IN, _WORDS)
