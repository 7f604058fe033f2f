"""The papers of the procedure as PDF: what stands on each, and the press that sets it."""
