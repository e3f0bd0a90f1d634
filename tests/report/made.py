"""Made-up results of every kind, for the tests of the report: their shape is right, their numbers are drawn from a seed."""

import numpy as np

from footfall.evaluation.result import (
    CalibrationBin,
    Curves,
    Driver,
    EarlyPoint,
    Finding,
    LiftBin,
    ModelResult,
    Policy,
    Profit,
    ProfitPoint,
    TargetResult,
)
from footfall.models.segmentation import AlgorithmScore
from footfall.report.segments import Profile, ProfileValue, Segments
from footfall.targets.catalog import TARGETS
from footfall.targets.target import Question

__all__ = ["FINDINGS", "amount_result", "binary_result", "profit", "question", "segments"]

BINARY = ("Logistic regression", "Decision tree", "Random forest", "XGBoost", "One rule", "Baseline")
AMOUNT = ("Linear", "Ridge", "Lasso", "Gradient boosting", "XGBoost", "Two-part", "Baseline")
FEATURES = (
    ("clicks", "Events so far in this session."), ("cart_value", "Value put in the cart so far in this session."),
    ("price_mean", "Mean price of the products looked at so far."), ("item_revisits", "Looks at a product that was looked at before."),
    ("checkout_steps", "Checkout steps so far."), ("days_since_last_visit", "Days since the visitor's session before."), ("channel",
    "Channel of the session."),
)  # fmt: skip

FINDINGS = (
    Finding(
        "price_2",
        "refuse",
        "It is a function of item_id.",
        "217 of 217 products have one value, 165,474 rows support it.",
        "Ask another target.",
    ),
    Finding("page", "warn", "Alone it nearly tells the target.", "ROC AUC 0.97 alone.", "Leave it out and compare."),
)


def question(name: str) -> Question:
    """The catalogue's question of that name."""
    return next(target.question for target in TARGETS if target.name == name)


def binary_result(asked: Question, *, base: float = 0.2, seed: int = 1) -> TargetResult:
    """A yes-or-no target with every curve."""
    rng = np.random.default_rng(seed)
    auc = np.sort(rng.uniform(0.6, 0.85, len(BINARY)))[::-1].round(4)
    auc[-1] = 0.5
    models = tuple(
        ModelResult(
            name.lower().replace(" ", "_"), name,
            {"accuracy": 0.8, "precision": 0.4, "recall": None if at == 5 else 0.5, "f1": 0.44, "roc_auc": float(auc[at]),
            "average_precision": base * 2,
             "brier": 0.11, "ece": 0.012, "ece_floor": 0.009, "lift": 3.1},
            {"roc_auc": (float(auc[at]) - 0.02, float(auc[at]) + 0.02), "average_precision": (base * 1.8, base * 2.2)},
            0.3, 1.0, {"depth": 6, "rate": 0.1}, baseline=at >= 4,
        )
        for at, name in enumerate(BINARY)
    )  # fmt: skip
    return TargetResult(
        asked, None, base, "logistic_regression", 0.3,
        {"train_from": "2026-01-01", "test_from": "2026-03-01", "visitors_shared": 0.12},
        {f"{part}{kind}": 1000 for part in ("train", "tune", "calibrate", "test") for kind in ("", "_positives", "_groups")},
        models, early_points(base), binary_curves(base), drivers(), FINDINGS[1:],
        ("Logistic regression beats One rule in ROC AUC by +0.050 to +0.080.",),
    )  # fmt: skip


def amount_result(asked: Question, *, mean: float = 4.2) -> TargetResult:
    """An amount with its curves."""
    models = tuple(
        ModelResult(
            name.lower().replace(" ", "_").replace("-", "_"), name,
            {"rmse": 20.0 + at, "mae": 6.0, "r2": None if at == 6 else 0.1, "gini": 0.6 - 0.1 * at, "bias": 0.02},
            {"gini": (0.5 - 0.1 * at, 0.7 - 0.1 * at)},
            None, 1.0, {"alpha": 0.5}, baseline=at == 6,
        )
        for at, name in enumerate(AMOUNT)
    )  # fmt: skip
    bins = tuple(CalibrationBin(mean * at / 5, mean * at / 5.3, 100, mean * at / 6, mean * at / 4.5) for at in range(1, 11))
    return TargetResult(
        asked, None, mean, "linear", None, {"test_from": "2026-03-01"}, {"train": 500, "tune": 100, "calibrate": 100, "test": 300},
        models, (),
        Curves(calibration=bins, lift=deciles(0.1)), drivers(), (),
        ("No model is shown to beat Baseline: the champion's gain is −0.01 to +0.02.",),
    )  # fmt: skip


