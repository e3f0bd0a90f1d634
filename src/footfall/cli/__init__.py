"""What does a person type? The command line, one file a verb. `main` is the entry point; nothing heavy is imported before a verb runs."""

import sys

__all__ = ["main"]


def main() -> None:
    """Run the command line and end the process with its exit code."""
    try:
        from footfall.cli.program import run

        code = run()
    except KeyboardInterrupt:  # while the command line itself was being imported
        print("Interrupted.", file=sys.stderr)
        code = 130
    raise SystemExit(code)
