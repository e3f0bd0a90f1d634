"""Which part of the world does a map show, and how finely?

`view_of` frames the countries that have a number, and thins all outlines in the frame to what its pixels can show: a map of Europe is as
sharp as one of the world, and neither is large. Every view is `WIDTH` units wide.

Source: Douglas and Peucker (1973), Algorithms for the reduction of the number of points required to represent a digitized line,
doi:10.3138/FM57-6770-U75U-7727.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from footfall.report.maps.shapes import WIDTH, WORLD, Floats, Shape, area, shapes

__all__ = ["Outline", "Ring", "View", "view_of"]

Ring = tuple[tuple[int, int], ...]
Box = tuple[float, float, float, float]

TOLERANCE = 0.9
"""How far a thinned outline may lie from the real one, in units of the view."""
LEAST = 6.0
"""Islands of less area (square units of the view) are left off, but for a country's largest."""
SMALL = 160.0
"""Countries of less area are marked by a dot too: they would be hard to see."""
AIR = 0.08
"""Left free around the countries, as a share of the frame."""
NARROWEST = 240.0
"""A frame is no narrower, in units of the map: a neighbourhood tells where one is."""
WIDEST = 0.6
"""A frame of more than this share of the world becomes the world."""
ASPECT = (WORLD[2] - WORLD[0]) / (WORLD[3] - WORLD[1])


@dataclass(frozen=True, slots=True)
class Outline:
    """A country in a view: its rings, where a dot would stand, and whether it wants one to be seen."""

    rings: tuple[Ring, ...]
    middle: tuple[int, int]
    small: bool


@dataclass(frozen=True, slots=True)
class View:
    """A part of the world: `height` in units, of which its width has `WIDTH`, and the countries in it by code."""

    height: float
    outlines: Mapping[str, Outline]


@lru_cache(maxsize=8)
def view_of(codes: frozenset[str]) -> View:
    """Return the view that holds the countries of these codes. Cost: about a second, once for the same codes."""
    frame = framed([shapes()[code] for code in sorted(codes)])
    left, bottom, right, top = frame
    scale = WIDTH / (right - left)
    inside = {code: shape for code, shape in shapes().items() if code in codes or meets(shape, frame)}
    return View((top - bottom) * scale, {code: seen(shape, np.array([left, bottom]), scale) for code, shape in inside.items()})


def framed(countries: list[Shape]) -> Box:
    """Return the frame around the largest part of each country: left, bottom, right, top."""
    points = np.concatenate([shape.rings[0] if shape.rings else np.array([shape.middle]) for shape in countries])
    (left, bottom), (right, top) = points.min(axis=0), points.max(axis=0)
    width = max((right - left) * (1 + 2 * AIR), (top - bottom) * (1 + 2 * AIR) * ASPECT, NARROWEST)
    if width > WIDEST * WIDTH:
        return WORLD
    height = width / ASPECT
    x, y = float(left + right) / 2, float(bottom + top) / 2
    x = min(max(x, WORLD[0] + width / 2), WORLD[2] - width / 2)
    y = min(max(y, WORLD[1] + height / 2), WORLD[3] - height / 2)
    return (x - width / 2, y - height / 2, x + width / 2, y + height / 2)


def meets(shape: Shape, frame: Box) -> bool:
    """Return whether some ring of a country reaches into a frame."""
    return any(reaches(ring, frame) for ring in shape.rings)


def reaches(ring: Floats, frame: Box) -> bool:
    """Return whether the box around a ring and a frame overlap."""
    (left, bottom), (right, top) = ring.min(axis=0), ring.max(axis=0)
    return bool(left < frame[2] and right > frame[0] and bottom < frame[3] and top > frame[1])


def seen(shape: Shape, corner: Floats, scale: float) -> Outline:
    """Return a country as a view shows it, from the view's lower left corner in units of the map."""
    frame = (corner[0], corner[1], corner[0] + WIDTH / scale, corner[1] + WIDTH / scale / ASPECT)
    near = [(ring - corner) * scale for ring in shape.rings if reaches(ring, frame)]
    areas = [area(ring) for ring in near]
    kept = [thinned(ring) for place, ring in enumerate(near) if areas[place] >= LEAST or not place]
    rings = tuple(tuple((int(x), int(y)) for x, y in ring) for ring in kept if len(ring) > 2)
    x, y = (np.array(shape.middle) - corner) * scale
    return Outline(rings, (round(x), round(y)), small=sum(areas) < SMALL)


def thinned(ring: Floats) -> Floats:
    """Return a ring with the points that show, in whole units; what is left of a tiny one as it is."""
    far = int(np.argmax(((ring - ring[0]) ** 2).sum(axis=1)))
    halves = np.concatenate([bent(ring[: far + 1]), bent(np.concatenate([ring[far:], ring[:1]]))[1:-1]])
    whole = np.round(halves if len(halves) > 3 else ring)
    moved = (whole != np.roll(whole, 1, axis=0)).any(axis=1)
    return np.asarray(whole[moved])


def bent(line: Floats) -> Floats:
    """Return a line without the points that lie within `TOLERANCE` of what is left (Douglas and Peucker)."""
    keep = np.zeros(len(line), dtype=np.bool_)
    keep[[0, -1]] = True
    waiting = [(0, len(line) - 1)]
    while waiting:
        first, last = waiting.pop()
        if last - first < 2:
            continue
        away = distances(line[first + 1 : last], line[first], line[last])
        worst = int(np.argmax(away))
        if away[worst] > TOLERANCE:
            middle = first + 1 + worst
            keep[middle] = True
            waiting += [(first, middle), (middle, last)]
    return line[keep]


def distances(points: Floats, start: Floats, end: Floats) -> Floats:
    """Return how far points lie from the line between two others."""
    along = end - start
    length = float(np.hypot(*along))
    away = points - start
    if length == 0:
        return np.asarray(np.hypot(*away.T))
    return np.asarray(np.abs(along[0] * away[:, 1] - along[1] * away[:, 0]) / length)
