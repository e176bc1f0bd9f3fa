"""Pages of complaints beside their register's own."""
