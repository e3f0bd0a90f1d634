from dataclasses import fields

import numpy as np

from footfall.simulate.crowd import Crowd, Trace


def test_take_copies_every_field() -> None:
    crowd = Crowd.waiting(np.arange(5), personas=4, intents=3)
    taken = crowd.take(np.array([1, 3]))
    assert taken.number.tolist() == [1, 3]
    assert {len(getattr(taken, field.name)) for field in fields(Crowd)} == {2}
    taken.lines += 1
    taken.cart[:] = 7
    assert not crowd.lines.any()
    assert (crowd.cart < 0).all()


def test_joined_puts_each_visitor_together_in_order() -> None:
    def part(visitors: list[int], seq: int) -> Trace:
        columns = {field.name: np.full(len(visitors), seq) for field in fields(Trace)}
        return Trace(**(columns | {"visitor": np.array(visitors)}))

    joined = Trace.joined([part([2, 0, 1], 1), part([2, 1], 2), part([2], 3)])
    assert joined.visitor.tolist() == [0, 1, 1, 2, 2, 2]
    assert joined.seq.tolist() == [1, 1, 2, 1, 2, 3]
