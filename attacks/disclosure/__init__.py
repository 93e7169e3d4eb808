"""What can be worked out about one person from everything that was ever published, and who tries.

The attacker holds every summary of every week in every form (``reading``), the program itself, and
more knowledge than any one person in a home has:

- who lived in which unit in which week, and who was asked: in a round that is everybody;
- **who answered which question in which week** - all but the answers themselves;
- the answers of nought to four false members, whom a coordinator enrolled to fill the lots.

From the calendar of the lots follows who is behind each figure (``behind``); only where somebody
was drawn to be left out, nobody knows whom. Then four attackers try:

- D1 ``singling``: is there an exact combination of published counts that speaks of fewer than five?
- D2 ``inference``: can a solver prove what somebody answered, or at which end of the scale?
- D4 ``membership``: do the summaries tell whether somebody answered at all?
- D6 ``hidden``: does any form hold more than the bands that people see?

``isolated`` in ``possible`` is a fifth, which knows no rule at all: it tries every way in which
people could have answered in a small world, and keeps those that would have been published alike.
It keeps the other four honest, and mutants of the program are run against it.
"""
