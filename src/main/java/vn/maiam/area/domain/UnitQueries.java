package vn.maiam.area.domain;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import vn.maiam.area.Reach;
import vn.maiam.area.Unit;
import vn.maiam.area.UnitKind;
import vn.maiam.shared.UnitCode;

/**
 * What every list asks of the units before it asks anything else; so by plain SQL, whose
 * rows become no entities.
 */
@Component
class UnitQueries {

	private static final String CHOICES = """
			with size as (select count(*) as units from (select 1 from unit_closure where ancestor_id in (:roots) limit :most + 1) few),
			near as (
				select id from administrative_unit where id in (:roots)
				union
				select id from administrative_unit where parent_id in (:roots)
				union
				select x.id from administrative_unit a join unit_closure c on c.descendant_id = a.id
				join administrative_unit x on x.parent_id = c.ancestor_id
				where a.code = :at and a.valid_to is null
					and exists (select 1 from unit_closure r where r.descendant_id = c.ancestor_id and r.ancestor_id in (:roots))
				union
				select c.descendant_id from unit_closure c where c.ancestor_id in (:roots) and (select s.units from size s) <= :most)
			select u.id, u.code, u.name, u.kind, u.parent_id from near n cross join lateral (select * from administrative_unit x where x.id = n.id offset 0) u
			where u.valid_to is null
			order by length(u.code), u.code""";

	private static final String REACH = """
			with root as (
				select distinct case when :unit::bigint is null
					or exists (select 1 from unit_closure c where c.ancestor_id = :unit and c.descendant_id = s.id) then s.id else :unit::bigint end as id
				from unnest(:scope::bigint[]) s (id)
				where :unit::bigint is null or exists (select 1 from unit_closure c
					where (c.ancestor_id = :unit and c.descendant_id = s.id) or (c.ancestor_id = s.id and c.descendant_id = :unit)))
			select r.id as id, exists (select 1 from administrative_unit x where x.parent_id = r.id) as parent,
				exists (select 1 from administrative_unit x where x.id = r.id and x.parent_id is null)
					and not exists (select 1 from administrative_unit x where x.parent_id is null and x.id <> r.id) as whole
			from root r
			where not exists (select 1 from root o join unit_closure c on c.ancestor_id = o.id and c.descendant_id = r.id where o.id <> r.id)""";

	private final JdbcClient jdbc;

	UnitQueries(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * All below the roots where they are not too many; else the roots, and the children
	 * of all that stand on the way from them to a unit.
	 */
	List<Unit> choices(Collection<Long> roots, @Nullable UnitCode at, long most) {
		return this.jdbc.sql(CHOICES)
			.param("roots", roots)
			.param("at", (at != null) ? at.value() : null)
			.param("most", most)
			.query((row, number) -> new Unit(row.getLong("id"), new UnitCode(row.getString("code")),
					row.getString("name"), UnitKind.valueOf(row.getString("kind")),
					row.getObject("parent_id", Long.class)))
			.list();
	}

	Reach reach(Collection<Long> scope, @Nullable Long unit) {
		List<Long> roots = new ArrayList<>();
		List<Boolean> wholes = new ArrayList<>();
		List<Boolean> parents = new ArrayList<>();
		this.jdbc.sql(REACH).param("scope", scope.toArray(Long[]::new)).param("unit", unit).query((row) -> {
			roots.add(row.getLong("id"));
			wholes.add(row.getBoolean("whole"));
			parents.add(row.getBoolean("parent"));
		});
		return new Reach(roots, wholes.contains(true), !parents.contains(false));
	}

}
