"""Training of the scorer. Needs PyTorch, which reading itself does not: ``pip install 'ondit[train]'``."""
