"""Are all sides of a comparison there, the most moved first, and is what cannot be judged left out of the count?"""

import numpy as np
import pandas as pd

from footfall.dataset.scored import ScoredRows
from footfall.evaluation.comparison import Comparison, compared, references_compared
from footfall.models.reference import Reference, reference_of
from footfall.targets.target import Question

QUESTION = Question("converts_session", "binary", "", "Buys.")


def rows(seed: int, *, shift: float = 0.0, size: int = 3_000) -> ScoredRows:
    rng = np.random.default_rng(seed)
    x = rng.normal(shift, size=size)
    features = pd.DataFrame({"x": x, "y": rng.normal(size=size), "word": pd.Series(rng.choice(["a", "b"], size), dtype="str")})
    score = 1 / (1 + np.exp(-(x - 1)))
    return ScoredRows(features, score, (rng.random(size) < score).astype(np.float64), np.arange(size), np.arange(size) // 2)


def reference(seed: int, columns: list[str] | None = None) -> Reference:
    return reference_of(rows(seed), columns or ["x", "y", "word"], binary=True, seed=1)


def compare(new: ScoredRows, *, short: tuple[str, ...] = ()) -> Comparison:
    return compared(QUESTION, "Model", reference(1), new, docs={"x": "What x is."}, seed=1, short=short)


def test_nothing_has_changed() -> None:
    found = compare(rows(2))
    assert (found.advice.verdict, found.moved, found.units) == ("keep", (), 1_500)
    assert {each.name for each in found.features} == {"x", "y", "word"}


def test_the_most_moved_comes_first_and_is_named() -> None:
    found = compare(rows(2, shift=1.0))
    assert [each.name for each in found.moved] == ["x"]
    assert (found.features[0].name, found.features[0].doc) == ("x", "What x is.")
    assert found.score is not None
    assert found.score.size == "large"
    assert found.advice.verdict == "keep"  # the visits are others, the scores are as true as they were


def test_a_feature_without_a_history_is_shown_and_not_judged() -> None:
    found = compare(rows(2, shift=1.0), short=("x",))
    assert found.moved == ()
    shown = next(each for each in found.features if each.name == "x")
    assert (shown.short, shown.size, shown.adjusted) == (True, "none", 1.0)
    assert shown.drift.index > 0.25


def test_two_references_beside_each_other() -> None:
    found = references_compared(QUESTION, "Model", reference(1), reference(2, ["x", "word"]), docs={})
    assert {each.name for each in found.features} == {"x", "word"}
    assert (found.score, found.score_now, found.moved, found.advice.verdict) == (None, None, (), "cannot be told")
    assert "does not read y" in found.notes[1]
    moved = reference_of(rows(3, shift=1.5), ["x", "y", "word"], binary=True, seed=1)
    assert [each.name for each in references_compared(QUESTION, "Model", reference(1), moved, docs={}).moved] == ["x"]
