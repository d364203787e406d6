"""The built page, served from the same address as the API."""
