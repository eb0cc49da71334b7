package vn.maiam.area.domain;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

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

	@Query(nativeQuery = true, value = """
			select u.* from unit_closure c join administrative_unit u on u.id = c.ancestor_id
			where c.descendant_id = :id order by length(u.code), u.code""")
	List<AdministrativeUnit> line(long id);

	@Query(nativeQuery = true,
			value = "select exists (select 1 from unit_closure where descendant_id = :id and ancestor_id in (:roots))")
	boolean within(long id, Collection<Long> roots);

}
