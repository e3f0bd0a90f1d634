from itertools import pairwise

import numpy as np

from footfall.report.maps.shapes import WIDTH, WORLD, shapes
from footfall.report.maps.view import ASPECT, TOLERANCE, bent, distances, framed, view_of


def test_countries_far_apart_show_the_whole_world() -> None:
    assert framed([shapes()[code] for code in ("US", "AU", "PL")]) == WORLD


def test_neighbours_are_shown_large_and_stay_in_the_frame() -> None:
    view = view_of(frozenset({"PL", "DE", "MT"}))
    assert round(WIDTH / view.height, 3) == round(ASPECT, 3)
    points = [point for code in ("PL", "DE", "MT") for ring in view.outlines[code].rings for point in ring]
    assert all(0 < x < WIDTH and 0 < y < view.height for x, y in points)
    assert view.outlines["MT"].small
    assert not view.outlines["PL"].small
    assert "AU" not in view.outlines
    assert "CZ" in view.outlines, "neighbours without a number are shown too"


def test_a_place_without_an_outline_can_be_shown() -> None:
    assert view_of(frozenset({"XK", "TW", "SG"})).outlines["TW"].small


def test_no_view_is_large() -> None:
    for codes in ({"US", "AU", "PL"}, {"PL", "DE"}, {"ID", "PH"}, {"NO", "SE"}, set(shapes())):
        view = view_of(frozenset(codes))
        assert 1500 < sum(len(ring) for seen in view.outlines.values() for ring in seen.rings) < 13_000


def test_a_thinned_line_stays_near() -> None:
    x = np.linspace(0, 200, 400)
    line = np.stack([x, 20 * np.sin(x / 15)], axis=1)
    thin = bent(line)
    assert 10 < len(thin) < 100
    legs = list(pairwise(thin))
    assert max(min(distances(point[None, :], *leg)[0] for leg in legs if leg[0][0] <= point[0] <= leg[1][0]) for point in line) <= TOLERANCE
