"""Judging by a language model: the prompt, the reply and its checks are pure; one file talks HTTP."""
