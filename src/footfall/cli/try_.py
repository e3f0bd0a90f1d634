"""What do the models say of a visit that somebody makes up, click by click? ``footfall try``."""

import json as json_lines
import sys
from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from footfall.cli.console import say
from footfall.errors import DataError, FootfallError, SourceError, Where

if TYPE_CHECKING:
    from footfall.scoring.answers import Answer
    from footfall.scoring.row import RowAnswers, RowScorer
    from footfall.scoring.visit import Moment, VisitScorer

__all__ = ["EXAMPLES", "SHORT", "command"]

SHORT = "A made-up visit, click by click, or a row filled in by hand."
EXAMPLES = (
    "footfall try analysis visit.jsonl",
    'echo \'{"type": "view_item", "item_id": "i0710"}\' | footfall try analysis --json',
)
STDIN = "-"


def command(
    folder: Annotated[Path, typer.Argument(metavar="ANALYSIS_DIR", help="The folder of a finished analysis.", show_default=False)],
    lines: Annotated[str, typer.Argument(metavar="FILE", help="Events or rows as JSON Lines; - is standard input.")] = STDIN,
    ahead: Annotated[bool, typer.Option("--ahead", help="Answer the questions about the visitor's coming days as well.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON document a line, for machines; errors as JSON too.")] = False,
) -> None:
    """Print what every model says after each event: {"type": "view_item", "item_id": "i0710"}; {"wait": "5min"} lets time pass.

    Of a session table each line is a row: {"column": value, ...}. What a line leaves out is filled in with what is usual; the visitor is a
    new one. An order list is tried as a customer's history: {"type": "purchase", "value": 30}, {"wait": "21d"}.
    """
    from footfall.scoring.offer import read_offer
    from footfall.scoring.row import RowScorer
    from footfall.scoring.visit import VisitScorer

    if read_offer(folder).kind == "session_table":
        try_rows(RowScorer.open(folder), lines, as_json=json)
    else:
        try_visit(VisitScorer.open(folder), lines, ahead=ahead, as_json=json)


def try_visit(scorer: "VisitScorer", lines: str, *, ahead: bool, as_json: bool) -> None:
    """Take events in, one a line, and print where the visit stands after each."""
    visit = scorer.begin(ahead=ahead)
    if not as_json:
        say("\n".join(scorer.notes))
    for number, record in records(lines):
        with_place = Where(lines, number)
        try:
            moment = visit.wait(str(record["wait"])) if set(record) == {"wait"} else visit.click(record)
        except FootfallError as error:
            raise placed(error, with_place) from error
        if moment is not None:
            say(json_lines.dumps(moment.record(), ensure_ascii=False, allow_nan=False) if as_json else told(moment))


def try_rows(scorer: "RowScorer", lines: str, *, as_json: bool) -> None:
    """Take rows in, one a line, and print what is said of each."""
    for number, record in records(lines):
        try:
            found = scorer.answer(record)
        except FootfallError as error:
            raise placed(error, Where(lines, number)) from error
        said = json_lines.dumps(found.record(), ensure_ascii=False, allow_nan=False) if as_json else told_of_row(number, found)
        say(said)


def records(lines: str) -> Iterator[tuple[int, Mapping[str, object]]]:
    """Yield the objects of a file of JSON Lines with the number of each line; empty lines are passed over.

    Raises
    ------
    SourceError
        When the file cannot be read.
    DataError
        When a line is no JSON object.
    """
    try:
        with nullcontext(sys.stdin) if lines == STDIN else Path(lines).open(encoding="utf-8-sig") as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield number, record_of(line, Where(lines, number))
    except (OSError, UnicodeDecodeError) as error:
        if isinstance(error, FootfallError):
            raise
        reason = error.strerror if isinstance(error, OSError) else "it is no UTF-8 text"
        raise SourceError(f"{lines} cannot be read: {reason}.", where=Where(lines), remedy="Name a file of JSON Lines.") from error


def record_of(line: str, where: Where) -> Mapping[str, object]:
    """Return the object of a line."""
    try:
        record = json_lines.loads(line)
    except ValueError:
        record = None
    if not isinstance(record, dict):
        raise DataError(
            "The line is no JSON object.", where=replace(where, example=line.strip()[:80]),
            remedy='Write one event or row a line: {"type": "view_item", "item_id": "i0710"}.',
        )  # fmt: skip
    return record


def placed(error: FootfallError, where: Where) -> FootfallError:
    """Return the same error with the file and line that it is about."""
    found = error.where or Where()
    return type(error)(error.what, where=replace(found, file=where.file, line=where.line), remedy=error.remedy)


def told(moment: "Moment") -> str:
    """Return a moment in a few lines."""
    from footfall.scoring.clicks import iso

    what = " ".join(part for part in (moment.event.type, moment.event.item_id) if part)
    waited = f", now {iso(moment.now_us)}" if moment.now_us != moment.event.us else ""
    head = f"visit {moment.visit}, click {moment.click}: {what} at {iso(moment.event.us)}{waited}"
    segment = [f"  segment: {moment.segment.name}"] if moment.segment is not None else []
    return "\n".join([head, *(line for each in (*moment.answers, *moment.ahead) for line in answer_lines(each)), *segment])


def told_of_row(number: int, found: "RowAnswers") -> str:
    """Return what is said of a row in a few lines."""
    segment = [f"  segment: {found.segment.name}"] if found.segment is not None else []
    return "\n".join([f"row {number}:", *(line for each in found.answers for line in answer_lines(each)), *segment])


def answer_lines(answer: "Answer") -> list[str]:
    """Return an answer, and its reasons below it."""
    name = answer.question.name + (" (a proxy, no purchase)" if answer.question.proxy else "")
    if answer.value is None:
        return [f"  {name}: not asked. {answer.not_asked}"]
    if answer.question.kind == "binary":
        value = f"{answer.value:.1%}"
    else:
        value = f"{answer.value:,.2f} {answer.unit}".rstrip()
        value += "" if answer.low is None else f" (nine in ten between {answer.low:,.2f} and {answer.high:,.2f})"
    return [f"  {name}: {value}", *(f"    {each.text}" for each in answer.reasons)]
