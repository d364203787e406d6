"""What came of the practice so far, and what to practise next."""
