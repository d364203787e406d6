"""The door through which sessions are opened and answers come in."""
