"""Texts to vectors, and the search over them."""
