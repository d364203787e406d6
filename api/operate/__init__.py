"""For whoever hosts it: health, metrics, the state of the system."""
