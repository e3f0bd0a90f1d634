"""How many threads does work get? The one place that says it, for the database and the models alike."""

import os

__all__ = ["thread_count"]


def thread_count(asked: int | None = None) -> int:
    """Return how many threads to use: as many as asked for, else one for each processor that this process may use.

    Parameters
    ----------
    asked
        The setting `threads`; None where it was not set.
    """
    if asked is not None:
        return asked
    if hasattr(os, "sched_getaffinity"):  # Linux: a container or a scheduler may allow fewer than there are
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
