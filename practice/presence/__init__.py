"""Which processes are alive: each writes a short-lived key to Redis, so what is lost comes back by itself."""
