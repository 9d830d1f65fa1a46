"""`python -m engine` is `planward`."""

from engine.cli.main import main

main()
