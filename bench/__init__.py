"""Measurements: ratios within one run, with their noise; no test measures time."""
