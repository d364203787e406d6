"""Banks of one's own: sheets in, sheets out."""
