"""Arrows 6 and 7: hints from Redis, truth from PostgreSQL, frames to the browser."""
