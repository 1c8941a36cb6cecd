"""Opinion solicitation on Git and a forge: submission, clocks, opinions, experts, decision (art. 9–12)."""
