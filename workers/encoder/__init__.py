"""Short, urgent texts to vectors, for everybody else on this machine."""
