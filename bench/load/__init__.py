"""Clients under which the programs are put, each in a process of its own."""
