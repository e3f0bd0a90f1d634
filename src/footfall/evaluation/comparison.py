"""What has become of a model since its test part?

`Comparison`: how far each feature and the score have moved, how true the scores were on the new data beside how true they were, and what
to do. `compared` measures a model on new rows, `references_compared` only lays two references beside each other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from footfall.dataset.dataset import Question
from footfall.dataset.scored import ScoredRows
from footfall.evaluation.advice import Advice, Evidence, advise
from footfall.measures.drift import Drift, drift, false_discovery
from footfall.measures.realised import Realised, realised
from footfall.measures.spread import Spread
from footfall.models.reference import Reference

__all__ = ["Compared", "Comparison", "FeatureDrift", "compared", "references_compared"]

REFERENCES_ONLY = (
    "Two finished analyses were compared by what they keep of their test parts: features to the nearest 2 %. The figures of the new "
    "analysis are its own model's. Give the new data itself to see how the old model does on it."
)


@dataclass(frozen=True, slots=True)
class FeatureDrift:
    """How far one feature has moved.

    Parameters
    ----------
    name, doc
        Of the feature.
    drift
        Of its values, one row a visit.
    adjusted
        The p-value, adjusted for the number of features.
    missing, missing_before
        Share of missing values in the new data and in the test part.
    short
        Whether it looks farther back than the new data reaches, so that it is shown and not judged.
    """

    name: str
    doc: str
    drift: Drift
    adjusted: float
    missing: float
    missing_before: float
    short: bool = False

    @property
    def size(self) -> str:
        """``none``, ``some`` or ``large``, as of `Drift`, with the adjusted p-value; ``none`` where it is not judged."""
        return "none" if self.short or self.adjusted >= 0.05 else self.drift.size


@dataclass(frozen=True, slots=True)
class Comparison:
    """One target, then and now.

    Parameters
    ----------
    question, model
        What was asked, and the label of the model that answers.
    units
        Visits (or rows) whose features were compared.
    features
        Those that the model reads, the most moved first.
    score
        How far the score has moved; None where the model was not run on the new data.
    score_before, score_now
        Spread of the score.
    before, now
        How true the scores were on the test part, and on the new data as far as outcomes are known.
    advice
        What to do, and why.
    since_us, until_us
        First and last new cut-off; 0 where the data has no time.
    notes
        What a reader should know.
    """

    question: Question
    model: str
    units: int
    features: tuple[FeatureDrift, ...]
    score: Drift | None
    score_before: Spread
    score_now: Spread | None
    before: Realised
    now: Realised
    advice: Advice
    since_us: int = 0
    until_us: int = 0
    notes: tuple[str, ...] = field(default=())

    @property
    def moved(self) -> tuple[FeatureDrift, ...]:
        """The features that have moved far, by more than chance."""
        return tuple(each for each in self.features if each.size == "large")


@dataclass(frozen=True, slots=True)
class Compared:
    """What came of a comparison.

    Parameters
    ----------
    old, new
        Folder of the old analysis; name of the new data, or folder of the new analysis.
    targets
        One comparison a target.
    seed
        Of everything random.
    notes
        What a reader should know of the whole.
    """

    old: str
    new: str
    targets: tuple[Comparison, ...]
    seed: int
    notes: tuple[str, ...] = ()


def compared(
    question: Question,
    model: str,
    reference: Reference,
    rows: ScoredRows,
    *,
    docs: Mapping[str, str],
    seed: int,
    gone: Sequence[str] = (),
    short: Sequence[str] = (),
    unlabelled: str = "",
    since_us: int = 0,
    until_us: int = 0,
    notes: Sequence[str] = (),
) -> Comparison:
    """Compare a model's test part with new rows that it has scored.

    Parameters
    ----------
    question, model
        What was asked, and the model's label.
    reference
        The test part.
    rows
        The new cut-offs.
    docs
        Sentence of each feature.
    seed
        Of the row drawn for each visit, the resamples and the floor.
    gone, short, unlabelled
        Features that hold nothing any more; that look farther back than the new data; why no outcome can be known.
    since_us, until_us, notes
        As of `Comparison`.
    """
    once = rows.once(seed)
    spreads = {name: spread.again(once.features[name], once.cluster) for name, spread in reference.features.items()}
    score_now = reference.score.again(pd.Series(once.score), once.cluster)
    found = feature_drifts(reference.features, spreads, docs=docs, short=short)
    moved, score = tuple(each.name for each in found if each.size == "large"), drift(reference.score, score_now)
    now = realised(rows, binary=question.kind == "binary", seed=seed)
    evidence = Evidence(
        binary=question.kind == "binary",
        before=reference.realised,
        now=now,
        score=score,
        effective=min(score_now.effective, reference.score.effective),
        gone=tuple(gone),
        moved=moved,
        short=tuple(short),
        unlabelled=unlabelled,
    )
    return Comparison(
        question, model, len(once), found, score, reference.score, score_now, reference.realised, now, advise(evidence), since_us, until_us,
        tuple(notes),
    )  # fmt: skip


def references_compared(question: Question, model: str, old: Reference, new: Reference, *, docs: Mapping[str, str]) -> Comparison:
    """Compare the references of two analyses: the features that both models read; the old model has not seen the new data.

    Parameters
    ----------
    question, model
        Of the old analysis.
    old, new
        Both references.
    docs
        Sentence of each feature.
    """
    both = {name: spread for name, spread in old.features.items() if name in new.features and new.features[name].kind == spread.kind}
    spreads = {name: spread.rebinned(new.features[name]) for name, spread in both.items()}
    found = feature_drifts(both, spreads, docs=docs, short=())
    evidence = Evidence(
        binary=question.kind == "binary",
        before=old.realised,
        now=Realised(0, 0, 0, 0.0, 0.0),
        score=None,
        effective=min(old.score.effective, new.score.effective),
        gone=(),
        moved=tuple(each.name for each in found if each.size == "large"),
        short=(),
        unlabelled="The old model was not run on the new data.",
    )
    only = [name for name in old.features if name not in both]
    unread = (f"The new model does not read {', '.join(only[:8])}{' and others' if len(only) > 8 else ''}: not compared.",) if only else ()
    return Comparison(
        question, model, new.score.rows, found, None, old.score, None, old.realised, new.realised, advise(evidence), new.since_us,
        new.until_us, (REFERENCES_ONLY, *unread),
    )  # fmt: skip


def feature_drifts(
    before: Mapping[str, Spread], now: Mapping[str, Spread], *, docs: Mapping[str, str], short: Sequence[str]
) -> tuple[FeatureDrift, ...]:
    """Return how far each feature has moved, the most moved first; p-values are adjusted for those that are judged."""
    drifts = {name: drift(spread, now[name]) for name, spread in before.items()}
    judged = [name for name in drifts if name not in set(short)]
    adjusted = dict(zip(judged, false_discovery([drifts[name].p_value for name in judged]), strict=True))
    found = [
        FeatureDrift(name, docs.get(name, ""), each, adjusted.get(name, 1.0), now[name].missing, before[name].missing, name not in adjusted)
        for name, each in drifts.items()
    ]
    return tuple(sorted(found, key=lambda each: (-each.drift.index, each.name)))
