"""Hands: the workers, the encoder and the relay."""
