package vn.maiam.account;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import vn.maiam.account.AccountRegister.NewGrant;
import vn.maiam.account.AccountRegister.Person;
import vn.maiam.shared.UserId;

/**
 * What the present administrator can do about accounts, within what an administrator may.
 */
public interface AccountOffice {

	/**
	 * Whether the account {@code a} is one of the administrator's: it holds a right below
	 * the units {@code :scope}, or will; of one that holds none any more, the former
	 * rights count. Who was there for some days only is a stranger again after them.
	 */
	String ADMINISTERED = """
			exists (select 1 from account_grant g join unit_closure x on x.descendant_id = g.unit_id and x.ancestor_id in (:scope)
				where g.account_id = a.id and (g.ended_at is null and (g.valid_to is null or g.valid_to >= field_day()) or not exists (
					select 1 from account_grant l where l.account_id = a.id and l.ended_at is null
						and (l.valid_to is null or l.valid_to >= field_day()))))
			""";

	/** The roles that he can give. */
	Set<Role> grantableRoles();

	/** Makes an account for a new person; it waits for its one-time code. */
	UserId invite(String username, Person person, NewGrant grant);

	/**
	 * The account of that name among his own; a stranger's is as unknown as none at all.
	 */
	Optional<UserId> find(String username);

	/**
	 * Gives a right, unless it is held already, to one of his own accounts; offers it to
	 * anybody else.
	 * @param post what comes with it, told to whoever is invited; null when nothing does
	 * @return the number of the invitation; empty when it was given at once
	 */
	OptionalLong drawIn(String username, NewGrant grant, @Nullable Post post);

	/** Ends all rights that the account holds on exactly this unit. */
	void endGrants(String username, long unitId, String reason);

	/**
	 * A post that a right comes with.
	 *
	 * @param title key of its words
	 * @param office what the person is otherwise
	 */
	record Post(String title, String office) {
	}

}
