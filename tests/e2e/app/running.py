"""How does a test start the app as a person does? ``footfall app``, a process of its own, on a free port, until the test is done."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

__all__ = ["App", "running"]

BEGINS_S, ENDS_S = 180.0, 60.0


@dataclass(frozen=True)
class App:
    """An app that runs.

    Parameters
    ----------
    port
        Where it listens.
    root
        Folder of its workspaces.
    process
        Its number in the system.
    """

    port: int
    root: Path
    process: int

    @property
    def url(self) -> str:
        """Its address, without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    def workspaces(self) -> set[Path]:
        """Return the workspaces there are."""
        return {path for path in self.root.iterdir() if path.is_dir() and path.name != "turns"}


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def running(root: Path, first: Path | None = None, *, environment: Mapping[str, str] | None = None) -> Iterator[App]:
    """Run the app on workspaces under `root`, with the analysis `first` open, until the context ends."""
    port = free_port()
    opened = [] if first is None else [str(first)]
    command = [sys.executable, "-m", "footfall", "app", *opened, "--data", str(root), "--no-browser", "--port", str(port)]
    root.mkdir(parents=True, exist_ok=True)
    with (root.parent / f"{root.name}-said.txt").open("wb") as said:
        process = subprocess.Popen(command, stdout=said, stderr=said, env={**os.environ, **(environment or {})}, cwd=root.parent)
    try:
        until = time.monotonic() + BEGINS_S
        while not healthy(port):
            assert process.poll() is None, Path(said.name).read_text()
            assert time.monotonic() < until, "the app did not begin"
            time.sleep(0.1)
        yield App(port, root, process.pid)
    finally:
        process.terminate()
        try:
            process.wait(ENDS_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def healthy(port: int) -> bool:
    """Return whether the app answers."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", "/_stcore/health")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()
