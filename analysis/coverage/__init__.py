"""One event, many outlets: who covered it, who got to speak, in whose words, and what was left out."""
