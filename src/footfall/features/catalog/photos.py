"""What do the photos and the shop window show? For sources with colour, photo place and angle, such as uci-553."""

from footfall.aggregates import count, current, distinct, most, share
from footfall.expr import extra
from footfall.features.feature import Declaration, Feature

__all__ = ["FEATURES"]

FEATURES: tuple[Declaration, ...] = (
    Feature(
        "colour_now",
        current(extra("colour")),
        unit="colour",
        doc="Colour of the product at hand.",
        phrase="colour of the product at hand: {} | colour not known",
    ),
    Feature(
        "distinct_colours",
        distinct(extra("colour")),
        unit="colours",
        doc="Different colours seen in this session.",
        phrase="{} different colour[s] seen this session",
    ),
    Feature(
        "colour_focus",
        most(extra("colour")),
        unit="events",
        doc="Clicks on the colour seen most in this session.",
        phrase="{} click[s] on the same colour",
    ),
    Feature(
        "photo_location_now",
        current(extra("photo_location")),
        unit="place",
        doc="Where on the page the photo stood that was clicked.",
        phrase="clicked a photo at the {} of the page | place of the photo not known",
    ),
    Feature(
        "distinct_photo_locations",
        distinct(extra("photo_location")),
        unit="places",
        doc="Different places of the page clicked in this session.",
        phrase="{} different place[s] of the page clicked",
    ),
    Feature(
        "top_row_share",
        share(extra("photo_location").is_in("top left", "top in the middle", "top right")),
        unit="share",
        doc="Share of this session's clicks in the top row of the page.",
        phrase="{} of the clicks in the top row of the page | place of the photos not known",
    ),
    Feature(
        "front_photo_share",
        share(extra("photo_angle") == "en face"),
        unit="share",
        doc="Share of this session's clicks on photos taken from the front.",
        phrase="{} of the clicks on photos taken from the front | angle of the photos not known",
    ),
    Feature(
        "photo_angle_now",
        current(extra("photo_angle")),
        unit="angle",
        doc="Angle of the photo clicked.",
        phrase="photo clicked was taken {} | angle of the photo not known",
    ),
    Feature(
        "dear_clicks",
        count(),
        where=extra("price_2", "integer") == 1,
        unit="events",
        doc="Clicks on products priced above their category's mean in this session.",
        phrase="{} click[s] on products dearer than their category's mean",
    ),
    Feature(
        "dear_now",
        current(extra("price_2", "integer")),
        unit="code",
        doc="Whether the product at hand is priced above its category's mean (1) or not (2).",
        phrase="price mark of the product at hand: {} (1 is above its category's mean) | price mark not known",
    ),
)
