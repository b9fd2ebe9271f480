"""The local cloud behind `make serve`: the real template on this machine. Never shipped."""
