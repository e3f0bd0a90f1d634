"""What do all tests share? The folder of real data, and nothing of the user's own settings."""

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def data_folder() -> Path:
    """Return the folder with the public data sets; where it is not given a test is skipped, and in CI it fails."""
    named = os.environ.get("FOOTFALL_DATA")
    if named and Path(named).is_dir():
        return Path(named)
    if os.environ.get("CI"):
        pytest.fail("FOOTFALL_DATA names no folder: the tests on real data cannot run.")
    pytest.skip("FOOTFALL_DATA names no folder with the public data sets.")
