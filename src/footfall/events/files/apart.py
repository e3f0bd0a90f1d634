"""Would what is written take the place of what is read?

`check_apart` refuses an output that is one of the source's files, or a folder that holds one and would be replaced as a whole. It reads
and writes nothing.
"""

from collections.abc import Sequence
from glob import glob, has_magic
from pathlib import Path

from footfall.errors import UsageError, Where

__all__ = ["check_apart"]


def check_apart(source: str | Path | Sequence[str | Path], out: Path) -> None:
    """Refuse an output that would destroy its own source.

    Parameters
    ----------
    source
        As of `events.read.read`: a data set's name, files or globs.
    out
        The file or folder that will be written.

    Raises
    ------
    UsageError
        When `out` is one of the files, or a folder with one of them in it.
    """
    place = out.resolve()
    for given in [source] if isinstance(source, str | Path) else source:
        as_glob = has_magic(str(given)) and not Path(given).exists()
        found = glob(str(given), recursive=True) if as_glob else [str(given)]  # noqa: PTH207
        for path in (Path(name).resolve() for name in found):
            if path == place or (path.exists() and path.is_relative_to(place)):
                holds = "is the source itself" if path == place else f"holds the source {path.name}"
                raise UsageError(
                    f"{out} {holds}, which would be replaced.", where=Where(file=str(given)), remedy="Choose another place for --out."
                )
