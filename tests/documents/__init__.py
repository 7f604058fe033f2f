"""Tests of the papers: each is read again by another library than the one that wrote it."""
