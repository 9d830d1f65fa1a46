"""Every name a template may print: the contract between policy authors' Word files and the engine."""

from engine.core.policy.policy import Policy

GROUPS: dict[str, str] = {
    "company": "name",
    "document": "title id version number drafted",
    "plan": "id track issue opened stage level",
    "policy": "id title version effective hash owner",
    "employee": "id name job team hired",
    "drafter": "id role name",
    "reason": "sentence row",
    "period": "known starts ends words",
    "score": "text",
    "checkin": "number of date week days_left",
    "next": "sentence",
    "success": "sentence",
    "reply": "allowed words",
    "acknowledge": "needed words means by",
    "extension": "from to number of words reason goals",
    "decision": "outcome title on sentence",
}
LISTS: dict[str, str] = {
    "reason.facts": "text figure required when source",
    "reason.checked": "title result text",
    "readings": "period actual target result required source",
    "goals": "id name measure baseline target weight due actual met source",
    "support": "what owner given_by due",
    "training": "what owner given_by due",
    "checkins": "number of date by",
    "earlier": "title issued stage",
    "decision.deciders": "role name on",
    "questions": "id text answers",
    "approvals": "id role name",
    "signatures": "id role name",
}


def brief_names(policy: Policy) -> frozenset[str]:
    """Dotted names; a list's own name and, as `goals[].name`, what each of its rows has."""
    found = {f"{group}.{name}" for group, names in GROUPS.items() for name in names.split()}
    found |= {f"{each}[].{name}" for each, names in LISTS.items() for name in names.split()}
    found |= set(LISTS)
    found |= {f"roles.{role}.{name}" for role in policy.roles for name in ("id", "name")}
    return frozenset(found)
