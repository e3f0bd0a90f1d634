"""Do the first clicks of a visit need trees of their own?

At the first click, who comes back, by which channel and on which device is all there is; ten clicks later the cart has said nearly
everything. Trees that answer at every click spend themselves on the late ones, where there is most to gain, and have fitted their noise
before the early ones are learnt. So a question that is asked at every click gets trees for each stage of a visit, grown on the rows of that
stage and stopped by its own tune rows, as soon as every stage has rows enough; `joined` then makes one model of them: each tree first asks
which stage it is, and adds nothing outside its own. What is kept is plain XGBoost, so that saving, scoring and reasons know no stages.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import xgboost

from footfall.dataset.dataset import Bools, Floats, Ints

__all__ = ["FEWEST", "FEWEST_ROWS", "STAGES", "Grown", "joined", "stage_of", "worth_stages"]

STAGES = (2, 4, 8)
"""Clicks at which a new stage begins: the first click, 2 and 3, 4 to 7, 8 and later; each as long again as all before it."""
FEWEST_ROWS = 200_000
"""Training rows below which one set of trees learns from all clicks. Chosen while building, on a simulated shop of some more rows than
that; no record was kept, and fewer rows were not tried. Boosted trees get as many at effort thorough alone (`budget`)."""
FEWEST = 500
"""Fewest training rows of the rarer class in a stage."""
LEAF = -1
NO_PARENT = 2_147_483_647
"""What XGBoost writes above a root."""

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Grown:
    """The trees of one stage: a booster, and the log-odds from which it started."""

    booster: xgboost.Booster
    start: float


def stage_of(clicks: Floats) -> Ints:
    """Return the stage (0 = first click) of click numbers, both of shape (n,).

    >>> stage_of(np.array([1.0, 2.0, 3.0, 4.0, 7.0, 8.0, 99.0])).tolist()
    [0, 1, 1, 2, 2, 3, 3]
    """
    found: Ints = np.searchsorted(np.array(STAGES, dtype=np.float64), clicks, side="right").astype(np.int64)
    return found


def worth_stages(clicks: Floats, label: Floats) -> bool:
    """Return whether every stage has rows enough to learn from alone; both of shape (n,), label 0/1."""
    stage = stage_of(clicks)
    stages = len(STAGES) + 1
    rows = np.bincount(stage, minlength=stages)
    positives = np.bincount(stage, weights=label, minlength=stages)
    return len(label) >= FEWEST_ROWS and bool(np.minimum(positives, rows - positives).min() >= FEWEST)


def joined(grown: Sequence[Grown], column: int, share: Sequence[float]) -> bytes:
    """Return one model that says of a row what the trees of its stage say, in XGBoost's binary format.

    Parameters
    ----------
    grown
        One a stage, in order.
    column
        The matrix's column that holds the click number.
    share
        Each stage's share of the training rows: what a tree's new root takes for the rows that pass it by (read by reasons).

    Returns
    -------
    bytes
        As `boosting.booster_bytes`. A missing click number is none of the stages, and gets the first one's start.

    Notes
    -----
    A tree of n nodes gets two more at the ends of a visit and four more in between.
    """
    records = [json.loads(bytes(each.booster.save_raw("json"))) for each in grown]
    host = records[0]
    model = host["learner"]["gradient_booster"]["model"]
    trees: list[Record] = []
    for stage, (each, record) in enumerate(zip(grown, records, strict=True)):
        own = record["learner"]["gradient_booster"]["model"]["trees"]
        if own:
            own[0] = raised(own[0], each.start - grown[0].start)
        trees += [within(tree, stage, column, share[stage]) for tree in own]
    model["trees"] = [{**tree, "id": number} for number, tree in enumerate(trees)]
    model["tree_info"] = [0] * len(trees)
    model["iteration_indptr"] = list(range(len(trees) + 1))
    model["gbtree_model_param"]["num_trees"] = str(len(trees))
    host["learner"]["attributes"] = {}
    whole = xgboost.Booster()
    whole.load_model(bytearray(json.dumps(host).encode()))
    return bytes(whole.save_raw("ubj"))


def raised(tree: Record, by: float) -> Record:
    """Return a tree whose leaves all say `by` more."""
    leaf = np.asarray(tree["left_children"]) == LEAF
    values = np.asarray(tree["split_conditions"], dtype=np.float64)
    return {**tree, "split_conditions": np.where(leaf, values + by, values).tolist()}


def within(tree: Record, stage: int, column: int, share: float) -> Record:
    """Return a tree that adds nothing outside its stage."""
    cover = float(tree["sum_hessian"][0])
    outside = cover * (1.0 - share) / share if share > 0 else 0.0
    if stage < len(STAGES):
        tree = below(tree, column, STAGES[stage], inside_left=True, cover=outside / (2 if stage else 1))
    if stage > 0:
        tree = below(tree, column, STAGES[stage - 1], inside_left=False, cover=outside / (2 if stage < len(STAGES) else 1))
    return tree


def below(tree: Record, column: int, click: int, *, inside_left: bool, cover: float) -> Record:
    """Return a tree under a new root that asks whether the click number is less than `click`; the other side is a leaf that says 0.

    The new root is node 0 and the new leaf node 1; the nodes of the tree follow. A missing click number goes to the leaf.
    """
    down: Bools = np.asarray(tree["left_children"]) != LEAF
    left, right, parents = (np.asarray(tree[name], dtype=np.int64) for name in ("left_children", "right_children", "parents"))
    inner, outer = 2, 1
    own_cover = float(tree["sum_hessian"][0])

    def put(name: str, root: float, leaf: float) -> list[float]:
        return [root, leaf, *tree[name]]

    return {
        **tree,
        "left_children": [inner if inside_left else outer, LEAF, *np.where(down, left + 2, LEAF).tolist()],
        "right_children": [outer if inside_left else inner, LEAF, *np.where(down, right + 2, LEAF).tolist()],
        "parents": [NO_PARENT, 0, *np.where(parents == NO_PARENT, 0, parents + 2).tolist()],
        "split_indices": put("split_indices", column, 0),
        "split_conditions": put("split_conditions", float(click), 0.0),
        "split_type": put("split_type", 0, 0),
        "default_left": put("default_left", 0 if inside_left else 1, 0),
        "base_weights": put("base_weights", 0.0, 0.0),
        "loss_changes": put("loss_changes", 0.0, 0.0),
        "sum_hessian": put("sum_hessian", own_cover + cover, cover),
        "tree_param": {**tree["tree_param"], "num_nodes": str(len(left) + 2)},
    }
