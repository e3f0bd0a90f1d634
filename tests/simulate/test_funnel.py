import numpy as np
import pytest

from footfall.events.event import TYPES
from footfall.simulate.crowd import Trace
from footfall.simulate.funnel import CART_LINES, CELLS, EXIT, INTENTS, TYPE_NUMBER, cell_of, shop_funnel
from footfall.simulate.ladder import Ladder

FUNNEL = shop_funnel()


def test_every_law_sums_to_one_and_always_lets_people_leave() -> None:
    assert FUNNEL.chance.shape == (CELLS, EXIT + 1, len(INTENTS))
    np.testing.assert_allclose(FUNNEL.chance.sum(axis=1), 1)
    assert FUNNEL.chance[:, EXIT].min() > 0


@pytest.mark.parametrize("name", ["remove_from_cart", "begin_checkout", "add_shipping_info", "add_payment_info", "purchase"])
def test_empty_cart_cannot(name: str) -> None:
    empty = cell_of(np.arange(len(TYPES)), 0, 0)
    full = cell_of(np.arange(len(TYPES)), 2, 0)
    assert not FUNNEL.chance[empty, TYPE_NUMBER[name]].any()
    assert FUNNEL.chance[full, TYPE_NUMBER[name]].any()


def test_full_cart_takes_nothing_more() -> None:
    assert not FUNNEL.chance[cell_of(np.arange(len(TYPES)), CART_LINES, 0), TYPE_NUMBER["add_to_cart"]].any()


def test_types_lead_to_cells_that_remember() -> None:
    here = int(cell_of(TYPE_NUMBER["view_cart"], 2, 0))
    assert FUNNEL.then[here, TYPE_NUMBER["remove_from_cart"]] == cell_of(TYPE_NUMBER["remove_from_cart"], 1, 0)
    assert FUNNEL.then[here, TYPE_NUMBER["purchase"]] == cell_of(TYPE_NUMBER["purchase"], 0, 1)
    assert FUNNEL.then[here, TYPE_NUMBER["search"]] == cell_of(TYPE_NUMBER["search"], 2, 0)


def test_value_of_states_agrees_with_continuations_by_chance(trace: Trace) -> None:
    """Two hundred cells as visitors reach them, each intent by turns, 1,500 continuations each."""
    rng, times, states = np.random.default_rng(11), 1_500, 200
    cells = _cells(trace)
    cell = np.repeat(rng.choice(cells, states), times)
    intent = np.repeat(np.arange(states) % len(INTENTS), times)
    chance = FUNNEL.value[cell[::times], intent[::times]]
    found = _continued(cell, intent, rng).reshape(states, times).mean(axis=1)
    spread = np.sqrt(np.maximum(chance * (1 - chance), 1e-9) / times)
    usual = chance * times > 5
    z = ((found - chance) / spread)[usual]
    assert usual.sum() > 100
    assert np.abs(z).max() < 4.5
    assert 0.7 < z.std() < 1.3
    assert abs(found[~usual].mean() - chance[~usual].mean()) < 5 * spread.max() / np.sqrt(states)


def _cells(trace: Trace) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    """Return the cell at each event of a trace, rebuilt from its types."""
    change = (trace.kind == TYPE_NUMBER["add_to_cart"]).astype(np.int64) - (trace.kind == TYPE_NUMBER["remove_from_cart"])
    bought = trace.kind == TYPE_NUMBER["purchase"]
    lines, done, cells = 0, 0, np.empty(len(trace), dtype=np.int64)
    for row in range(min(len(trace), 50_000)):
        if trace.click[row] == 1:
            lines, done = 0, 0
        lines = 0 if bought[row] else lines + change[row]
        done = 1 if bought[row] else done
        cells[row] = cell_of(int(trace.kind[row]), int(lines), done)
    return cells[: min(len(trace), 50_000)]


def _continued(
    cell: np.ndarray[tuple[int, ...], np.dtype[np.int64]],
    intent: np.ndarray[tuple[int, ...], np.dtype[np.int64]],
    rng: np.random.Generator,
) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """Walk on from these cells until everybody has left; return who bought."""
    ladder = Ladder.of(FUNNEL.chance.transpose(2, 0, 1).reshape(-1, EXIT + 1))
    bought = np.zeros(len(cell), dtype=np.bool_)
    walking, now = np.arange(len(cell)), cell.copy()
    while len(walking):
        kind = ladder.draw(intent[walking] * CELLS + now[walking], rng.random(len(walking)))
        bought[walking] |= kind == TYPE_NUMBER["purchase"]
        walking, kind = walking[(kind != EXIT) & ~bought[walking]], kind[(kind != EXIT) & ~bought[walking]]
        now[walking] = FUNNEL.then[now[walking], kind]
    return bought
