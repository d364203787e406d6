"""The door through which answers come in."""
