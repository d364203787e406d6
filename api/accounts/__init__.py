"""Who one is here: sessions, the workspace as a whole, and signing in."""
