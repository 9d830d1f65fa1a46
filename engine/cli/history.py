"""placeholder"""

import click


@click.command()
def history() -> None:
    """Later."""
