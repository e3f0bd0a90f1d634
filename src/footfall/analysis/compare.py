"""Do the models of a finished analysis still hold?

`compare`, in one readable page: read the new data as the old was read, score it with every saved model, lay the outcome beside what was
kept of the test part, and advise. It trains nothing and changes nothing in the old folder.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from footfall.analysis.asked import every_column, known_columns
from footfall.dataset.split import day_us
from footfall.engines.duckdb import Engine
from footfall.errors import ArtifactError, UsageError
from footfall.evaluation.comparison import Compared, Comparison, compared, references_compared
from footfall.events.log import EventLog, SessionTable, SourceInfo
from footfall.events.read import read
from footfall.features.batch import build
from footfall.models.artifact import Artifact, load
from footfall.models.reference import Reference, read_reference
from footfall.progress import SILENT, Progress
from footfall.scoring.alike import alike, check_currency
from footfall.scoring.outcomes import Outcomes, event_outcomes, table_outcomes
from footfall.scoring.score import add_missing, categories_of, check_kind, features_of
from footfall.sessions.batch import Visits, cut
from footfall.settings import Settings

__all__ = ["compare"]

READ_ALIKE = ("timezone", "currency", "rates", "session_gap")
DEFAULT_ZONE = Settings.model_fields["timezone"].default
"""Settings that give features their meaning: the new data is read with the old analysis's."""


@dataclass(frozen=True, slots=True)
class KeptModel:
    """A saved model with its reference."""

    artifact: Artifact
    reference: Reference

    @property
    def docs(self) -> dict[str, str]:
        """Sentence of each feature."""
        return {note.name: note.doc for note in self.artifact.manifest.features}


def compare(
    old: str | Path,
    new: str | Path | Sequence[str | Path],
    *,
    settings: Settings | None = None,
    target: str | None = None,
    schema: str | Path | None = None,
    since: str | None = None,
    progress: Progress = SILENT,
) -> Compared:
    """Compare the models of a finished analysis with new data.

    Parameters
    ----------
    old
        The folder of a finished analysis.
    new
        A data set's name, or files, as of `analyze`; or the folder of another finished analysis, whose models then keep their own figures.
    settings
        Seed, threads, memory and effort (how many rows are looked at); time zone, currency, rates and session gap are those of the old
        analysis.
    target
        One target; default: every model of the old analysis.
    schema
        A ``schema.toml`` that maps the columns of files.
    since
        First day (YYYY-MM-DD, UTC) to compare; events before it are history. Default: as `scoring.outcomes.since_of` finds it.
    progress
        Told of each stage.

    Raises
    ------
    UsageError
        When `old` is no finished analysis, or has no model of the target.
    ArtifactError
        When a model was edited, is of other features or versions or of the other kind of data, or keeps nothing to compare with.
    FootfallError
        As of `analyze`, for the new data.
    """
    old, given = Path(old), settings or Settings()
    settings = read_alike(old, given)
    kept = kept_models(old, target)
    then = kept[0].artifact.manifest.read_as  # one analysis, one way of reading; models from before that was kept go by the summary
    settings = settings if then is None else alike(given, then)
    if isinstance(new, str | Path) and (Path(new) / "summary.json").is_file():
        return of_analyses(old, Path(new), kept, settings.seed)
    from_us = None if since is None else day_us(since, "--since")
    with Engine(threads=settings.threads, memory=settings.memory) as engine:
        categories = categories_of(kept[0].artifact)  # a table has one target, and so one model
        found = read(new, engine=engine, settings=settings, schema=schema, categories=categories, progress=progress)
        for each in kept:
            check_kind(each.artifact, found)
            check_currency(found.source, then)
        targets = (
            of_table(kept, found, settings) if isinstance(found, SessionTable) else of_events(kept, found, settings, from_us, progress)
        )
    notes = ("This is the data that the models learnt from.",) if any(same(each, found.source) for each in kept) else ()
    return Compared(str(old), found.source.name, targets, settings.seed, notes)


def of_events(
    kept: Sequence[KeptModel], log: EventLog, settings: Settings, since_us: int | None, progress: Progress
) -> tuple[Comparison, ...]:
    """Compare models of events; features are computed once for all models that read the same declarations."""
    visits = cut(log, settings, progress=progress)
    if all(each.artifact.manifest.of_log for each in kept):
        return of_table(kept, every_column(visits, kept[0].artifact.question.name), settings)
    columns = known_columns(visits)
    found, built = [], ""
    for each in kept:
        features = features_of(each.artifact)
        if features.fingerprint != built:
            add_missing(visits, features)
            build(visits, features, progress=progress)
            built = features.fingerprint
        outcomes = event_outcomes(
            each.artifact, each.reference, visits, settings, columns=columns, since_us=since_us, progress=progress
        )  # fmt: skip
        found.append(comparison(each, outcomes, settings, notes=tuple(notes_of(outcomes, visits))))
    return tuple(found)


