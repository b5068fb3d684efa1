"""What the pages take from others: scripts, land and letters from the npm registry, checked and committed."""
