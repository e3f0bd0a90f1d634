"""What do the reasons of a score look like?

Three rows of the test part with their reasons: the highest score, the median and the lowest. They illustrate; they prove nothing.
"""

import numpy as np

from footfall.dataset.dataset import Dataset, Floats
from footfall.evaluation.result import Example
from footfall.scoring.reasons import Reasoner

__all__ = ["examples"]


def examples(reasoner: Reasoner, test: Dataset, score: Floats) -> tuple[Example, ...]:
    """Return the rows with the highest, the median and the lowest score, each with its reasons; the first of equals.

    Parameters
    ----------
    reasoner
        Of the champion.
    test
        n rows with known labels.
    score
        The champion's, shape (n,).
    """
    order = np.argsort(-score, kind="stable")
    places = {"highest": order[0], "median": order[len(order) // 2], "lowest": order[-1]} if len(order) else {}
    said = reasoner.texts(test.features.iloc[list(places.values())]).itertuples(index=False)
    return tuple(
        Example(place, float(score[row]), float(test.label[row]), tuple(text for text in texts if isinstance(text, str)))
        for (place, row), texts in zip(places.items(), said, strict=True)
    )
