package vn.maiam.account;

import java.time.LocalDate;
import java.util.List;

import org.jspecify.annotations.Nullable;

import vn.maiam.shared.UserId;

/** Makes accounts and knows whether there are any. */
public interface AccountRegister {

	boolean isEmpty();

	/** Makes an account; without a password it waits for its one-time code. */
	UserId create(NewAccount account);

	/** The account as it would be now, fully signed in. */
	Account require(String username);

	/**
	 * User names as they are proposed for these names, in their order, none twice and
	 * none taken below these units. That a stranger has one shows only when the accounts
	 * are made.
	 */
	List<String> proposeUsernames(List<String> fullNames, List<Long> below);

	/** As {@link #proposeUsernames}, none taken anywhere. */
	List<String> freeUsernames(List<String> fullNames);

	/**
	 * What is known of a person.
	 *
	 * @param phone digits, may begin with +
	 */
	record Person(String fullName, @Nullable String phone, @Nullable String email) {

		public Person(String fullName) {
			this(fullName, null, null);
		}
	}

	/**
	 * A right to be given.
	 *
	 * @param until its last day; null for open
	 * @param decisionNo number of the document that gives it
	 */
	record NewGrant(Grant grant, @Nullable LocalDate from, @Nullable LocalDate until, @Nullable String decisionNo,
			@Nullable LocalDate decisionDate) {

		public NewGrant(Grant grant) {
			this(grant, null, null, null, null);
		}
	}

	/**
	 * An account to be made.
	 *
	 * @param password in clear, hashed at once and never kept; null when the person is
	 * invited
	 */
	record NewAccount(String username, Person person, @Nullable String password, List<NewGrant> grants) {

		public NewAccount(String username, String fullName, String password, Grant grant) {
			this(username, new Person(fullName), password, List.of(new NewGrant(grant)));
		}

		@Override
		public String toString() {
			return "NewAccount[" + this.username + "]";
		}
	}

}
