"""placeholder"""

import click


@click.command()
def check() -> None:
    """Later."""
