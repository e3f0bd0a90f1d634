"""How is Footfall set up?

`Settings`: every knob with its default, its unit and its reason. `load` merges defaults < footfall.toml < environment < flags and remembers
where each value came from. It reads no secrets: those come from the environment of whoever needs them.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, ValidationError, ValidationInfo, field_validator, model_validator

from footfall.errors import UsageError, Where

__all__ = ["FILE", "PREFIX", "Effort", "LoadedSettings", "Settings", "load"]

Effort = Literal["quick", "standard", "thorough"]

FILE = "footfall.toml"
"""Read from the working directory where no other file is named."""
PREFIX = "FOOTFALL_"
"""``FOOTFALL_SEED=7`` sets `seed`."""
NOT_SETTINGS = frozenset({"chromium", "data"})
"""Environment variables with the prefix that are no settings: FOOTFALL_CHROMIUM names the browser that prints, FOOTFALL_DATA the folder of
data sets."""

MOST_RATE = 1_000_000
"""A unit of any currency in use is worth less than so many of any other; a larger rate is a slip."""


class Settings(BaseModel):
    """The effective settings, frozen."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    timezone: str = Field(default="UTC", description="The shop's zone (IANA name), for hours and days of the week.")
    currency: str | None = Field(default=None, description="ISO 4217 code of the amounts, where the data does not say.")
    rates: dict[str, float] | None = Field(
        default=None, description="What one unit of each other currency is worth in `currency`, for data in several: PLN=0.23,USD=0.9."
    )
    seed: int = Field(default=553, ge=0, lt=2**31, description="Seed of everything random.")
    effort: Effort = Field(default="standard", description="How long to tune: quick, standard or thorough.")
    session_gap: str = Field(
        default="30min", description="Inactivity that ends a session, where the source has no sessions (GA4's default)."
    )
    max_bad_share: float = Field(default=0.05, ge=0, le=1, description="A run fails when more than this share of rows is bad.")
    threads: int | None = Field(default=None, ge=1, description="Threads of the database and the models; default: one per processor.")
    memory: str | None = Field(default=None, description="Memory limit of the database, such as 4GB; beyond it, it spills to disk.")
    train_share: float = Field(default=0.55, gt=0, lt=1, description="Share of clicks, in time order of their sessions, that train.")
    tune_share: float = Field(default=0.15, gt=0, lt=1, description="Share that chooses hyperparameters and champion.")
    calibrate_share: float = Field(default=0.10, gt=0, lt=1, description="Share that calibrates. The rest tests.")
    test_from: str | None = Field(default=None, description="First day (YYYY-MM-DD) of the test part, instead of the shares.")
    conversion_value: float | None = Field(
        default=None, ge=0, allow_inf_nan=False, description="What a conversion brings, in currency, for the profit at a threshold."
    )
    action_cost: float | None = Field(default=None, ge=0, allow_inf_nan=False, description="What acting on one visit costs, in currency.")
    action_effect: float | None = Field(
        default=None,
        ge=0,
        le=1,
        description="Share of the conversions of those acted on that the action brings about (from an experiment).",
    )
    density: Literal["dbscan", "hdbscan"] = Field(default="dbscan", description="The density-based algorithm of the segments.")
    deep: bool = Field(default=False, description="Whether to train sequence models beside the others (needs the extra deep).")
    playbook: str | None = Field(default=None, description="A TOML file with names and actions for segments, instead of our own.")

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (KeyError, ValueError, OSError) as error:
            raise ValueError(f"{value!r} is no IANA time zone; write it like Europe/Warsaw") from error
        return value

    @field_validator("currency")
    @classmethod
    def _iso_currency(cls, value: str | None) -> str | None:
        if value is not None and not re.fullmatch(r"[A-Z]{3}", value):
            raise ValueError(f"{value!r} is no ISO 4217 code; write it like EUR")
        return value

    @field_validator("rates", mode="before")
    @classmethod
    def _pairs(cls, value: object) -> object:
        """Return ``PLN=0.23,USD=0.9`` as a table."""
        if not isinstance(value, str):
            return value
        pairs = [part.partition("=") for part in value.split(",") if part.strip()]
        if not all(sign and code.strip() for code, sign, _ in pairs):
            raise ValueError(f"{value!r} holds no rates; write them like PLN=0.23,USD=0.9")
        return {code.strip(): rate.strip() for code, _, rate in pairs}

    @field_validator("rates")
    @classmethod
    def _fit_rates(cls, value: dict[str, float] | None, info: ValidationInfo) -> dict[str, float] | None:
        own = info.data.get("currency")
        for code, rate in (value or {}).items():
            if not re.fullmatch(r"[A-Z]{3}", code):
                raise ValueError(f"{code!r} is no ISO 4217 code; write it like EUR")
            if not 0 < rate <= MOST_RATE:
                raise ValueError(f"{code} = {rate:g} is no rate; it must lie above 0 and at most at {MOST_RATE:,}")
            if code == own and rate != 1:
                raise ValueError(f"one {own} is 1 {own}, not {rate:g}; the rates are of the other currencies")
        return value

    @field_validator("session_gap")
    @classmethod
    def _duration(cls, value: str) -> str:
        if not re.fullmatch(r"[1-9]\d*(s|sec|min|h|d)", value):
            raise ValueError(f"{value!r} is no duration; write a whole number above zero and a unit: 30min, 45s, 2h, 7d")
        return value

    @field_validator("memory")
    @classmethod
    def _size(cls, value: str | None) -> str | None:
        if value is not None and not re.fullmatch(r"\d+(\.\d+)?(MB|GB|MiB|GiB)", value):
            raise ValueError(f"{value!r} is no size; write it like 4GB")
        return value

    @field_validator("test_from")
    @classmethod
    def _day(cls, value: str | None) -> str | None:
        try:
            if value is not None and date.fromisoformat(value).isoformat() != value:
                raise ValueError
        except ValueError as error:
            raise ValueError(f"{value!r} is no day; write it as YYYY-MM-DD") from error
        return value

    @model_validator(mode="after")
    def _shares(self) -> "Settings":
        if self.train_share + self.tune_share + self.calibrate_share >= 1:
            raise ValueError("train_share, tune_share and calibrate_share leave nothing to test; make their sum less than 1")
        return self


