"""An invented story to look around in: talks, a swap in three days, a revised toll, a position that moves."""
