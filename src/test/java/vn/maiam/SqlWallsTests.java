package vn.maiam;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The walls between modules hold in SQL too: a table belongs to one module, and another
 * that names it, in a string or through a view, is entered in {@code walls.txt}.
 */
@SpringBootTest
@Import(TestProvince.People.class)
class SqlWallsTests {

	private static final Set<String> OF_ALL_TABLES = Set.of("handover", "demo", "backup");

	private static final String STRING = "\"(?:[^\"\\\\\\n]|\\\\.)*\"";

	/** A text block, or strings that are added up. */
	private static final Pattern LITERAL = Pattern
		.compile("\"\"\".*?\"\"\"|" + STRING + "(?:\\s*\\+\\s*" + STRING + ")*", Pattern.DOTALL);

	private static final Pattern ADDED = Pattern.compile("\"\\s*\\+(\\s*)\"");

	private static final Pattern NAMED = Pattern
		.compile("\\b(?:from|join|into|update|using|table)\\s+(?:only\\s+)?([a-z_]+)"
				+ "(?:(?:\\s+(?:as\\s+)?[a-z]\\w*)?\\s*,\\s*([a-z_]+)(?=\\s+[a-z]\\b))?");

	@Autowired
	JdbcClient jdbc;

	private final Map<String, String> owners = new HashMap<>();

	private final Map<String, Set<String>> others = new HashMap<>();

	SqlWallsTests() throws IOException {
		for (String line : new ClassPathResource("walls.txt").getContentAsString(StandardCharsets.UTF_8)
			.lines()
			.filter((it) -> !it.startsWith("#"))
			.toList()) {
			List<String> words = Arrays.asList(line.split(" "));
			this.owners.put(words.get(1), words.get(0));
			this.others.put(words.get(1), new TreeSet<>(words.subList(2, words.size())));
		}
	}

	@Test
	void eachTableAndViewHasOneOwner() {
		assertThat(this.owners.keySet()).containsExactlyInAnyOrderElementsOf(this.jdbc.sql("""
				select relname from pg_class c where relnamespace = 'public'::regnamespace
				and relkind in ('r', 'v', 'm', 'p') and not relispartition and relname <> 'flyway_schema_history'
				and not exists (select 1 from pg_depend d where d.objid = c.oid and d.deptype = 'e')""")
			.query(String.class)
			.list());
	}

	@Test
	void sqlNamesTablesOfItsModuleOrThoseEnteredForIt() throws IOException {
		Set<String> used = new TreeSet<>();
		List<String> broken = new ArrayList<>();
		Path root = Path.of("src/main/java/vn/maiam");
		try (Stream<Path> files = Files.walk(root)) {
			for (Path file : files.filter((it) -> it.toString().endsWith(".java")).toList()) {
				scan(file, root.relativize(file).getName(0).toString(), used, broken);
			}
		}
		assertThat(broken).as("a table of another module: ask its face, or enter it in walls.txt").isEmpty();
		Set<String> entered = new TreeSet<>();
		this.others.forEach((table, modules) -> modules.stream()
			.filter((module) -> !module.equals("*"))
			.forEach((module) -> entered.add(module + " " + table)));
		entered.removeAll(used);
		entered.removeAll(throughViews());
		assertThat(entered).as("entered in walls.txt and not used any more").isEmpty();
	}

	@Test
	void viewsLookAtTablesOfTheirModuleOrThoseEnteredForIt() {
		assertThat(throughViews()).allSatisfy((arrow) -> {
			String[] words = arrow.split(" ");
			assertThat(isOpen(words[0], words[1])).as(arrow).isTrue();
		});
	}

	private void scan(Path file, String module, Set<String> used, List<String> broken) throws IOException {
		String source = Files.readString(file);
		Matcher literal = LITERAL.matcher(source);
		while (literal.find()) {
			String sql = ADDED.matcher(literal.group()).replaceAll("$1");
			Matcher named = NAMED.matcher(sql);
			while (named.find()) {
				for (int group = 1; group <= 2; group++) {
					String table = named.group(group);
					if (table == null || !this.owners.containsKey(table)) {
						continue;
					}
					used.add(module + " " + table);
					if (!isOpen(module, table)) {
						long line = (source.substring(0, literal.start()) + sql.substring(0, named.end(group))).lines()
							.count();
						broken.add(file + ":" + line + " " + table + " of " + this.owners.get(table));
					}
				}
			}
		}
	}

	private boolean isOpen(String module, String table) {
		return OF_ALL_TABLES.contains(module) || module.equals(this.owners.get(table))
				|| this.others.getOrDefault(table, Set.of()).stream().anyMatch(Set.of("*", module)::contains);
	}

	/** Module of a view and table of another that it reads. */
	private Set<String> throughViews() {
		Set<String> arrows = new TreeSet<>();
		this.jdbc
			.sql("""
					select distinct v.relname as view, t.relname as read from pg_class v
					join pg_rewrite r on r.ev_class = v.oid join pg_depend d on d.objid = r.oid and d.classid = 'pg_rewrite'::regclass
					join pg_class t on t.oid = d.refobjid and d.refclassid = 'pg_class'::regclass
					where v.relkind = 'v' and v.relnamespace = 'public'::regnamespace and t.oid <> v.oid""")
			.query((row) -> {
				String owner = this.owners.get(row.getString("view"));
				if (owner != null && !owner.equals(this.owners.get(row.getString("read")))) {
					arrows.add(owner + " " + row.getString("read"));
				}
			});
		return arrows;
	}

}
