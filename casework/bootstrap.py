"""The kinds of life that this edition knows; importing it makes them known."""

from casework.case import life as case_life
from casework.municipality import morning, quarterly

KINDS = (case_life.PROCEDURE, quarterly.PROCEDURE, morning.PROCEDURE)
