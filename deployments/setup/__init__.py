"""`tryeza setup`: what a machine is told, asked step by step or read from a file."""
