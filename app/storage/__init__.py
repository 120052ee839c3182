"""The database: connection, migrations, repositories. The only place with SQL."""
