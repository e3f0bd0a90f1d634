"""How is Footfall set up?

`Settings`: every knob with its default, its unit and its reason. `load` merges defaults < footfall.toml < environment < flags.
"""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

__all__ = ["Effort", "Settings"]

Effort = Literal["quick", "standard", "thorough"]


class Settings(BaseModel):
    """The effective settings, frozen."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    timezone: str = Field(default="UTC", description="The shop's zone (IANA name), for hours and days of the week.")
    currency: str | None = Field(default=None, description="ISO 4217 code of the amounts, where the data does not say.")
    seed: int = Field(default=553, ge=0, description="Seed of everything random.")
    effort: Effort = Field(default="standard", description="How long to tune.")
    session_gap: str = Field(default="30min", description="Inactivity that ends a session, where the source has no sessions (GA4's default).")
    max_bad_share: float = Field(default=0.05, ge=0, le=1, description="A run fails when more than this share of rows is bad.")
    threads: int | None = Field(default=None, ge=1, description="Threads of the database and the models; default: one per processor.")
    memory: str | None = Field(default=None, description="Memory limit of the database, such as 4GB.")
    train_share: float = Field(default=0.55, gt=0, lt=1, description="Share of sessions, in time order, that train.")
    tune_share: float = Field(default=0.15, gt=0, lt=1, description="Share that chooses hyperparameters and champion.")
    calibrate_share: float = Field(default=0.10, gt=0, lt=1, description="Share that calibrates. The rest tests.")
    test_from: str | None = Field(default=None, description="First day (YYYY-MM-DD) of the test part, instead of the shares.")
