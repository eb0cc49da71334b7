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
 * @param notYet whether they do not yet meet the conditions; null when no line says so
 * @param withinUnit whether category, kind and conditions were said within the unit
 */
record Around(@Nullable Unit unit, @Nullable String hamlet, @Nullable Category category, @Nullable SupportKind kind,
		@Nullable String waiting, @Nullable Unit before, @Nullable String withdrawn, @Nullable Boolean notYet,
		boolean withinUnit) {

	static Around title(@Nullable Unit unit, @Nullable SupportKind kind) {
		return new Around(unit, null, null, kind, null, unit, null, null, false);
	}

	/** In another unit; what was said within the one before does not hold there. */
	Around in(Unit group) {
		Around wide = this.withinUnit ? said(null, null, null) : this;
		return new Around(group, null, wide.category, wide.kind, null, group, this.withdrawn, wide.notYet, true)
			.outside();
	}

	Around inHamlet(String words) {
		return new Around(this.unit, words, this.category, this.kind, this.waiting, this.before, this.withdrawn,
				this.notYet, this.withinUnit);
	}

	/**
	 * Below a line that says what families these are; what it does not say is not known.
	 */
	Around of(@Nullable Category group, @Nullable SupportKind does, @Nullable Boolean waits) {
		boolean within = this.before != null && this.unit != null && this.unit.level() == Level.COMMUNE;
		Around said = said((group != null) ? group : (does != null) ? this.category : null,
				(does != null) ? does : (group != null) ? this.kind : null, (waits != null) ? waits : this.notYet);
		return new Around(said.unit, said.hamlet, said.category, said.kind, said.waiting, said.before, this.withdrawn,
				said.notYet, within);
	}

	/** Below a line that says that these are off the list. */
	Around withdrawnBy(String words) {
		return new Around(this.unit, this.hamlet, this.category, this.kind, this.waiting, this.before, words,
				this.notYet, this.withinUnit);
	}

	/** The same groups below another title. */
	Around under(@Nullable Unit title, @Nullable SupportKind does) {
		boolean narrower = isCommune();
		Unit at = narrower ? this.unit : title;
		return new Around(at, this.hamlet, this.category, (does != null) ? does : this.kind, this.waiting, at,
				this.withdrawn, this.notYet, this.withinUnit);
	}

	/** Below a group line that cannot be read. */
	Around waitingFor(String words) {
		Unit known = (this.waiting != null) ? this.before : this.unit;
		Around wide = this.withinUnit ? said(null, null, null) : this;
		return new Around(known, null, wide.category, wide.kind, words, known, this.withdrawn, wide.notYet, false);
	}

	boolean isCommune() {
		return this.unit != null && this.unit.level() == Level.COMMUNE;
	}

	private Around said(@Nullable Category group, @Nullable SupportKind does, @Nullable Boolean waits) {
		return new Around(this.unit, this.hamlet, group, does, this.waiting, this.before, this.withdrawn, waits,
				this.withinUnit);
	}

	/** What holds for the whole list was said before any unit was named. */
	private Around outside() {
		return new Around(this.unit, this.hamlet, this.category, this.kind, this.waiting, this.before, this.withdrawn,
				this.notYet, false);
	}

}
