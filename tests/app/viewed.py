"""One page of the app, run by Streamlit's own test runner without a browser: what it says, and what its widgets do."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from footfall.app.configured import Configured, use
from footfall.app.workspace import Workspace, new_token

__all__ = ["Viewer", "text_of"]


class Viewer:
    """Somebody who looks at pages: a workspace, and an analysis that is open.

    Parameters
    ----------
    root
        Folder of the workspaces.
    """

    def __init__(self, root: Path, patched: pytest.MonkeyPatch) -> None:
        self.root, self.token = root, new_token()
        self.patched = patched
        use(Configured(root, local=True))
        patched.setattr("footfall.app.visitor.own_token", lambda: self.token)
        patched.setattr("footfall.app.opened.own_token", lambda: self.token)

    @property
    def workspace(self) -> Workspace:
        """Their workspace."""
        return Workspace.of(self.root, self.token)

    def look(self, view: str, folder: Path) -> AppTest:
        """Open one page on an analysis, and see it without an exception."""

        def script(view: str, folder: str, token: str) -> None:
            from importlib import import_module
            from pathlib import Path

            from footfall.app.opened import Opened
            from footfall.report.kept import read_kept

            import_module(f"footfall.app.views.{view}").page(Opened(token, Path(folder), read_kept(Path(folder)), 0.0))

        page = AppTest.from_function(script, args=(view, str(folder), self.token), default_timeout=120).run()
        assert not page.exception, page.exception
        return page


def text_of(page: AppTest) -> str:
    """Return everything that a page says, its HTML as it is, but no style."""
    said = [re.sub(r"<style>.*?</style>", "", str(each.proto.body), flags=re.DOTALL) for each in page.get("html")]
    kinds = (page.title, page.subheader, page.markdown, page.caption, page.info, page.warning, page.error, page.success)
    return "\n".join([*said, *(str(each.value) for kind in kinds for each in kind)])
