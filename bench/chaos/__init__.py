"""Many people submit and listen while processes are killed at random; at the end everything is counted."""
