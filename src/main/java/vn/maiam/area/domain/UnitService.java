package vn.maiam.area.domain;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import vn.maiam.area.Reach;
import vn.maiam.area.Unit;
import vn.maiam.area.UnitDirectory;
import vn.maiam.area.UnitNames;
import vn.maiam.shared.UnitCode;

@Service
@Transactional(readOnly = true)
class UnitService implements UnitDirectory {

	/** A province has some two hundred, the largest city six hundred. */
	private static final int MOST_CHOICES = 700;

	private final AdministrativeUnits units;

	private final UnitQueries queries;

	UnitService(AdministrativeUnits units, UnitQueries queries) {
		this.units = units;
		this.queries = queries;
	}

	@Override
	public Optional<Unit> find(UnitCode code) {
		return this.units.findByCodeAndValidToIsNull(code.value()).map(AdministrativeUnit::toUnit);
	}

	@Override
	public Optional<Unit> find(long id) {
		return this.units.findById(id).map(AdministrativeUnit::toUnit);
	}

	@Override
	public List<Unit> provinces() {
		return toUnits(this.units.findByParentIdIsNullAndValidToIsNullOrderByCode());
	}

	@Override
	public List<Unit> children(long id) {
		return toUnits(this.units.findByParentIdAndValidToIsNullOrderByCode(id));
	}

	@Override
	public List<Unit> subtree(Collection<Long> roots) {
		return toUnits(this.units.subtree(roots));
	}

	@Override
	public Reach reach(Collection<Long> scope, @Nullable Long unit) {
		return this.queries.reach(scope, unit);
	}

	@Override
	public List<Unit> choices(Collection<Long> roots, @Nullable UnitCode at) {
		return this.queries.choices(roots, at, MOST_CHOICES);
	}

	@Override
	public List<Unit> line(long id) {
		return toUnits(this.units.line(id));
	}

	@Override
	public boolean within(long id, Collection<Long> roots) {
		return this.units.within(id, roots);
	}

	@Override
	public UnitNames names(Collection<Long> roots) {
		return new UnitNames(subtree(roots));
	}

	private static List<Unit> toUnits(List<AdministrativeUnit> units) {
		return units.stream().map(AdministrativeUnit::toUnit).toList();
	}

}
