"""How is the command line run without its script? ``python -m footfall``."""

from footfall.cli import main

if __name__ == "__main__":
    main()
