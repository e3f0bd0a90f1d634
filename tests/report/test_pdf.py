"""Does printing answer for a browser that fails? Of a browser that works: tests/e2e/test_pdf.py. The browsers here are small scripts."""

import os
import time
from pathlib import Path

import pytest

from footfall.errors import SourceError, UsageError
from footfall.report.pdf import browser_of, print_pdf

PRINTS = """for each in "$@"; do case "$each" in --print-to-pdf=*) printf '%%PDF-1.4 whole' > "${each#*=}";; esac; done
echo "$@" > "$(dirname "$0")/told"
"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "a report.html"
    path.write_text("<p>Hello</p>", encoding="utf-8")
    return path


def program(folder: Path, script: str, name: str = "chromium") -> dict[str, str]:
    """A browser of that name in a PATH of its own."""
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(f"#!/bin/sh\n{script}", encoding="utf-8")
    (folder / name).chmod(0o755)
    return {"PATH": str(folder)}


def left(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_the_browser_is_told_what_to_print_and_the_pdf_is_moved_to_its_place(page: Path, tmp_path: Path) -> None:
    environment = program(tmp_path / "bin", PRINTS)
    out = tmp_path / "new" / "report.pdf"
    assert print_pdf(page, out, environment=environment) == out
    assert out.read_bytes() == b"%PDF-1.4 whole"
    assert left(out.parent) == {"report.pdf"}
    told = (tmp_path / "bin" / "told").read_text(encoding="utf-8").split()
    assert told[-1] == page.as_uri()
    assert {"--headless", "--no-sandbox", "--disable-background-networking"} <= set(told)
    (profile,) = [each.split("=")[1] for each in told if each.startswith("--user-data-dir=")]
    assert not Path(profile).exists(), "the profile is thrown away"


def test_a_browser_is_looked_for_under_its_names_and_where_one_is_named(tmp_path: Path) -> None:
    environment = program(tmp_path / "bin", "", name="google-chrome")
    assert browser_of(environment) == str(tmp_path / "bin" / "google-chrome")
    other = program(tmp_path / "other", "", name="my-browser")["PATH"] + "/my-browser"
    assert browser_of({**environment, "FOOTFALL_CHROMIUM": other}) == other


def test_without_a_browser_it_says_how_to_get_one_and_that_any_prints(page: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="neither is installed here") as raised:
        print_pdf(page, tmp_path / "report.pdf", environment={"PATH": str(tmp_path)})
    assert "apt install chromium" in str(raised.value)
    assert "any browser" in str(raised.value)
    with pytest.raises(UsageError, match="FOOTFALL_CHROMIUM names nothing-there"):
        browser_of({"PATH": os.environ["PATH"], "FOOTFALL_CHROMIUM": "nothing-there"})


def test_a_browser_that_fails_leaves_nothing_and_its_words_are_shown(page: Path, tmp_path: Path) -> None:
    environment = program(tmp_path / "bin", "echo 'cannot open display' >&2; exit 0")
    out = tmp_path / "out"
    out.mkdir()
    (out / "report.pdf").write_bytes(b"%PDF-1.4 before")
    with pytest.raises(SourceError, match="printed nothing; it said: cannot open display"):
        print_pdf(page, out / "report.pdf", environment=environment)
    assert (out / "report.pdf").read_bytes() == b"%PDF-1.4 before", "the one before stays"
    assert left(out) == {"report.pdf"}


def test_what_is_no_pdf_is_refused(page: Path, tmp_path: Path) -> None:
    environment = program(tmp_path / "bin", PRINTS.replace("%%PDF-1.4 whole", "<html>"))
    with pytest.raises(SourceError, match="printed nothing"):
        print_pdf(page, tmp_path / "out" / "report.pdf", environment=environment)
    assert left(tmp_path / "out") == set()


def test_a_browser_that_hangs_is_ended_with_what_it_started(page: Path, tmp_path: Path) -> None:
    environment = program(tmp_path / "bin", f'PATH={os.environ["PATH"]}; sleep 60 & echo $! > "$(dirname "$0")/child"; wait')
    began = time.monotonic()
    with pytest.raises(SourceError, match=r"did not print within 0\.5 s"):
        print_pdf(page, tmp_path / "report.pdf", timeout_s=0.5, environment=environment)
    assert time.monotonic() - began < 20
    child = int((tmp_path / "bin" / "child").read_text(encoding="utf-8"))
    for _ in range(100):
        if not running(child):
            break
        time.sleep(0.05)
    assert not running(child)


def running(process: int) -> bool:
    """Whether a process runs: one that was ended and that nobody asked after does not."""
    try:
        stat = Path(f"/proc/{process}/stat").read_text(encoding="utf-8")
    except (FileNotFoundError, ProcessLookupError):
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


def test_a_program_that_cannot_be_started_and_a_page_that_is_missing_are_told(page: Path, tmp_path: Path) -> None:
    environment = program(tmp_path / "bin", "")
    (tmp_path / "bin" / "chromium").write_bytes(b"\x7fELF no program")
    with pytest.raises(SourceError, match="cannot be started"):
        print_pdf(page, tmp_path / "report.pdf", environment=environment)
    with pytest.raises(SourceError, match="no page to print"):
        print_pdf(tmp_path / "none.html", tmp_path / "report.pdf", environment=environment)


def test_a_place_that_cannot_be_written_is_told(page: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(SourceError, match="cannot be written"):
        print_pdf(page, tmp_path / "file" / "report.pdf", environment=program(tmp_path / "bin", PRINTS))
