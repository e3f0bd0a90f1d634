"""Do the networks look back only, and draw from generators of their own?"""

import pytest
import torch

from footfall.models.event_codes import NUMBERS
from footfall.models.networks import Dropout, Head, Kind, Network, Reader
from footfall.models.passes import LONGEST

pytestmark = pytest.mark.deep
SIZES = (4, 9, 5)


def reader(kind: Kind) -> Reader:
    torch.manual_seed(1)
    made = Reader(kind, SIZES, 16, 0.2, torch.Generator().manual_seed(1))
    made.eval()
    return made


def events(steps: int, *, seed: int = 1) -> tuple[torch.Tensor, torch.Tensor]:
    generator = torch.Generator().manual_seed(seed)
    words = torch.stack([torch.randint(0, size, (2, steps), generator=generator) for size in SIZES], dim=2)
    return words, torch.randn(2, steps, NUMBERS, generator=generator)


@pytest.mark.parametrize("kind", ["gru", "transformer"])
def test_a_state_depends_on_no_later_event(kind: Kind) -> None:
    network = reader(kind)
    words, numbers = events(LONGEST)
    whole = network(words, numbers)
    assert torch.allclose(whole[:, :7], network(words[:, :7], numbers[:, :7]), atol=1e-6)
    other = events(LONGEST, seed=2)
    changed = network(torch.cat([words[:, :7], other[0][:, 7:]], 1), torch.cat([numbers[:, :7], other[1][:, 7:]], 1))
    assert torch.allclose(whole[:, :7], changed[:, :7], atol=1e-6)
    assert not torch.allclose(whole[:, 7:], changed[:, 7:], atol=1e-3)


@pytest.mark.parametrize("kind", ["gru", "transformer"])
def test_a_state_depends_on_every_earlier_event_and_on_their_order(kind: Kind) -> None:
    network = reader(kind)
    words, numbers = events(6)
    swapped = torch.tensor([1, 0, 2, 3, 4, 5])
    assert not torch.allclose(network(words, numbers)[:, 5], network(words[:, swapped], numbers[:, swapped])[:, 5], atol=1e-5)


def test_a_row_is_answered_at_its_own_step() -> None:
    generator = torch.Generator().manual_seed(1)
    network = Network(reader("gru"), Head(3, 16, 0.2, generator)).eval()
    words, numbers = events(5)
    features = torch.randn(2, 3, generator=generator)
    at = torch.tensor([2, 9])
    logit = network(words, numbers, at, features)
    states = network.reader(words, numbers)
    alone = network.head(torch.cat([features, torch.stack([states[0, 2], states[1, 4]])], dim=1))
    assert torch.allclose(logit, alone)


def test_dropout_is_repeatable_whatever_else_draws_and_keeps_the_mean() -> None:
    x = torch.ones(20_000)
    draws = []
    for disturbance in range(2):
        drop = Dropout(0.25, torch.Generator().manual_seed(3)).train()
        torch.rand(disturbance + 1)
        draws.append(drop(x))
    assert torch.equal(*draws)
    assert draws[0].mean().item() == pytest.approx(1.0, abs=0.02)
    assert (draws[0] == 0).float().mean().item() == pytest.approx(0.25, abs=0.02)
    assert torch.equal(drop.eval()(x), x)
