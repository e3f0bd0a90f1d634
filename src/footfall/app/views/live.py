"""What is happening now? Events and scores as they arrive, where a service runs."""

from footfall.app import show
from footfall.app.opened import Opened

__all__ = ["page"]

HOW = (
    "This version has no service yet that takes events as they happen. Until it has, score a visit by hand under “Try it”, or files with "
    "footfall score."
)


def page(found: Opened) -> None:
    """Say that no service is connected, and what can be done instead."""
    show.begin("Live", "Events and scores as they arrive, where a service runs.")
    show.banner("caution", "No service is connected", HOW)
    show.link("try-it", "Try a visit by hand", ":material/touch_app:")
