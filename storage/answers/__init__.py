"""The answer book: released lots and frozen publications, without any road to a person."""
