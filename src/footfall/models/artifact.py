"""How is a model kept, and when may it be used again?

A folder without pickle: the files of the model (`models.model_files`), what its reasons are measured against and what new data is compared
with as JSON, ``manifest.json`` and ``card.md``. `save` writes it whole or not at all, the same bytes for the same model. `load` refuses a
folder that was edited, holds a file too many, or belongs to other features or versions, and never runs code from it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from footfall.dataset.dataset import Dataset, Floats, Question
from footfall.dataset.histories import Histories
from footfall.errors import ArtifactError
from footfall.models.background import Background
from footfall.models.card import card
from footfall.models.fitted import Fit, Fitted
from footfall.models.folder import MANIFEST, REBUILD, check_versions, checked_files, content_of, sha256_of, write_whole
from footfall.models.manifest import FeatureNote, Manifest, libraries
from footfall.models.model_files import BACKGROUND, background_of, files_of, model_of
from footfall.models.read_as import ReadAs
from footfall.models.reference import FILE as REFERENCE
from footfall.models.reference import Reference

__all__ = ["Artifact", "load", "save"]

CARD = "card.md"
DECISIVE = ("footfall", "scikit-learn", "xgboost")
"""Libraries whose major and minor version must be those that wrote the model."""


@dataclass(frozen=True, slots=True)
class Artifact:
    """A saved model, loaded: the champion of one target and the facts about it.

    `background` is what its reasons are measured against; None where it was saved without.
    """

    manifest: Manifest
    model: Fitted
    background: Background | None = None

    @property
    def question(self) -> Question:
        """What it answers."""
        return self.manifest.question

    def predict(self, features: pd.DataFrame, history: Histories | None = None) -> Floats:
        """Return scores of n rows, shape (n,): calibrated probabilities, or amounts.

        Parameters
        ----------
        features
            n rows.
        history
            Of the same rows, where the model reads it (`Fitted.reads_history`).

        Raises
        ------
        ArtifactError
            When a feature it reads is not there, or it reads histories and none were given.
        """
        missing = [name for name in self.model.columns if name not in features.columns]
        if missing:
            raise ArtifactError(f"The model reads features that are not there: {', '.join(missing[:5])}.", remedy=REBUILD)
        if self.model.reads_history and history is None:
            raise ArtifactError(
                f"{self.manifest.label} reads the events of the session up to each row, and features alone were given.",
                remedy="Score events with it: footfall score MODEL SOURCE --out FILE.",
            )
        return self.model.predict(features, history)


def save(
    fit: Fit,
    dataset: Dataset,
    folder: Path,
    *,
    fingerprint: str,
    data_sha256: str,
    metrics: Mapping[str, float | None],
    declared: tuple[str, ...] = (),
    categories: tuple[str, ...] = (),
    target: str = "",
    of_log: bool = False,
    read_as: ReadAs | None = None,
    reference: Reference | None = None,
) -> None:
    """Write the champion to `folder`, which is replaced as a whole.

    Parameters
    ----------
    fit
        Whose champion is saved.
    dataset
        What it was fitted on: for the docs of its features and the borders of its parts.
    folder
        Where to.
    fingerprint
        Of the feature declarations (for a session table: of its columns).
    data_sha256
        Of the data.
    metrics
        The champion's on the test part.
    declared, categories
        Names of the feature declarations, and the categories that have features of their own, so that scoring can declare the same again.
    target
        Fingerprint of the target's declaration (`manifest.fingerprint_of`); empty for a session table.
    of_log
        Whether it learnt from the own columns of a log's events.
    read_as
        How the events were read; None for a session table.
    reference
        What new data will be compared with (`reference.read_reference` reads it back).

    Raises
    ------
    SourceError
        When the folder cannot be written; nothing is left under its name then.
    """
    files = files_of(fit.best)
    if reference is not None:
        files[REFERENCE] = reference.dumps().encode()
    if fit.background is not None:
        files[BACKGROUND] = fit.background.record().encode()
    manifest = _manifest(fit, dataset, files, fingerprint=fingerprint, data_sha256=data_sha256, metrics=metrics)
    manifest = replace(manifest, declared=declared, categories=categories, target=target, of_log=of_log, read_as=read_as)
    write_whole(folder, files, manifest.dumps())


def load(folder: Path, *, fingerprint: str | None = None) -> Artifact:
    """Read a model that `save` wrote.

    Parameters
    ----------
    folder
        The model's folder.
    fingerprint
        Of the feature declarations that will feed it; None to load it whatever it reads.

    Raises
    ------
    ArtifactError
        When there is no model, a file was edited, added or taken away or cannot be read, it reads other features, or other versions wrote
        it. The message says how to build it again.
    """
    if not (folder / MANIFEST).is_file():
        raise ArtifactError(f"{folder} holds no {MANIFEST}: there is no model.", remedy="Name the folder of one target: DIR/models/TARGET.")
    manifest = Manifest.loads(content_of(folder / MANIFEST).decode(errors="replace"), place=str(folder / MANIFEST))
    check_versions(folder, manifest.versions, libraries(), DECISIVE)
    if fingerprint is not None and manifest.fingerprint != fingerprint:
        what = f"{folder} was trained on other features: their fingerprint is {manifest.fingerprint}, not {fingerprint}."
        raise ArtifactError(what, remedy=REBUILD)
    files = checked_files(folder, manifest.files)
    return Artifact(manifest, model_of(manifest, files), background_of(files))


def _manifest(
    fit: Fit, dataset: Dataset, files: dict[str, bytes], *, fingerprint: str, data_sha256: str, metrics: Mapping[str, float | None]
) -> Manifest:
    """Describe the champion; writes the card into `files` on the way, since the manifest holds its hash too."""
    best, categorical = fit.best, set(dataset.categorical)
    features = tuple(
        FeatureNote(name, "category" if name in categorical else "number", dataset.docs.get(name, "")) for name in best.columns
    )
    manifest = Manifest(
        question=fit.question,
        name=best.name,
        label=best.label,
        threshold=best.threshold,
        parameters=best.parameters,
        calibrated=best.calibrator is not None,
        baseline=float(fit.model("baseline").predict(dataset.features.iloc[:1])[0]),
        models=tuple(model.name for model in fit.models),
        features=features,
        fingerprint=fingerprint,
        data_sha256=data_sha256,
        split=dict(dataset.split),
        metrics=dict(metrics),
        notes=fit.notes,
        effort=fit.effort,
        seed=fit.seed,
        versions=libraries(),
        files={},
    )
    files[CARD] = card(manifest).encode()
    return replace(manifest, files=sha256_of(files))
