"""What runs on every visit of a page? Streamlit runs this file, and it shows the page that was asked for."""

from footfall.app.views.navigation import run

__all__ = ["run"]

if __name__ == "__main__":
    run()
