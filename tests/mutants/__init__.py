"""Mutants: this program with one protection taken away, each caught by an attack program.

An attack that finds nothing may be a bad attack. So each protection is taken away in turn, at its
real place, in the smallest world where that matters; the attack that is said to guard it then has
to find something, and in the same world with the protection it must find nothing.

``published`` is about lots, ``shown`` about figures, ``stored`` about files, ``watched`` about what
shows in time, ``passed`` about words and their reader, ``sealed`` about what should be noise,
``sent`` about what people are sent and asked.
``python -m tests.mutants --write`` runs all of them and writes the table into docs/privacy.md.

Leaks that were thought of and cannot be seeded any more:

- *a draft that is not deleted*: there are no drafts; an answer is sealed with its tap;
- *a day in a row*: no table of the office but the audit has a column finer than the week, and
  ``tests/storage/test_two_hours.py`` compares a week lived at two clock times;
- *growing row numbers alone*, or *random ids alone*: rows are written in the order of random ids,
  so either of the two hides the order; the mutants here take both away at once;
- *a week without VACUUM*: with ``secure_delete`` on nothing readable is left to sweep; it is a
  second layer;
- *secure_delete FAST*: it leaves a trace only where hundreds are forgotten at once, of one in a
  hundred (measured once): too few for a test that may not fail by chance. Start-up refuses it;
- *five parts of a scale from ten people on*: nobody becomes certain, only likelier; the figures of
  decision 0009 measure that;
- *answers that wait written ahead of the empty boxes*: all rows of a transaction are written in the
  order of their keys anyway (decision 0013);
- *no second reader, no second box in a request*: the column beside it names the second one anyway.
"""
