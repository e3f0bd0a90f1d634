"""What do the sequence models look like inside?

A `Reader` turns the events of a session into a state at each of them, without looking ahead: a gated recurrent unit (Cho et al., EMNLP
2014) or a small causal Transformer (Vaswani et al., NeurIPS 2017; layer norm first, as in Xiong et al., ICML 2020). A `Head` turns a state
and the features of the row into a logit. Needs PyTorch; scoring does not, since both are saved as ONNX (`models.sequence`).
"""

from collections.abc import Sequence
from typing import Literal

import torch
from torch import Tensor, nn

from footfall.models.event_codes import NUMBERS
from footfall.models.passes import LONGEST

__all__ = ["Dropout", "Head", "Kind", "Network", "Reader"]

Kind = Literal["gru", "transformer"]

WIDEST = 32
"""Most numbers of an embedding."""
HEADS = 4
LAYERS = 2


class Dropout(nn.Module):
    """Sets a share of the inputs to zero while training, by draws of a generator of its own (Srivastava et al., JMLR 15, 2014).

    PyTorch's own draws from one generator of the process, so that two fits side by side would not be repeatable.
    """

    def __init__(self, share: float, generator: torch.Generator) -> None:
        super().__init__()
        self.share = share
        self.generator = generator

    def forward(self, x: Tensor) -> Tensor:
        """Return `x` with some of it gone and the rest scaled up; `x` itself outside training."""
        if not self.training or self.share <= 0:
            return x
        kept = torch.rand(x.shape, generator=self.generator) >= self.share
        return x * kept / (1.0 - self.share)


class Reader(nn.Module):
    """Events to states: words (b, t, 3) int64 and numbers (b, t, `NUMBERS`) to (b, t, width); a state depends on no later event."""

    def __init__(self, kind: Kind, sizes: Sequence[int], width: int, dropout: float, generator: torch.Generator) -> None:
        super().__init__()
        wide = [min(WIDEST, 4 + size // 4) for size in sizes]
        self.embeddings = nn.ModuleList(nn.Embedding(size, each) for size, each in zip(sizes, wide, strict=True))
        self.enter = nn.Linear(sum(wide) + NUMBERS, width)
        self.dropout = Dropout(dropout, generator)
        self.core = Recurrent(width) if kind == "gru" else Attentive(width, dropout, generator)

    def forward(self, words: Tensor, numbers: Tensor) -> Tensor:
        """Return the states."""
        embedded = [embed(words[:, :, place]) for place, embed in enumerate(self.embeddings)]
        entered = torch.relu(self.enter(torch.cat([*embedded, numbers], dim=2)))
        states: Tensor = self.core(self.dropout(entered))
        return states


class Recurrent(nn.Module):
    """One layer of gated recurrent units."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.unit = nn.GRU(width, width, batch_first=True)

    def forward(self, x: Tensor) -> Tensor:
        """Return the state after each event."""
        states: Tensor = self.unit(x)[0]
        return states


class Attentive(nn.Module):
    """`LAYERS` layers of causal attention with learnt places."""

    def __init__(self, width: int, dropout: float, generator: torch.Generator) -> None:
        super().__init__()
        self.places = nn.Parameter(torch.randn(LONGEST, width) * 0.02)
        self.layers = nn.ModuleList(Layer(width, dropout, generator) for _ in range(LAYERS))
        self.norm = nn.LayerNorm(width)

    def forward(self, x: Tensor) -> Tensor:
        """Return the state at each event."""
        steps = torch.arange(x.shape[1])
        ahead = steps[None, :] > steps[:, None]
        x = x + self.places[steps]
        for layer in self.layers:
            x = layer(x, ahead)
        states: Tensor = self.norm(x)
        return states


class Layer(nn.Module):
    """Attention and a small network, each added to what came in."""

    def __init__(self, width: int, dropout: float, generator: torch.Generator) -> None:
        super().__init__()
        self.before = nn.LayerNorm(width)
        self.ask = nn.Linear(width, 3 * width)
        self.join = nn.Linear(width, width)
        self.after = nn.Sequential(nn.LayerNorm(width), nn.Linear(width, 2 * width), nn.GELU(), nn.Linear(2 * width, width))
        self.dropout = Dropout(dropout, generator)

    def forward(self, x: Tensor, ahead: Tensor) -> Tensor:
        """Return (b, t, width); `ahead` (t, t) marks what a step may not look at."""
        batch, steps, width = x.shape
        asked = self.ask(self.before(x)).reshape(batch, steps, 3, HEADS, width // HEADS)
        query, key, value = (asked[:, :, place].transpose(1, 2) for place in range(3))
        likeness = (query @ key.transpose(2, 3)) / (width // HEADS) ** 0.5
        attention = torch.softmax(likeness.masked_fill(ahead, -1e9), dim=3)
        joined = self.join((attention @ value).transpose(1, 2).reshape(batch, steps, width))
        x = x + self.dropout(joined)
        result: Tensor = x + self.dropout(self.after(x))
        return result


class Head(nn.Module):
    """Features (n, m) and states (n, width), side by side, to logits (n,).

    Two hidden layers beside a linear path (Cheng et al., "Wide & deep learning for recommender systems", DLRS 2016).
    Nothing drops out of the features: they are few and each is exact.
    """

    def __init__(self, features: int, width: int, dropout: float, generator: torch.Generator) -> None:
        super().__init__()
        self.linear = nn.Linear(features + width, 1)
        self.hidden = nn.Linear(features + width, 2 * width)
        self.second = nn.Linear(2 * width, width)
        self.leave = nn.Linear(width, 1)
        self.dropout = Dropout(dropout, generator)

    def forward(self, joined: Tensor) -> Tensor:
        """Return the logits."""
        first = self.dropout(torch.relu(self.hidden(joined)))
        second = self.dropout(torch.relu(self.second(first)))
        logit: Tensor = self.linear(joined) + self.leave(second)
        return logit.squeeze(1)


class Network(nn.Module):
    """Reader and head, trained together."""

    def __init__(self, reader: Reader, head: Head) -> None:
        super().__init__()
        self.reader = reader
        self.head = head

    def forward(self, words: Tensor, numbers: Tensor, at: Tensor, features: Tensor) -> Tensor:
        """Return the logits of rows that stand at `at` of the flattened (b, t) states."""
        states = self.reader(words, numbers)
        chosen = states.reshape(-1, states.shape[2])[at]
        logit: Tensor = self.head(torch.cat([features, chosen], dim=1))
        return logit
