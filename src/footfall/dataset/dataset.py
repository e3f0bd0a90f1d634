"""What does a model learn from?

`Dataset`: features as of each cut-off beside the target after it, with everything a careful split needs. It holds data and answers
questions about itself; `dataset.events` and `dataset.table` build it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from footfall.dataset.histories import Histories
from footfall.targets.target import Kind, Question

__all__ = ["PARTS", "Bools", "Dataset", "Floats", "Ints", "Kind", "Part", "Question"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

Part = Literal["train", "tune", "calibrate", "test", "unlabelled"]

PARTS: tuple[Part, ...] = ("train", "tune", "calibrate", "test")
"""The four labelled parts in time order. `test` is read once, after every choice has been made."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """Features as of n cut-offs, and the target after each.

    Parameters
    ----------
    question
        What is asked.
    features
        Frame of n rows and one column a feature: float64 with NaN for null, or pandas ``str`` dtype with missing values for categories.
    label
        Shape (n,), float64: 0/1 or an amount; NaN where the label is unknown (the horizon passes the end of the data).
    ids
        Frame of n rows: ``event_id, visitor_id, session_id`` (str, may be missing), ``cut_off_us`` (int64) and ``click`` (int64, k-th event
        of its session; 1 where there are no clicks).
    part
        Shape (n,), object array of `Part`. A session, and a group of duplicates, lies in one part.
    group
        Shape (n,), int64: what is resampled together and never straddles parts or folds (session, visitor or duplicate group).
    weight
        Shape (n,), float64, mean 1 over training: rows of long sessions weigh less.
    docs
        Sentence of each feature by its name.
    split
        Every border and count of the split, as text for the report and `summary.json`.
    borders_us
        Starts of tune, calibrate and test, UTC epoch microseconds; of test alone where the earlier parts are drawn by visitor
        (`dataset.horizon`); empty where the split is not in time.
    history
        What happened in the session up to each cut-off, for sequence models; None where none are asked for.
    """

    question: Question
    features: pd.DataFrame
    label: Floats
    ids: pd.DataFrame
    part: NDArray[np.object_]
    group: Ints
    weight: Floats
    docs: Mapping[str, str]
    split: Mapping[str, str | int | float | None]
    borders_us: tuple[int, ...] = ()
    history: Histories | None = None

    def __len__(self) -> int:
        return len(self.label)

    @property
    def categorical(self) -> list[str]:
        """Names of the features that hold categories, in order."""
        return [str(name) for name in self.features.columns if not pd.api.types.is_numeric_dtype(self.features[name])]

    @property
    def numeric(self) -> list[str]:
        """Names of the features that hold numbers, in order."""
        return [str(name) for name in self.features.columns if pd.api.types.is_numeric_dtype(self.features[name])]

    @property
    def asked_at_clicks(self) -> bool:
        """Whether sessions are asked at their clicks; otherwise a click says how long the session was, not how early it is.

        Then each lies in one group, its own, and some are asked at more than one click. Of targets about visitors the group is the visitor,
        even where a session that lasts past a weekly cut-off is asked twice.
        """
        asked = self.ids[["session_id", "click"]].assign(group=self.group).dropna().drop_duplicates()
        own = asked.groupby("group")["session_id"].nunique().le(1).all()
        return bool(own and asked["session_id"].duplicated().any())

    def where(self, mask: Bools) -> "Dataset":
        """Return the rows where `mask` (shape (n,)) holds, the frames re-indexed from 0."""
        return replace(
            self,
            features=self.features.loc[mask].reset_index(drop=True),
            label=self.label[mask],
            ids=self.ids.loc[mask].reset_index(drop=True),
            part=self.part[mask],
            group=self.group[mask],
            weight=self.weight[mask],
            history=None if self.history is None else self.history.where(mask),
        )

    def only(self, *parts: Part) -> "Dataset":
        """Return the rows of these parts."""
        return self.where(np.isin(self.part, parts))

    def without(self, *columns: str) -> "Dataset":
        """Return the same data set with some features taken away."""
        return replace(self, features=self.features.drop(columns=list(columns)))
