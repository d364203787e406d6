"""Questions: their model, the sheets people write them in, and the bank that ships."""
