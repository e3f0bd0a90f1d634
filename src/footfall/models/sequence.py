"""How does a trained sequence model score, without the library that trained it?

`SequenceModel`: the codes of events, a reader that turns a history into a state and a head that turns features and state into a
probability, both as ONNX (https://onnx.ai) and run by ONNX Runtime. A row's matrix is its prepared features with its state beside them, so
that everything that works on a matrix of numbers (calibration, permutation of columns) works on it too. It does not train:
`sequence_training` does.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from footfall.dataset.dataset import Floats
from footfall.dataset.histories import Histories
from footfall.models.event_codes import EventCodes
from footfall.models.passes import Passes

__all__ = ["FILES", "SequenceModel"]

CODES, READER, HEAD = "codes.json", "reader.onnx", "head.onnx"
FILES = (CODES, READER, HEAD)
"""What a saved sequence model consists of."""

PASSES = 256
"""Passes of a batch: some 10 MB at the longest."""
CHUNK = 20_000
"""Rows of the head at a time."""


@dataclass(frozen=True, slots=True)
class SequenceModel:
    """A trained sequence model.

    Parameters
    ----------
    codes
        From events to numbers.
    reader, head
        ONNX models, as bytes: ``words (b, t, 3), numbers (b, t, 5) -> states (b, t, width)`` and ``joined (n, m + width) -> logit (n,)``.
    """

    codes: EventCodes
    reader: bytes
    head: bytes
    _sessions: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    def files(self) -> dict[str, bytes]:
        """Return the content of `FILES`."""
        return {CODES: (json.dumps(self.codes.record()) + "\n").encode(), READER: self.reader, HEAD: self.head}

    @classmethod
    def from_files(cls, files: Mapping[str, bytes]) -> "SequenceModel":
        """Return the model that `files` wrote, ready to score.

        Raises
        ------
        ValueError
            When a file does not hold what its name says.
        """
        try:
            record = json.loads(files[CODES])
            codes = EventCodes.from_record(record if isinstance(record, dict) else {})
        except ValueError as error:
            raise ValueError(f"{CODES} holds no codes of events: {error}") from error
        model = cls(codes, files[READER], files[HEAD])
        for name in (READER, HEAD):
            try:
                model._session(name)
            except ImportError:
                raise
            except Exception as error:  # the runtime's errors share no other class
                raise ValueError(f"{name} holds no model that ONNX Runtime can read") from error
        return model

    def states(self, histories: Histories) -> Floats:
        """Return the state at the cut-off of each of n rows, shape (n, width)."""
        coded, run = self.codes(histories.events), self._session(READER).run
        passes = Passes.of(histories)
        found: NDArray[np.float64] | None = None
        for batch in passes.batches(size=PASSES):
            (state,) = run(None, {"words": coded.words[batch.events], "numbers": coded.numbers[batch.events]})
            if found is None:
                found = np.empty((len(histories), state.shape[2]))
            found[batch.rows] = state.reshape(-1, state.shape[2])[batch.at]
        return np.empty((0, self.width)) if found is None else found

    @property
    def width(self) -> int:
        """Numbers of a state."""
        return int(self._session(READER).get_outputs()[0].shape[2])

    def joined(self, matrix: Floats, histories: Histories) -> Floats:
        """Return the matrix that `predict_proba` reads: prepared features (n, m) with the states beside them, (n, m + width)."""
        return np.hstack([matrix, self.states(histories)])

    def predict_proba(self, joined: Floats) -> Floats:
        """Return the chances of no and of yes, shape (n, 2)."""
        run = self._session(HEAD).run
        pieces = [joined[place : place + CHUNK].astype(np.float32) for place in range(0, len(joined), CHUNK)]
        logit = np.concatenate([np.asarray(run(None, {"joined": piece})[0], dtype=np.float64) for piece in pieces] or [np.empty(0)])
        yes = 1.0 / (1.0 + np.exp(-logit))
        return np.stack([1.0 - yes, yes], axis=1)

    def _session(self, part: str) -> Any:
        """The running model; made when first needed, on one thread, so that scores do not depend on the number of processors."""
        if part not in self._sessions:
            import onnxruntime

            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = options.inter_op_num_threads = 1
            options.log_severity_level = 3
            content = self.reader if part == READER else self.head
            self._sessions[part] = onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])
        return self._sessions[part]
