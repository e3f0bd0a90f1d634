"""What can go wrong, and whose move is it?

The exception tree. Every error says what happened, where, and what to do; `exit_code` is what the command line ends with.

    FootfallError                 1
    ├── UsageError     ValueError 1   a wrong argument, setting or combination
    ├── SourceError    OSError    1   a file that is missing, unreadable, or not what its name says
    ├── SchemaError    ValueError 1   columns that do not map, units that do not fit
    ├── ArtifactError  ValueError 1   a saved model that is damaged, edited, or of another version
    ├── DataError      ValueError 2   the data was read and fails a check
    │   └── TargetRefused         2   a target that the leakage audit refuses
    └── EngineError    RuntimeError 70  our own mistake

It does not format for a terminal: `cli` does.
"""

from dataclasses import dataclass

__all__ = [
    "ArtifactError",
    "DataError",
    "EngineError",
    "FootfallError",
    "SchemaError",
    "SourceError",
    "TargetRefused",
    "UsageError",
    "Where",
]


@dataclass(frozen=True, slots=True)
class Where:
    """The place of a fault: any part may be unknown.

    Parameters
    ----------
    file
        Path as the user gave it.
    line
        1-based line of the file (the header is line 1), or row of a Parquet file.
    column
        Column name as the file spells it.
    example
        The offending value, as text, cut to 80 characters by the raiser.
    """

    file: str | None = None
    line: int | None = None
    column: str | None = None
    example: str | None = None

    def __str__(self) -> str:
        parts = []
        if self.file is not None:
            parts.append(self.file if self.line is None else f"{self.file}, line {self.line}")
        elif self.line is not None:
            parts.append(f"line {self.line}")
        if self.column is not None:
            parts.append(f'column "{self.column}"')
        if self.example is not None:
            parts.append(f"for example {self.example!r}")
        return ", ".join(parts)


class FootfallError(Exception):
    """Root of every error that Footfall raises on purpose.

    Parameters
    ----------
    what
        One sentence: what happened.
    where
        The place, as far as it is known.
    remedy
        One sentence: what to do about it.
    """

    exit_code: int = 1

    def __init__(self, what: str, *, where: Where | None = None, remedy: str | None = None) -> None:
        self.what = what
        self.where = where
        self.remedy = remedy
        super().__init__(what)

    def __str__(self) -> str:
        where = f" ({self.where})" if self.where is not None and str(self.where) else ""
        remedy = f" {self.remedy}" if self.remedy else ""
        return f"{self.what}{where}{remedy}"


class UsageError(FootfallError, ValueError):
    """A wrong argument or setting."""


class SourceError(FootfallError, OSError):
    """A file or folder that cannot be read or written, or a download that failed."""

    def __str__(self) -> str:
        return FootfallError.__str__(self)


class SchemaError(FootfallError, ValueError):
    """Columns that cannot be mapped to the event, or units that do not fit."""


class ArtifactError(FootfallError, ValueError):
    """A saved model that does not match its manifest, these features, or this version."""


class DataError(FootfallError, ValueError):
    """Data that was read and fails a check."""

    exit_code = 2


class TargetRefused(DataError):
    """A target that is a look-up of what the model may see, so that predicting it would prove nothing."""


class EngineError(FootfallError, RuntimeError):
    """A mistake of Footfall's own: SQL outside the white list, an invariant broken."""

    exit_code = 70
