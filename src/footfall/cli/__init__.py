"""What does a person type? The command line, one file a verb. `main` is the entry point; nothing is imported until it runs."""

__all__ = ["main"]


def main() -> None:
    """Run the command line and end the process with its exit code."""
    from footfall.cli.app import run

    raise SystemExit(run())
