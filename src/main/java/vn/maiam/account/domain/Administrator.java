package vn.maiam.account.domain;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;

import vn.maiam.account.Account;
import vn.maiam.account.Grant;
import vn.maiam.account.Permission;
import vn.maiam.account.Role;

/**
 * What an administrator may do with the rights of others. An {@code ADMIN} gives any role
 * below the own unit; a {@code LOCAL_ADMIN} gives the roles of a locality, never more.
 * And only who could give all that another holds may take over the other's keys (reset,
 * lock): otherwise a new password would be a way up.
 */
record Administrator(List<Grant> own, BiPredicate<Long, Long> liesIn) {

	private static final Set<Role> LOCAL = EnumSet.of(Role.OFFICER, Role.LEADER, Role.MEMBER, Role.LOCAL_ADMIN);

	static Administrator of(Account self, BiPredicate<Long, Long> liesIn) {
		return new Administrator(
				self.grants().stream().filter((it) -> it.role().may(Permission.MANAGE_ACCOUNTS)).toList(), liesIn);
	}

	Set<Role> roles() {
		return isAdmin() ? EnumSet.allOf(Role.class) : EnumSet.copyOf(LOCAL);
	}

	boolean isAdmin() {
		return this.own.stream().anyMatch((grant) -> grant.role() == Role.ADMIN);
	}

	boolean mayGive(Role role, long unitId) {
		return this.own.stream()
			.filter((grant) -> grant.role() == Role.ADMIN || LOCAL.contains(role))
			.anyMatch((grant) -> this.liesIn.test(unitId, grant.unit().id()));
	}

	/** Whether all these rights are within what he gives. */
	boolean mayManage(Collection<Held> rights) {
		return !rights.isEmpty() && rights.stream().allMatch((right) -> mayGive(right.role(), right.unitId()));
	}

	/** A right that somebody holds. */
	record Held(Role role, long unitId) {
	}

}
