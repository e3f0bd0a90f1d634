"""What runs on every visit of a page: the workspace, the menu, and the page that was asked for."""

from footfall.app.pages.navigation import run

run()
