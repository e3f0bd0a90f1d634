"""What in the documentation is written by the code itself?

The reference of the command line, of Python, settings, features and targets, and the README's figures, each from its one source. ``python
docs/generate.py`` writes them; with ``--check`` it writes nothing and ends with 1 where one is out of date. The other pages are written by
hand.
"""

import inspect
import io
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import redirect_stdout
from pathlib import Path

from figures import figures, with_figures

import footfall
from footfall.cli.program import VERBS, run, typed_as
from footfall.features.catalog import (
    FEATURES,
    attention,
    cart,
    context,
    depth,
    history,
    photos,
    place,
    price,
    recency,
)
from footfall.features.catalog.categories import per_category
from footfall.features.feature import Declaration, Ratio
from footfall.progress import SILENT
from footfall.settings import FILE, PREFIX, Settings
from footfall.targets.catalog import TARGETS
from footfall.targets.target import Target

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "docs" / "reference"
THEMES = (depth, attention, price, cart, context, history, recency, photos, place)
NOTE = "<!-- Written by `make docs`; edit the code instead. -->\n"
ASKED = {
    "every_event": "at every event",
    "session_end": "at the last event of a finished session",
    "weekly": "of each active visitor, once a week",
}

ABOUT_SETTINGS = f"""\
Later wins: the default, a settings file (`{FILE}` in the working directory, or `--settings FILE`), the environment, an option of the
command. An unknown key is an error. `footfall settings` shows the effective values and where each came from.

```toml
# {FILE}
timezone = "Europe/Warsaw"
currency = "PLN"
[rates]            # last, as TOML wants it: what one unit of other currencies is worth in `currency`
EUR = 4.3
```

`{PREFIX}DATA` is no setting: it names the folder in which public data sets are looked for first. Nor is `{PREFIX}CHROMIUM`, which names the
browser that prints a PDF (`footfall report`)."""

ABOUT_FEATURES = """\
{count} declarations, all as of an event, that event included. A source gets those whose columns and clock it has: where its clock is
coarser than the one named, the feature is left out, never invented. The scope says how far back a feature looks; a ratio has that of its
parts. `footfall explain NAME` shows the SQL. The last column is how a reason of a score says the value: `{{}}` is it, `[s]` an ending
that follows the number, and after a bar stands what is said of a null (of a flag: yes, no, null)."""

HEAD = ("name", "unit", "scope", "clock", "meaning", "in words")

ABOUT_TARGETS = """\
What a source can be asked follows from what it holds. A *proxy* stands for a purchase in data that has none, and is called so wherever it
appears ([ADR 0005](../decisions/0005-honest-targets.md)). A label whose horizon passes the end of the data is unknown, never 0. A column
of the source can be named instead, for the audit to judge: `footfall audit uci-553 --target "price 2"`."""


ABOUT_PYTHON = """\
What the command line does, Python does, under the verb's name or nearly: `import footfall as ff`, which loads nothing until a name is used.
`help(ff.NAME)` tells parameters, units and what is raised; every error is a `FootfallError` that says what, where and what to do. A source
is a data set's name, a file, a glob, or a list of files. Paths are `str` or `Path`. Long work also takes `progress`
(`footfall.progress`). Without `settings` the defaults hold: neither `footfall.toml` nor the environment is read unless you ask for it:

```python
settings = ff.load_settings(environment=os.environ, flags={"effort": "quick"}).settings
```"""


def pages() -> dict[Path, str]:
    """Return every generated file's text by its path."""
    readme = ROOT / "README.md"
    return {
        REFERENCE / "cli.md": cli(),
        REFERENCE / "python.md": python(),
        REFERENCE / "settings.md": settings(),
        REFERENCE / "features.md": features(),
        REFERENCE / "targets.md": targets(),
        readme: with_figures(readme.read_text(encoding="utf-8"), figures(ROOT / "benchmarks")),
    }


def cli() -> str:
    """Return the help of every verb, as a terminal of 100 columns shows it."""
    names = [typed_as(verb) for verb in VERBS]
    parts = [f"# The command line\n\n{NOTE}\n```text\n{help_of()}```\n"]
    parts += [f"## {name}\n\n```text\n{help_of(name)}```\n" for name in names]
    return "\n".join(parts)


def help_of(*verb: str) -> str:
    """Return what ``footfall [verb] --help`` prints."""
    before = os.environ.get("COLUMNS")
    os.environ["COLUMNS"] = "100"
    try:
        with redirect_stdout(io.StringIO()) as said:
            run([*verb, "--help"])
    finally:
        os.environ.pop("COLUMNS")
        if before is not None:
            os.environ["COLUMNS"] = before
    return "\n".join(line.rstrip() for line in said.getvalue().strip().splitlines()) + "\n"


