"""Does `footfall report` hand over what was typed, and refuse what is no report? (Printing itself: tests/report/test_pdf.py.)"""

from pathlib import Path

import pytest
from tests.cli.conftest import Typed


def test_the_report_of_the_folder_is_printed(typed: Typed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Path] = []

    def print_pdf(html: Path, out: Path) -> Path:
        asked.extend([html, out])
        return out

    monkeypatch.setattr("footfall.report.pdf.print_pdf", print_pdf)
    (tmp_path / "analysis").mkdir()
    (tmp_path / "analysis" / "report.html").write_text("", encoding="utf-8")
    assert typed("report", "analysis", "--pdf", "r.pdf").out == "pdf: r.pdf\n"
    assert asked == [Path("analysis/report.html"), Path("r.pdf")]
    assert typed("report", "analysis", "--pdf", "r.pdf", "--json").record == {"pdf": "r.pdf"}


def test_a_folder_without_a_report_is_refused(typed: Typed, tmp_path: Path) -> None:
    said = typed("report", tmp_path, "--pdf", "r.pdf")
    assert said.code == 1
    assert "no finished report" in said.err
    assert not (tmp_path / "r.pdf").exists()


def test_without_a_browser_it_ends_in_words(typed: Typed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "report.html").write_text("", encoding="utf-8")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("FOOTFALL_CHROMIUM", raising=False)
    said = typed("report", tmp_path, "--pdf", "r.pdf")
    assert said.code == 1
    assert "neither is installed here" in said.err
