"""Does every finding say what, how it was measured, and what to do?"""

import pytest

from footfall.evaluation.aftermath import OneSided, OwnRow
from footfall.evaluation.pairs import How, Pair
from footfall.evaluation.result import Finding
from footfall.evaluation.said import absent, amount, dominant, id_order, one_sided, ordered, own_row, pair, perfect
from footfall.evaluation.strength import Strength

STRONG = Strength("c", 0.9951, 0.99, 0.7)


@pytest.mark.parametrize(
    ("found", "severity", "words"),
    [
        (perfect(STRONG), "refuse", '"c" alone ranks the answer with an AUC of 0.995'),
        (perfect(STRONG, above=True), "refuse", '"c" alone tells large amounts from small ones with an AUC of 0.995'),
        (amount(STRONG), "refuse", '"c" alone explains 99.5% of the amount'),
        (dominant(STRONG), "warn", '"c" alone reaches an AUC of 1.00; all columns reach 0.99, and without it 0.70'),
        (absent("c", 0.97), "refuse", 'Whether "c" is filled in tells the answer (AUC 0.970)'),
        (id_order("c", 0.8, certain=False), "warn", 'The order of the identifier "c" tells the answer (AUC 0.800)'),
        (id_order("c", 1.0, certain=True), "refuse", "the outcome gave it out, or sorted the table"),
        (one_sided(OneSided("c", "filled in", 80, 80, 0.12)), "warn", 'Where "c" is filled in, 80 of 80 rows have the rarer answer'),
        (own_row(OwnRow("c", "visitor", 0.99, 0.4)), "refuse", '"c" is an aggregate of the answer by "visitor"'),
    ],
)
def test_a_finding_is_whole(found: Finding, severity: str, words: str) -> None:
    assert (found.column, found.severity) == ("c", severity)
    assert words in found.finding
    assert found.evidence
    assert found.remedy.endswith(".")


@pytest.mark.parametrize(
    ("how", "strength", "severity", "words"),
    [
        ("cells", 0.995, "refuse", '"a" and "b" together are the answer (0.995; the better of them alone 0.700)'),
        ("sum", 0.995, "refuse", 'The sum of "a" and "b" is the answer'),
        ("difference", 1.0, "refuse", "One of the two may be written when the outcome happens"),
        ("difference", 0.93, "warn", "tells much of the answer that neither of them tells"),
    ],
)
def test_a_pair_is_refused_where_it_is_certain(how: How, strength: float, severity: str, words: str) -> None:
    found = pair(Pair(("a", "b"), how, strength, 0.7))
    assert (found.column, found.severity) == ("a + b", severity)
    assert words in found.finding


def test_refusals_come_first() -> None:
    notes = [Finding(str(n), severity, "", "", "") for n, severity in enumerate(("note", "warn", "refuse", "warn"))]  # type: ignore[arg-type]
    assert [each.column for each in ordered(notes)] == ["2", "1", "3", "0"]
