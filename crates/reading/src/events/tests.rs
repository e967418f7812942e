//! The tests that `data/events.txt` carries.
