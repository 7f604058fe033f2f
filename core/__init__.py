"""What every room stands on: clock, settings, keys, languages, logs."""
