package vn.maiam.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The tables of the installation, as PostgreSQL's own catalogue has them. */
public final class Tables {

	/**
	 * All but those of a pattern and what these point at, in an order in which whatever a
	 * row points at comes before it.
	 */
	private static final String IN_ORDER = """
			with recursive points as (
				select distinct conrelid as at, confrelid as target from pg_constraint
				where contype = 'f' and conrelid <> confrelid and conparentid = 0),
			every as (
				select c.oid, c.relname from pg_class c
				where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition),
			left_alone as (
				select oid from every where relname ~ ?
				union
				select p.target from points p join left_alone l on l.oid = p.at),
			depth as (
				select oid, 0 as level from every where oid not in (select oid from left_alone)
				union all
				select p.at, d.level + 1 from points p join depth d on d.oid = p.target
				where p.at not in (select oid from left_alone)) cycle oid set again using way
			select e.relname from every e join depth d on d.oid = e.oid group by e.relname order by max(d.level), e.relname
			""";

	/** Those that are written; the others the database computes. */
	private static final String COLUMNS = """
			select string_agg(quote_ident(column_name), ', ' order by ordinal_position) from information_schema.columns
			where table_schema = 'public' and table_name = ? and is_generated = 'NEVER'
			""";

	private Tables() {
	}

	/**
	 * Names of tables in the order of filling.
	 * @param leftAlone a pattern of those that are left out, with all that they point at
	 */
	public static List<String> inOrder(Connection connection, String leftAlone) throws SQLException {
		return ask(connection, IN_ORDER, "^(" + leftAlone + ")$");
	}

	/** The columns of a table that can be written, as SQL lists them. */
	public static String columns(Connection connection, String table) throws SQLException {
		return ask(connection, COLUMNS, table).get(0);
	}

	private static List<String> ask(Connection connection, String sql, String value) throws SQLException {
		try (PreparedStatement statement = connection.prepareStatement(sql)) {
			statement.setString(1, value);
			List<String> answers = new ArrayList<>();
			try (ResultSet rows = statement.executeQuery()) {
				while (rows.next()) {
					answers.add(rows.getString(1));
				}
			}
			return answers;
		}
	}

}
