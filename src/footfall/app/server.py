"""How is the app served?

`serve` starts Streamlit's own server in this process, with our door and our upload route before it. Nothing is fetched from the network: no
usage statistics, no fonts, no maps. It shows no page: `main` does.
"""

import asyncio
import os
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.middleware import Middleware
from streamlit.starlette import App

from footfall.app.configured import Configured, use
from footfall.app.door import LOOPBACK, Door
from footfall.app.jobs import sweep
from footfall.app.show import broken
from footfall.app.transfer import routes
from footfall.errors import UsageError
from footfall.report.theme import streamlit_theme

__all__ = ["DEFAULT_PORT", "PASSWORD", "data_folder", "serve"]

DEFAULT_PORT = 8501
PASSWORD = "FOOTFALL_APP_PASSWORD"
"""The environment variable of the shared password; secrets come from nowhere else."""
SWEEP_S = 600
"""How often workspaces that nobody used for a day are looked for, in seconds."""


def data_folder() -> Path:
    """Return where workspaces lie by default: the user's cache folder (XDG Base Directory Specification)."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "footfall" / "app"


def serve(
    *, root: Path, first: Path | None = None, address: str = "127.0.0.1", port: int = DEFAULT_PORT, most_bytes: int = 4 * 1024**3,
    password: str | None = None, browser: bool = True,
) -> None:  # fmt: skip
    """Serve the app until it is interrupted.

    Parameters
    ----------
    root
        Folder of the workspaces.
    first
        The analysis that is open at first.
    address, port
        Where to listen.
    most_bytes
        The largest file that may be brought.
    password
        Shared by all who may come in.
    browser
        Whether to open the page in a browser.

    Raises
    ------
    UsageError
        When the folder cannot be made, or others could reach the app and no password is set.
    """
    lone = address in LOOPBACK
    if not lone and not password:
        raise UsageError(
            f"Listening on {address} would let everybody on the network in.",
            remedy=f"Set a password in the environment variable {PASSWORD}, or listen on 127.0.0.1.",
        )
    try:
        root.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise UsageError(f"The folder {root} cannot be made: {error.strerror}.", remedy="Name another with --data.") from error
    use(Configured(root, local=lone and not password, first=first, most_bytes=most_bytes))
    application(root, most_bytes, password, local=lone).run(config={**options(address, port, browser=browser), **streamlit_theme()})


def application(root: Path, most_bytes: int, password: str | None, *, local: bool) -> App:
    """Return the app: Streamlit's, our route, our door."""
    return App(
        Path(__file__).with_name("main.py"),
        routes=routes(root, most_bytes),
        middleware=[Middleware(Door, password=password or None, local=local and not password)],
        lifespan=sweeping(root),
        on_script_error=broken,
    )


def sweeping(root: Path) -> Any:
    """Return what deletes, while the app runs, the workspaces that nobody used for a day."""

    @asynccontextmanager
    async def lifespan(app: App) -> AsyncIterator[Mapping[str, object]]:
        async def again() -> None:
            while True:
                with suppress(OSError):
                    await asyncio.to_thread(sweep, root)
                await asyncio.sleep(SWEEP_S)

        warm_up()
        sweeper = asyncio.create_task(again())
        yield {}
        sweeper.cancel()
        st.cache_resource.clear()  # closes what is open, databases among it

    return lifespan


def warm_up() -> None:
    """Import what the pages need before the first of them is asked for."""
    import footfall.app.views.navigation  # noqa: F401


def options(address: str, port: int, *, browser: bool) -> dict[str, object]:
    """Return Streamlit's options."""
    return {
        "server.address": address, "server.port": port, "server.headless": not browser, "server.fileWatcherType": "none",
        "server.runOnSave": False, "server.maxUploadSize": 200, "server.enableStaticServing": False, "server.showEmailPrompt": False,
        "logger.hideWelcomeMessage": True,  # it would ask a host outside for this machine's address
        "browser.gatherUsageStats": False, "client.toolbarMode": "viewer", "client.showErrorDetails": "none",
        "client.showErrorLinks": False, "runner.magicEnabled": False, "runner.fastReruns": True,
    }  # fmt: skip
