package vn.maiam.weeklyreport.domain;

import java.util.Collections;
import java.util.List;

import vn.maiam.account.Account;
import vn.maiam.account.Permission;
import vn.maiam.area.Unit;

/**
 * What somebody may do with the reports of one unit.
 *
 * @param line from the province down to the unit itself
 */
record Reach(Account self, List<Unit> line) {

	boolean holds(Permission permission) {
		return reaches(permission, this.line);
	}

	/** Whether they decide on its report: from above, or as the leader of the top. */
	boolean standsAbove() {
		return (this.line.size() > 1) ? reaches(Permission.REVIEW_REPORTS, this.line.subList(0, this.line.size() - 1))
				: holds(Permission.SIGN_REPORTS);
	}

	private boolean reaches(Permission permission, List<Unit> units) {
		return this.self.may(permission)
				&& !Collections.disjoint(this.self.scopeIds(permission), units.stream().map(Unit::id).toList());
	}

}
