package vn.maiam.account.domain;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import vn.maiam.account.Account;
import vn.maiam.account.AccountRegister;
import vn.maiam.account.CurrentAccount;
import vn.maiam.account.Grant;
import vn.maiam.account.Permission;
import vn.maiam.account.Requires;
import vn.maiam.account.Role;
import vn.maiam.area.UnitDirectory;
import vn.maiam.shared.NotFound;
import vn.maiam.shared.Refused;

/**
 * Makes accounts below the administrator's own units. Nobody gives what the
 * administrator's role may not give.
 */
@Service
@Transactional(readOnly = true)
public class AccountAdministration {

	private static final Set<Role> LOCAL = EnumSet.of(Role.OFFICER, Role.LEADER, Role.MEMBER, Role.LOCAL_ADMIN);

	private final AccountRegister accounts;

	private final CurrentAccount current;

	private final UnitDirectory units;

	AccountAdministration(AccountRegister accounts, CurrentAccount current, UnitDirectory units) {
		this.accounts = accounts;
		this.current = current;
		this.units = units;
	}

	/** The roles that the present administrator can give. */
	@Requires(Permission.MANAGE_ACCOUNTS)
	public List<Role> grantableRoles() {
		boolean admin = this.current.require().grants().stream().anyMatch((grant) -> grant.role() == Role.ADMIN);
		return List.copyOf(admin ? EnumSet.allOf(Role.class) : LOCAL);
	}

	@Transactional
	@Requires(Permission.MANAGE_ACCOUNTS)
	public void create(String username, String fullName, String password, Role role, long unitId) {
		Account self = this.current.require();
		boolean byAdmin = self.grants()
			.stream()
			.filter((grant) -> grant.role() == Role.ADMIN)
			.anyMatch((grant) -> this.units.within(unitId, List.of(grant.unit().id())));
		if (!this.units.within(unitId, self.scopeIds(Permission.MANAGE_ACCOUNTS))) {
			throw new NotFound("unit " + unitId);
		}
		if (!byAdmin && !LOCAL.contains(role)) {
			throw new Refused("account.refused.role");
		}
		this.accounts.create(new AccountRegister.NewAccount(username, fullName, password, true,
				List.of(new Grant(role, this.units.require(unitId)))));
	}

}
