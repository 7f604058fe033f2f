"""Attacks of assurance: guesses, replays, stolen cookies."""
