"""How an answer is judged against its rubric, and where a score says it came from."""
