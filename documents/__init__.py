"""The papers of the procedure as PDF: Annex 1, minutes, plan. No paper is typeset yet."""
