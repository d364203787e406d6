"""How a worker process lives: its room, its start, its pulse."""
