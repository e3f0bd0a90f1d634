"""How does a report become a PDF?

`print_pdf` has a Chromium or Chrome that is installed print the page, as a person would, with every figure drawn and every fold open. The
browser runs with a profile of its own that is thrown away, and the file appears whole or not at all.

Sources: Chromium's own list of switches (``--print-to-pdf`` and ``--virtual-time-budget`` of ``headless/app/headless_command_switches``).
"""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from footfall.errors import SourceError, UsageError, Where

__all__ = ["BROWSERS", "VARIABLE", "browser_of", "print_pdf"]

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
"""Under which names a browser that can print is looked for in PATH."""
VARIABLE = "FOOTFALL_CHROMIUM"
"""Environment variable that names the browser, where it is not in PATH or another is wanted."""
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", "--disable-extensions",
    "--no-first-run", "--no-pdf-header-footer", "--virtual-time-budget=60000",
)  # fmt: skip
"""No sandbox, since it needs rights that containers lack: the page is our own and asks for nothing. The page's clock is given 60 s, which
pass as soon as it has nothing left to do, so that what is unpacked and drawn is awaited."""
TIMEOUT_S = 180.0
BY_HAND = "Or open the report in any browser and print it: its Print command can save a PDF."
INSTALL = f"Install one (Debian and Ubuntu: apt install chromium; elsewhere Chrome or Chromium), or name one in {VARIABLE}. {BY_HAND}"
SHOWN = 300
"""Most characters of what a browser said."""


def print_pdf(html: str | Path, out: str | Path, *, timeout_s: float = TIMEOUT_S, environment: Mapping[str, str] | None = None) -> Path:
    """Print a page that Footfall wrote.

    Parameters
    ----------
    html
        The page, such as ``report.html`` of an analysis.
    out
        The PDF to write; one of that name is replaced.
    timeout_s
        Seconds after which the browser is ended.
    environment
        Where `VARIABLE` and PATH are looked up; default: the process's own.

    Returns
    -------
    Path
        Of the PDF.

    Raises
    ------
    UsageError
        When no browser is found.
    SourceError
        When the page is missing, the browser fails or takes too long, or the PDF cannot be written; no half-written file is left.

    Notes
    -----
    Cost: 5 to 15 s and a few hundred megabytes of memory, those of the browser.
    """
    page, path = Path(html), Path(out)
    if not page.is_file():
        raise SourceError("There is no page to print.", where=Where(str(page)), remedy="Name a page that Footfall wrote.")
    browser = browser_of(os.environ if environment is None else environment)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        print_whole(page, path, browser, timeout_s)
    except SourceError:
        raise
    except OSError as error:
        reason = error.strerror or error
        raise SourceError(f"{path} cannot be written: {reason}.", remedy="Free some space or name another file.") from error
    return path


def print_whole(page: Path, path: Path, browser: str, timeout_s: float) -> None:
    """Print beside the file's place, and move the PDF there when it is whole."""
    half = path.with_name(f".{path.name}.{os.getpid()}.half")
    try:
        with tempfile.TemporaryDirectory(prefix="footfall-browser-", ignore_cleanup_errors=True) as profile:
            places = (f"--user-data-dir={profile}", f"--print-to-pdf={half.absolute()}")
            said = run_browser([browser, *FLAGS, *places, page.absolute().as_uri()], timeout_s)
        check_whole(half, browser, said)
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)


def browser_of(environment: Mapping[str, str]) -> str:
    """Return the program of a browser that can print.

    Raises
    ------
    UsageError
        When there is none.
    """
    named = environment.get(VARIABLE)
    path = environment.get("PATH")
    for name in (named,) if named else BROWSERS:
        found = shutil.which(name, path=path)
        if found:
            return found
    if named:
        raise UsageError(f"{VARIABLE} names {named}, which is no program here.", remedy=f"Name a Chromium or Chrome. {BY_HAND}")
    raise UsageError("A PDF is printed by Chromium or Chrome, and neither is installed here.", remedy=INSTALL)


def run_browser(command: Sequence[str], timeout_s: float) -> str:
    """Run a browser with all that it starts, and return what it said; nothing of it goes on running."""
    try:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, errors="replace",
            start_new_session=True,
        )  # fmt: skip
    except OSError as error:
        reason = error.strerror or error
        raise SourceError(
            f"The browser {command[0]} cannot be started: {reason}.", remedy=f"Name another in {VARIABLE}. {BY_HAND}"
        ) from error
    try:
        _, said = process.communicate(timeout=timeout_s)
    except subprocess.TimeoutExpired as error:
        what = f"The browser {command[0]} did not print within {timeout_s:g} s and was ended."
        raise SourceError(what, remedy=f"Try again when the machine is less busy. {BY_HAND}") from error
    finally:
        end(process)
    return said


def end(process: "subprocess.Popen[str]") -> None:
    """End a browser and what it started, which is in a group of its own."""
    if process.poll() is None and hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.wait()
    if process.stderr is not None:
        process.stderr.close()


def check_whole(printed: Path, browser: str, said: str) -> None:
    """Refuse what is no PDF; the exit code is no help, since browsers end with 0 too when they could not print."""
    if printed.is_file() and printed.read_bytes().startswith(b"%PDF-"):
        return
    last = " ".join(said.split())[-SHOWN:]
    what = f"The browser {browser} printed nothing" + (f"; it said: {last}" if last else ".")
    raise SourceError(what, remedy=f"Name another in {VARIABLE}. {BY_HAND}")
