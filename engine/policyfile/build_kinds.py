"""Metrics, duties, rights and missed steps, each of its kind, become typed values.

A reader a kind, under the word that tells the kinds apart.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from engine.core.policy.duty import (
    STEPS,
    ActDuty,
    CheckInDuty,
    Duty,
    DutyTerms,
    EscalateStep,
    IssueDuty,
    MeetingDuty,
    MissedStep,
    RemindStep,
    SupportDuty,
    TrainDuty,
)
from engine.core.policy.metric import (
    METRICS,
    CountMetric,
    LatestMetric,
    LeaveRule,
    Metric,
    MetricRules,
    RatioMetric,
    SumMetric,
)
from engine.core.policy.right import ExtendRight, ReplyRight, ResignRight, Right, RightTerms
from engine.policyfile import scalar
from engine.policyfile.build_condition import condition, optional

Map = Mapping[str, Any]


def names(said: str | Sequence[str]) -> tuple[str, ...]:
    """One name or a list of them."""
    return (said,) if isinstance(said, str) else tuple(said)


def numbered_days(said: Map) -> tuple[int, ...]:
    """Day numbers, in order."""
    return tuple(sorted(int(day) for day in said.get("days", ())))


def metric(said: Map) -> Metric:
    return METRIC_READERS[_kind(METRICS, said)](said, _rules(said))


def _kind(kinds: Iterable[str], said: Map) -> str:
    """The one of the kinds whose word is a key."""
    return next(kind for kind in kinds if kind in said)


def _rules(said: Map) -> MetricRules:
    return MetricRules(
        leave_out=_left_out(said["leave_out"]),
        needs=optional(scalar.span, said.get("needs")),
        round=scalar.decimal(said["round"]),
        figures_due=optional(scalar.span, said.get("figures_due")),
    )


def _left_out(said: Sequence[str] | Map) -> LeaveRule:
    if isinstance(said, Mapping):
        return LeaveRule(names(said["fields"]), scalar.span(said["at_least"]))
    return LeaveRule(names(said))


def _ratio(said: Map, rules: MetricRules) -> Metric:
    ratio = said["ratio"]
    return RatioMetric(ratio["of"], ratio["to"], rules, said["partial"])


METRIC_READERS: dict[str, Callable[[Map, MetricRules], Metric]] = {
    "ratio": _ratio,
    "sum": lambda said, rules: SumMetric(said["sum"], rules, said["partial"]),
    "count": lambda said, rules: CountMetric(said["count"], rules, said["partial"]),
    "latest": lambda said, rules: LatestMetric(said["latest"], rules),
}


def duty(said: Map) -> Duty:
    return DUTY_READERS[said["do"]](said, _duty_terms(said))


def _duty_terms(said: Map) -> DutyTerms:
    return DutyTerms(
        by=said["by"],
        within=optional(scalar.length, said.get("within")),
        since=optional(scalar.moment, said.get("from")),
        at=optional(scalar.moment, said.get("at")),
        every=optional(scalar.span, said.get("every")),
        days=numbered_days(said),
        during=said.get("during", ""),
        in_stages=names(said.get("in", ())),
        when=optional(condition, said.get("when")),
        if_missed=tuple(step(entry) for entry in said["if_missed"]),
    )


def _meeting(said: Map, terms: DutyTerms) -> Duty:
    return MeetingDuty(terms, _document(said), scalar.span(said["notice"]))


def _train(said: Map, terms: DutyTerms) -> Duty:
    return TrainDuty(said["text"], terms, _document(said), said.get("given_by", ""))


def _document(said: Map) -> str:
    found: str = said.get("document", "")
    return found


DUTY_READERS: dict[str, Callable[[Map, DutyTerms], Duty]] = {
    "issue": lambda said, terms: IssueDuty(said["document"], terms),
    "meeting": _meeting,
    "check_in": lambda said, terms: CheckInDuty(terms, _document(said)),
    "train": _train,
    "support": lambda said, terms: SupportDuty(said["text"], terms, _document(said)),
    "act": lambda said, terms: ActDuty(said["text"], terms, _document(said)),
}


def step(said: Map) -> MissedStep:
    return STEP_READERS[_kind(STEPS, said)](said)


STEP_READERS: dict[str, Callable[[Map], MissedStep]] = {
    "remind": lambda said: RemindStep(scalar.span(said["remind"])),
    "escalate": lambda said: EscalateStep(scalar.span(said["after"]), said["escalate"]),
}


def right(said: Map) -> Right:
    return RIGHT_READERS[said["do"]](said, _right_terms(said))


def _right_terms(said: Map) -> RightTerms:
    return RightTerms(
        by=said["by"],
        within=optional(scalar.length, said.get("within")),
        since=optional(scalar.moment, said.get("from")),
        in_stages=names(said.get("in", ())),
        when=optional(condition, said.get("when")),
    )


def _extend(said: Map, terms: RightTerms) -> Right:
    return ExtendRight(
        clock=said["clock"],
        up_to=scalar.span(said["up_to"]),
        terms=terms,
        goals=said["goals"],
        approved_by=names(said["approved_by"]),
        times=int(said["times"]),
        document=_document(said),
    )


def _reply(said: Map, terms: RightTerms) -> Right:
    return ReplyRight(terms, said.get("during", ""), int(said["times"]))


def _resign(said: Map, terms: RightTerms) -> Right:
    return ResignRight(said["go"], terms, said.get("during", ""), names(said["approved_by"]))


RIGHT_READERS: dict[str, Callable[[Map, RightTerms], Right]] = {
    "extend": _extend,
    "reply": _reply,
    "resign": _resign,
}
