"""The office: organisation, staff, rounds, open notes and the panel's work."""
