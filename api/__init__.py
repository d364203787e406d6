"""Doors for the browser: requests in, events out."""
