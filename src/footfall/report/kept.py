"""How does what an analysis found outlive its run, so that a page can show it again?

`keep` writes everything that the report is made of into ``content.json.gz`` of the analysis's folder, and `read_kept` reads it back, equal.
Views show the same sections as the report, from the same record. It computes and draws nothing.
"""

import gzip
import json
from dataclasses import dataclass, replace
from pathlib import Path

from footfall.errors import ArtifactError, SourceError, Where
from footfall.report.content import Content
from footfall.report.forecast import Forecast
from footfall.report.records import Damaged, classes_of, decoded, encoded

__all__ = ["KEPT", "Findings", "keep", "read_kept", "timeless"]

KEPT = "content.json.gz"
FORMAT = 1
REBUILD = "Analyse the source again: footfall analyze SOURCE --out DIR."


@dataclass(frozen=True, slots=True)
class Findings:
    """What an analysis found.

    Parameters
    ----------
    content
        All that the report shows.
    forecast
        Of the coming weeks; None where it could not be asked.
    no_forecast
        Why not; empty where there is one.
    """

    content: Content
    forecast: Forecast | None
    no_forecast: str = ""


def timeless(content: Content) -> Content:
    """Return what was found without how long it took, so that the same input gives the same file."""
    targets = tuple(replace(each, models=tuple(replace(model, seconds=0.0) for model in each.models)) for each in content.targets)
    return replace(content, seconds={}, targets=targets)


def keep(kept: Findings, folder: Path) -> None:
    """Write ``content.json.gz`` into a folder."""
    text = json.dumps({"format": FORMAT, "kept": encoded(kept)}, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    (folder / KEPT).write_bytes(gzip.compress(text.encode(), 6, mtime=0))


def read_kept(folder: Path) -> Findings:
    """Read it back.

    Raises
    ------
    SourceError
        When the folder holds no analysis, or its file cannot be read.
    ArtifactError
        When it was written by another version, or edited.
    """
    path = folder / KEPT
    if not path.is_file():
        what = "was made by a version that kept no content" if (folder / "summary.json").is_file() else "holds no finished analysis"
        raise SourceError(f"The folder {folder.name} {what}.", where=Where(str(path)), remedy=REBUILD)
    try:
        whole = json.loads(gzip.decompress(path.read_bytes()))
        if whole["format"] != FORMAT:
            raise Damaged(f"It is of format {whole['format']}, and this version reads {FORMAT}.")
        kept = decoded(whole["kept"], classes_of([Findings]))
    except OSError as error:
        raise SourceError(f"The analysis cannot be read: {error.strerror or error}.", where=Where(str(path)), remedy=REBUILD) from error
    except (Damaged, EOFError, ValueError, TypeError, KeyError) as error:
        said = str(error) if isinstance(error, Damaged) else "it is not whole."
        raise ArtifactError(
            f"The analysis was written by another version, or edited: {said}", where=Where(str(path)), remedy=REBUILD
        ) from error
    if not isinstance(kept, Findings):
        raise ArtifactError("The analysis was written by another version, or edited.", where=Where(str(path)), remedy=REBUILD)
    return kept
