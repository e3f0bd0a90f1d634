"""What shape does a country have on paper?

Outlines are those of Natural Earth (public domain), which the package pyworldatlas-mapdata-overview holds for 248 countries (CC0), so that
nothing is fetched. They are laid flat by the Equal Earth projection, in which areas compare. What no outline is known for (Taiwan, Kosovo)
has a point; Antarctica is left off. `view` thins them to what a figure can show.

Sources: Natural Earth, naturalearthdata.com, 1:10m Admin 0 map units; Šavrič, Patterson and Jenny (2018), The Equal Earth map projection,
doi:10.1080/13658816.2018.1504949.
"""

import json
import sqlite3
import zlib
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pyworldatlas_mapdata_overview as outlines
from numpy.typing import NDArray

__all__ = ["WIDTH", "WORLD", "Floats", "Shape", "area", "project", "shapes"]

Floats = NDArray[np.float64]

WIDTH = 2000.0
"""The equator's length, in units of the map: about half a pixel of a wide figure, so that whole units do."""
WORLD = (-WIDTH / 2, -390.0, WIDTH / 2, 480.0)
"""All that can be shown: left, bottom, right and top, in units of the map."""
EQUAL_EARTH = (1.340264, -0.081106, 0.000893, 0.003796)
HALF_EQUATOR = 2 * np.pi / (np.sqrt(3) * EQUAL_EARTH[0])
"""x at the equator's end, of a globe of radius 1: there the parametric latitude is 0, so that x = 2 lon / (sqrt(3) A1)."""
LEFT_OFF = frozenset({"AQ"})
POINTS = {"TW": ("Taiwan", (120.96, 23.7)), "XK": ("Kosovo", (20.9, 42.6))}
"""Longitude and latitude, in degrees, of what no outline is known for."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A country on the map.

    Parameters
    ----------
    code, name
        ISO 3166-1 alpha-2; in English.
    rings
        Its outlines, largest first, each of shape (n, 2): x and y in units of the map; none where only its place is known.
    middle
        The middle of its largest outline.
    """

    code: str
    name: str
    rings: tuple[Floats, ...]
    middle: tuple[float, float]


@cache
def shapes() -> Mapping[str, Shape]:
    """Return the shape of every country by its code. Cost: about half a second, once a process."""
    path = Path(str(outlines.__file__)).parent / "data" / "maps.sqlite3"
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as base:
        rows = base.execute("SELECT alpha2, name, payload FROM country_map ORDER BY alpha2").fetchall()
    found = {code: outlined(code, name, json.loads(zlib.decompress(payload))) for code, name, payload in rows if code not in LEFT_OFF}
    return found | {code: Shape(code, name, (), at(place)) for code, (name, place) in POINTS.items()}


def outlined(code: str, name: str, payload: Mapping[str, Any]) -> Shape:
    """Return a country's shape from its outlines in degrees."""
    flat = [project(np.asarray(ring, dtype=np.float64)) for ring in payload["boundary"]]
    rings = sorted(flat, key=area, reverse=True)
    x, y = (rings[0].min(axis=0) + rings[0].max(axis=0)) / 2
    return Shape(code, name.strip(), tuple(rings), (float(x), float(y)))


def at(place: tuple[float, float]) -> tuple[float, float]:
    """Return a place in degrees as a point of the map."""
    x, y = project(np.array([place]))[0]
    return float(x), float(y)


def project(degrees: Floats) -> Floats:
    """Return longitudes and latitudes, in degrees, as x and y of the map.

    With sin t = sqrt(3)/2 sin(lat): x = 2 sqrt(3) lon cos t / (3 (9 A4 t^8 + 7 A3 t^6 + 3 A2 t^2 + A1)),
    y = A4 t^9 + A3 t^7 + A2 t^3 + A1 t.

    Parameters
    ----------
    degrees
        Shape (n, 2).

    Returns
    -------
    Floats
        Shape (n, 2), in units of the map.

    >>> project(np.array([[180.0, 0.0], [0.0, 90.0]])).round(1).tolist()
    [[1000.0, 0.0], [0.0, 486.7]]
    """
    lon, lat = np.radians(degrees).T
    a1, a2, a3, a4 = EQUAL_EARTH
    t = np.arcsin(np.sqrt(3) / 2 * np.sin(lat))
    x = 2 * np.sqrt(3) * lon * np.cos(t) / (3 * (9 * a4 * t**8 + 7 * a3 * t**6 + 3 * a2 * t**2 + a1))
    y = a4 * t**9 + a3 * t**7 + a2 * t**3 + a1 * t
    return np.asarray(np.stack([x, y], axis=1) * (WIDTH / 2 / HALF_EQUATOR))


def area(ring: Floats) -> float:
    """Return the area within a ring, in square units of the map (the shoelace formula)."""
    x, y = ring.T
    return float(abs(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1))) / 2)
