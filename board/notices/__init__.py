"""The mails of the board: events planned as lines (知らせの予定), mailed at once or in digests.

`events` says what happened, `planning` whom it is for, `sending` mails those who want it at once,
`digest` those who want it together, `stopping` makes the address that stops a topic's mails.
"""
