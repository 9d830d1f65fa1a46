"""`planward`, and `python -m engine`: signals are heeded before anything else is loaded."""

import sys

from engine.cli.interrupt import heed


def main() -> None:
    """Run the command typed; its exit code says how it went, or which signal broke it off."""
    asked = heed()
    code = 0
    try:
        from engine.cli.main import run_typed  # takes a while, in which Ctrl-C may come

        code = run_typed()
    except KeyboardInterrupt:
        pass  # while loading, or again while it was being answered
    sys.exit(asked.over(code))


if __name__ == "__main__":
    main()
