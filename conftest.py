"""Which modules cannot even be collected here? Those that import PyTorch, where it is not installed (`make test-deep` installs it)."""

from importlib.util import find_spec

DEEP = [
    "src/footfall/models/networks.py",
    "src/footfall/models/sequence_training.py",
    "tests/models/test_networks.py",
    "tests/models/test_sequence_training.py",
]

collect_ignore = [] if find_spec("torch") else DEEP
