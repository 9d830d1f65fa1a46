"""The kinds of files read here, policies and planward.yaml, as their mistakes are put in words."""

from functools import cache

from engine.policyfile.not_acting import NOT_ACTING
from engine.policyfile.scalar import READERS
from engine.schematext.dialect import Dialect, dialect


@cache
def policy_dialect(schema: str) -> Dialect:
    """Of the schema of that name: policy.v1 or config.v1."""
    return dialect(schema, READERS, NOT_ACTING)
