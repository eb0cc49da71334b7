package vn.maiam.area;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import vn.maiam.shared.NotFound;
import vn.maiam.shared.UnitCode;

/** The tree of units as it stands today. */
public interface UnitDirectory {

	Optional<Unit> find(UnitCode code);

	Optional<Unit> find(long id);

	/** All units of the highest level. */
	List<Unit> provinces();

	/** The units right below, by code. */
	List<Unit> children(long id);

	/** The unit and all below it, parents before children. */
	List<Unit> subtree(Collection<Long> roots);

	/**
	 * What a scope and a unit have in common.
	 * @param unit null for all of the scope
	 */
	Reach reach(Collection<Long> scope, @Nullable Long unit);

	/**
	 * Units below the roots to choose from, parents before children: all of them, or,
	 * where there are more than a list can show, those on the way to a unit and beside
	 * it, and those right below it.
	 */
	List<Unit> choices(Collection<Long> roots, @Nullable UnitCode at);

	/** From the province down to the unit itself. */
	List<Unit> line(long id);

	/** Whether the unit is one of the roots or lies below one. */
	boolean within(long id, Collection<Long> roots);

	/** A reader of names as people write them, for the units below the roots. */
	UnitNames names(Collection<Long> roots);

	default Unit require(UnitCode code) {
		return find(code).orElseThrow(() -> new NotFound("unit " + code));
	}

	default Unit require(long id) {
		return find(id).orElseThrow(() -> new NotFound("unit " + id));
	}

}
