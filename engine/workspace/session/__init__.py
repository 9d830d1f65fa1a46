"""An open workspace: its record, its pinned policies, a commit being gathered."""
