"""The archive of a sealed file: its papers, its record and its trail in one, to be checked outside.

What it is and how it is checked: docs/archive.md; why it is so: decision 0196.
"""
