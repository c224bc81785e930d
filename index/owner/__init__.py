"""What an archive's owner writes by hand: aliases and corrections, read from files and applied."""
