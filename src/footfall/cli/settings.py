"""Which settings are in force, and where did each come from? ``footfall settings``."""

from footfall.cli.console import say, say_json
from footfall.cli.options import Json, SettingsFile, loaded

__all__ = ["EXAMPLES", "SHORT", "command"]

SHORT = "The effective settings, and where each came from."
EXAMPLES = ("footfall settings", "FOOTFALL_SEED=7 footfall settings --json")


def command(settings: SettingsFile = None, json: Json = False) -> None:
    """Show every setting with its value and its origin: default, a settings file, or the environment (FOOTFALL_<SETTING>)."""
    found = loaded(settings)
    values = found.settings.model_dump()
    if json:
        say_json({name: {"value": value, "from": found.origins[name]} for name, value in values.items()})
        return
    fields = type(found.settings).model_fields
    shown = {name: "" if value is None else str(value) for name, value in values.items()}
    wide, origin = max(map(len, shown.values())), max(map(len, found.origins.values()))
    say("\n".join(f"{name:16} {shown[name]:{wide}}  {found.origins[name]:{origin}}  {fields[name].description}" for name in shown))
