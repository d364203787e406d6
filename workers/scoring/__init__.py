"""Arrow 3 and 4: an answer is judged against its rubric. This worker only waits: on the encoder, or on a provider."""
