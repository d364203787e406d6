"""Who is asking: guest workspaces and their tokens."""
