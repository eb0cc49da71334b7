package vn.maiam.household.intake.reading;

import org.jspecify.annotations.Nullable;

import vn.maiam.area.Unit;
import vn.maiam.area.UnitKind.Level;
import vn.maiam.household.Category;
import vn.maiam.household.SupportKind;

/**
 * What the lines above a row say of it: the title's unit, and the groups' unit, hamlet,
 * category and kind.
 *
 * @param waiting words of a group whose unit is not known
 * @param before the unit of the group before that one
 * @param withdrawn words of a group of families that are to be off the list
 */
record Around(@Nullable Unit unit, @Nullable String hamlet, @Nullable Category category, @Nullable SupportKind kind,
		@Nullable String waiting, @Nullable Unit before, @Nullable String withdrawn) {

	static Around title(@Nullable Unit unit) {
		return new Around(unit, null, null, null, null, unit, null);
	}

	Around in(Unit group) {
		return new Around(group, null, this.category, this.kind, null, group, null);
	}

	Around inHamlet(String words) {
		return new Around(this.unit, words, this.category, this.kind, this.waiting, this.before, null);
	}

	Around of(Category group) {
		return new Around(this.unit, this.hamlet, group, this.kind, this.waiting, this.before, null);
	}

	Around of(SupportKind group) {
		return new Around(this.unit, this.hamlet, this.category, group, this.waiting, this.before, null);
	}

	/** Below a line that says that these are off the list. */
	Around withdrawnBy(String words) {
		return new Around(this.unit, this.hamlet, this.category, this.kind, this.waiting, this.before, words);
	}

	/** The same groups below another title. */
	Around under(@Nullable Unit title) {
		boolean narrower = this.unit != null && this.unit.level() == Level.COMMUNE;
		return new Around(narrower ? this.unit : title, this.hamlet, this.category, this.kind, this.waiting,
				narrower ? this.unit : title, this.withdrawn);
	}

	/** Below a group line that cannot be read. */
	Around waitingFor(String words) {
		Unit known = (this.waiting != null) ? this.before : this.unit;
		return new Around(known, null, this.category, this.kind, words, known, null);
	}

	boolean isCommune() {
		return this.unit != null && this.unit.level() == Level.COMMUNE;
	}

}
