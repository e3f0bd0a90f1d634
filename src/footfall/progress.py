"""How does long work tell how far it is?

A port: `Progress` opens stages, a stage is advanced and closed. `SILENT` shows nothing; `cli` shows bars. It measures nothing.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol

__all__ = ["SILENT", "Progress", "Stage"]


class Stage(Protocol):
    """A piece of work under way."""

    def advance(self, steps: float = 1.0) -> None:
        """Say that `steps` more of the total are done; any thread may."""


class Progress(Protocol):
    """Something that can show stages."""

    def stage(self, title: str, total: float | None = None) -> AbstractContextManager[Stage]:
        """Open a stage of `total` steps (None: unknown); it closes with the context."""


class _Nothing:
    def advance(self, steps: float = 1.0) -> None:
        pass


class _Silent:
    @contextmanager
    def stage(self, title: str, total: float | None = None) -> Iterator[Stage]:
        yield _Nothing()


SILENT: Progress = _Silent()
"""Shows nothing."""
