"""``footfall settings``: the effective settings, and where each came from."""

from footfall.cli.console import say, say_json
from footfall.cli.options import Json, SettingsFile, loaded

__all__ = ["EXAMPLE", "command"]

EXAMPLE = "Example: FOOTFALL_SEED=7 footfall settings"


def command(settings: SettingsFile = None, json: Json = False) -> None:
    """Show every setting with its value and its origin."""
    found = loaded(settings)
    values = found.settings.model_dump()
    if json:
        say_json({name: {"value": value, "from": found.origins[name]} for name, value in values.items()})
        return
    fields = type(found.settings).model_fields
    say("\n".join(f"{name:16} {value!s:10} {found.origins[name]:12} {fields[name].description}" for name, value in values.items()))
