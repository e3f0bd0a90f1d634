"""What is a page of the report made of?

Sections, their parts, and the blocks inside: plain declarations, made by `sections` and turned into HTML by the templates. A chart is a
block too. They know nothing of HTML.
"""

from dataclasses import dataclass
from typing import Literal

from footfall.report.charts import Bars, Cloud, Dots, Heat, Histogram, Lines
from footfall.report.maps.chart import Map

__all__ = [
    "Answer",
    "Answers",
    "Banner",
    "Block",
    "Card",
    "Cards",
    "Column",
    "Drawn",
    "Fact",
    "Facts",
    "Listing",
    "More",
    "Part",
    "Section",
    "Table",
    "Words",
]

Drawn = Bars | Cloud | Dots | Heat | Histogram | Lines | Map


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph."""

    text: str
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """Sentences, one a line; numbered where their order counts."""

    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Banner:
    """Something that must not be overlooked: a proxy, a caution, a refusal."""

    kind: Literal["proxy", "caution", "refusal"]
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One key figure with its label and, where it helps, a note."""

    value: str
    label: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Key figures in a row."""

    items: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table."""

    title: str
    number: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the first cell of a row names it. `marked` rows stand out, and `note` says why."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    marked: frozenset[int] = frozenset()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """One segment or one suggestion: a title, a tag, a few figures, what it is and what to do."""

    title: str
    tag: str
    facts: tuple[Fact, ...]
    points: tuple[str, ...]
    action: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Cards:
    """Cards side by side."""

    items: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """A section's question, answered in a few sentences; `section` is its id."""

    section: str
    question: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answers:
    """The whole report, a section a row."""

    items: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class More:
    """Blocks for those who want to know it exactly, closed until asked for."""

    title: str
    blocks: tuple["Block", ...]


Block = Words | Listing | Banner | Facts | Table | Cards | Answers | More | Drawn


@dataclass(frozen=True, slots=True)
class Part:
    """A headed part of a section."""

    title: str
    blocks: tuple[Block, ...]
    tag: str = ""
    """A word beside the title, such as "proxy"."""


@dataclass(frozen=True, slots=True)
class Section:
    """One question of the reader and its answer. `short` is its name in the menu."""

    id: str
    title: str
    short: str
    lead: str
    parts: tuple[Part, ...]
