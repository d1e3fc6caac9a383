"""Background work for files and links of topics; every job may run twice without harm."""
