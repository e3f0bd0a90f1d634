import numpy as np
import pytest

from footfall.report.maps.shapes import WIDTH, area, project, shapes


def test_areas_compare_all_over_the_world() -> None:
    """A degree by a degree at 60 degrees is half of one at the equator: cos 60 = 1/2."""

    def cell(lat: float) -> float:
        side = np.linspace(0, 1, 200)
        edges = [(side, lat + 0 * side), (1 + 0 * side, lat + side), (1 - side, lat + 1 + 0 * side), (0 * side, lat + 1 - side)]
        return area(project(np.concatenate([np.stack(edge, axis=1) for edge in edges])))

    whole = np.sin(np.radians([1, 61, 60]))
    assert cell(60) / cell(0) == pytest.approx((whole[1] - whole[2]) / whole[0], rel=1e-4)


def test_known_areas_come_out() -> None:
    """Poland has 312,700 km2 of the Earth's 510.1 million, as its statistical office says."""
    earth = 4 * np.pi * (WIDTH / 2 / (2 * np.pi / np.sqrt(3) / 1.340264)) ** 2
    poland = sum(area(ring) for ring in shapes()["PL"].rings)
    assert poland / earth == pytest.approx(312_700 / 510.1e6, rel=0.02)


def test_small_countries_and_those_without_an_outline_have_a_middle() -> None:
    assert {"SG", "MT", "LU", "CX", "TW", "XK"} <= shapes().keys()
    assert not shapes()["TW"].rings
    assert "AQ" not in shapes()
    lux, france = shapes()["LU"].middle, shapes()["FR"].middle
    assert lux[1] > france[1]
    assert lux[0] > france[0]
