"""The pages: routes, forms, words and pictures; it decides nothing."""

import core as core  # first of all: how often rubbish is looked for
