"""Why do these rows have these scores?

`explained` prepares the champion of one target for giving reasons and picks the examples of the report; `with_reasons` puts the three main
reasons beside the scores of a frame. The reasons themselves are `scoring.reasons`' affair.
"""

from collections.abc import Iterable
from dataclasses import replace

import pandas as pd

from footfall.analysis.answers import Answer
from footfall.dataset.dataset import Bools, Dataset
from footfall.evaluation.examples import examples
from footfall.events.log import SourceInfo
from footfall.features.feature import Declaration
from footfall.models.training import labelled
from footfall.scoring.reasons import REASONS, reasoner

__all__ = ["explained", "reason_columns", "with_reasons"]

NO_REASONS = "No reasons are given for single scores: those of {model} cannot be taken apart by feature."


def explained(done: Answer, dataset: Dataset, source: SourceInfo, declarations: Iterable[Declaration]) -> Answer:
    """Return an answer that can give reasons, with the examples of the report; one that cannot says so in its notes.

    Parameters
    ----------
    done
        With its predictions of the test part.
    dataset
        What it was learnt from.
    source
        For the currency of its amounts.
    declarations
        Of its features; none for a session table.
    """
    if done.fit is None or done.fit.background is None or done.predictions is None:
        return done
    currency = source.currency if source.has_revenue else None
    found = reasoner(done.fit.best, done.fit.background, done.question, declarations=declarations, currency=currency)
    if found is None:
        note = NO_REASONS.format(model=done.fit.best.label)
        return replace(done, result=replace(done.result, notes=(*done.result.notes, note)))
    score = done.predictions[done.fit.champion].to_numpy(dtype="float64")
    shown = examples(found, labelled(dataset, "test"), score) if done.question.kind == "binary" else ()
    return replace(done, reasoner=found, result=replace(done.result, examples=shown))


def reason_columns(target: str) -> list[str]:
    """Return the columns that hold a target's reasons.

    >>> reason_columns("converts_session")[0]
    'converts_session_reason_1'
    """
    return [f"{target}_reason_{place}" for place in range(1, REASONS + 1)]


def with_reasons(frame: pd.DataFrame, done: Answer, inputs: pd.DataFrame, scored: Bools) -> None:
    """Add the reasons of one target to a frame, in place: text, null where a row is not scored or there are none.

    Parameters
    ----------
    frame
        n rows.
    done
        The target's answer.
    inputs
        Features of the same rows.
    scored
        Shape (n,).
    """
    names = reason_columns(done.question.name)
    if done.reasoner is None:
        frame[names] = pd.DataFrame({name: pd.Series([None] * len(frame), index=frame.index, dtype="str") for name in names})
        return
    texts = done.reasoner.texts(inputs.loc[scored]).set_axis(names, axis=1)
    frame[names] = texts.reindex(frame.index) if len(texts) != len(frame) else texts
