"""How well texts are found and compared: by meaning, by words, by both, with the code that the product runs."""
