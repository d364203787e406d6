"""Further commands of `backtalk`, one module each; see `lazy.py` for how one is added."""
