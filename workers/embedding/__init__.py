"""Arrow 3 and 4: answers become vectors, in batches. This worker burns CPU."""
