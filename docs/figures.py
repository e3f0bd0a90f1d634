"""Which measured figures does the README show?

A line for each file of `benchmarks/results`: the question that its benchmark answers, the figures that the benchmark's `HEADLINE` names, on
which machine and at which commit. Written into the README between two markers by `docs/generate.py`.
"""

import ast
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

BEGIN, END = "<!-- figures: written by `make docs` -->", "<!-- /figures -->"
MOST = 6
"""Most entries of a table inside a result that is shown without a headline."""


def figures(benchmarks: Path) -> str:
    """Return a line for each result: the question its benchmark answers, its main figures, machine and commit.

    A result that is a list (a curve) has no figures of its own: the benchmark writes a second file that says its `benchmark`. Nor has one
    that holds tables alone, from which another benchmark draws.
    """
    results = {path: json.loads(path.read_text(encoding="utf-8")) for path in sorted((benchmarks / "results").glob("*.json"))}
    lines = [figure(path.name, record, benchmarks) for path, record in results.items() if isinstance(record, dict)]
    return "\n".join(line for line in lines if line)


def figure(name: str, record: dict[str, Any], benchmarks: Path) -> str:
    """Return the line of one result: the figures that the benchmark's `HEADLINE` names, else all plain ones; empty where there is none."""
    machine, commit = record.pop("machine", None) or {}, record.pop("commit", "")
    script = record.pop("benchmark", name.removesuffix(".json").replace("-", "_"))
    where = [f"{machine.get('processor')}, {machine.get('cores')} cores, Python {machine.get('python')}"] if machine else []
    source = ", ".join([*where, *([f"commit {commit}"] if commit else []), f"[all of it](benchmarks/results/{name})"])
    question, headline = asked_by(benchmarks / f"{script}.py", name)
    chosen = [(words, found) for words, place in headline if (found := at(record, place)) is not None]
    shown = "; ".join(f"{words}: {written(value)}" for words, value in (chosen or scalars(record)))
    return f"- **{question}** {shown}. *({source})*" if shown else ""


def asked_by(benchmark: Path, name: str) -> tuple[str, Sequence[tuple[str, str]]]:
    """Return the question that a benchmark's file begins with, and its main figures: what each is called, and where in the result it is."""
    if not benchmark.is_file():
        return name, ()
    parsed = ast.parse(benchmark.read_text(encoding="utf-8"))
    question = " ".join((ast.get_docstring(parsed) or name).partition("\n\n")[0].split())
    named = [each.value for each in parsed.body if isinstance(each, ast.Assign) and ast.unparse(each.targets[0]) == "HEADLINE"]
    return question, ast.literal_eval(named[0]) if named else ()


def at(record: object, place: str) -> object:
    """Return what stands at a place of a result, None where there is nothing."""
    found = record
    for name in place.split("/"):
        found = found.get(name) if isinstance(found, dict) else None
    return found


def scalars(record: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, object]]:
    """Yield the plain figures of a result with readable names; long tables inside are left to the file."""
    for name, value in record.items():
        words = f"{prefix}{name}".replace("_", " ")
        if isinstance(value, Mapping):
            if len(value) <= MOST:
                yield from scalars(value, f"{words}: ")
        elif isinstance(value, bool | str | int | float):
            yield words, value


def written(value: object) -> str:
    """Return a figure as text; a list of three is a value with its 95 % interval.

    >>> written(0.00461), written(759584), written([0.0046, 0.0031, 0.0061])
    ('0.00461', '759,584', '0.0046 (0.0031 to 0.0061)')
    """
    if isinstance(value, list):
        return f"{written(value[0])} ({' to '.join(map(written, value[1:]))})"
    if isinstance(value, float):
        return f"{value:,.4g}" if abs(value) < 1_000 else f"{value:,.0f}"
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)


def with_figures(readme: str, said: str) -> str:
    """Return the README with the figures between their markers."""
    before, begin, rest = readme.partition(BEGIN)
    _, end, after = rest.partition(END)
    return f"{before}{begin}\n{said}\n{end}{after}" if begin and end else readme
