"""Which sequence models stand in the leaderboard, and can they be trained here?

Two families: a GRU and a small causal Transformer. They need PyTorch and onnx to train (extra ``deep``), which are imported when the first
fit begins and not before; `check_deep` says in words what is missing.
"""

from functools import partial
from importlib.util import find_spec
from typing import Any

from footfall.errors import UsageError
from footfall.models.budget import Budget
from footfall.models.family import Choices, Family, Machine, Parameters, Rows

__all__ = ["GRU", "TRANSFORMER", "check_deep", "sequence_families"]

GRU, TRANSFORMER = "sequence_gru", "sequence_transformer"
LABELS = {GRU: "Sequence model (GRU)", TRANSFORMER: "Sequence model (Transformer)"}
NEEDED = ("torch", "onnx")

GRU_CHOICES: Choices = {"width": (64, 96, 32), "dropout": (0.3, 0.2, 0.5), "rate": (0.003, 0.0015), "passes": (256,)}
TRANSFORMER_CHOICES: Choices = {"width": (64, 96, 32), "dropout": (0.3, 0.2, 0.5), "rate": (0.002, 0.001), "passes": (256,)}


def check_deep() -> None:
    """Refuse to go on where a sequence model cannot be trained.

    Raises
    ------
    UsageError
        When PyTorch or onnx is not installed; the message says how to install them.
    """
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        raise UsageError(
            f"Sequence models need {' and '.join(missing)}, which {'is' if len(missing) == 1 else 'are'} not installed.",
            remedy="In a checkout: make setup-deep. Elsewhere: pip install 'footfall[deep]', PyTorch in its build for processors without "
            "a graphics card. Or leave --deep (setting: deep) away.",
        )


def sequence_families(budget: Budget) -> tuple[Family, ...]:
    """Return the families of sequence models.

    Raises
    ------
    UsageError
        As of `check_deep`.
    """
    check_deep()
    return (
        Family(GRU, LABELS[GRU], "scaled", partial(_fit, kind="gru", epochs=budget.epochs), GRU_CHOICES, cost="sequence"),
        Family(
            TRANSFORMER, LABELS[TRANSFORMER], "scaled", partial(_fit, kind="transformer", epochs=budget.epochs), TRANSFORMER_CHOICES,
            cost="sequence",
        ),
    )  # fmt: skip


def _fit(parameters: Parameters, train: Rows, tune: Rows | None, machine: Machine, **how: Any) -> tuple[Any, Parameters]:
    from footfall.models.sequence_training import fit_sequence

    return fit_sequence(parameters, train, tune, machine, **how)
