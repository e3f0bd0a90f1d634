"""Do the documents tell the truth about the program?"""

import re
import subprocess
import sys
from pathlib import Path

import pytest

import footfall
from footfall.analysis.segments import BEHAVIOUR, CUSTOMERS
from footfall.cli.program import VERBS, typed_as
from footfall.features.catalog import FEATURES
from footfall.settings import Settings
from footfall.targets.catalog import TARGETS

IN_PYTHON = {
    "demo": "simulate_shop",
    "simulate": "simulate_shop",
    "features": "write_features",
    "report": "print_pdf",
    "try": "VisitScorer",
    "at-risk": "at_risk",
    "settings": "load_settings",
}
"""What a verb is called in Python, where it has not the verb's name."""
NAMES = {typed_as(verb) for verb in VERBS}
ROOT = Path(__file__).parents[1]
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]


def test_the_generated_pages_are_up_to_date() -> None:
    done = subprocess.run([sys.executable, "docs/generate.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_inside_the_repository_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    missing = [link for link in links if "://" not in link and not (page.parent / link).exists()]
    assert missing == []


def test_the_index_names_every_page() -> None:
    docs = ROOT / "docs"
    index = (docs / "README.md").read_text(encoding="utf-8")
    pages = {page.relative_to(docs).as_posix() for page in docs.rglob("*.md")} - {"README.md"}
    assert {page for page in pages if not page.startswith("decisions/") and f"({page})" not in index} == set()


def test_every_verb_setting_feature_and_target_is_in_the_reference() -> None:
    reference = {page.stem: page.read_text(encoding="utf-8") for page in (ROOT / "docs" / "reference").glob("*.md")}
    assert all(f"footfall {verb}" in reference["cli"] for verb in NAMES)
    assert all(f"`{name}`" in reference["settings"] for name in Settings.model_fields)
    assert all(f"`{name}`" in reference["features"] for name in FEATURES.names)
    assert all(f"`{target.name}`" in reference["targets"] for target in TARGETS)
    assert all(f"`{name}`" in reference["playbook"] for name in (*BEHAVIOUR, *CUSTOMERS))
    assert all(name in reference["python"] for name in footfall.__all__ if not name.startswith("__"))


@pytest.mark.parametrize("verb", sorted(NAMES - {"app"}))  # the app is opened, not called
def test_what_the_command_line_does_python_does(verb: str) -> None:
    name = IN_PYTHON.get(verb, verb)
    assert name in footfall.__all__
    assert callable(getattr(footfall, name))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_documents_call_only_verbs_that_exist(page: Path) -> None:
    called = set(re.findall(r"\.venv/bin/footfall ([a-z-]+)", page.read_text(encoding="utf-8")))
    assert called <= NAMES
