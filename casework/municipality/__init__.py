"""The municipal roundtable, which stands without a case: Art. 8(2)."""
