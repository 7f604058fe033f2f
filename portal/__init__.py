"""The pages: routes, forms, words and pictures; it decides nothing."""
