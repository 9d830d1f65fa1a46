"""Keep every document the record knows of where it should lie, without a look at those nobody touched."""

from collections.abc import Collection

from engine.folder.publish import Published, publish
from engine.workspace.outbox.layout import wanted
from engine.workspace.outbox.published_state import keep_ours, known_ours
from engine.workspace.outbox.redlines import changes_wanted
from engine.workspace.session.versions import versions
from engine.workspace.session.workspace import Workspace


def keep_documents(workspace: Workspace, plans: Collection[str] | None = None) -> Published:
    """Of `plans` only, where they are named. Safe to repeat; what lies there is never overwritten.

    The first time in a process all of them are read; after that, those that look otherwise.
    """
    lying = workspace.memory.lying
    there = [*versions(workspace, plans)]
    documents = wanted(workspace, there) | dict(changes_wanted(workspace, there))
    done = publish(workspace.plans, workspace.config.id, documents, lying, audit=not lying)
    if plans is None:
        workspace.memory.lying = done.lying
        keep_ours(workspace, done.ours)
    else:  # what is known of others' stays known
        others = {p: s for p, s in known_ours(workspace).items() if p not in documents}
        keep_ours(workspace, others | dict(done.ours))
    return done
