"""Where the samples that come with planward lie: in the wheel, or beside the package in git."""

from pathlib import Path

PACKAGE = Path(__file__).parent


def shipped(kind: str) -> Path:
    """The folder of shipped `policies` or `templates`."""
    packed = PACKAGE / "shipped" / kind
    return packed if packed.is_dir() else PACKAGE.parent / kind
