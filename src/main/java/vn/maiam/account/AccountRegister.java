package vn.maiam.account;

import java.util.List;

import vn.maiam.shared.UserId;

/** Makes accounts and knows whether there are any. */
public interface AccountRegister {

	boolean isEmpty();

	UserId create(NewAccount account);

	/** The account as it would sign in now. */
	Account require(String username);

	/**
	 * An account to be made.
	 *
	 * @param password in clear, at least 10 characters; hashed at once and never kept
	 */
	record NewAccount(String username, String fullName, String password, boolean mustChangePassword,
			List<Grant> grants) {

		@Override
		public String toString() {
			return "NewAccount[" + this.username + "]";
		}
	}

}
