"""The command line: thin commands over the pipeline, the record and the exports."""


def main() -> None:
    """Run the command line; the entry point of the `sayso` script."""
    from sayso.cli.app import run

    run()
