"""Who is left out of an action, at random and the same each time?

`groups` marks each id as ``treat`` or ``holdout`` by a hash of the id and a seed. It knows nothing of scores, so that the two groups differ
by chance alone.
"""

from collections.abc import Iterable
from hashlib import sha256

__all__ = ["groups", "position"]


def groups(ids: Iterable[str], *, share: float, seed: int) -> list[str]:
    """Return ``holdout`` for a random `share` of the ids and ``treat`` for the others.

    Each id is hashed to a position between 0 and 1 and held out below the share: hash and partition (Kohavi, Longbotham, Sommerfield &
    Henne, "Controlled experiments on the web", Data Mining and Knowledge Discovery 18, 2009, section 4.1.2; with a cryptographic hash,
    since simpler ones were found not to be random). So an id keeps its group however often it is listed and whoever else is; a greater
    share only adds to the holdout; and another seed draws another one, independent of the first. The share is met on average, not exactly.

    >>> groups(["ann", "bob", "cid", "dot"], share=0.5, seed=1)
    ['treat', 'holdout', 'holdout', 'treat']
    """
    return ["holdout" if position(each, seed=seed) < share else "treat" for each in ids]


def position(name: str, *, seed: int) -> float:
    """Return where a hash places an id, uniform in [0, 1): the first 53 bits of ``sha256("seed:id")``."""
    digest = sha256(f"{seed}:{name}".encode()).digest()
    return (int.from_bytes(digest[:8], "big") >> 11) / 2**53
