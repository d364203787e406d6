"""Measurements beside the system; nothing in here runs in production."""
