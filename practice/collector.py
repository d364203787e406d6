"""What Python's garbage collector looks through in a process that serves."""

import gc

# Python's 700 are fewer than the objects of the requests that are under way at a time
YOUNG = 10_000


def spare_what_stays() -> None:
    """Called once, when a process has loaded what it is made of: none of that is looked through again.

    The libraries are some hundred thousand objects that live as long as the process. Each full collection visits them all
    and holds every request up meanwhile.
    """
    gc.collect()
    gc.freeze()
    _, middle, old = gc.get_threshold()
    gc.set_threshold(YOUNG, middle, old)
