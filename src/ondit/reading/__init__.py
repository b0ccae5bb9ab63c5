"""Article to Reading: who said what, on whose word, affirmed or denied, how surely."""
