"""Background work for the life of topics: deadlines; every job may run twice without harm."""
