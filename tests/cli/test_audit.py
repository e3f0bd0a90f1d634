"""Does `footfall audit` end with 2 when a target must be refused?"""

from pathlib import Path

import pytest
from tests.cli.conftest import Typed

from footfall.cli.audit import line
from footfall.evaluation.result import Finding

LOOKUP = Finding("code", "refuse", "bought is a function of code.", "300 of 300 rows", "Choose another target.")
DOUBT = Finding("page", "warn", "page nearly tells bought.", "AUC 0.97", "Leave it out.")


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> list[Finding]:
    """Decide what the audit finds."""
    findings: list[Finding] = []
    monkeypatch.setattr("footfall.analysis.audit.audit", lambda source, **asked: tuple(findings))
    return findings


def test_nothing_found(typed: Typed, found: list[Finding]) -> None:
    said = typed("audit", "table.csv")
    assert (said.code, said.out) == (0, "No leak was found.\n")


def test_a_doubt_is_no_refusal(typed: Typed, found: list[Finding]) -> None:
    found.append(DOUBT)
    said = typed("audit", "table.csv")
    assert (said.code, said.out) == (0, line(DOUBT) + "\n")


def test_a_refusal_ends_with_2_unless_forced(typed: Typed, found: list[Finding]) -> None:
    found += [LOOKUP, DOUBT]
    assert typed("audit", "table.csv", "--target", "bought").code == 2
    assert typed("audit", "table.csv", "--target", "bought", "--force").code == 0
    said = typed("audit", "table.csv", "--json")
    assert said.code == 2
    assert said.record["refused"] is True
    assert [each["column"] for each in said.record["findings"]] == ["code", "page"]  # type: ignore[attr-defined]


def test_a_finding_in_three_lines() -> None:
    assert line(DOUBT).splitlines() == ["warn: page nearly tells bought.", "  evidence: AUC 0.97", "  to do: Leave it out."]


def test_price_2_of_the_seed_is_refused(typed: Typed, data_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOOTFALL_DATA", str(data_folder))
    said = typed("audit", "uci-553", "--target", "price 2")
    assert said.code == 2
    assert "item_id" in said.out
    assert "category" in said.out
