"""Models below the data folder: brought there once, turned into what the engine runs, believed after a check."""
