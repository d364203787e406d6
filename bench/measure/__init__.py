"""How figures are taken, summed up and written down."""
