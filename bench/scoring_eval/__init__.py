"""How far the offline scorer agrees with people, measured by question: no question is in the fit that is used on it."""
