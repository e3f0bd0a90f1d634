"""What does a single rule on a single feature reach?

The rule any analyst could have written: one threshold on one column, the one that tells most about the label (a decision stump by
information gain, in the spirit of Holte, "Very simple classification rules", Machine Learning 11, 1993). A model that does not beat it
is not worth running. `in_words` says the rule.
"""

from typing import Any

import numpy as np
from sklearn.compose import ColumnTransformer
from sklearn.tree import DecisionTreeClassifier

from footfall.dataset.dataset import Floats
from footfall.models.family import Machine, Parameters, Rows
from footfall.models.preparation import blocks

__all__ = ["fit_one_rule", "in_words"]


def fit_one_rule(parameters: Parameters, train: Rows, tune: Rows | None, machine: Machine) -> tuple[Any, Parameters]:
    """Fit the rule; each side must hold at least a hundredth of the rows."""
    rule = DecisionTreeClassifier(max_depth=1, criterion="log_loss", min_samples_leaf=0.01, random_state=machine.seed)
    return rule.fit(train.matrix, train.label, sample_weight=train.weight), parameters


def in_words(rule: DecisionTreeClassifier, prepare: ColumnTransformer, matrix: Floats) -> str:
    """Return the condition under which the rule says yes more often: ``cart_adds > 0.5``, ``country is "PL"``, ``price is unknown``.

    `matrix` holds the prepared rows it learnt from: where its column has gaps there, the words say on which side they count.
    """
    tree = rule.tree_
    if tree.node_count == 1:
        return "no rule tells anything"
    column, threshold = int(tree.feature[0]), float(tree.threshold[0])
    rate = tree.value[:, 0, -1]
    above = bool(rate[tree.children_right[0]] > rate[tree.children_left[0]])
    feature = next(name for name, columns in blocks(prepare).items() if column in columns)
    if f"category:{feature}" in prepare.named_transformers_:
        return _category_in_words(prepare, feature, column, above=above)
    if np.isinf(threshold):  # only whether there is a value tells: every known one lies to the left
        return f"{feature} is {'unknown' if above else 'known'}"
    with_gaps = bool(np.isnan(matrix[:, column]).any())
    unknown = " or unknown" if with_gaps and bool(tree.missing_go_to_left[0]) != above else ""
    return f"{feature} {'>' if above else '<='} {np.float32(threshold):.6g}{unknown}"


def _category_in_words(prepare: ColumnTransformer, feature: str, column: int, *, above: bool) -> str:
    encoder = prepare.named_transformers_[f"category:{feature}"]
    value = str(encoder.get_feature_names_out()[column - blocks(prepare)[feature][0]]).removeprefix(f"{feature}_")
    words = {"infrequent_sklearn": "a rare one", "nan": "unknown"}.get(value, f'"{value}"')
    return f"{feature} {'is' if above else 'is not'} {words}"
