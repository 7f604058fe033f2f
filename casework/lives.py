"""The kinds of life that this edition knows; importing it makes them known."""

from casework import case_life, morning, quarterly

KINDS = (case_life.PROCEDURE, quarterly.PROCEDURE, morning.PROCEDURE)
