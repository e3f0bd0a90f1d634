import numpy as np

from footfall.simulate.laws import LONGEST_PAUSE_S, PAUSE_MEANS_S, PAUSE_TILT, Laws


def test_every_law_sums_to_one(laws: Laws) -> None:
    for law in (laws.persona, laws.mix, laws.channel, laws.device, laws.entry, laws.tier, laws.interest, laws.country):
        np.testing.assert_allclose(law.sum(axis=-1), 1)
        assert law.min() >= 0
    np.testing.assert_allclose(laws.pause.sum(axis=1), 1)


def test_pauses_stay_below_29_minutes_and_keep_their_means(laws: Laws) -> None:
    assert laws.pause.shape[1] - 1 == LONGEST_PAUSE_S < 29 * 60
    assert not laws.pause[:, 0].any()
    means = (laws.pause * np.arange(LONGEST_PAUSE_S + 1)[:, None]).sum(axis=1)
    np.testing.assert_allclose(means, np.outer(PAUSE_MEANS_S, list(PAUSE_TILT.values())), rtol=0.02)


def test_first_visits_come_by_other_channels_than_later_ones(laws: Laws) -> None:
    assert (np.abs(laws.channel[0] - laws.channel[1]).sum(axis=-1) > 0.1).all()