def of_table(kept: Sequence[KeptModel], table: SessionTable, settings: Settings) -> tuple[Comparison, ...]:
    """Compare models of a session table."""
    return tuple(comparison(each, table_outcomes(each.artifact, each.reference, table), settings) for each in kept)


def of_analyses(old: Path, new: Path, kept: Sequence[KeptModel], seed: int) -> Compared:
    """Compare two finished analyses by what they keep of their test parts."""
    others = {each.artifact.question.name: each for each in kept_models(new, None)}
    both = [each for each in kept if each.artifact.question.name in others]
    if not both:
        raise UsageError(
            f"{new} has no model of {', '.join(each.artifact.question.name for each in kept)}.",
            remedy="Compare analyses of the same targets.",
        )
    targets = tuple(
        references_compared(
            each.artifact.question, each.artifact.model.label, each.reference, others[each.artifact.question.name].reference, docs=each.docs
        )
        for each in both
    )
    return Compared(str(old), str(new), targets, seed)


def comparison(kept: KeptModel, outcomes: Outcomes, settings: Settings, *, notes: tuple[str, ...] = ()) -> Comparison:
    """Return how one model does on the rows that it has scored."""
    return compared(
        kept.artifact.question,
        kept.artifact.model.label,
        kept.reference,
        outcomes.rows,
        docs=kept.docs,
        seed=settings.seed,
        gone=outcomes.gone,
        short=outcomes.short,
        unlabelled=outcomes.unlabelled,
        since_us=outcomes.since_us,
        until_us=outcomes.until_us,
        notes=notes,
    )


def notes_of(outcomes: Outcomes, visits: Visits) -> Iterator[str]:
    """Yield what a reader should know of the new data."""
    if outcomes.missing:
        them = "it" if len(outcomes.missing) == 1 else "them"
        yield f"The new data has no {', '.join(outcomes.missing)}: the features that read {them} are unknown."
    if outcomes.overlaps:
        yield "What is compared lies in the days of the old analysis: where it is the same shop, the model's own test part is among it."
    if outcomes.short:
        more = f" and {len(outcomes.short) - 6} more" if len(outcomes.short) > 6 else ""
        yield f"Shown and not judged, since the new data does not reach back as far: {', '.join(outcomes.short[:6])}{more}."
    if visits.source.quarantined:
        yield f"{visits.source.quarantined:,} bad rows of the new data were left out."


def kept_models(folder: Path, target: str | None) -> tuple[KeptModel, ...]:
    """Return the models of a finished analysis, by name of the target."""
    found = sorted(path.parent for path in (folder / "models").glob("*/manifest.json"))
    if not (folder / "summary.json").is_file() or not found:
        what = "holds no model" if (folder / "summary.json").is_file() else "is not a finished analysis"
        raise UsageError(f"{folder} {what}.", remedy="Give the folder that footfall analyze SOURCE --out DIR has written.")
    names = [path.name for path in found]
    if target is not None and target not in names:
        raise UsageError(f"{folder} holds no model of {target!r}.", remedy=f"It has models of {', '.join(names)}.")
    chosen = [path for path in found if target is None or path.name == target]
    return tuple(KeptModel(load(path), read_reference(path)) for path in chosen)


def read_alike(folder: Path, settings: Settings) -> Settings:
    """Return the settings with which new data is read as the old was.

    Raises
    ------
    ArtifactError
        When the old analysis does not say how it was set.
    """
    path = folder / "summary.json"
    if not path.is_file():
        return settings
    try:
        then = json.loads(path.read_text(encoding="utf-8"))["settings"]
        read = {name: then[name] for name in READ_ALIKE if name in then}
        today = settings.model_dump(exclude_unset=True)
        if read.get("timezone") == DEFAULT_ZONE:  # nobody may have said it: a log that was kept in its own zone stays there
            del read["timezone"]
            today.pop("timezone", None)
        return Settings.model_validate({**today, **read})
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ArtifactError(
            f"{path} does not say how the analysis was set.", remedy="Run it again: footfall analyze SOURCE --out DIR."
        ) from error


def same(kept: KeptModel, source: SourceInfo) -> bool:
    """Return whether a model learnt from this very file."""
    return bool(source.sha256) and kept.artifact.manifest.data_sha256 == source.sha256
