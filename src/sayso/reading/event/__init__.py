"""What happened: events and states, with who took part, where and when, and how many came to harm."""
