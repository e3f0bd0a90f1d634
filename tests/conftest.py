"""What do all tests share? The folder of real data, nothing of the user's own settings, and no test skipped in CI."""

import os
import shutil
from collections.abc import Generator
from pathlib import Path

import pytest
from tests.app.analyses import Analyses, code_hash

IN_CI = bool(os.environ.get("CI"))

for name in [name for name in os.environ if name.startswith("FOOTFALL_") and name != "FOOTFALL_DATA"]:
    del os.environ[name]  # a developer's own settings change no test


@pytest.fixture(scope="session")
def data_folder() -> Path:
    """Return the folder with the public data sets; a test is skipped where it is not given."""
    named = os.environ.get("FOOTFALL_DATA")
    if named and Path(named).is_dir():
        return Path(named)
    pytest.skip("FOOTFALL_DATA names no folder with the public data sets.")


@pytest.fixture(scope="session")
def analyses(request: pytest.FixtureRequest, pytestconfig: pytest.Config) -> Analyses:
    """Return a finished analysis of each kind of data; other versions' are deleted."""
    shared = pytestconfig.cache.mkdir("analyses") / code_hash()
    for old in shared.parent.iterdir():
        if old != shared:
            shutil.rmtree(old, ignore_errors=True)
    shared.mkdir(exist_ok=True)
    return Analyses(lambda: request.getfixturevalue("data_folder"), shared)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI, fail what would be skipped: a proof that did not run proves nothing."""
    report = yield
    if IN_CI and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome, report.longrepr = "failed", f"{item.nodeid} was skipped, and in CI nothing may be: {report.longrepr}"
    return report