@dataclass(frozen=True, slots=True)
class LoadedSettings:
    """Settings, and where each value came from: ``default``, the file, ``environment`` or ``flag``."""

    settings: Settings
    origins: Mapping[str, str]


def load(path: Path | None = None, *, environment: Mapping[str, str], flags: Mapping[str, object]) -> LoadedSettings:
    """Merge the layers of settings.

    Parameters
    ----------
    path
        A settings file; default: footfall.toml in the working directory, if there is one.
    environment
        Usually `os.environ`. A variable that is set to nothing counts as not set.
    flags
        From the command line; None means not given.

    Raises
    ------
    UsageError
        For an unknown key (near names are suggested), a bad value, or a file that cannot be read.
    """
    merged: dict[str, object] = {}
    origins = dict.fromkeys(Settings.model_fields, "default")
    file = path or (Path(FILE) if Path(FILE).is_file() else None)
    from_environment = {name[len(PREFIX) :].lower(): value for name, value in environment.items() if name.startswith(PREFIX) and value}
    layers = (
        (str(file), read_toml(file) if file is not None else {}),
        ("environment", {name: value for name, value in from_environment.items() if name not in NOT_SETTINGS}),
        ("flag", {name: value for name, value in flags.items() if value is not None}),
    )
    for origin, layer in layers:
        for name, value in layer.items():
            known(name, origin)
            merged[name], origins[name] = value, origin
    try:
        return LoadedSettings(Settings(**merged), origins)  # type: ignore[arg-type]
    except ValidationError as error:
        raise unfit(error, merged, origins) from error


def read_toml(path: Path) -> Mapping[str, object]:
    """Return the keys of a settings file."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(
            f"The settings file cannot be read: {error.strerror}.", where=Where(str(path)), remedy="Check --settings."
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(
            f"The settings file is not TOML: {error}.", where=Where(str(path)), remedy="Write lines such as seed = 7."
        ) from error


def known(name: str, origin: str) -> None:
    """Refuse a key that is no setting."""
    if name in Settings.model_fields:
        return
    near = get_close_matches(name, Settings.model_fields, n=1)
    spelt = PREFIX + name.upper() if origin == "environment" else name
    remedy = f"Did you mean {near[0]}?" if near else f"The settings are {', '.join(Settings.model_fields)}."
    raise UsageError(
        f"There is no setting {spelt!r}.", where=Where(origin if origin not in ("flag", "environment") else None), remedy=remedy
    )


def unfit(error: ValidationError, merged: Mapping[str, object], origins: Mapping[str, str]) -> UsageError:
    """Return the error for a value that does not fit."""
    first = error.errors()[0]
    name = str(first["loc"][0]) if first["loc"] else "shares"
    said = str(first["msg"]).removeprefix("Value error, ")
    given = "" if name not in merged else f" (given by {origins[name]})"
    return UsageError(f"The setting {name} does not fit{given}: {said}.", where=Where(column=name, example=str(merged.get(name, ""))[:80]),
                      remedy="Correct it there; `footfall settings` shows every setting and where it came from.")  # fmt: skip
