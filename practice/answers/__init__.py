"""Answers: taken in, shown, deleted."""
