"""placeholder"""

import click


@click.command()
def rebuild() -> None:
    """Later."""
