"""Files that hold articles in a form of their own: feeds, tables, mails, archives."""
