"""What should anyone know before using a saved model?

The model card (Mitchell et al., "Model cards for model reporting", FAT* 2019), written from the manifest, in plain words.
"""

from footfall.models.manifest import Manifest

__all__ = ["card"]

PROXY = "> **A proxy.** {note}\n"
LIMITS = (
    "It was measured on the shop, the period and the visitors of its data, and knows no others; measure it again when these change.",
    "It predicts; it does not say what causes a purchase, nor what an action would change.",
    "A category that training did not see is treated like a rare one; a missing number is allowed.",
)


def card(manifest: Manifest) -> str:
    """Return the card as Markdown."""
    question = manifest.question
    sections = [
        f"# {question.name}\n",
        f"{question.doc}\n",
        *([PROXY.format(note=question.note or "It stands for something the data does not have.")] if question.proxy else []),
        "## The model\n",
        _model(manifest),
        "## Measured on the test part\n",
        _table(("metric", "value"), [(name, _number(value)) for name, value in manifest.metrics.items()]),
        "## The data\n",
        _table(("fact", "value"), [("sha256", manifest.data_sha256), *((name, str(value)) for name, value in manifest.split.items())]),
        "## Limits\n",
        "\n".join(f"- {line}" for line in (*LIMITS, *manifest.notes)) + "\n",
        "## What it reads\n",
        _table(("feature", "kind", "meaning"), [(one.name, one.kind, one.doc) for one in manifest.features]),
    ]
    return "\n".join(sections)


def _model(manifest: Manifest) -> str:
    question = manifest.question
    answer = "a probability, calibrated" if manifest.calibrated else "a score between 0 and 1, not calibrated"
    if question.kind == "amount":
        answer = f"an amount in {question.unit or 'the unit of the target'}, zero or more"
    versions = ", ".join(f"{name} {value}" for name, value in manifest.versions.items())
    lines = [
        f"- {manifest.label}, chosen on the tune part among {', '.join(manifest.models)}.",
        f"- It answers with {answer}.",
        f"- Baseline to compare with: {_number(manifest.baseline)} for everybody.",
        f"- Trained with effort {manifest.effort}, seed {manifest.seed}; parameters: {_parameters(manifest)}.",
        f"- Feature fingerprint {manifest.fingerprint}; versions: {versions}.",
    ]
    if manifest.threshold is not None:
        lines.insert(
            2, f"- From {manifest.threshold:.4f} on it is called a yes (the greatest F1 of the rarer class, not chosen on the test part)."
        )
    return "\n".join(lines) + "\n"


def _parameters(manifest: Manifest) -> str:
    return ", ".join(f"{name} {value}" for name, value in manifest.parameters.items()) or "none"


def _number(value: float | None) -> str:
    return "not defined" if value is None else f"{value:.4f}"


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in line) + " |" for line in lines) + "\n"
