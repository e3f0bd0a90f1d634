"""What do the tests of the app share? One browser, and the running app with an analysis of each kind of data open at first."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.app.analyses import Analyses
from tests.e2e.app.looking import Looking, look_at
from tests.e2e.app.running import App, running
from tests.e2e.app.shops import Small, small_shop

Apps = Callable[[str], App]
Look = Callable[..., Looking]


@pytest.fixture(scope="session")
def apps(analyses: Analyses, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Apps]:
    """Return the app with the analysis of a kind open at first; "none" is one without. Each is begun on first use."""
    begun: dict[str, App] = {}
    root: Path = tmp_path_factory.mktemp("apps")
    with ExitStack() as stack:

        def of(kind: str) -> App:
            if kind not in begun:
                first = None if kind == "none" else analyses.of(kind)
                begun[kind] = stack.enter_context(running(root / kind, first))
            return begun[kind]

        yield of


@pytest.fixture
def look(browser: Browser) -> Iterator[Look]:
    """Open tabs as new persons; when the test is done, nothing may have gone wrong in them unseen."""
    opened: list[Looking] = []

    def open_it(app: App, **given: object) -> Looking:
        opened.append(look_at(browser, app.url, **given))  # type: ignore[arg-type]
        return opened[-1]

    yield open_it
    for each in opened:
        each.close()
    for each in opened:
        each.check()


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Small:
    return small_shop(tmp_path_factory.mktemp("brought"))