def early_points(base: float) -> tuple[EarlyPoint, ...]:
    found = []
    for click in range(1, 16):
        auc = 0.62 + 0.2 * (1 - np.exp(-click / 5))
        found.append(
            EarlyPoint(click, 5000 // click, base, auc, base * 1.6, {"roc_auc": (auc - 0.01 * click**0.5, auc + 0.01 * click**0.5)})
        )
    return tuple(found)


def binary_curves(base: float) -> Curves:
    fpr = np.linspace(0, 1, 60)
    tpr = fpr**0.35
    precision = base + (0.9 - base) * (1 - tpr) ** 0.7
    score = np.linspace(0, 1, 26)
    low = np.exp(-5 * score[:-1]) * 900
    high = np.exp(-((score[:-1] - 0.5) ** 2) * 9) * 120
    return Curves(
        tuple(fpr), tuple(tpr), tuple(tpr), tuple(precision),
        tuple(CalibrationBin(p, p * 0.96 + 0.01, 200, max(0.0, p * 0.96 - 0.03), p * 0.96 + 0.05) for p in np.linspace(0.02, 0.8, 15)),
        deciles(base), tuple((float(a), float(b), int(n), int(y)) for a, b, n, y in zip(score[:-1], score[1:], low, high, strict=True)),
    )  # fmt: skip


def profit() -> Profit:
    """A campaign that pays, of 1,000 visits: 40 a conversion, 1 an action, an effect of 0.1."""
    policies = (
        Policy("threshold", 0.24, 100, 60, 140.0, (90.0, 190.0)),
        Policy("break_even", 0.25, 95, 57, 133.0, (85.0, 180.0), 7.0, (-5.0, 18.0)),
        Policy("top_tenth", 0.2375, 104, 61, 140.0, (88.0, 191.0), 0.0, (-4.0, 4.0)),
        Policy("everybody", 0.0, 1000, 90, -640.0, (-700.0, -580.0), 780.0, (720.0, 850.0)),
        Policy("nobody", None, 0, 0, 0.0, None, 140.0, (90.0, 190.0)),
    )
    curve = ((0.001, 1000, -640.0), (0.05, 400, -80.0), (0.24, 100, 140.0), (0.5, 30, 70.0), (0.9, 1, 3.0))
    points = tuple(ProfitPoint(at, acted, money, money - 50.0, money + 50.0) for at, acted, money in curve)
    return Profit(40.0, 1.0, 0.1, 0.25, 0.24, "calibrate", 1000, policies, points)


def deciles(base: float) -> tuple[LiftBin, ...]:
    gain = [1 - (1 - at / 10) ** 2.4 for at in range(11)]
    return tuple(LiftBin(at, 100, base * 10 * (gain[at] - gain[at - 1]), 10 * (gain[at] - gain[at - 1]), gain[at]) for at in range(1, 11))


def drivers() -> tuple[Driver, ...]:
    ways = ("raises", "raises", "mixed", "lowers", "raises", "lowers", "mixed")
    return tuple(Driver(name, doc, 0.1 / (at + 1), 0.08 / (at + 1), 0.12 / (at + 1), ways[at]) for at, (name, doc) in enumerate(FEATURES))  # type: ignore[arg-type]


def segments(*, unit: str = "session", revenue: bool = True, seed: int = 3) -> Segments:
    """Four segments."""
    rng = np.random.default_rng(seed)
    names = ("Passers-by", "Browsers of the sale", "Comparers", "Ready to buy")
    shares = (0.52, 0.25, 0.15, 0.08)
    profiles = tuple(
        Profile(
            segment=at, name=name, share=shares[at], count=int(shares[at] * 24000), conversion_rate=0.01 * 3**at if revenue else None,
            revenue_share=(0.05, 0.15, 0.25, 0.55)[at] if revenue else None, stability=0.95 - 0.1 * at,
            features=tuple(ProfileValue(feature, doc, "", float(at + 1), 2.0, float(z)) for (feature, doc), z in zip(FEATURES[:6],
            rng.normal(0, 1.4, 6), strict=True)),
            action=("Leave them alone", "Show the sale first", "Offer a comparison table", "Shorten the checkout")[at],
            why="Because of what they did.", trust=("stable", "stable", "stable", "doubtful")[at],
        )
        for at, name in enumerate(names)
    )  # fmt: skip
    algorithms = tuple(
        AlgorithmScore(name, label, k, 0.3 - 0.05 * at, 1.2, 12345.0, 0.8, 0.1 * (name == "dbscan"), None if at == 0 else 5000, "")
        for at, (name, label, k) in enumerate((("kmeans", "k-means", 4), ("hierarchical", "Hierarchical", 4), ("dbscan", "DBSCAN", 3)))
    )
    spots = tuple(
        (float(x + 2 * (at % 2)), float(y + 2 * (at // 2)), at)
        for at in range(4)
        for x, y in rng.normal(0, 0.7, (int(800 * shares[at]), 2))
    )
    return Segments(
        unit,
        "kmeans",
        "k-means has the best silhouette of the stable ones.",
        algorithms,
        profiles,
        spots,
        ("Groups are found on a sample.",),
        None,
    )
