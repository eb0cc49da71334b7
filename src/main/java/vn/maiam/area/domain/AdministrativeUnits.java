package vn.maiam.area.domain;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface AdministrativeUnits extends Repository<AdministrativeUnit, Long> {

	AdministrativeUnit save(AdministrativeUnit unit);

	boolean existsByIdIsNotNull();

	Optional<AdministrativeUnit> findById(long id);

	Optional<AdministrativeUnit> findByCodeAndValidToIsNull(String code);

	List<AdministrativeUnit> findByParentIdIsNullAndValidToIsNullOrderByCode();

	List<AdministrativeUnit> findByParentIdAndValidToIsNullOrderByCode(long parentId);

	@Query(nativeQuery = true, value = """
			select u.* from administrative_unit u
			where u.valid_to is null
				and exists (select 1 from unit_closure c where c.descendant_id = u.id and c.ancestor_id in (:roots))
			order by length(u.code), u.code""")
	List<AdministrativeUnit> subtree(Collection<Long> roots);

	/**
	 * All below the roots where they are not too many; else the roots, and the children
	 * of all that stand on the way from them to a unit.
	 */
	@Query(nativeQuery = true,
			value = """
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
					select u.* from near n cross join lateral (select * from administrative_unit x where x.id = n.id offset 0) u
					where u.valid_to is null
					order by length(u.code), u.code""")
	List<AdministrativeUnit> choices(Collection<Long> roots, @Nullable String at, long most);

	@Query(nativeQuery = true,
			value = """
					with root as (
						select distinct case when cast(:unit as bigint) is null
							or exists (select 1 from unit_closure c where c.ancestor_id = :unit and c.descendant_id = s.id) then s.id else cast(:unit as bigint) end as id
						from unnest(cast(:scope as bigint[])) s (id)
						where cast(:unit as bigint) is null or exists (select 1 from unit_closure c
							where (c.ancestor_id = :unit and c.descendant_id = s.id) or (c.ancestor_id = s.id and c.descendant_id = :unit)))
					select r.id as id, exists (select 1 from administrative_unit x where x.parent_id = r.id) as parent,
						exists (select 1 from administrative_unit x where x.id = r.id and x.parent_id is null)
							and not exists (select 1 from administrative_unit x where x.parent_id is null and x.id <> r.id) as whole
					from root r
					where not exists (select 1 from root o join unit_closure c on c.ancestor_id = o.id and c.descendant_id = r.id where o.id <> r.id)""")
	List<Root> reach(Long[] scope, @Nullable Long unit);

	@Query(nativeQuery = true, value = """
			select u.* from unit_closure c join administrative_unit u on u.id = c.ancestor_id
			where c.descendant_id = :id order by length(u.code), u.code""")
	List<AdministrativeUnit> line(long id);

	@Query(nativeQuery = true,
			value = "select exists (select 1 from unit_closure where descendant_id = :id and ancestor_id in (:roots))")
	boolean within(long id, Collection<Long> roots);

	/** One of the highest units of what is looked at. */
	interface Root {

		long getId();

		boolean isParent();

		boolean isWhole();

	}

}
