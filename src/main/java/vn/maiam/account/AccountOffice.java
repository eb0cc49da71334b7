package vn.maiam.account;

import java.util.Set;

import vn.maiam.account.AccountRegister.NewGrant;
import vn.maiam.account.AccountRegister.Person;
import vn.maiam.shared.UserId;

/**
 * What the present administrator can do about accounts, within what an administrator may.
 */
public interface AccountOffice {

	/** The roles that he can give. */
	Set<Role> grantableRoles();

	/** Invites a person; the account waits for its one-time code. */
	UserId invite(String username, Person person, NewGrant grant);

	/** The account of that name; refused with 404 when there is none. */
	UserId require(String username);

	/** Gives a right, unless it is held already. */
	void ensure(String username, NewGrant grant);

	/** Ends all rights that the account holds on exactly this unit. */
	void endGrants(String username, long unitId, String reason);

}
