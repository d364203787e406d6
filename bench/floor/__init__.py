"""The floor: the least a careful program does for the same work, with the same rows and the same validation.

One statement a submit, no row security, no marks of hops, no breaker: Redis that hangs holds the request.
"""