def python() -> str:
    """Return the public functions with their parameters, and the public types."""
    public = {name: getattr(footfall, name) for name in footfall.__all__}
    functions = {name: each for name, each in public.items() if inspect.isfunction(each)}
    parts = [f"# Python\n\n{NOTE}\n{ABOUT_PYTHON}\n\n## Functions\n"]
    parts += [f"### {name}\n\n```python\n{call(name, each)}\n```\n\n{sentence(each)}\n" for name, each in functions.items()]
    rows = [(f"`{name}`", sentence(each)) for name, each in public.items() if inspect.isclass(each)]
    rows.append(("`event`", 'The fields that the expressions of features and targets name: `ff.event.type == "purchase"`.'))
    return "\n".join([*parts, f"## Types\n\n{table(('name', 'what it is'), sorted(rows))}"])


def call(name: str, function: Callable[..., object]) -> str:
    """Return how a function is called, a line where that is enough, else a parameter a line."""
    parameters = [each for each in inspect.signature(function).parameters.values() if each.default is not SILENT]
    said = [str(each.replace(annotation=inspect.Parameter.empty)).replace("'", '"') for each in parameters]
    first = next((at for at, each in enumerate(parameters) if each.kind is inspect.Parameter.KEYWORD_ONLY), None)
    if first is not None:
        said.insert(first, "*")
    line = f"ff.{name}({', '.join(said)})"
    return line if len(line) <= 100 else "\n".join([f"ff.{name}(", *(f"    {each}," for each in said), ")"])


def sentence(documented: object) -> str:
    """Return the first sentence of a docstring, in one line."""
    return " ".join((inspect.getdoc(documented) or "").partition("\n\n")[0].replace("``", "`").split())


def settings() -> str:
    """Return the settings with their defaults."""
    rows = [
        (f"`{name}`", f"`{PREFIX}{name.upper()}`", "not set" if field.default is None else f"`{field.default}`", field.description or "")
        for name, field in Settings.model_fields.items()
    ]
    return f"# Settings\n\n{NOTE}\n{ABOUT_SETTINGS}\n\n{table(('setting', 'in the environment', 'default', 'meaning'), rows)}"


def features() -> str:
    """Return the catalogue by theme."""
    parts = [f"# Features\n\n{NOTE}\n{ABOUT_FEATURES.format(count=len(FEATURES))}\n"]
    for theme in THEMES:
        title = (theme.__doc__ or "").strip().splitlines()[0]
        rows = [feature_row(each) for each in theme.FEATURES]
        parts.append(f"## {title}\n\n{table(HEAD, rows)}")
    rows = [feature_row(each) for each in per_category(["CATEGORY"])]
    rows = [tuple(cell.replace("_category", "_CATEGORY") if i == 0 else cell for i, cell in enumerate(row)) for row in rows]
    parts.append(
        "## For each of the shop's main categories\n\nThe eight commonest of the training part get a pair each.\n\n" + table(HEAD, rows)
    )
    return "\n".join(parts)


def feature_row(each: Declaration) -> tuple[str, ...]:
    """Return one line of the catalogue."""
    if isinstance(each, Ratio):
        return f"`{each.name}`", each.unit, f"`{each.numerator}` / `{each.denominator}`", "", each.doc, said(each)
    return f"`{each.name}`", each.unit, each.scope.name, each.clock, each.doc, said(each)


def said(each: Declaration) -> str:
    """Return the phrase of a declaration."""
    return f"`{each.phrase}`" if each.phrase else ""


def targets() -> str:
    """Return what can be asked."""
    rows = [target_row(each) for each in TARGETS]
    return f"# Targets\n\n{NOTE}\n{ABOUT_TARGETS}\n\n{table(('name', 'kind', 'asked', 'horizon', 'proxy', 'meaning'), rows)}"


def target_row(target: Target) -> tuple[str, ...]:
    """Return one line of the targets."""
    question = target.question
    kind = question.kind if not question.unit else f"{question.kind} ({question.unit})"
    horizon = f"{target.days} days" if target.days else "end of session"
    return f"`{target.name}`", kind, ASKED[target.asked], horizon, "yes" if question.proxy else "", question.doc


def table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """Return a Markdown table."""
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in line) + " |" for line in lines) + "\n"


def main() -> int:
    """Write the pages, or with ``--check`` compare them."""
    stale = [path for path, text in pages().items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    if "--check" in sys.argv[1:]:
        names = ", ".join(str(path.relative_to(ROOT)) for path in stale)
        print(f"Out of date: {names}. Run `make docs`." if stale else "The generated pages are up to date.")
        return 1 if stale else 0
    REFERENCE.mkdir(parents=True, exist_ok=True)
    for path in stale:
        path.write_text(pages()[path], encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
