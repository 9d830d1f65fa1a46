"""placeholder"""

import click


@click.command()
def verify() -> None:
    """Later."""
