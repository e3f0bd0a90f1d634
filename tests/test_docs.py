"""Do the documents tell the truth about the program?"""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from footfall.cli.app import VERBS
from footfall.features.catalog import FEATURES
from footfall.settings import Settings
from footfall.targets.catalog import TARGETS

NAMES = {verb.__name__.rpartition(".")[2] for verb in VERBS}
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


def test_every_verb_setting_feature_and_target_is_in_the_reference() -> None:
    reference = {page.stem: page.read_text(encoding="utf-8") for page in (ROOT / "docs" / "reference").glob("*.md")}
    assert all(f"footfall {verb}" in reference["cli"] for verb in NAMES)
    assert all(f"`{name}`" in reference["settings"] for name in Settings.model_fields)
    assert all(f"`{name}`" in reference["features"] for name in FEATURES.names)
    assert all(f"`{target.name}`" in reference["targets"] for target in TARGETS)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_documents_call_only_verbs_that_exist(page: Path) -> None:
    called = set(re.findall(r"\.venv/bin/footfall ([a-z]+)", page.read_text(encoding="utf-8")))
    assert called <= NAMES
