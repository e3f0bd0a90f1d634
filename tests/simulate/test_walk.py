import numpy as np
from sklearn.metrics import roc_auc_score

from footfall.events.event import TYPES
from footfall.simulate.columns import purchase_ahead
from footfall.simulate.crowd import Trace
from footfall.simulate.funnel import EXIT, TYPE_NUMBER
from footfall.simulate.laws import Laws
from footfall.simulate.season import Season
from footfall.simulate.walk import Walk

PURCHASE = TYPE_NUMBER["purchase"]


def test_half_an_hour_of_inactivity_finds_exactly_the_true_visits(trace: Trace) -> None:
    same = np.diff(trace.visitor) == 0
    gap = np.diff(trace.second)
    within = same & (np.diff(trace.visit) == 0)
    between = same & (np.diff(trace.visit) == 1)
    assert (same == (within | between)).all()
    assert 1 <= gap[within].min() <= gap[within].max() < 29 * 60
    assert gap[between].min() >= 31 * 60


def test_numbers_count_through(trace: Trace) -> None:
    new = np.append(True, np.diff(trace.visitor) != 0)
    assert (trace.seq[new] == 1).all()
    assert (np.diff(trace.seq)[~new[1:]] == 1).all()
    first = trace.click == 1
    assert (first | (np.append(0, np.diff(trace.click)) == 1)).all()
    assert (trace.visit[new] == 1).all()


def test_visits_begin_within_the_period(trace: Trace, season: Season) -> None:
    begins = trace.second[trace.click == 1]
    assert season.first_s <= begins.min()
    assert begins.max() < season.last_s


def test_every_type_happens_and_nothing_else(trace: Trace) -> None:
    assert set(trace.kind) == set(range(len(TYPES)))
    assert EXIT not in trace.kind


def test_shop_is_no_toy(trace: Trace) -> None:
    """The bars: conversion, length, the truth's AUC early and late, and the last type alone."""
    bought = purchase_ahead(trace)
    first = np.flatnonzero(trace.click == 1)
    length = np.diff(np.append(first, len(trace)))
    converts = np.maximum.reduceat(trace.kind == PURCHASE, first)
    assert 0.015 < converts.mean() < 0.04
    assert 5 <= np.median(length) <= 8
    assert (length >= 20).mean() > 0.13
    assert 0.60 < _auc(trace, bought, 1) < 0.75
    assert 0.75 < _auc(trace, bought, 10) < 0.90
    by_type = np.bincount(trace.kind, bought) / np.bincount(trace.kind)
    assert roc_auc_score(bought, trace.chance) - roc_auc_score(bought, by_type[trace.kind]) > 0.03


def test_loyal_visitors_come_back_sooner(trace: Trace) -> None:
    again = np.flatnonzero((trace.click == 1) & (trace.visit > 1))
    wait = trace.second[again] - trace.second[again - 1]
    assert np.median(wait[trace.persona[again] == 0]) < 0.7 * np.median(wait[trace.persona[again] == 2])


def test_people_come_in_the_evening_more_than_at_night(trace: Trace) -> None:
    hour = trace.second[trace.click == 1] // 3_600 % 24
    assert (hour == 20).sum() > 5 * (hour == 3).sum()


def test_walk_is_determined_by_its_generator(laws: Laws, season: Season) -> None:
    one, two = (Walk(laws, season).trace(10, 50, np.random.default_rng(1)) for _ in range(2))
    np.testing.assert_array_equal(one.chance, two.chance)
    np.testing.assert_array_equal(one.second, two.second)
    assert set(one.visitor) == set(range(10, 60))


def _auc(trace: Trace, bought: np.ndarray[tuple[int, ...], np.dtype[np.bool_]], click: int) -> float:
    here = trace.click == click
    return float(roc_auc_score(bought[here], trace.chance[here]))
